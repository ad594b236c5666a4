"""Facts about a posting that its page states in so many words."""

import re
from collections.abc import Iterable

# Where a last part such as "Germany" or "Ontario" makes "X, Y" a place. Two or three capitals do
# as well, so states and countries by their codes need no list.
_REGION_NAMES = """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada new-hampshire new-jersey new-mexico
    new-york north-carolina north-dakota ohio oklahoma oregon pennsylvania rhode-island
    south-carolina south-dakota tennessee texas utah vermont virginia washington west-virginia
    wisconsin wyoming d.c. ontario quebec alberta british-columbia nova-scotia manitoba
    england scotland wales northern-ireland bavaria catalonia
    argentina australia austria belgium brazil bulgaria canada chile china colombia croatia cyprus
    czechia czech-republic denmark deutschland egypt españa estonia finland france germany greece
    hungary iceland india indonesia ireland israel italia italy japan kenya latvia lithuania
    luxembourg malaysia malta mexico morocco netherlands new-zealand nigeria norway pakistan
    philippines poland portugal romania saudi-arabia serbia singapore slovakia slovenia
    south-africa south-korea spain sverige sweden switzerland taiwan thailand turkey ukraine
    united-arab-emirates united-kingdom united-states usa vietnam
"""
_REGIONS = frozenset(_REGION_NAMES.split())
_PLACE = re.compile(r"[^\W\d_][\w .'\u2019/()-]*(?:, ?[^\W\d_][\w .'\u2019()-]*){1,3}")
_CODE = re.compile(r"[A-Z]{2,3}")
_REMOTE = re.compile(
    r"\b(?:fully |100% )?remote\b|\bwork from (?:home|anywhere)\b|\btelecommut", re.IGNORECASE
)
_ON_SITE = re.compile(r"\bon-?site\b|\bin[- ]office\b|\bin[- ]person\b|\bhybrid\b", re.IGNORECASE)
_REMOTE_PLACE = re.compile(
    r"(?:fully )?(?:remote|hybrid)(?:$| ?[-\u2013\u2014|,(/:] ?.+| (?:in|from|within) .+)",
    re.IGNORECASE,
)
_EMPLOYMENT = re.compile(
    r"(?:full|part)[- ]?time(?: employee)?|permanent|temporary|contract(?:or)?|freelance|seasonal"
    r"|intern(?:ship)?|apprenticeship|working student|vollzeit|teilzeit|temps plein"
    r"|jornada completa",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:job |work |office |primary )?(?:location|standort|ubicaci(?:ón|ó)|lieu|plats)s?"
    r"(?:\s*[:\-\u2013\u2014]\s*(?P<place>.*))?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]?\s*$")
_SMALL_WORD = re.compile(r"and|or|of|the|in|de|del|las?|los|les?|y|e|et|und|am|an|der|sur|\W+")
_LONGEST_PLACE = 90
_FIRST_LINES = 60


def is_place(words: str) -> bool:
    """Whether a short line reads as a place: `Berkeley, CA`, `Remote (EU)`, `Lyon, France`."""
    if len(words) > _LONGEST_PLACE:
        return False
    if _REMOTE_PLACE.fullmatch(words):
        return True
    if not _PLACE.fullmatch(words):
        return False
    last = _ASIDE.sub("", words).rpartition(",")[2].strip()
    return bool(_CODE.fullmatch(last)) or last.lower().replace(" ", "-") in _REGIONS


def is_employment_type(words: str) -> bool:
    """Whether a short line says nothing but the kind of employment."""
    return _EMPLOYMENT.fullmatch(words.strip(" .•|-")) is not None


def is_remote(words: str) -> bool | None:
    """Whether the words of a location or a row speak of remote work; None if they do not say."""
    if _ON_SITE.search(words):
        return False
    return True if _REMOTE.search(words) else None


def labelled_location(text: str) -> tuple[str, bool | None]:
    """The place and whether it is remote, from a line such as `Location: Berkeley (On-Site)`.

    The place may also stand on the line after the label. An aside in brackets is no part of it,
    but tells remote from on-site.
    """
    lines = text.split("\n")[:_FIRST_LINES]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if found := _LABEL.fullmatch(line.strip(" -*")):
            place = found["place"] or following.strip(" -*")
            bare = _ASIDE.sub("", place).strip(" .") or place.strip(" ()")
            if is_place(bare) or _is_name(bare):
                return bare, is_remote(place)
    return "", None


def _is_name(words: str) -> bool:
    """Whether a line is a name rather than a sentence: its words have capitals."""
    return 0 < len(words) <= _LONGEST_PLACE and all(
        not word[0].islower() or _SMALL_WORD.fullmatch(word) for word in words.split()
    )


def joined(places: Iterable[str]) -> str:
    """Several places as one text, each once."""
    return "; ".join(dict.fromkeys(filter(None, map(str.strip, places))))
