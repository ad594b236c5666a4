"""The function of a job beside its field: advising, selling, teaching, inspecting.

A designer of machines does not sell them, and a nurse who wants to do research does not coordinate
visits. A title with a function that is in neither the candidate's goals nor posts is another job of
the same field.
"""

import re
import tomllib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from reactor.language.genders import without_gender_marks
from reactor.language.line_cache import remembered
from reactor.language.occupations import OCCUPATIONS, Occupation
from reactor.language.phrasebook import Phrasebook, PhraseMatch, words_of
from reactor.match.keyword.career import wishes_in
from reactor.match.keyword.seniority import rank_of_title

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "job_functions.toml").read_text(encoding="utf-8")
)
_NAMED = [(word, name) for name, words in _WORDS["functions"].items() for word in words]
_IN_TITLES: Phrasebook[str] = Phrasebook(
    [*((phrase, "") for phrase in _WORDS["besides"]["phrases"]), *_NAMED]
)
_IN_PROFILES: Phrasebook[str] = Phrasebook(_NAMED)
_COVERED: dict[str, list[str]] = _WORDS["covers"]
_LEADING: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["leading"]["words"])
# After these words, a title states for whom, where or on which subject.
_BESIDES = re.compile(
    r"[,;(|:\[]|\s[-\u2013\u2014]\s"
    r"|\s(?:at|for|of|bei|beim|für|im|in der|chez|pour|au sein|para|presso|per|voor|bij|dla|w|hos"
    r"|för)\s",
    re.IGNORECASE,
)
_EITHER = re.compile(r"/|\s(?:or|oder|ou|o|of|lub|eller|nebo)\s")
# The first lines of a CV state the occupation.
_FIRST_LINES = 3
# Length of the part of a line that names a post; the rest describes the work.
_POST = 110
# A CV without years lists no posts: it is read as a whole, and its omissions mean nothing.
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LEADING, COORDINATING = "leading", "coordinating"
REMEMBERED = 32


def function_strange_in(
    title: str, own: frozenset[str], occupations: Container[Occupation] = ()
) -> str:
    """The word of a title for a function that the candidate does not have, `""` if there is none.

    Of alternatives ("buyer / planner"), one is enough.

    Args:
        title: a posting's.
        own: the candidate's functions.
        occupations: the candidate's; they may imply functions, such as a bank adviser's.
    """
    foreign = [
        [
            one.word
            for one in part
            if one.name not in own and not any(each in occupations for each in one.within)
        ]
        for part in _functions_in(title)
    ]
    return foreign[0][0] if foreign and all(foreign) else ""


@dataclass(frozen=True, slots=True)
class _Function:
    """A function in a title: its words, and the occupations whose names contain it."""

    name: str
    word: str
    within: tuple[Occupation, ...]


@remembered
def _functions_in(title: str) -> tuple[tuple[_Function, ...], ...]:
    """The functions of each alternative of a title."""
    title = without_gender_marks(title)
    head = _BESIDES.split(title, maxsplit=1)[0]
    parts = map(words_of, _EITHER.split(head if words_of(head) else title))
    return tuple(tuple(_functions_of(words)) for words in parts if words)


def _functions_of(words: tuple[str, ...]) -> Iterator[_Function]:
    named = list(OCCUPATIONS.find(words))
    for one in _IN_TITLES.find(words):
        if one.entry:
            around = (each for each in named if each.start <= one.start and one.end <= each.end)
            within = tuple(each.entry for each in around)
            yield _Function(one.entry, " ".join(words[one.start : one.end]), within)


@lru_cache(maxsize=REMEMBERED)
def functions_of_profile(goals: tuple[str, ...], cv: str) -> frozenset[str]:
    """The functions in a candidate's goals and in the lines of their posts."""
    lines = [line for line in cv.splitlines() if line.strip()]
    wished = [*goals, *wishes_in(lines)]
    terse = _YEAR.search(cv) is None
    if terse and not wished:
        return frozenset(_WORDS["functions"]) | {LEADING, COORDINATING}
    posts = [cv] if terse else _posts(lines)
    own = {one.entry for text in (*wished, *posts) for one in _found(_IN_PROFILES, text)}
    own |= {one for name in tuple(own) for one in _COVERED.get(name, ())}
    if not wished or any(map(_speaks_of_leading, wished)):
        # Candidates without goals may be willing to lead.
        own |= {LEADING, COORDINATING}
    return frozenset(own)


def _speaks_of_leading(wish: str) -> bool:
    return any(_LEADING.find(words_of(wish))) or rank_of_title(wish) is not None


def _found(book: Phrasebook[str], text: str) -> Iterator[PhraseMatch[str]]:
    return book.find(words_of(text))


def _posts(lines: Sequence[str]) -> Iterator[str]:
    """The beginnings of lines with a post."""
    for place, line in enumerate(lines):
        if place < _FIRST_LINES or any(OCCUPATIONS.find(words_of(line))):
            yield line[:_POST]
