"""Types of role that people exclude, and the conditions of each exclusion.

An exclusion that qualifies a trade is taken literally: "commission-only sales" means sales with
this pay, not all sales; "night nursing" means nursing at night.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from reactor.language.languages import is_small_word
from reactor.language.line_cache import remembered
from reactor.language.occupations import OCCUPATIONS, Occupation
from reactor.language.phrasebook import Phrasebook, plain_words, words_of
from reactor.match.keyword.affinity import STEM, telling_words

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "excluded_roles.toml").read_text("utf-8")
)
_QUALIFYING: dict[str, list[str]] = _WORDS.pop("qualifying")
_NAMES = Phrasebook((word, kind) for kind, one in _WORDS.items() for word in one["names"])
# Kinds of activity; the other kinds are ways of working.
_TRADES = frozenset(_QUALIFYING["trades"])
# Ways of working that exist only in a trade.
_OF_THEMSELVES = {way: frozenset({"sales"}) for way in _QUALIFYING["ways_of_sales"]}
# Forms of contract exist for work of every kind.
_CONTRACTS = frozenset(_QUALIFYING["contracts"])
_SAYS_NOTHING: Phrasebook[bool] = Phrasebook((word, True) for word in _QUALIFYING["says_nothing"])
SEVERAL = re.compile(r"[/,;|]| (?:or|and|oder|und|ou|et|o|y|e|of|en|lub|i|eller|och|nebo|a) ")
"""Marks and words that part a list, in whatever language."""
# What parts a list in one language leads on in another: "vente en porte-à-porte", "sales of cars",
# "comercial a comisión", "säljare i butik".
_LEADS_ON = re.compile(
    r"\b(?:(?:vent|comerci|commercial|trava|trabaj|vend|lavor|poste|puest|turn)\w*[^/,;|]* (?:en|a)"
    r"|(?:sale|sell|work|kind|type|sort|head)\w*[^/,;|]* of"
    r"|(?:sälj|försälj|salg|selg|arbet|arbe[ij]d)\w*[^/,;|]* i) ",
    re.IGNORECASE,
)
_MIN_WORD = 3
_PARTS = ("names", "title", "text", "besides", "companies", "tasks")


@dataclass(frozen=True, slots=True)
class RoleType:
    """The words of a type of role.

    Attributes:
        names: names in exclusions.
        title: words that decide in a title.
        text: words that decide anywhere, unless negated.
        besides: words that look like these and do not count.
        companies: words that decide in a company's name.
        tasks: tasks of which several together decide.
    """

    names: Phrasebook[str]
    title: Phrasebook[str]
    text: Phrasebook[str]
    besides: Phrasebook[str]
    companies: Phrasebook[str]
    tasks: Phrasebook[str]


def _role_type(known: dict[str, list[str]]) -> RoleType:
    parts = (known.get(part, []) for part in _PARTS)
    return RoleType(*(Phrasebook((word, word) for word in words) for words in parts))


ROLE_TYPES = {kind: _role_type(known) for kind, known in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class RoleExclusion:
    """One excluded role type.

    Attributes:
        kinds: its known types, all of which must be met.
        words: its further words, in plain letters, which must be in the posting, too.
        occupations: the occupations, or related ones, that the posting must be for; any if empty.
    """

    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    occupations: frozenset[Occupation] = frozenset()


@remembered
def excluded_types(role: str) -> tuple[RoleExclusion, ...]:
    """The role exclusions in a text, one for each part of a known type."""
    told = _LEADS_ON.sub(lambda led: f"{led.group().rstrip().rpartition(' ')[0]} ", role)
    excluded: list[RoleExclusion] = []
    for part in SEVERAL.split(told):
        words = words_of(part)
        one = _excluded(words)
        if one.kinds:
            excluded.append(one)
        elif (
            excluded and not any(OCCUPATIONS.find(words)) and (rest := plain_words(telling(words)))
        ):
            # "Teaching in primary or secondary schools": the second part continues the first.
            before = excluded[-1]
            excluded.append(RoleExclusion(before.kinds, tuple(rest), before.occupations))
    return tuple(excluded)


def is_known(role: str) -> bool:
    """Whether a part of an exclusion is of a known type."""
    return bool(excluded_types(role))


def _excluded(words: tuple[str, ...]) -> RoleExclusion:
    found = list(_NAMES.find(words))
    kinds = tuple(dict.fromkeys(one.entry for one in found))
    ways = [kind for kind in kinds if kind not in _TRADES]
    implied = frozenset[str]().union(*(_OF_THEMSELVES.get(way, frozenset()) for way in ways))
    asked = tuple(kind for kind in kinds if kind not in implied)
    rest = _uncovered(words, [(one.start, one.end) for one in found])
    if not ways:
        return RoleExclusion(asked, tuple(plain_words(telling(rest))))
    occupations = frozenset(one.entry for one in OCCUPATIONS.find(rest))
    narrowed = not occupations and not _CONTRACTS.isdisjoint(ways)
    told = set(telling_words(rest)) if narrowed else set()
    bare = plain_words(telling(rest))
    return RoleExclusion(asked, tuple(word for word in bare if word[:STEM] in told), occupations)


def _uncovered(words: tuple[str, ...], spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    covered = {place for start, end in spans for place in range(start, end)}
    return tuple(word for place, word in enumerate(words) if place not in covered)


def telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that narrow an exclusion: not "pure", "any" or "jobs"."""
    bare = _uncovered(words, [(one.start, one.end) for one in _SAYS_NOTHING.find(words)])
    return tuple(
        word for word in bare if len(word) >= _MIN_WORD and not is_small_word(word.lower())
    )
