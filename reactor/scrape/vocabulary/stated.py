"""Facts that a posting's page states explicitly, above all its place."""

import re
from collections.abc import Iterable

from reactor.language.line_cache import remembered
from reactor.language.places import names_country
from reactor.language.remote import is_remote
from reactor.scrape.vocabulary.labels import PLACE, labelled_facts

_PLACE = re.compile(r"[^\W\d_][\w .'\u2019/()-]*(?:, ?[^\W\d_][\w .'\u2019()-]*){1,3}")
_CODE = re.compile(r"[A-Z]{2,3}")
_REMOTE_PLACE = re.compile(
    r"(?:fully )?(?:remote|hybrid)(?:$| ?[-\u2013\u2014|,(/:] ?.+| (?:in|from|within) .+)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"relocat|\d ?%|\bdays?\b|\bonly\b|visa", re.IGNORECASE)
_SMALL_WORD = re.compile(r"and|or|of|the|in|de|del|las?|los|les?|y|e|et|und|am|an|der|sur|\W+")
_MAX_PLACE = 90
_FIRST_LINES = 60


@remembered
def is_place(words: str) -> bool:
    """Whether a short line has the form of a place: `Berkeley, CA`, `Lyon, France`."""
    if len(words) > _MAX_PLACE:
        return False
    if _REMOTE_PLACE.fullmatch(words):
        return True
    if not _PLACE.fullmatch(words):
        return False
    last = _without_aside(words)[0].rpartition(",")[2].strip()
    # Two or three capitals are a state or a country, so no list of them is needed.
    return bool(_CODE.fullmatch(last)) or names_country(last)


def labelled_location(text: str) -> tuple[str, bool | None]:
    """Return the place and whether it is remote, as in `Location: Berkeley (On-Site)`.

    The place may also be on the line after the label. An aside in brackets on remote or on-site
    work is not part of it.
    """
    for fact in labelled_facts(text.split("\n")[:_FIRST_LINES]):
        if fact.kind == PLACE and (place := place_named(fact.value)):
            return place, is_remote(fact.value)
    return "", None


def place_named(words: str) -> str:
    """Return the place that a short text names, without asides; `""` if it names none."""
    before, aside = _without_aside(words)
    about_work = is_remote(aside) is not None or _CONDITION.search(aside)
    bare = (before if about_work else words).strip(" .,;|")
    if bare.startswith("("):
        bare = bare.strip("() ")
    return bare if is_place(bare) or _is_name(bare) else ""


def _without_aside(words: str) -> tuple[str, str]:
    """Split words into text and a bracketed ending; without one, the second is `""`."""
    body = words.rstrip()
    inner = body[:-1] if body.endswith((")", "]")) else body
    closed = max(inner.rfind(")"), inner.rfind("]")) + 1
    opened = [place for bracket in "([" if (place := inner.find(bracket, closed)) >= 0]
    if not opened:
        return words, ""
    begin = min(opened)
    return words[:begin].rstrip(), inner[begin + 1 :]


def _is_name(words: str) -> bool:
    """Whether a line is a name rather than a sentence: its words are capitalised."""
    return 0 < len(words) <= _MAX_PLACE and all(
        not word[0].islower() or _SMALL_WORD.fullmatch(word) for word in words.split()
    )


def joined(places: Iterable[str]) -> str:
    """Join places into one text, without duplicates."""
    return "; ".join(dict.fromkeys(filter(None, map(str.strip, places))))
