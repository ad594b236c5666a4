"""Facts about a posting that its page states in so many words."""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re
from collections.abc import Iterable

from reactor.language.remote import is_remote
from reactor.scrape.words.labels import PLACE, labelled_facts

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
_REMOTE_PLACE = re.compile(
    r"(?:fully )?(?:remote|hybrid)(?:$| ?[-\u2013\u2014|,(/:] ?.+| (?:in|from|within) .+)",
    re.IGNORECASE,
)
_EMPLOYMENT = re.compile(
    r"(?:full|part)[- ]?time(?: employee)?|permanent|temporary|contract(?:or)?|freelance|seasonal"
    r"|intern(?:ship)?|apprenticeship|working student|fixed[- ]term|casual|per diem"
    r"|vollzeit|teilzeit|werkstudent(?:in)?|praktikum|ausbildung|minijob|befristet|unbefristet|festanstellung"
    r"|(?:à )?temps (?:plein|partiel|complet)|cdi|cdd|alternance|stage|jornada completa|media jornada"
    r"|tiempo completo|tiempo parcial|indefinido|tempo (?:pieno|indeterminato|determinato|parziale|integral)"
    r"|voltijd|deeltijd|full ?time|part ?time|heltid|deltid|fuldtid|tillsvidare|kokoaikainen|osa-aikainen"
    r"|pełny etat|umowa o pracę|b2b|plný úvazek|clt|pj|tam zamanlı|yarı zamanlı|полная занятость"
    r"|частичная занятость|دوام كامل|دوام جزئي|משרה (?:מלאה|חלקית)|正社員|契約社員|アルバイト|パート|業務委託"
    r"|全职|兼职|实习|정규직|계약직|인턴",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"relocat|\d ?%|\bdays?\b|\bonly\b|visa", re.IGNORECASE)
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
    last = _without_aside(words)[0].rpartition(",")[2].strip()
    return bool(_CODE.fullmatch(last)) or last.lower().replace(" ", "-") in _REGIONS


def is_employment_type(words: str) -> bool:
    """Whether a short line says nothing but the kind of employment."""
    return _EMPLOYMENT.fullmatch(words.strip(" .•|-")) is not None


def labelled_location(text: str) -> tuple[str, bool | None]:
    """The place and whether it is remote, from a line such as `Location: Berkeley (On-Site)`.

    The place may also stand on the line after the label. An aside in brackets that tells remote
    from on-site is no part of it.
    """
    for fact in labelled_facts(text.split("\n")[:_FIRST_LINES]):
        if fact.kind == PLACE and (place := place_named(fact.value)):
            return place, is_remote(fact.value)
    return "", None


def place_named(words: str) -> str:
    """The place that a short text names, without asides about remote work; `""` if it is none."""
    before, aside = _without_aside(words)
    about_work = is_remote(aside) is not None or _CONDITION.search(aside)
    bare = (before if about_work else words).strip(" .,;|")
    if bare.startswith("("):
        bare = bare.strip("() ")
    return bare if is_place(bare) or _is_name(bare) else ""


def _without_aside(words: str) -> tuple[str, str]:
    """The words before the brackets that end them, and what stands in these; else all and `""`."""
    body = words.rstrip()
    inner = body[:-1] if body.endswith((")", "]")) else body
    closed = max(inner.rfind(")"), inner.rfind("]")) + 1
    opened = [place for bracket in "([" if (place := inner.find(bracket, closed)) >= 0]
    if not opened:
        return words, ""
    begin = min(opened)
    return words[:begin].rstrip(), inner[begin + 1 :]


def _is_name(words: str) -> bool:
    """Whether a line is a name rather than a sentence: its words have capitals."""
    return 0 < len(words) <= _LONGEST_PLACE and all(
        not word[0].islower() or _SMALL_WORD.fullmatch(word) for word in words.split()
    )


def joined(places: Iterable[str]) -> str:
    """Several places as one text, each once."""
    return "; ".join(dict.fromkeys(filter(None, map(str.strip, places))))
