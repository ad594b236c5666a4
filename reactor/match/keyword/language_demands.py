"""Human languages that a posting requires, with their levels."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from reactor.language.languages import LANGUAGE_NAMES, language_of
from reactor.language.phrasebook import PhraseMatch, plain, words_of
from reactor.language.sentences import clauses_of, sentences_of
from reactor.match.keyword.demand_words import (
    DEMAND,
    EITHER,
    FEW_LANGUAGES,
    LIST_OF_DEMANDS,
    MUST,
    OPTIONAL,
    SAYING_NOTHING,
    SPOKEN_BY_OTHERS,
    SPOKEN_BY_US,
    wishes_among,
)
from reactor.match.keyword.language_mentions import mentions_of_languages
from reactor.match.keyword.proficiency import (
    Proficiency,
    stated_framework_level,
    worded_proficiency,
)

_AND = re.compile(r"\b(?:and|und|et|y|e|en|i|och|sowie|oraz|but|aber|mais|pero|maar)\b")
_OR = frozenset({"or", "oder", "ou", "o", "lub", "albo", "eller", "bzw", "u", "nebo", "tai"})
_ABBREVIATION = re.compile(r"\b([Mm]ind?|[Mm]inst|[Nn]iv|[Aa]pprox|[Cc]a|[Bb]zw|[Ii]nkl)\.(?= \w)")
# Number of words around a language's name in which "fluent" or "required" is about it.
_REACH = 6
# Number of words of a phrase such as "not needed" that may follow a comma.
_SEAM = 4
# Characters of a clause that are examined on either side of an "and", and how often.
_NEAR = 300
_MAX_CONJUNCTIONS = 30
# Afterthoughts are joined to at most the words of a sentence.
_MAX_PART = 200
# A candidate one step below the requirement is still acceptable.
_TOLERANCE = 1
UNSAID = Proficiency.CONVERSATIONAL
"""The level of a language that a text requires without a level."""
REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Demand:
    """Languages of which a posting requires one.

    Attributes:
        languages: the alternatives.
        asked: the required level.
        least: the lowest acceptable level.
    """

    languages: tuple[str, ...]
    asked: Proficiency
    least: Proficiency


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause with names of languages: its words about them, in plain letters."""

    named: tuple[PhraseMatch[str], ...]
    words: tuple[str, ...]
    about: str

    @property
    def is_optional(self) -> bool:
        if len(self.named) > FEW_LANGUAGES and SPOKEN_BY_US.search(self.about):
            return True
        return OPTIONAL.search(self.about) is not None or self.is_of_others

    @property
    def is_of_others(self) -> bool:
        """Whether it says what others speak, and nothing of who applies."""
        return SPOKEN_BY_OTHERS.search(self.about) is not None and not MUST.search(self.about)

    @property
    def is_afterthought(self) -> bool:
        """Whether it is only about the languages in the clause before it."""
        said = OPTIONAL.search(self.about) or EITHER.search(self.about)
        if said is None:
            # A level in brackets: "German (at least C1)".
            return len(self.words) <= _SEAM and stated_framework_level(self.about) is not None
        others = f"{self.about[: said.start()]} {self.about[said.end() :]}".split()
        return SAYING_NOTHING.issuperset(others)

    @property
    def ends_bare(self) -> bool:
        """Whether it ends with names of languages, without further words."""
        first = self.named[0].start
        within = {place for found in self.named for place in range(found.start, found.end)}
        return all(
            word == "of" or word in _OR or _AND.fullmatch(word)
            for place, word in enumerate(self.words[first:], first)
            if place not in within
        )

    @property
    def demand(self) -> Proficiency | None:
        """The required level, `UNSAID` if none is stated, None if the clause requires nothing."""
        if stated_framework_level(self.about) is not None:
            return min(level or UNSAID for level in self.levels)
        return worded_proficiency(self.about) or (UNSAID if DEMAND.search(self.about) else None)

    def least_for(self, asked: Proficiency) -> Proficiency:
        """The lowest acceptable level for a required one.

        Words are vague by a step, and a speaker with B2 may reach C1; "at least B1" is exact.
        """
        if stated_framework_level(self.about) is not None:
            is_vague = asked >= Proficiency.FLUENT
        else:
            is_vague = worded_proficiency(self.about) is not None
        return Proficiency(max(1, asked - _TOLERANCE)) if is_vague else asked

    @property
    def levels(self) -> list[Proficiency | None]:
        """For each language the CEFR level after it, else the one before all of them.

        "German at B2 and English" states no level of English.
        """
        before = stated_framework_level(" ".join(self.words[: self.named[0].start]))
        starts = [0, *(found.end for found in self.named)]
        ends = [*(found.start for found in self.named[1:]), len(self.words)]
        told: list[Proficiency | None] = []
        for start, found, end in zip(starts, self.named, ends, strict=False):
            behind = stated_framework_level(" ".join(self.words[found.end : end]))
            worded = worded_proficiency(plain(" ".join(self.words[start : found.start])))
            told.append(behind or before or worded)
        return told


