"""The countries of a posting's work, and those in which a candidate may work."""

import re
from functools import lru_cache

from reactor.documents import CandidateInfo
from reactor.language.languages import language_of
from reactor.language.phrasebook import plain, words_of
from reactor.language.places import countries_in, countries_of_code
from reactor.match.keyword.demanded_countries import demanded_countries

ANYWHERE = re.compile(
    r"world-?wide|anywhere|weltweit|global\b|partout|en cualquier lugar|dans le monde|wereldwijd"
    r"|in tutto il mondo|na całym świecie|em qualquer lugar|po celém světě|i hela världen",
    re.IGNORECASE,
)
_DENIALS = frozenset({"not", "no", "none", "denied", "expired", "unauthorized", "unauthorised"})
_NEEDS = frozenset({"need", "needs", "needed", "require", "requires", "required", "sponsorship"})
REMEMBERED = 256
# Groups whose citizens may work in each other's countries, besides the EU, the EEA and Switzerland.
_NEIGHBOURS = (frozenset({"GB", "IE"}), frozenset({"AU", "NZ"}))
# The countries of each language, in which an unknown town is assumed to be.
_HOMES = {
    "German": {"DE", "AT", "CH", "LU"},
    "French": {"FR", "BE", "CH", "CA", "LU", "MA", "TN", "SN", "CI", "DZ"},
    "Spanish": {
        *("ES", "MX", "AR", "CO", "CL", "PE", "UY", "EC", "CR", "BO", "PY", "VE", "GT", "HN", "SV"),
        *("NI", "PA", "DO", "CU", "PR"),
    },
    "Portuguese": {"PT", "BR"},
    "Dutch": {"NL", "BE"},
    "Polish": {"PL"},
    "Italian": {"IT", "CH"},
    "Swedish": {"SE"},
    "Danish": {"DK"},
    "Norwegian": {"NO"},
    "Finnish": {"FI"},
    "Czech": {"CZ"},
    "Hungarian": {"HU"},
    "Romanian": {"RO"},
    "Turkish": {"TR"},
}


def homes_of_language(text: str) -> frozenset[str]:
    """The countries of the language of a text; none if it indicates no country."""
    return frozenset(_HOMES.get(language_of(text) or "", ()))


@lru_cache(maxsize=REMEMBERED)
def countries_of_work(location: str, text: str) -> frozenset[str]:
    """The countries of work: of the location, else those where people must be allowed to work.

    Args:
        location: the posting's place as stated.
        text: the whole posting.
    """
    stated = frozenset[str]() if ANYWHERE.search(location) else countries_in(location)
    return stated or demanded_countries(text)


def residence(info: CandidateInfo) -> frozenset[str]:
    """The candidate's country of residence as a set of one; empty if unknown."""
    return countries_of_code(info.country_code) or countries_in(f"{info.city}, {info.country}")


def may_work_in(info: CandidateInfo) -> frozenset[str] | None:
    """The countries in which a candidate may work; None if not stated.

    Their country of residence is included unless they deny that.
    """
    if not info.work_authorization:
        return None
    allowed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    for permit in info.work_authorization:
        code = str(permit.get("regionCode") or "").upper()
        countries = countries_of_code(code) or countries_in(f"{code}, {permit.get('region') or ''}")
        if _is_refused(str(permit.get("status") or "")):
            refused |= countries
        else:
            allowed |= countries
            if is_citizen(permit):
                allowed |= _open_to_citizens(countries)
    return allowed | (residence(info) - refused)


def _open_to_citizens(countries: frozenset[str]) -> frozenset[str]:
    """The countries in which citizens of a country may work without a permit."""
    union = countries_of_code("EU")
    pairs = [pair for pair in _NEIGHBOURS if countries < pair]
    return frozenset[str]().union(*pairs, union if countries & union else ())


def is_citizen(permit: dict[str, object]) -> bool:
    """Whether a permit is a citizen's."""
    return bool(
        re.search(
            r"citizen|national|passport|staatsburger|burger|citoyen|ciudadan|cittadin|obywatel"
            r"|cidada|medborgar|statsborger|obcan|kansalai",
            plain(str(permit.get("status"))),
        )
    )


def _is_refused(status: str) -> bool:
    """Whether a permit's status is that there is none; "no sponsorship needed" is a permit."""
    words = set(words_of(status.lower().replace("_", " ")))
    return bool(words & _DENIALS) != bool(words & _NEEDS)
