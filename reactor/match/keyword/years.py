"""Years of experience: stated, required at least, and accepted at most."""

# ruff: noqa: E501 - words of many languages, as they are written

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from reactor.language.phrasebook import plain
from reactor.language.sentences import sentences_of

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "years.toml").read_text(encoding="utf-8")
)
NUMBERS: dict[str, int] = {
    plain(word): number for number, words in _WORDS["numbers"].items() for word in words
    for number in (int(number),)
}  # fmt: skip


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(plain(word)) for word in sorted(words, key=len, reverse=True))


_NUMBER = rf"(\d{{1,2}}|{_any_of(list(NUMBERS))})"
_YEAR = (
    r"(?:years?|yrs|yoe|jahren?|jahre|ans|annees|anos|jaar|jaren|lat|lata|rok|roku|roky|let|anni"
    r"|ars?)\b"
)
_YEAR_WORD = re.compile(rf"\b{_YEAR}")
_OR_MORE = (
    rf"(?P<more>(?:{_any_of(_WORDS['or'])}) (?:{_any_of(_WORDS['more'])})\s|[+]\s{{0,3}}|-?plus\s)?"
)
_YEARS = re.compile(
    rf"(?:(?P<least>\b(?:{_any_of(_WORDS['at least'])}))\s{{1,3}}"
    rf"|(?P<most>\b(?:{_any_of(_WORDS['at most'])}))\s{{1,3}})?"
    rf"\b{_NUMBER}\s{{0,3}}\+?\s{{0,3}}"
    rf"(?:(?:-|\u2013|{_any_of(_WORDS['to'])})\s{{0,3}}{_NUMBER}\s{{0,3}}\+?\s{{0,3}})?{_OR_MORE}"
    rf"(?:(?:{_any_of(_WORDS['kinds'])})\s)?{_YEAR}"
    rf"(?P<beyond>['\u2019]?\s(?:{_any_of(_WORDS['or'])}) (?:{_any_of(_WORDS['more'])})\b)?"
    rf"(?P<of>[\s']{{1,2}}(?:{_any_of(_WORDS['of'])})\b)?"
)
# "Minimum rok": languages without articles write one year as a single word.
_A_YEAR = re.compile(
    rf"\b(?:{_any_of(_WORDS['at least'])})\s{{1,3}}(?:rok|roku|roczn\w{{1,3}}|rocni)\b"
)
_ONE_OR_TWO = re.compile(
    r"\b(?:a|one|ein|un|une|uno|um|een|jeden|rok|ett|et|egy)(?: (?:year|jahr|an|annee|ano|anno|jaar|ar))?"
    r" (?:or|to|oder|bis|ou|o|a|of|tot|lub|czy|nebo|az|eller|till|til|vagy) (?:two|zwei|deux|dos|due|dois|twee"
    r"|dwa|dva|tva|to|ket)(?: (?:years?|jahren?|ans|annees|anos|anni|jaar|lata|roky|ar))?\b(?! \w+ (?:week|month|days?))"
)
_PLUS = re.compile(r"\d\s{0,3}\+")
# Words of sentences in which a number of years may be anything's.
_LOOSE_EXPERIENCE = re.compile(
    r"experi|erfahr|ervaring|doswiadcz|praxis|esperien|practice|erfarenhet|berufs|as a|in der|led"
    r"|in |of |en |de |van |w |di |em |op |inom |prax"
)
_EXPERIENCE = re.compile(
    r"experi|erfahr|ervaring|doswiadcz|prax|esperien|practice|erfarenhet|erfaring|berufs|praktyk|praktik"
)
# The company's own years, those of a contract, a course or a child.
_NOT_THEIRS = re.compile(rf"\b(?:{_any_of(_WORDS['not theirs'])})\b")
# Companies count their own age in more years than this.
MAX_YEARS = 25
# "With 20 years in the province" is about companies, unless experience is mentioned.
_MAX_UNTOLD = 12
# A range from this many years is for beginners.
_BEGINNERS_FLOOR = 1
_BEGINNERS_CEILING = 3
# Minimum ages for some work are no years of experience.
_OLDER = re.compile(r"\s{1,2}(?:ouder|older|alter)\b")
_OF_AGE = frozenset({16, 17, 18, 21})


@dataclass(frozen=True, slots=True)
class YearsAsked:
    """The years of experience that a posting requires.

    Attributes:
        least: the minimum, None if not stated.
        most: the maximum, None if not stated.
    """

    least: int | None = None
    most: int | None = None

    @property
    def is_for_beginners(self) -> bool:
        """Whether its maximum admits only beginners."""
        most = _BEGINNERS_CEILING if self.least is not None else _BEGINNERS_CEILING - 1
        return self.most is not None and self.most <= most and (self.least or 0) <= _BEGINNERS_FLOOR


def years_asked(sentences: tuple[str, ...], title: str = "") -> YearsAsked:
    """The highest minimum in a posting's sentences, and the end of its first range.

    Args:
        sentences: the sentences with requirements.
        title: the posting's, in which years need no further word.
    """
    asked = [one for sentence in sentences for one in _asked_in(plain(sentence))]
    asked += _asked_in(plain(title), is_title=True)
    least = [one.least for one in asked if one.least is not None]
    most = next((one.most for one in asked if one.most is not None), None)
    highest = max(least, default=None)
    if most is not None and highest is not None and highest > most:
        most = None
    return YearsAsked(highest, most)


def _asked_in(told: str, *, is_title: bool = False) -> Iterator[YearsAsked]:
    if not _YEAR_WORD.search(told) or _NOT_THEIRS.search(told):
        return
    if _ONE_OR_TWO.search(told):
        yield YearsAsked(1, 2)
        return
    if _A_YEAR.search(told):
        yield YearsAsked(1)
    experience = is_title or _EXPERIENCE.search(told) is not None
    for match in _YEARS.finditer(told):
        first, second = (_number(each) for each in match.groups()[2:4])
        marked = match["least"] or match["more"] or match["beyond"] or _PLUS.search(match[0])
        if first is None or first > MAX_YEARS or _is_age(first, match, experience=experience):
            continue
        if match["most"] and experience:
            yield YearsAsked(most=first)
        elif second is not None and not marked and (experience or match["of"] or not first):
            yield YearsAsked(first, max(first, second))
        elif marked or experience or (match["of"] and first <= _MAX_UNTOLD):
            yield YearsAsked(first)


def _is_age(number: int, match: re.Match[str], *, experience: bool) -> bool:
    is_older = _OLDER.match(match.string, match.end()) is not None
    return number in _OF_AGE and not experience and (is_older or not match["of"])


def _number(written: str | None) -> int | None:
    if written is None:
        return None
    return NUMBERS[written] if written in NUMBERS else int(written)


def stated_years(text: str) -> int | None:
    """The first number of years of experience in a text, the lower end of a range.

    A number in words counts only in a sentence about experience.
    """
    return next(_years_in(text), None)


def _years_in(text: str) -> Iterator[int]:
    for sentence in sentences_of(text):
        told = plain(sentence)
        for match in _YEARS.finditer(told) if _YEAR_WORD.search(told) else ():
            written = match.groups()[2]
            years = _number(written) or 0
            if years <= MAX_YEARS and (written.isdigit() or _LOOSE_EXPERIENCE.search(told)):
                yield years
