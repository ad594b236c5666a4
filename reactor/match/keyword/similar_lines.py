"""Similar lines of a posting and a CV, by words outside the lists of skills."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from itertools import islice

from reactor.language.phrasebook import Phrasebook, plain_words, words_of
from reactor.match.keyword.posting_sections import Kind, PostingPassage

_ADVERT = tomllib.loads(
    (resources.files("reactor.match.keyword") / "job_ad_detection.toml").read_text(encoding="utf-8")
)
_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "skill_mentions.toml").read_text(encoding="utf-8")
)
# Words of every posting mean nothing.
_EVERYWHERE: Phrasebook[bool] = Phrasebook(
    (phrase, True)
    for phrases in (*_ADVERT["says"].values(), _WORDS["everywhere"])
    for phrase in phrases
    if " " not in phrase
)
# Words are compared by this many letters; shorter ones mean too little.
_STEM = 7
# Number of common words that make lines similar.
_ENOUGH = 2
# Each line of a posting is compared with each line of a CV; longer texts add nothing new.
_MAX_LINES = 150
REMEMBERED = 32

Alike = tuple[str, str, str]
"""A posting's line, a CV's line, and the CV's word at the centre of the similarity."""


def lines_alike(
    passages: Iterable[PostingPassage], cv: str, besides: frozenset[str]
) -> Iterator[Alike]:
    """The lines of a posting with a similar line in a CV, most common words first.

    Args:
        passages: the posting's.
        cv: the CV's text.
        besides: lines of the posting that are already quoted.
    """
    found = []
    asking = dict.fromkeys(one.line for one in passages if one.kind in (Kind.ASKED, Kind.MUST))
    for asked_line in islice(asking, _MAX_LINES):
        if asked_line in besides:
            continue
        asked = _telling(asked_line)
        for line, own in _lines(cv):
            common = asked.keys() & own.keys()
            if len(common) >= _ENOUGH:
                first = min(own[stem] for stem in common)
                found.append((len(common), asked_line, line, words_of(line)[first]))
    found.sort(key=lambda one: -one[0])
    quoted: set[str] = set()
    for _, asked_line, line, word in found:
        if asked_line not in quoted:
            quoted.add(asked_line)
            yield asked_line, line, word


@lru_cache(maxsize=REMEMBERED)
def _lines(cv: str) -> tuple[tuple[str, dict[str, int]], ...]:
    """The meaningful lines of a CV, each with its distinctive words."""
    told = ((line, words) for line in dict.fromkeys(cv.splitlines()) if (words := _telling(line)))
    return tuple(islice(told, _MAX_LINES))


def _telling(line: str) -> dict[str, int]:
    """The stems of a line's distinctive words, each with its position."""
    words = words_of(line)
    dull = {place for found in _EVERYWHERE.find(words) for place in range(found.start, found.end)}
    stems: dict[str, int] = {}
    for place, word in enumerate(plain_words(words)):
        if len(word) >= _STEM and place not in dull:
            stems.setdefault(word[:_STEM], place)
    return stems
