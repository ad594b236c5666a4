"""Where work is done, and where a candidate may do it; the names stand in `places.toml`."""

import re
import tomllib
from importlib import resources

from reactor.documents import CandidateInfo
from reactor.match.keyword.phrasebook import Phrasebook, words_of

_WORLD = tomllib.loads(
    (resources.files("reactor.match.keyword") / "places.toml").read_text(encoding="utf-8")
)
_REGIONS: dict[str, frozenset[str]] = {
    code: frozenset(region["members"]) for code, region in _WORLD["regions"].items()
}
_COUNTRIES: dict[str, frozenset[str]] = {
    code: frozenset({code}) for code in _WORLD["countries"]
} | _REGIONS
_BOOK: Phrasebook[frozenset[str]] = Phrasebook(
    [
        *(
            (name, _COUNTRIES[code])
            for code, names in _WORLD["countries"].items()
            for name in names
        ),
        *((name, _REGIONS[code]) for code in _REGIONS for name in _WORLD["regions"][code]["names"]),
    ]
)
# Without DE and IN: those are Germany and India about as often.
_US_STATE = re.compile(
    r",\s*(?:A[KLRZ]|C[AOT]|DC|FL|GA|HI|I[ADL]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_MUST_BE_ALLOWED = re.compile(
    r"(?:authori[sz]ed|authori[sz]ation|eligible|eligibility|right|permit|legally able)\s+to\s+"
    r"(?:legally\s+)?(?:live and\s+)?work\s+in\s+([^.;\n]{2,60})",
    re.IGNORECASE,
)
_DENIALS = frozenset({"not", "no", "none", "denied", "expired", "unauthorized", "unauthorised"})
_NEEDS = frozenset({"need", "needs", "needed", "require", "requires", "required", "sponsorship"})


def countries_in(text: str) -> frozenset[str]:
    """ISO codes of the countries that a place such as `Berlin` or `Austin, TX` lies in.

    A region counts as all its members; no name known gives an empty set.
    """
    found = frozenset[str]().union(*(one.entry for one in _BOOK.find(words_of(text))))
    return found or (frozenset({"US"}) if _US_STATE.search(text) else found)


def countries_of_work(location: str, text: str) -> frozenset[str]:
    """Where a posting wants people to work: its location, else where it says they must be allowed.

    Args:
        location: the posting's place as stated.
        text: the whole posting.
    """
    stated = countries_in(location)
    if stated:
        return stated
    demand = _MUST_BE_ALLOWED.search(text)
    return countries_in(demand[1]) if demand else stated


def residence(info: CandidateInfo) -> frozenset[str]:
    """The country a candidate lives in, as a set of one, or an empty set where it is not known."""
    return _COUNTRIES.get(info.country_code.upper()) or countries_in(f"{info.country} {info.city}")


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
    return allowed | (residence(info) - refused)


def _is_refused(status: str) -> bool:
    """Whether a permit's status is that there is none; "no sponsorship needed" is one."""
    words = set(words_of(status.lower().replace("_", " ")))
    return bool(words & _DENIALS) != bool(words & _NEEDS)
