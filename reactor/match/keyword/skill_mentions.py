"""The skills in a posting, required or nice to have, and in a CV, each with its lines."""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources

from reactor.language.phrasebook import Phrasebook, plain_words, words_of
from reactor.match.keyword.posting_sections import Kind, PostingPassage
from reactor.match.keyword.vocabulary import SKILLS, Skill, kinship

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "skill_mentions.toml").read_text(encoding="utf-8")
)
_AMBIGUOUS: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["ambiguous"])
_TECHNICAL = frozenset(_WORDS["technical"])
_COMMON = frozenset(_WORDS["common"])
_OR = frozenset(plain_words(tuple(_WORDS["or"])))
# Fields of this similarity share their terms.
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Mentions:
    """Skills by their importance in a posting, in the order of mention.

    Attributes:
        asked: those of the tasks and requirements.
        musts: those of them that are mandatory.
        welcome: the nice-to-haves.
        lines: for each skill, the lines that name it.
        either: for each skill, the alternatives of which one suffices: "Kafka or RabbitMQ".
    """

    asked: tuple[Skill, ...] = ()
    musts: frozenset[Skill] = frozenset()
    welcome: tuple[Skill, ...] = ()
    lines: Mapping[Skill, tuple[str, ...]] = field(default_factory=dict)
    either: Mapping[Skill, frozenset[Skill]] = field(default_factory=dict)


def mentions_in_posting(
    title: str, passages: Iterable[PostingPassage], fields: Collection[str]
) -> Mentions:
    """The skills of a posting.

    Args:
        title: the skills in it are required.
        passages: the passages of its text.
        fields: the fields of the occupations in its title; empty without one.
    """
    asked = dict.fromkeys(skill for skill, _ in _named(words_of(title), fields))
    musts: set[Skill] = set()
    welcome: dict[Skill, None] = {}
    lines: defaultdict[Skill, dict[str, None]] = defaultdict(dict)
    either: dict[Skill, frozenset[Skill]] = {}
    for passage in passages:
        if passage.kind is Kind.ASIDE:
            continue
        for alternatives in _alternatives(passage.words):
            either.update(dict.fromkeys(alternatives, alternatives))
        for skill, told in _named(passage.words, fields):
            if passage.kind is not Kind.MUST and not _is_of_work(skill, told, fields):
                continue
            (welcome if passage.kind is Kind.WELCOME else asked)[skill] = None
            lines[skill][passage.line] = None
            if passage.kind is Kind.MUST:
                musts.add(skill)
    only_welcome = tuple(skill for skill in welcome if skill not in asked)
    return Mentions(tuple(asked), frozenset(musts), only_welcome, _tuples(lines), either)


def mentions_in_profile(lines: Iterable[str], fields: Collection[str]) -> Mentions:
    """The skills in a candidate's goals and CV."""
    named: defaultdict[Skill, dict[str, None]] = defaultdict(dict)
    for line in lines:
        for skill, _ in _named(words_of(line), fields):
            named[skill][line] = None
    return Mentions(asked=tuple(named), lines=_tuples(named))


def _tuples(lines: Mapping[Skill, Iterable[str]]) -> dict[Skill, tuple[str, ...]]:
    return {skill: tuple(told) for skill, told in lines.items()}


def is_common(skill: Skill) -> bool:
    """Whether a skill is listed by every second posting."""
    return not skill.field or skill.name in _COMMON


def _named(
    words: tuple[str, ...], fields: Collection[str]
) -> Iterator[tuple[Skill, tuple[str, ...]]]:
    """The skills in words, each with its spelling."""
    for found in SKILLS.find(words):
        told = words[found.start : found.end]
        if fields and found.entry.field not in fields and _is_ambiguous(told):
            continue
        yield found.entry, told


def _alternatives(words: tuple[str, ...]) -> Iterator[frozenset[Skill]]:
    """The skills of a list that ends in "or"; other words between them end a list."""
    if _OR.isdisjoint(plain_words(words)):
        return
    chain: list[Skill] = []
    end = 0
    is_choice = False
    for found in SKILLS.find(words):
        between = plain_words(words[end : found.start])
        if chain and between and not _OR.issuperset(between):
            if is_choice:
                yield frozenset(chain)
            chain, is_choice = [], False
        is_choice = is_choice or bool(chain and between)
        chain.append(found.entry)
        end = found.end
    if is_choice:
        yield frozenset(chain)


def _is_ambiguous(told: tuple[str, ...]) -> bool:
    return any(found.end - found.start == len(told) for found in _AMBIGUOUS.find(told))


def _is_of_work(skill: Skill, told: tuple[str, ...], fields: Collection[str]) -> bool:
    """Whether the name of a skill means the skill, where it is not mandatory.

    A common noun of another field is a subject of the work: enabling a sales team is no selling.
    """
    if not fields or not skill.field or skill.field in _TECHNICAL:
        return True
    if any(kinship(skill.field, own) >= _NEAR for own in fields):
        return True
    return any(word != word.lower() for word in told)
