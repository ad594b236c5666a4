"""What is done in a post, beside its field: whether somebody advises, sells, teaches or inspects.

A designer of machines does not sell them, and a nurse who wants to do research does not coordinate
visits: where a title names a function that neither somebody's goals nor their posts name, it is
another job of their field.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

from reactor.language.genders import without_gender_marks
from reactor.language.occupations import OCCUPATIONS
from reactor.language.phrasebook import Found, Phrasebook, words_of
from reactor.language.remembered import remembered
from reactor.match.keyword.career import wishes_in
from reactor.match.keyword.seniority import rank_of_title

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "functions.toml").read_text(encoding="utf-8")
)
_NAMED = [(word, name) for name, words in _WORDS["functions"].items() for word in words]
_IN_TITLES: Phrasebook[str] = Phrasebook(
    [*((phrase, "") for phrase in _WORDS["besides"]["phrases"]), *_NAMED]
)
_IN_PROFILES: Phrasebook[str] = Phrasebook(_NAMED)
_COVERED: dict[str, list[str]] = _WORDS["covers"]
_LEADING: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["leading"]["words"])
# From here on a title tells for whom, where or what about.
_BESIDES = re.compile(
    r"[,;(|:\[]|\s[-\u2013\u2014]\s"
    r"|\s(?:at|for|of|bei|beim|für|im|in der|chez|pour|au sein|para|presso|per|voor|bij|dla|w|hos"
    r"|för)\s",
    re.IGNORECASE,
)
_EITHER = re.compile(r"/|\s(?:or|oder|ou|o|of|lub|eller|nebo)\s")
# The first lines of a CV say what somebody is.
_FIRST_LINES = 3
# So much of a line that names a post is about that; what follows tells what was done there.
_POST = 110
LEADING, COORDINATING = "leading", "coordinating"
REMEMBERED = 32


def function_strange_in(title: str, own: frozenset[str]) -> str:
    """The word of a title for a function that is not among somebody's own, `""` if there is none.

    Of alternatives ("buyer / planner") one that is theirs is enough.
    """
    foreign = [[word for name, word in part if name not in own] for part in _functions_in(title)]
    return foreign[0][0] if foreign and all(foreign) else ""


@remembered
def _functions_in(title: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The functions of each alternative of a title, each with the words that name it."""
    title = without_gender_marks(title)
    head = _BESIDES.split(title, maxsplit=1)[0]
    parts = map(words_of, _EITHER.split(head if words_of(head) else title))
    return tuple(
        tuple(
            (one.entry, " ".join(words[one.start : one.end]))
            for one in _IN_TITLES.find(words)
            if one.entry
        )
        for words in parts
        if words
    )


@lru_cache(maxsize=REMEMBERED)
def functions_of_profile(goals: tuple[str, ...], cv: str) -> frozenset[str]:
    """The functions that somebody's goals and the lines of their posts name."""
    lines = [line for line in cv.splitlines() if line.strip()]
    wished = [*goals, *wishes_in(lines)]
    own = {one.entry for text in (*wished, *_posts(lines)) for one in _found(_IN_PROFILES, text)}
    own |= {one for name in tuple(own) for one in _COVERED.get(name, ())}
    if not wished or any(map(_speaks_of_leading, wished)):
        # Of those who say nothing of what they want nobody knows that they would not lead.
        own |= {LEADING, COORDINATING}
    return frozenset(own)


def _speaks_of_leading(wish: str) -> bool:
    return any(_LEADING.find(words_of(wish))) or rank_of_title(wish) is not None


def _found(book: Phrasebook[str], text: str) -> Iterator[Found[str]]:
    return book.find(words_of(text))


def _posts(lines: Sequence[str]) -> Iterator[str]:
    """The beginnings of the lines that name a post."""
    for place, line in enumerate(lines):
        if place < _FIRST_LINES or any(OCCUPATIONS.find(words_of(line))):
            yield line[:_POST]
