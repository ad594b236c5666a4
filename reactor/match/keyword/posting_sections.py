"""The sections of a posting: requirements, nice-to-haves, and text that is not about the work."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from importlib import resources
from itertools import zip_longest

from reactor.language.phrasebook import Phrasebook, PhraseMatch, plain, plain_words, words_of
from reactor.language.sentences import sentences_of
from reactor.match.keyword.job_ad_detection import tells_only_offers
from reactor.match.keyword.nice_to_have import welcome_parts

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "posting_sections.toml").read_text(encoding="utf-8")
)
# Longer lines are no headings, and nor are items of a list.
_HEADING_WORDS = 7
_ITEM = re.compile(r"^\s*[-*\u2013\u00b7\u25cf\u25aa\u2022]\s*")
# Lines up to this length end the text about the company, unless they are about "us".
_SHORT_LINE = 4
# Number of first words that show whether a sentence is about the company.
_OPENING = 3
REMEMBERED = 32


class Kind(Enum):
    """The kind of a passage, for an applicant."""

    ASKED = auto()
    """Tasks, or requirements of unstated importance."""
    MUST = auto()
    """Mandatory requirements."""
    WELCOME = auto()
    """Nice-to-haves."""
    ASIDE = auto()
    """The company and its benefits."""


@dataclass(frozen=True, slots=True)
class PostingPassage:
    """A sentence or a part of one.

    Attributes:
        kind: its kind, for an applicant.
        words: its words as written.
        line: its sentence.
        is_whole: whether it is the whole sentence.
    """

    kind: Kind
    words: tuple[str, ...]
    line: str
    is_whole: bool = True

    @property
    def told(self) -> str:
        """The line, or only its words if they are a part of it."""
        return self.line if self.is_whole else " ".join(self.words)


_HEADINGS: Phrasebook[Kind] = Phrasebook(
    (phrase, kind) for kind in Kind for phrase in _WORDS["headings"][kind.name.lower()]
)
_ARTICLES = frozenset(plain_words(tuple(_WORDS["articles"])))
_WE = frozenset(plain_words(tuple(_WORDS["company"]["we"])))
_DEMANDING: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["demanding"]["words"])
_DENYING: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["demanding"]["not"])
_OPENINGS: Phrasebook[bool] = Phrasebook(
    (phrase, whose == "ours")
    for whose in ("opening", "ours")
    for phrase in _WORDS["company"][whose]
)
_WITHIN: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["company"]["within"])
_TOOLS: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["company"]["tools"])
_OFFERS: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["company"]["offers"])
_READER: Phrasebook[bool] = Phrasebook((word, True) for word in _WORDS["company"]["reader"])


@lru_cache(maxsize=REMEMBERED)
def passages_of(text: str) -> tuple[PostingPassage, ...]:
    """The passages of a posting's text in their order, without its headings."""
    return tuple(_passages_of(text))


def _passages_of(text: str) -> Iterator[PostingPassage]:
    section = Kind.ASKED
    sentences = sentences_of(text)
    for sentence, following in zip_longest(sentences, sentences[1:], fillvalue=""):
        heading, rest = _heading(sentence)
        words = words_of(rest)
        if heading is None and section is Kind.ASIDE and _ends_aside(sentence, words, following):
            section = Kind.ASKED
        here = heading or section
        # "Nice to have: Scala." within a paragraph is about this sentence only.
        if heading is not Kind.WELCOME or not words or _ITEM.match(following):
            section = here
        if not words:
            continue
        if here in (Kind.ASIDE, Kind.WELCOME):
            yield PostingPassage(here, words, _line(rest))
        else:
            yield from _parts(here, words, _line(rest))


def _line(sentence: str) -> str:
    """A sentence without its bullet."""
    return _ITEM.sub("", sentence).strip()


def _heading(sentence: str) -> tuple[Kind | None, str]:
    """The section that a sentence opens, and the rest of the sentence: `Requirements: Python`."""
    head, colon, rest = sentence.partition(":")
    words = words_of(head)
    if not words or len(words) > _HEADING_WORDS or (_ITEM.match(sentence) and not colon):
        return None, sentence
    skipped = 1 if plain_words(words[:1])[0] in _ARTICLES else 0
    for found in _HEADINGS.find(words):
        covered = found.end - found.start
        enough = 2 * covered >= len(words) if colon else covered + skipped >= len(words) - 1
        if found.start <= skipped and enough and (colon or covered > 1 or _is_whole(found, words)):
            return found.entry, rest
    return None, sentence


def _is_whole(found: PhraseMatch[Kind], words: tuple[str, ...]) -> bool:
    """Whether a heading consists of one word, except for an article."""
    return len(words) <= found.end <= 2  # noqa: PLR2004 - "Anforderungen", "Die Anforderungen"


def _ends_aside(sentence: str, words: tuple[str, ...], following: str) -> bool:
    """Whether the text about the company ends: an unknown heading, or an address to "you"."""
    if any(_READER.find(words)):
        return True
    if not words or len(words) > _SHORT_LINE or _ITEM.match(sentence):
        return False  # of signs alone, or no heading
    if not words[0][:1].isupper():
        return False
    # Headings stand before something longer; in a list of benefits all lines are short.
    leads = len(words_of(following)) > _SHORT_LINE or _ITEM.match(following) is not None
    return leads and plain(words[0]) not in _WE and not any(_OPENINGS.find(words[:_OPENING]))


def _parts(section: Kind, words: tuple[str, ...], line: str) -> Iterator[PostingPassage]:
    if _is_of_company(words) or tells_only_offers(words):
        yield PostingPassage(Kind.ASIDE, words, line)
        return
    for welcome, part in welcome_parts(line):
        kind = Kind.WELCOME if welcome else _demanded(section, part)
        yield PostingPassage(kind, part, line, is_whole=len(part) == len(words))


def _demanded(section: Kind, words: tuple[str, ...]) -> Kind:
    demanded = any(_DEMANDING.find(words)) and not any(_DENYING.find(words))
    return Kind.MUST if demanded else section


def _is_of_company(words: tuple[str, ...]) -> bool:
    """Whether a sentence is about the company and its benefits, and not about the work."""
    if any(one.start == 0 for one in _OFFERS.find(words[:_OPENING])):
        return True
    opening = next((one for one in _OPENINGS.find(words[: _OPENING + 1]) if one.start == 0), None)
    if opening is None and not any(_WITHIN.find(words)):
        return False
    return not any(_READER.find(words)) and not any(_TOOLS.find(words))
