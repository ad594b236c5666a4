"""The filters in a careers URL, and the facets of vacancies that they select by."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

Filters = tuple[tuple[str, str], ...]
"""Names and values, such as `("department", "Customer Success")`."""

Facets = Mapping[str, frozenset[str]]
"""Values by the names in `NAMES`: both names and ids, normalised by `key`."""

NAMES = ("department", "team", "location", "country", "remote", "employment")

_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "department": (
        *("department", "departments", "departmentid", "departmentids", "dept", "depts"),
        *("category", "categories", "jobcategory", "function", "division", "recruitingcategory"),
    ),
    "team": ("team", "teams", "teamid", "teamids"),
    "location": (
        *("location", "locations", "locationid", "locationids", "office", "offices", "officeid"),
        *("officeids", "city", "cities", "region", "regions", "state", "loc", "worklocation"),
    ),
    "country": ("country", "countries", "countrycode", "countryid"),
    "remote": (
        *("remote", "isremote", "remotestatus", "remotetype", "workplace", "workplaces"),
        *("workplacetype", "worktype", "workmodel", "workmode", "telecommuting", "locationtype"),
    ),
    "employment": (
        *("commitment", "employment", "employmenttype", "jobtype", "contracttype", "schedule"),
        *("typeofemployment", "employmentstatus", "contract"),
    ),
}
_FACETS = {parameter: facet for facet, many in _PARAMETERS.items() for parameter in many}
_EVERYTHING = frozenset({"", "all", "any"})
_TRUTHS = {
    **dict.fromkeys(("1", "yes", "on", "remote", "fully", "fullyremote", "only"), "true"),
    **dict.fromkeys(("0", "no"), "false"),
}
_PLACE_PARTS = re.compile(r"[,;|/()]| [-\u2013\u2014] ")
_SEVERAL = re.compile(r"[,;|]")
_PLAIN = str.maketrans("\u00f8\u0142\u0111\u0131", "oldi")
_MAX_VALUES = 100
_MAX_VALUE = 200
_IDENTITY = re.compile(r"\d{3,}|[0-9a-f]{24,}")


def key(value: str) -> str:
    """Return the normal form of a name, which different spellings share.

    `Customer Success`, `customer-success` and `customer_success` are `customersuccess`.
    """
    decomposed = unicodedata.normalize("NFKD", value.casefold().translate(_PLAIN))
    return "".join(filter(str.isalnum, decomposed))


def facets(**values: str | bool | Iterable[str] | None) -> dict[str, frozenset[str]]:
    """Return facets by name, from a string, a boolean or several strings, without empty ones.

    A place such as `Berlin, Germany` can be selected by each of its parts, and as a country.
    """
    found: dict[str, frozenset[str]] = {}
    for name, value in values.items():
        stated = [value] if isinstance(value, str | bool) else value or ()
        words = [str(word)[:_MAX_VALUE] for word in islice(stated, _MAX_VALUES)]
        if name in ("location", "country"):
            words += [part for word in words for part in _PLACE_PARTS.split(word)]
        # An unknown value (`None`), or no remote work (`none`), selects nothing.
        if kept := frozenset(map(key, words[: 2 * _MAX_VALUES])) - {"", "none"}:
            found[name] = kept
    if "location" in found:
        found["country"] = found.get("country", frozenset()) | found["location"]
    return found


def united(one: Facets, other: Facets) -> Facets:
    """Return the union of two sets of facets."""
    return {
        name: one.get(name, frozenset()) | other.get(name, frozenset()) for name in {*one, *other}
    }


def filters_of(url: str) -> Filters:
    """Return the filters in the query of `url`, by facet; unknown parameters are ignored."""
    pairs = parse_qsl(urlsplit(url).query)
    # `departments[]`, `Department_ID` and `department-id` are spellings of one parameter.
    named = ((_FACETS.get(key(name)), value.strip()) for name, value in pairs)
    return tuple((facet, value) for facet, value in named if facet and _narrows(value))


def suits(stated: Facets, wanted: Mapping[str, Iterable[str]]) -> bool:
    """Whether, for each facet in `wanted`, one of the values is stated."""
    return all(not stated.get(name, frozenset()).isdisjoint(of) for name, of in wanted.items())


def wanted_of(filters: Filters) -> dict[str, frozenset[str]]:
    """Return the wanted values by facet, normalised as in `facets`; other filters are ignored.

    For `Sales,Support` either value suffices; but `Berlin, Germany` is one place.
    """
    wanted: dict[str, frozenset[str]] = {}
    for name, value in filters:
        if name in NAMES and _narrows(value):
            several = [] if name == "location" else _SEVERAL.split(value)
            keys = filter(None, map(key, (value, *several)))
            meant = (_TRUTHS.get(each, each) if name == "remote" else each for each in keys)
            wanted[name] = wanted.get(name, frozenset()).union(meant)
    return wanted


def are_identities(values: Iterable[str]) -> bool:
    """Whether all values, normalised by `key`, are ids rather than names."""
    return all(map(_IDENTITY.fullmatch, values))


def _narrows(value: str) -> bool:
    return key(value) not in _EVERYTHING
