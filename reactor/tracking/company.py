"""The company that a command is about, as people name it: by id, slug, name or address."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from bson import ObjectId

from reactor.documents import Company
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.scrape.boards import recognise_address
from reactor.scrape.canonical import canonical_url
from reactor.scrape.ownership import is_same
from reactor.url_identity import page_key

WHATEVER_CASE = {"locale": "en", "strength": 2}
"""The collation in which capitals make no difference."""

_MOST_LISTED = 6
_MOST_NAMES = 5_000
_KNOWN = {"_id": {"$type": "objectId"}}


_WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?")


def is_address(named: str) -> bool:
    """Whether something is named by an address on the web."""
    return named.strip().lower().startswith(("http://", "https://"))


def as_address(named: str) -> str:
    """An address as people type one, `acme.example/jobs` included; `""` for what is none."""
    if is_address(named):
        return named.strip()
    return f"https://{named.strip()}" if _WITHOUT_SCHEME.fullmatch(named.strip()) else ""


LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class CompanyFields:
    """What people write about a company.

    Attributes:
        name: what it is called.
        careers_url: where it lists its openings.
        selector: CSS that narrows where, `""` for the whole page.
    """

    name: str
    careers_url: str
    selector: str = ""

    @classmethod
    def of(cls, company: Company) -> "CompanyFields":
        """What stands there."""
        return cls(company.name, company.careers_url, company.selector)

    @property
    def with_scheme(self) -> "CompanyFields":
        """The same, its address as it is stored: people leave `https://` out."""
        return replace(self, careers_url=as_address(self.careers_url))

    @property
    def problem(self) -> str:
        """What is wrong with it: `name`, `address` or `selector`; `""` if nothing is."""
        if not self.name or len(self.name) > LONGEST:
            return "name"
        if not as_address(self.careers_url) or len(self.careers_url) > LONGEST:
            return "address"
        return "selector" if len(self.selector) > LONGEST else ""


async def one_company(database: ScoutlyDatabase, named: str) -> Company:
    """The company with this id, slug, name or address.

    Raises:
        SettingsError: there is none, or there are several; the message names those that are near.
    """
    found = await companies_named(database, named)
    if len(found) > 1:
        each = "; ".join(f"{company.label} ({company.careers_url})" for company in found)
        raise SettingsError(f"several companies are called {named!r}: {each}")
    if not found:
        what = "address" if is_address(named) else "id, slug or name"
        raise SettingsError(f"no company has the {what} {named!r}; {await _hint(database, named)}")
    return found[0]


async def companies_named(database: ScoutlyDatabase, named: str) -> list[Company]:
    """The companies with this id, slug, name or address; a slug or an id is one company's."""
    if is_address(named):
        return await at_address(database, named)
    if ObjectId.is_valid(named):
        document = await database.companies.find_one({"_id": ObjectId(named)})
        return [Company.read(document)] if document else []
    by_name = {"$or": [{"companyID": named}, {"company": named}]}
    documents = database.companies.find(_KNOWN | by_name, collation=WHATEVER_CASE)
    found = [Company.read(each) async for each in documents]
    exact = [company for company in found if company.slug.lower() == named.lower()]
    return exact or found


async def at_address(database: ScoutlyDatabase, url: str) -> list[Company]:
    """The companies whose `careers_url` is this address, however it is written."""
    found = database.companies.find(_KNOWN | {"careers_url": {"$type": "string"}}, {"reactor": 0})
    # A thousand addresses take a while to compare.
    return await asyncio.to_thread(_same, await found.to_list(None), url)


def _same(found: Iterable[Mapping[str, Any]], url: str) -> list[Company]:
    wanted, board = _key(url), recognise_address(url)
    companies = [Company.read(each) for each in found]
    same = [each for each in companies if _key(each.careers_url) == wanted]
    if same or board is None:
        return same
    return [
        each
        for each in companies
        if (other := recognise_address(each.careers_url))
        and is_same(other, board)
        and other.filters == board.filters
    ]


def _key(url: str) -> str:
    """What the spellings of one address have in common."""
    try:
        return page_key(canonical_url(url.strip()))
    except ValueError:
        return url


async def _hint(database: ScoutlyDatabase, named: str) -> str:
    found = database.companies.find({}, {"companyID": 1, "company": 1}).limit(_MOST_NAMES)
    names = {str(value) async for each in found for key, value in each.items() if key != "_id"}
    by_name = {name.lower(): name for name in names}
    close = get_close_matches(named.lower(), by_name, n=3)
    if close:
        return f"did you mean {' or '.join(by_name[name] for name in close)}?"
    if not names:
        return "the database holds no company"
    return (
        f"there are {', '.join(sorted(names)[:_MOST_LISTED])}{' …' * (len(names) > _MOST_LISTED)}"
    )


def slug_of(name: str) -> str:
    """A `companyID` made of a company's name: `Lumen Clinic` is `lumen-clinic`."""
    return "-".join(re.findall(r"[^\W_]+", name.lower())) or "company"
