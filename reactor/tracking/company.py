"""Finds companies by id, slug, name or address, as people type them."""

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
"""The collation that ignores case."""

_MAX_LISTED = 6
_MAX_NAMES = 5_000
_KNOWN = {"_id": {"$type": "objectId"}}


_WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?")


def is_address(named: str) -> bool:
    """Whether the input is a web address."""
    return named.strip().lower().startswith(("http://", "https://"))


def as_address(named: str) -> str:
    """The web address in an input, which may lack `https://`; `""` if it is none."""
    if is_address(named):
        return named.strip()
    return f"https://{named.strip()}" if _WITHOUT_SCHEME.fullmatch(named.strip()) else ""


LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class CompanyFields:
    """The fields of a company that people edit.

    Attributes:
        name: its name.
        careers_url: the page with its openings.
        selector: CSS selector that narrows the search, `""` for the whole page.
    """

    name: str
    careers_url: str
    selector: str = ""

    @classmethod
    def of(cls, company: Company) -> "CompanyFields":
        """The stored fields."""
        return cls(company.name, company.careers_url, company.selector)

    @property
    def with_scheme(self) -> "CompanyFields":
        """The same with a complete address: people omit `https://`."""
        return replace(self, careers_url=as_address(self.careers_url))

    @property
    def problem(self) -> str:
        """The invalid field: `name`, `address` or `selector`; `""` if all are valid."""
        if not self.name or len(self.name) > LONGEST:
            return "name"
        if not as_address(self.careers_url) or len(self.careers_url) > LONGEST:
            return "address"
        return "selector" if len(self.selector) > LONGEST else ""


async def one_company(database: ScoutlyDatabase, named: str) -> Company:
    """The company with this id, slug, name or address.

    Raises:
        SettingsError: none fits, or several do; the message names similar ones.
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
    """The companies with this id, slug, name or address; an id or a slug identifies only one."""
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
    """The companies whose `careers_url` is equivalent to this address."""
    found = database.companies.find(_KNOWN | {"careers_url": {"$type": "string"}}, {"reactor": 0})
    # In a thread: comparing a thousand addresses takes a while.
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
    """A key that is equal for all spellings of one address."""
    try:
        return page_key(canonical_url(url.strip()))
    except ValueError:
        return url


async def _hint(database: ScoutlyDatabase, named: str) -> str:
    found = database.companies.find({}, {"companyID": 1, "company": 1}).limit(_MAX_NAMES)
    names = {str(value) async for each in found for key, value in each.items() if key != "_id"}
    by_name = {name.lower(): name for name in names}
    close = get_close_matches(named.lower(), by_name, n=3)
    if close:
        return f"did you mean {' or '.join(by_name[name] for name in close)}?"
    if not names:
        return "the database holds no company"
    return f"there are {', '.join(sorted(names)[:_MAX_LISTED])}{' …' * (len(names) > _MAX_LISTED)}"


def slug_of(name: str) -> str:
    """A `companyID` from a company's name: `Lumen Clinic` becomes `lumen-clinic`."""
    return "-".join(re.findall(r"[^\W_]+", name.lower())) or "company"
