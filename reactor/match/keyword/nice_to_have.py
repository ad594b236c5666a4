"""Detects nice-to-have words in a sentence: "ideally Kafka", "Kafka is a plus"."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby

from reactor.language.phrasebook import Phrasebook, plain_words, words_of

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "posting_sections.toml").read_text(encoding="utf-8")
)
_CLAUSE = re.compile(r"[^,;:()\u2013\u2014]+|[,;:()\u2013\u2014]")
# Maximum number of words of a clause in a list.
_ITEM_WORDS = 3
# Maximum number of clauses of a sentence.
_MAX_CLAUSES = 60

_BEFORE: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["welcome"]["before"])
_BEHIND: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["welcome"]["behind"])
_DEMANDING: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["demanding"]["words"])
_DENYING: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["demanding"]["not"])
_KNOWLEDGE: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["knowledge"]["words"])
_CONJUNCTIONS = frozenset(plain_words(tuple(_WORDS["knowledge"]["conjunctions"])))


@dataclass(frozen=True, slots=True)
class _Clause:
    """Words between commas, colons, dashes and brackets; whether a bracket opens before them."""

    words: tuple[str, ...]
    start: int
    in_bracket: bool

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    @property
    def demands(self) -> bool:
        return any(_DEMANDING.find(self.words)) and not any(_DENYING.find(self.words))


def welcome_parts(sentence: str) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """The parts of a sentence in order: whether each is a nice-to-have, and its words."""
    words = words_of(sentence)
    if not any(_BEFORE.find(words)) and not any(_BEHIND.find(words)):
        yield False, words
        return
    clauses = _clauses(sentence)
    if len(clauses) > _MAX_CLAUSES:
        yield False, words
        return
    marked = [False] * sum(len(clause.words) for clause in clauses)
    for place, clause in enumerate(clauses):
        for start, end in _marks(clauses, place, clause):
            marked[start:end] = [True] * (end - start)
    words = tuple(word for clause in clauses for word in clause.words)
    for welcome, part in groupby(zip(marked, words, strict=True), key=lambda one: one[0]):
        yield welcome, tuple(word for _, word in part)


def _clauses(sentence: str) -> list[_Clause]:
    clauses: list[_Clause] = []
    start, opened = 0, False
    for part in _CLAUSE.findall(sentence):
        words = words_of(part)
        if words:
            clauses.append(_Clause(words, start, opened))
            start, opened = start + len(words), False
        opened = part == "(" or (opened and not words)
    return clauses


def _marks(clauses: Sequence[_Clause], place: int, clause: _Clause) -> Iterator[tuple[int, int]]:
    """The span of words that a clause marks as nice to have."""
    is_only_phrase = False
    for found in _BEHIND.find(clause.words):
        if found.start == 0 and found.end < len(clause.words):
            continue
        is_only_phrase = found.start == 0
        yield _first_behind(clauses, place, found.start), clause.start + found.end
    opens = [found for found in _BEFORE.find(clause.words) if found.end < len(clause.words)]
    if opens:
        yield clause.start + opens[0].start, _last_before(clauses, place)
    elif place == 0 if is_only_phrase else any(_BEFORE.find(clause.words)):
        yield clause.start, _last_before(clauses, place)


def _first_behind(clauses: Sequence[_Clause], place: int, found: int) -> int:
    """The beginning of a list that a phrase closes."""
    if found == 0 and place > 0:
        # The phrase is a clause of its own: "Kafka (a plus)".
        return clauses[place - 1].start
    first = clauses[place].start
    own = plain_words(clauses[place].words[:found])
    if any(_KNOWLEDGE.find(clauses[place].words)):
        return first
    for clause in reversed(clauses[:place]):
        if clause.demands or any(_BEHIND.find(clause.words)):
            return first
        if any(_KNOWLEDGE.find(clause.words)):
            return clause.start
        if len(clause.words) > _ITEM_WORDS:
            return first
        if not _CONJUNCTIONS.intersection(own) and clause.start > 0:
            continue
        first = clause.start
    return first


def _last_before(clauses: Sequence[_Clause], place: int) -> int:
    """The end of the list that a phrase opens: the sentence's, or the first requirement."""
    end = clauses[place].end
    for clause in clauses[place + 1 :]:
        if clause.demands:
            break
        end = clause.end
    return end
