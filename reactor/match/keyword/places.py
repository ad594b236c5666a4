"""Where work is done, and where a candidate may do it; the names stand in `places.toml`."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from reactor.documents import CandidateInfo
from reactor.match.keyword.phrasebook import Phrasebook, plain, words_of

_WORLD = tomllib.loads(
    (resources.files("reactor.match.keyword") / "places.toml").read_text(encoding="utf-8")
)
_REGIONS: dict[str, frozenset[str]] = {
    code: frozenset(region["members"]) for code, region in _WORLD["regions"].items()
}
_COUNTRIES: dict[str, frozenset[str]] = {
    code: frozenset({code}) for code in _WORLD["countries"]
} | _REGIONS


def _named(names: dict[str, list[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    for code, known in names.items():
        yield from ((name, _COUNTRIES[code]) for name in known)


_CITIES = Phrasebook(_named(_WORLD["cities"]))
_NAMES = Phrasebook(
    [
        *_named(_WORLD["countries"]),
        *_named({code: region["names"] for code, region in _WORLD["regions"].items()}),
    ]
)
# Without DE and IN: those are Germany and India about as often.
_US_STATE = re.compile(
    r",\s*(?:A[KLRZ]|C[AOT]|DC|FL|GA|HI|I[ADL]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_CANADIAN_PROVINCE = re.compile(r",\s*(?:BC|ON|QC|AB|MB|NS|SK|NB)\b")
_CODE = re.compile(r",\s*([A-Z]{2})\s*$")
_ALSO_STATES = frozenset({"DE", "IN"})
# What parts the places of a posting that is open in several.
_PLACES = re.compile(r"[/|;•·()\n]|\s(?:or|oder|ou|o|of|lub|and|und|et|y|e|en|i|-|\u2013)\s")
_ANYWHERE = re.compile(
    r"world-?wide|anywhere|weltweit|global\b|partout|en cualquier lugar", re.IGNORECASE
)
_MUST_BE_ALLOWED = re.compile(
    r"(?:(?:authori[sz]ed|authori[sz]ation|eligible|eligibility|entitled|right|permit|legally able)"
    r"\s+to\s+(?:legally\s+)?(?:live and\s+)?work\s+(?:for any employer\s+)?in"
    r"|(?:must|need to|have to|people|candidates?|applicants?|open to)[^.;\n]{0,40}?"
    r"(?:based|living|live|reside|residing|resident|located) in|remote(?:ly)? (?:within|in)"
    r"|wohnsitz in|arbeitserlaubnis (?:für|in)|prawo do pracy w|z terenu"
    r"|permis de travail (?:en|pour)|permiso de trabajo en)\s+([^.;\n]{2,60})",
    re.IGNORECASE,
)
_CITIZENSHIP = re.compile(
    r"([^.;,\n]{2,40}?)\s{1,4}(?:citizenship (?:is )?required|citizens only)", re.IGNORECASE
)
_DENIALS = frozenset({"not", "no", "none", "denied", "expired", "unauthorized", "unauthorised"})
_NEEDS = frozenset({"need", "needs", "needed", "require", "requires", "required", "sponsorship"})
REMEMBERED = 256


@lru_cache(maxsize=REMEMBERED)
def countries_in(text: str) -> frozenset[str]:
    """ISO codes of the countries that a place such as `Berlin` or `Austin, TX` lies in.

    A region counts as all its members; no name known gives an empty set.
    """
    return frozenset[str]().union(*map(_countries_of_place, _PLACES.split(text)))


def _countries_of_place(text: str) -> frozenset[str]:
    """The countries of one place: what it says of country or state goes before its city."""
    words = words_of(text)
    named = frozenset[str]().union(*(found.entry for found in _NAMES.find(words)))
    if named:
        return named
    if _US_STATE.search(text):
        return frozenset({"US"})
    if _CANADIAN_PROVINCE.search(text):
        return frozenset({"CA"})
    code = _CODE.search(text)
    if code and code[1] in _COUNTRIES:
        return frozenset({code[1], "US"}) if code[1] in _ALSO_STATES else _COUNTRIES[code[1]]
    return frozenset[str]().union(*(found.entry for found in _CITIES.find(words)))


@lru_cache(maxsize=REMEMBERED)
def countries_of_work(location: str, text: str) -> frozenset[str]:
    """Where a posting wants people to work: its location, else where it says they must be allowed.

    Args:
        location: the posting's place as stated.
        text: the whole posting.
    """
    stated = frozenset[str]() if _ANYWHERE.search(location) else countries_in(location)
    return stated or demanded_countries(text)


def demanded_countries(text: str) -> frozenset[str]:
    """Where a text says that people must live or be allowed to work, empty where it does not."""
    for pattern in (_MUST_BE_ALLOWED, _CITIZENSHIP):
        for demand in pattern.finditer(text):
            countries = countries_in(demand[1])
            if countries:
                return countries
    return frozenset()


def residence(info: CandidateInfo) -> frozenset[str]:
    """The country a candidate lives in, as a set of one, or an empty set where it is not known."""
    return _COUNTRIES.get(info.country_code.upper()) or countries_in(f"{info.city}, {info.country}")


def may_work_in(info: CandidateInfo) -> frozenset[str] | None:
    """Where a candidate may work, or None where they have not said.

    They may work where they live unless they say that they may not.
    """
    if not info.work_authorization:
        return None
    allowed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    for permit in info.work_authorization:
        code = str(permit.get("regionCode") or "").upper()
        countries = _COUNTRIES.get(code) or countries_in(f"{code}, {permit.get('region') or ''}")
        if _is_refused(str(permit.get("status") or "")):
            refused |= countries
        else:
            allowed |= countries
            if is_citizen(permit) and countries & _REGIONS["EU"]:
                allowed |= _REGIONS["EU"]
    return allowed | (residence(info) - refused)


def is_citizen(permit: dict[str, object]) -> bool:
    """Whether a permit is that of a country's own people."""
    return bool(
        re.search(r"citizen|national|passport|staatsburger", plain(str(permit.get("status"))))
    )


def _is_refused(status: str) -> bool:
    """Whether a permit's status is that there is none; "no sponsorship needed" is one."""
    words = set(words_of(status.lower().replace("_", " ")))
    return bool(words & _DENIALS) != bool(words & _NEEDS)


def is_place(word: str) -> bool:
    """Whether a word alone names a place."""
    return any(_NAMES.find((word,))) or any(_CITIES.find((word,)))
