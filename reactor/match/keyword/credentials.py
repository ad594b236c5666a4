"""Licences, registrations and degrees that a posting requires and a profile does not name."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from reactor.language.phrasebook import Phrasebook, plain_words, words_of
from reactor.match.keyword.posting_sections import Kind, PostingPassage

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "credentials.toml").read_text(encoding="utf-8")
)
# A posting with an alternative does not insist.
_ALTERNATIVES = frozenset(
    plain_words(
        words_of(
            "or oder ou o of lub eller equivalent vergleichbar vergleichbare vergleichbarer"
            " comparable similar équivalent équivalente equivalente gelijkwaardig ideally"
        )
    )
)
# Number of words after it that may name one.
_REACH = 8
REMEMBERED = 32


@dataclass(frozen=True, slots=True)
class Credential:
    """A licence, a registration or a degree.

    Attributes:
        name: its key among the phrases of `sentences/*.toml`.
        goes_with_work: whether everybody in the occupation has it.
    """

    name: str
    goes_with_work: bool


_KNOWN = [
    (Credential(known["name"], known.get("with_work", False)), known["says"], known["shown_by"])
    for known in _WORDS["credential"]
]
_DEMANDED: Phrasebook[Credential] = Phrasebook(
    (phrase, credential) for credential, says, _ in _KNOWN for phrase in says
)
_SHOWN = {
    credential: Phrasebook((phrase, True) for phrase in (*says, *shown_by))
    for credential, says, shown_by in _KNOWN
}


def credentials_demanded(passages: tuple[PostingPassage, ...]) -> Iterator[tuple[Credential, str]]:
    """The required credentials, each once with its line."""
    named: set[Credential] = set()
    for passage in passages:
        if passage.kind is not Kind.MUST:
            continue
        for found in _DEMANDED.find(passage.words):
            behind = plain_words(passage.words[found.end : found.end + _REACH])
            insists = not _ALTERNATIVES.intersection(behind)
            if insists and found.entry not in named:
                named.add(found.entry)
                yield found.entry, passage.line


@lru_cache(maxsize=REMEMBERED)
def credentials_shown(cv: str) -> frozenset[Credential]:
    """The credentials in a CV."""
    words = words_of(cv)
    return frozenset(one for one, shown in _SHOWN.items() if any(shown.find(words)))
