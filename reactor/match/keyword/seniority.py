"""How senior a role is; the words stand in `seniority.toml`."""

import re
import tomllib
from collections.abc import Iterator
from enum import IntEnum
from importlib import resources

from reactor.language.phrasebook import Phrasebook, plain, words_of
from reactor.language.sentences import sentences_of

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "seniority.toml").read_text(encoding="utf-8")
)


class Level(IntEnum):
    """Steps of a career; one step apart is near, two are far."""

    INTERN = 0
    JUNIOR = 1
    MID = 2
    SENIOR = 3
    LEAD = 4
    EXECUTIVE = 5


_LEVELS: Phrasebook[Level | None] = Phrasebook(
    (phrase, level)
    for level in (None, *Level)
    for phrase in _WORDS["titles"][level.name.lower() if level is not None else "none"]
)
_BEGINNERS: Phrasebook[Level] = Phrasebook(
    (phrase, level)
    for level in (Level.INTERN, Level.JUNIOR)
    for phrase in _WORDS["beginners"][level.name.lower()]
)
_UNTRAINED: Phrasebook[Level] = Phrasebook(
    (phrase, Level.JUNIOR) for phrase in _WORDS["untrained"]["phrases"]
)
_NUMBERS: dict[str, int] = {
    plain(word): number for number, words in _WORDS["numbers"].items() for word in words
    for number in (int(number),)
}  # fmt: skip
_NUMBER = rf"(\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_YEAR = r"(?:years?|yrs|yoe|jahren?|jahre|ans|annees|anos|jaar|jaren|lat|lata|rok|anni|ar)\b"
_YEAR_WORD = re.compile(rf"\b{_YEAR}")
_YEARS = re.compile(
    rf"\b{_NUMBER}\s{{0,3}}\+?\s{{0,3}}"
    rf"(?:(?:-|\u2013|to|bis|a|tot|do|or|oder|ou|o|of|lub)\s{{0,3}}{_NUMBER}\s{{0,3}}\+?\s{{0,3}})?"
    rf"(?:(?:or|oder|ou|o|of|i|y) (?:more|mehr|plus|mas|mais|meer|wiecej)\s)?{_YEAR}"
)
_EXPERIENCE = re.compile(
    r"experi|erfahr|ervaring|doswiadcz|praxis|esperien|practice|erfarenhet|berufs|as a|in der|led"
    r"|in |of |en |de |van |w "
)
# Up to how many years of experience a level usually means.
_LEVEL_BY_YEARS = ((1, Level.JUNIOR), (4, Level.MID), (9, Level.SENIOR))
# Companies count their own age in more years than this.
MOST_YEARS = 25


def level_of_title(title: str) -> Level | None:
    """The level that a title states; the highest where it states several, None where none."""
    found = (one.entry for one in _LEVELS.find(words_of(title)))
    return max((level for level in found if level is not None), default=None)


def level_of_years(years: int) -> Level:
    """The level that so many years of experience usually make."""
    return next((level for most, level in _LEVEL_BY_YEARS if years <= most), Level.LEAD)


def level_of_posting(title: str, text: str) -> Level | None:
    """How senior somebody must be for a posting: by its title, else by what its text asks for."""
    stated = level_of_title(title)
    if stated is not None:
        return stated
    years = stated_years(text)
    if years is not None:
        return level_of_years(years)
    return next((found.entry for found in _UNTRAINED.find(words_of(text))), None)


def level_of_beginner(text: str) -> Level | None:
    """The level of somebody who says that they only begin in their field, else None."""
    return min((found.entry for found in _BEGINNERS.find(words_of(text))), default=None)


def stated_years(text: str) -> int | None:
    """The first number of years of experience that a text states, the lower end of a range.

    A number in words counts only in a sentence that speaks of experience.
    """
    return next(_years_in(text), None)


def _years_in(text: str) -> Iterator[int]:
    for sentence in sentences_of(text):
        told = plain(sentence)
        for match in _YEARS.finditer(told) if _YEAR_WORD.search(told) else ():
            in_words = not match[1].isdigit()
            years = _NUMBERS[match[1]] if in_words else int(match[1])
            if years <= MOST_YEARS and (not in_words or _EXPERIENCE.search(told)):
                yield years


def is_level_word(word: str) -> bool:
    """Whether a word of a title says only how senior the role is."""
    return any(_LEVELS.find((word,)))
