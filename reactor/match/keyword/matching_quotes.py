"""Short matching quotes from a posting and a CV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from reactor.language.phrasebook import plain, words_of
from reactor.match.keyword.vocabulary import SKILLS, Skill

# Characters; longer lines are cut around the quoted words.
MAX_QUOTE = 100
_BEFORE = 30
# Lines of at most this many words are items of a list.
_ITEM_WORDS = 3
_MAX_ITEMS = 4
_MAX_TOGETHER = 2
# Characters that are not within a name.
_PARTED = frozenset("()[]:;,")

Lines = Mapping[Skill, tuple[str, ...]]
"""For each skill, the lines that name it."""


@dataclass(frozen=True, slots=True)
class QuotePair:
    """Quotes of a posting with the matching quotes of a CV.

    Attributes:
        asked: the posting's quotes.
        own: the CV's quotes.
        skills: the common skills.
    """

    asked: tuple[str, ...]
    own: str
    skills: tuple[Skill, ...]

    @property
    def strength(self) -> float:
        """The weight of the pair."""
        return sum(skill.weight for skill in self.skills)


def answers(shared: Sequence[Skill], asked: Lines, own: Lines, title: str) -> list[QuotePair]:
    """Each line of a posting with a match in the CV, the strongest first.

    A skill counts in the line with the most skills. Short items are joined, and so are lines with
    the same matching words.

    Args:
        shared: the common skills.
        asked: for each skill, the posting's lines.
        own: for each skill, the CV's lines.
        title: the posting's, for skills that are only there.
    """
    items: dict[str, list[Skill]] = {}
    told: list[QuotePair] = []
    for line, skills in _covering(
        shared, {skill: asked.get(skill) or (title,) for skill in shared}
    ):
        if len(words_of(line)) <= _ITEM_WORDS and line != title:
            items[line] = skills
        else:
            told.append(_answer(_quote(line, skills), skills, own))
    if items:
        together = [skill for skills in items.values() for skill in skills]
        told.append(_answer(", ".join(islice(items, _MAX_ITEMS)), together, own))
    told.sort(key=lambda answer: -answer.strength)
    return list(_together(told))


def _covering(skills: Sequence[Skill], lines: Lines) -> Iterator[tuple[str, list[Skill]]]:
    """Lines that together name all of these skills, each with those that are new in it."""
    named: dict[str, list[Skill]] = {}
    for skill in skills:
        for line in lines.get(skill, ()):
            named.setdefault(line, []).append(skill)
    left = set(skills)
    for line in sorted(named, key=lambda line: -sum(skill.weight for skill in named[line])):
        new = [skill for skill in named[line] if skill in left]
        if new:
            left.difference_update(new)
            yield line, new


def _together(told: Sequence[QuotePair]) -> Iterator[QuotePair]:
    """The pairs, joined if they have the same words of the CV."""
    by_own: dict[str, list[QuotePair]] = {}
    for answer in told:
        by_own.setdefault(answer.own, []).append(answer)
    for own, same in by_own.items():
        asked = dict.fromkeys(quoted for answer in same[:_MAX_TOGETHER] for quoted in answer.asked)
        yield QuotePair(
            tuple(asked), own, tuple(skill for answer in same for skill in answer.skills)
        )


def _answer(asked: str, skills: Sequence[Skill], own: Lines) -> QuotePair:
    line = next((line for line, _ in _covering(skills, own)), "")
    return QuotePair((asked,), _quote(line, skills), tuple(skills))


def _quote(line: str, skills: Sequence[Skill]) -> str:
    """A line, or its part around the first of these skills."""
    return quote(line, next(_names(line, skills), ""))


def quote(line: str, around: str = "") -> str:
    """A line, or its part around a word."""
    line = " ".join(line.split()).strip(" -*\u2013\u00b7\u2022,.:")
    if len(line) <= MAX_QUOTE:
        return line
    at = max(0, line.find(around))
    begin = max(0, min(at - _BEFORE, len(line) - MAX_QUOTE))
    begin = line.find(" ", begin) + 1 if begin and line[begin - 1] != " " else begin
    end = begin + MAX_QUOTE
    cut = line[begin:end] if end >= len(line) else line[begin:end].rpartition(" ")[0]
    return f"{'…' if begin else ''}{cut.strip(' ,;:')}{'…' if end < len(line) else ''}"


def _names(line: str, skills: Sequence[Skill]) -> Iterator[str]:
    words = words_of(line)
    return (words[found.start] for found in SKILLS.find(words) if found.entry in skills)


def own_words(skill: Skill, lines: Sequence[str]) -> str:
    """The spelling of a skill in its first line, `""` if it equals its name."""
    for line in islice(lines, 1):
        words = words_of(line)
        for found in SKILLS.find(words):
            if found.entry == skill:
                own = _written(line, words[found.start : found.end])
                return "" if plain(own) == plain(skill.name) else own
    return ""


def _written(line: str, words: tuple[str, ...]) -> str:
    """Words with the characters between them, `""` if these are more than a hyphen."""
    begin = line.find(words[0])
    end = line.find(words[-1], begin) + len(words[-1])
    own = line[begin:end]
    return own if words_of(own) == words and _PARTED.isdisjoint(own) else ""