@lru_cache(maxsize=REMEMBERED)
def language_demands(text: str, title: str = "") -> tuple[Demand, ...]:
    """What a posting requires, in the order of mention.

    A posting in a language other than English requires that language, unless it states a level for
    it.
    """
    demands: list[Demand] = []
    spoken_of: set[str] = set()
    words = words_of(title) + words_of(text)
    names = {words[found.start] for found in LANGUAGE_NAMES.find(words)}
    plain_text = _without_dots(text) if names else ""
    for sentence, is_wish in wishes_among((title, *sentences_of(plain_text)) if names else ()):
        if names.isdisjoint(words_of(sentence)):
            continue
        for part, demand in _parts_of(sentence):
            wished = part.is_optional or (is_wish and not MUST.search(part.about))
            if demand is None and not wished:
                continue
            spoken_of.update(found.entry for found in part.named)
            demands += () if wished else _demanded(part, demand)
    written = language_of(text)
    if written not in (None, "English") and written not in spoken_of:
        demands.append(Demand((str(written),), UNSAID, UNSAID))
    return tuple(dict.fromkeys(demands))


def _without_dots(text: str) -> str:
    """A text in which "min. B2" does not end a sentence."""
    return _ABBREVIATION.sub(r"\1", text)


def required_languages(text: str, title: str = "") -> tuple[tuple[str, ...], ...]:
    """The languages that a posting requires, each as its alternatives ("English or German")."""
    return tuple(dict.fromkeys(demand.languages for demand in language_demands(text, title)))


def _demanded(part: _Part, asked: Proficiency | None) -> Iterator[Demand]:
    if asked is None:
        return
    least = part.least_for(asked)
    languages = tuple(dict.fromkeys(found.entry for found in part.named))
    if len(languages) > 1 and _are_alternatives(part):
        yield Demand(languages, asked, least)
    elif stated_framework_level(part.about) is not None:
        for found, level in zip(part.named, part.levels, strict=True):
            asked = level or UNSAID
            yield Demand((found.entry,), asked, part.least_for(asked))
    else:
        yield from (Demand((language,), asked, least) for language in languages)


def _are_alternatives(part: _Part) -> bool:
    last = part.named[-1].start
    before = part.words[max(0, last - 2) : last]
    if EITHER.search(part.about) or _OR & set(before):
        return True
    # "Nederlands of Engels" is Dutch for "or"; "German and a good command of French" is not.
    return before[-1:] == ("of",) and part.named[-2].end == last - 1


def _parts_of(sentence: str) -> Iterator[tuple[_Part, Proficiency | None]]:
    """The clauses that name languages, with their required level.

    A clause with names only belongs to the next clause with words about languages, else to the one
    before: "English, French or German required", "fluent English, German".
    """
    clauses = (half for clause in clauses_of(sentence) for half in _halves(clause))
    parts = _joined(map(_part, clauses))
    is_list = LIST_OF_DEMANDS.search(plain(sentence)) is not None
    for part in parts:
        if part.named:
            listed = part.ends_bare and (is_list or part.named[0].start == 0)
            bare = UNSAID if listed else None
            yield part, None if part.is_optional else part.demand or bare


def _halves(clause: str) -> Iterator[str]:
    """A clause split at each "and" if either side has the level of its own language."""
    start = 0
    conjunctions = _AND.finditer(clause) if _says_how_well(_part(clause)) else ()
    for conjunction in islice(conjunctions, _MAX_CONJUNCTIONS):
        begin, end = conjunction.span()
        sides = (clause[max(start, begin - _NEAR) : begin], clause[end : end + _NEAR])
        if all(_says_how_well(_part(side)) for side in sides):
            yield clause[start:begin]
            start = end
    yield clause[start:]


def _says_how_well(part: _Part) -> bool:
    return bool(part.named) and _says_anything(part.about)


def _says_anything(about: str) -> bool:
    """Whether plain text states that a language is required, or its level."""
    told = stated_framework_level(about) or worded_proficiency(about)
    return bool(told or OPTIONAL.search(about) or DEMAND.search(about))


def _joined(parts: Iterable[_Part]) -> list[_Part]:
    """Clauses joined so that each with a language also has words about it."""
    joined: list[_Part] = []
    pending: list[_Part] = []
    for part in parts:
        if _is_still_silent(pending, part):
            pending.append(part)
        elif pending or part.named or not (joined and _is_afterthought(joined[-1], part)):
            joined.append(_together([*pending, part]))
            pending = []
        else:
            joined[-1] = _together([joined[-1], part])
    if pending:
        earlier = joined[-1:]
        joined[-1:] = [_together([*earlier, *pending])]
    return joined


def _is_still_silent(pending: list[_Part], part: _Part) -> bool:
    """Whether clauses with names only still lack words about them after one more clause.

    Searched clauses are not searched again, except for words that may be half of a phrase.
    """
    if not pending and not part.named:
        return False
    before = " ".join(earlier.about for earlier in pending[-_SEAM:]).split()[-_SEAM:]
    return not _says_anything(" ".join([*before, part.about]))


def _is_afterthought(earlier: _Part, part: _Part) -> bool:
    return bool(earlier.named) and len(earlier.words) < _MAX_PART and part.is_afterthought


def _together(parts: list[_Part]) -> _Part:
    named: list[PhraseMatch[str]] = []
    words: list[str] = []
    for part in parts:
        offset = len(words)
        named += (
            PhraseMatch(found.entry, found.start + offset, found.end + offset)
            for found in part.named
        )
        words += part.words
    return _Part(tuple(named), tuple(words), " ".join(part.about for part in parts))


def _part(clause: str) -> _Part:
    words = words_of(clause)
    named = mentions_of_languages(words)
    start, end = (
        (max(0, named[0].start - _REACH), named[-1].end + _REACH) if named else (0, len(words))
    )
    about = plain(" ".join(words[start:end]))
    return _Part(named, tuple(word.lower() for word in words), about)
