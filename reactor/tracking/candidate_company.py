"""Finds and previews the company that somebody wants to track."""

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
from reactor.tracking.preview import Guesses, SitePreview, open_looker

_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})
_NOTHING_GUESSED = Guesses((), 0, ())


@dataclass(frozen=True, slots=True)
class CompanyInput:
    """The input for tracking a company.

    Attributes:
        what: an address, or a name.
        user: the user, None for the only one.
        name: name of the new company, `""` for the one on its page.
        selector: CSS selector that narrows the search for postings, `""` for the whole page.
    """

    what: str
    user: str | None = None
    name: str = ""
    selector: str = ""


@dataclass(frozen=True, slots=True)
class Prospect:
    """The result of the search.

    Attributes:
        user: the user.
        known: the company, if it is already in the database.
        url: the previewed address, `""` if boards were searched by name.
        look: the preview, None if it failed or none was made.
        trouble: why the preview failed.
        guesses: boards found for an unknown name.
    """

    user: User
    known: Company | None = None
    url: str = ""
    look: SitePreview | None = None
    trouble: ReactorError | None = None
    guesses: Guesses = _NOTHING_GUESSED

    @property
    def sound(self) -> bool:
        """Whether it may be tracked without confirmation: it is known, or shows a list."""
        shows_list = self.look is not None and self.look.listing.recognised
        return bool(self.url) and (self.known is not None or shows_list)

    def company(self, wish: CompanyInput) -> Company | CompanyFields:
        """The company to track.

        Raises:
            SettingsError: there is none.
        """
        if self.known:
            return self.known
        if not self.url:
            raise SettingsError(f"nothing is known of {wish.what!r}; give the address of its jobs")
        name = wish.name.strip() or (self.look.name if self.look else "") or self.url
        return CompanyFields(name, self.url, wish.selector)

    def choosing(self, look: SitePreview) -> "Prospect":
        """The same with one of the guesses chosen."""
        return replace(self, url=look.url, look=look)


async def prospect(
    settings: Settings,
    database: ScoutlyDatabase,
    wish: CompanyInput,
    stand_ins: Mapping[str, str] = _NO_STAND_INS,
) -> Prospect:
    """Find the company and preview its page. Nothing is stored.

    Raises:
        SettingsError: there is no user to track it, or several companies fit.
        WaitingError: this machine is offline.
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
    """The company in the database, None if there is none."""
    if await companies_named(database, what):
        return await one_company(database, what)
    address = as_address(what)
    same = await at_address(database, address) if address else []
    return same[0] if same else None
