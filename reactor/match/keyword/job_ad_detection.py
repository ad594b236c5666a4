"""Detects whether a text advertises a job, or is an article, a notice or an empty page."""

import tomllib
from importlib import resources

from reactor.language.languages import language_of
from reactor.language.occupations import OCCUPATIONS
from reactor.language.phrasebook import Phrasebook, plain_words, words_of
from reactor.match.keyword.sentence import Sentence
from reactor.posting import Posting

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "job_ad_detection.toml").read_text(encoding="utf-8")
)
_SAYS: Phrasebook[str] = Phrasebook(
    (phrase, about) for about, said in _WORDS["says"].items() for phrase in said
)
_CLOSED: Phrasebook[str] = Phrasebook((phrase, phrase) for phrase in _WORDS["closed"]["phrases"])
_ARTICLE: Phrasebook[str] = Phrasebook((phrase, phrase) for phrase in _WORDS["article"]["phrases"])

CLOSED = Sentence("no_posting.closed")
ARTICLE = Sentence("no_posting.article")
NOTHING_TOLD = Sentence("no_posting.nothing_told")

# Shorter texts may be the teaser of a posting on another page.
MIN_WORDS = 40
# This many sentences that are not about a job are about something else.
TELLING_WORDS = 80
# A posting mentions some of it within this many sentences.
MAX_WORDS = 1500
# Of the five topics of postings (tasks, requirements, ...), nearly all postings have this many.
ENOUGH = 3
SIGNS_OF_ARTICLE = 2
OFFERS = 2
# Pay "depending on experience" requires none.
_DEPENDING = frozenset(plain_words(tuple(_WORDS["depending"])))
_OF_WORK = frozenset({"tasks", "requirements", "seeking"})
# Number of words before it that may make it a condition.
REACH = 3
_CONDITIONS = frozenset({"if", "once", "until", "falls", "wenn", "sobald", "si", "als", "jesli"})


def seeks(words: tuple[str, ...]) -> bool:
    """Whether a sentence says that the company is hiring."""
    return any(found.entry == "seeking" for found in _SAYS.find(words))


def tells_only_offers(words: tuple[str, ...]) -> bool:
    """Whether a sentence lists benefits only, and neither tasks nor requirements."""
    spoken_of = [
        found.entry
        for found in _SAYS.find(words)
        if _DEPENDING.isdisjoint(plain_words(words[max(0, found.start - 1) : found.start]))
    ]
    return spoken_of.count("offers") >= OFFERS and not _OF_WORK.intersection(spoken_of)


def not_a_posting(posting: Posting) -> Sentence | None:
    """The evidence that a text is no posting; None if it may be one.

    Only texts in languages with known vocabulary are judged. A title with a role counts as a
    posting's unless nothing in the text is about a job.
    """
    words = words_of(posting.text)[:MAX_WORDS]
    if len(words) < MIN_WORDS or language_of(posting.text) not in _WORDS["languages"]:
        return None
    spoken_of = {found.entry for found in _SAYS.find(words)}
    closed = _closed(words)
    if closed is not None and len(spoken_of) < ENOUGH:
        return CLOSED.format(said=closed)
    names_role = any(OCCUPATIONS.find(words_of(posting.title)))
    signs = list(dict.fromkeys(found.entry for found in _ARTICLE.find(words)))
    if len(spoken_of) < ENOUGH and not names_role and len(signs) >= SIGNS_OF_ARTICLE:
        return ARTICLE.format(sign=signs[0])
    if len(spoken_of) <= 1 and signs and len(words) >= TELLING_WORDS:
        return NOTHING_TOLD
    return None


def _closed(words: tuple[str, ...]) -> str | None:
    """The statement that applications are closed; "if the position has been filled" is none."""
    for found in _CLOSED.find(words):
        before = plain_words(words[max(0, found.start - REACH) : found.start])
        if not _CONDITIONS & set(before):
            said: str = found.entry
            return said
    return None
