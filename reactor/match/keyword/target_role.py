"""The role that a posting seeks, by its title, or by its text if the title is unclear."""

from collections.abc import Sequence
from enum import Enum, auto

from reactor.language.genders import without_gender_marks
from reactor.language.occupations import OCCUPATIONS, Occupation
from reactor.language.phrasebook import plain_words, words_of
from reactor.match.keyword.job_ad_detection import seeks
from reactor.match.keyword.posting_sections import Kind, PostingPassage
from reactor.match.keyword.skill_mentions import Mentions
from reactor.match.keyword.vocabulary import is_general

SENTENCE_WEIGHT = 0.4
# If a text has no statement of the role, this many of its first words may name it.
OPENING_WORDS = 60
# If these name none either, later words may: "three years as an electrician".
MAX_WORDS = 1_000

Named = dict[Occupation, tuple[float, str]]
"""Occupations, each with its clarity, 0 to 1, and its words."""


class Titled(Enum):
    """Whether a posting's title shows its field."""

    NOT = auto()
    """It names no occupation, or one that exists in every field."""
    DOUBTFUL = auto()
    """It names one that its text does not confirm: a "Flow Conductor" drives no train."""
    CLEAR = auto()


def occupations_in(words: tuple[str, ...], weight: float) -> Named:
    """The occupations in words, each with its weight and spelling."""
    return {
        found.entry: (weight, " ".join(words[found.start : found.end]))
        for found in OCCUPATIONS.find(words)
    }


def occupations_sought(text: tuple[str, ...], passages: Sequence[PostingPassage]) -> Named:
    """The occupations of a text: those that it seeks, else those that it mentions."""
    return (
        _said_to_be_sought(passages)
        or occupations_in(text[:OPENING_WORDS], SENTENCE_WEIGHT)
        or occupations_in(text[OPENING_WORDS:MAX_WORDS], SENTENCE_WEIGHT)
    )


def _said_to_be_sought(passages: Sequence[PostingPassage]) -> Named:
    """The occupations that a text seeks, else those that it requires."""
    for is_told in (_says_whom, _is_must):
        told = [one.words for one in passages if is_told(one)]
        found: Named = {}
        for words in told:
            found |= occupations_in(words, SENTENCE_WEIGHT)
        if any(not is_general(one) for one in found):
            return found
    return {}


def _says_whom(passage: PostingPassage) -> bool:
    return passage.kind is not Kind.ASIDE and seeks(passage.words)


def _is_must(passage: PostingPassage) -> bool:
    return passage.kind is Kind.MUST


def titled(
    title: str, named: Sequence[Occupation], text: tuple[str, ...], mentions: Mentions
) -> Titled:
    """Whether the occupations of a title show the field: another word of it must confirm them."""
    telling = [one for one in named if not is_general(one)]
    if not telling:
        return Titled.NOT
    fields = {one.field for one in telling}
    echoed = {skill.field for skill in (*mentions.asked, *mentions.welcome)}
    written = set(plain_words(words_of(without_gender_marks(title))))
    echoed |= {
        one.field
        for one, (_, told) in occupations_in(text[:MAX_WORDS], 1.0).items()
        if not written.issuperset(plain_words(words_of(told)))
    }
    return Titled.DOUBTFUL if fields.isdisjoint(echoed) else Titled.CLEAR
