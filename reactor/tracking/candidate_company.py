"""What somebody wants to track: found first, and looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from reactor.documents import Company, User
from reactor.errors import ReactorError, SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.people.person import whose
from reactor.settings import Settings
from reactor.tracking.company import (
    CompanyFields,
    as_address,
    at_address,
    companies_named,
    one_company,
)
from reactor.tracking.preview import Guesses, Look, open_looker

_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})
_NOTHING_GUESSED = Guesses((), 0, ())


@dataclass(frozen=True, slots=True)
class CompanyInput:
    """What somebody typed.

    Attributes:
        what: an address, or a name.
        user: for whom, None for the only one there is.
        name: what the company is to be called, `""` for what its page says.
        selector: CSS that narrows where its postings are looked for, `""` for the whole page.
    """

    what: str
    user: str | None = None
    name: str = ""
    selector: str = ""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What was found for a wish.

    Attributes:
        user: for whom.
        known: the company, where it is in the database already.
        url: the address that was looked at, `""` where only boards were asked for a name.
        look: what is there, None where the look failed or nothing was looked at.
        trouble: why the look failed.
        guesses: what boards have for a name that nobody knows.
    """

    user: User
    known: Company | None = None
    url: str = ""
    look: Look | None = None
    trouble: ReactorError | None = None
    guesses: Guesses = _NOTHING_GUESSED

    @property
    def sound(self) -> bool:
        """Whether it may be tracked unasked: it is known already, or shows a list."""
        shows_list = self.look is not None and self.look.listing.recognised
        return bool(self.url) and (self.known is not None or shows_list)

    def company(self, wish: CompanyInput) -> Company | CompanyFields:
        """The company to be tracked.

        Raises:
            SettingsError: there is nothing to be tracked.
        """
        if self.known:
            return self.known
        if not self.url:
            raise SettingsError(f"nothing is known of {wish.what!r}; give the address of its jobs")
        name = wish.name.strip() or (self.look.name if self.look else "") or self.url
        return CompanyFields(name, self.url, wish.selector)

    def choosing(self, look: Look) -> "Prospect":
        """The same with one of the guesses taken."""
        return replace(self, url=look.url, look=look)


async def prospect(
    settings: Settings,
    database: ScoutlyDatabase,
    wish: CompanyInput,
    stand_ins: Mapping[str, str] = _NO_STAND_INS,
) -> Prospect:
    """Find out what a wish is about, and look there. Nothing is stored.

    Raises:
        SettingsError: nobody is there to track it, or several are called so.
        WaitingError: this machine's line is down.
    """
    user = await whose(database, wish.user)
    known = await _known(database, wish.what)
    url = known.careers_url if known else as_address(wish.what)
    async with open_looker(settings, stand_ins) as looker:
        if not url:
            if known:
                trouble = ReactorError("it has no careers_url", code="no_careers_url")
                return Prospect(user, known, trouble=trouble)
            return Prospect(user, guesses=await looker.guess(wish.what))
        selector = known.selector if known else wish.selector
        try:
            look = await looker.look(url, selector)
        except ReactorError as error:
            return Prospect(user, known, url, trouble=error)
        return Prospect(user, known, url, look)


async def _known(database: ScoutlyDatabase, what: str) -> Company | None:
    """The company that is there already; None if there is none."""
    if await companies_named(database, what):
        return await one_company(database, what)
    address = as_address(what)
    same = await at_address(database, address) if address else []
    return same[0] if same else None
