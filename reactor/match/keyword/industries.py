"""Excluded industries: whether a posting's company belongs to one."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources

from reactor.documents import Company
from reactor.language.languages import is_small_word
from reactor.language.phrasebook import Phrasebook, plain_words, words_of
from reactor.language.sentences import denies, sentences_of
from reactor.match.keyword.role_types import SEVERAL
from reactor.match.keyword.solicitations import keeps_agencies_away
from reactor.posting import Posting

_INDUSTRIES: dict[str, dict[str, list[str]]] = tomllib.loads(
    (resources.files("reactor.match.keyword") / "excluded_industries.toml").read_text("utf-8")
)
_INDUSTRY_NAMES = Phrasebook(
    (word, name) for name, one in _INDUSTRIES.items() for word in one["names"]
)

# An industry with one mention may be a customer's; with this many it is the company's. Mentions in
# the company's name, the title, or a sentence about the company count twice.
MENTIONS = 2
# Number of words before a mention that may negate it, or attribute it to others.
_BEFORE = 4
# Words before customers.
_CUSTOMERS = re.compile(
    r"\b(?:for|to|serv\w+|customers?|clients?|kund\w+|fur|pour|chez|para|clientes|per|clienti|voor"
    r"|klanten|dla|klient\w+|till?|zakazni\w+|pro)\b"
)
# In a company's name, an industry has further words.
_MIN_NAME = 4
REMEMBERED = 64
_MIN_WORD = 3
_LONG_WORD = 6


def is_industry(name: str) -> bool:
    """Whether an exclusion is an industry of the lists."""
    return any(_INDUSTRY_NAMES.find(words_of(name)))


def industry_shown(
    names: Iterable[str], company: Company, posting: Posting
) -> tuple[str, str] | None:
    """The first of these industries to which a posting's company belongs, and the evidence."""
    for name in names:
        book = _industry_book(name)
        shown = [
            shown for shown, weight in _mentions(book, company, posting) for _ in range(weight)
        ]
        if len(shown) >= MENTIONS:
            return name, ", ".join(dict.fromkeys(shown))
    return None


def _mentions(
    book: Phrasebook[str], company: Company, posting: Posting
) -> Iterator[tuple[str, int]]:
    """Each mention of an industry, with its weight."""
    own = words_of(f"{company.name} . {posting.title}")
    for found in book.find(own):
        yield " ".join(own[found.start : found.end]), MENTIONS
    if not any(book.find(words_of(posting.text))):
        return
    named = {word for word in plain_words(words_of(company.name)) if len(word) >= _MIN_NAME}
    for number, sentence in enumerate(sentences_of(posting.text)):
        if keeps_agencies_away(sentence):
            continue
        words = words_of(sentence)
        about_itself = number == 0 or bool(named & set(plain_words(words)))
        for found in book.find(words):
            before = " ".join(plain_words(words)[max(0, found.start - _BEFORE) : found.start])
            if denies(before):
                continue
            is_its_own = about_itself and not _CUSTOMERS.search(before)
            yield " ".join(words[found.start : found.end]), MENTIONS if is_its_own else 1


@lru_cache(maxsize=REMEMBERED)
def _industry_book(name: str) -> Phrasebook[str]:
    known = {found.entry for found in _INDUSTRY_NAMES.find(words_of(name))}
    words = [word for one in sorted(known) for word in _INDUSTRIES[one]["words"]]
    parts = words or [written for part in SEVERAL.split(name) if (written := _as_written(part))]
    return Phrasebook((word, name) for word in parts)


def _in_any_number(word: str) -> str:
    """A pattern for a word with its plural and cases: `lait`, `laits`."""
    if len(word) < _MIN_NAME or not word.isalpha() or word.isupper():
        return word
    cut = 0 if len(word) < _LONG_WORD else 1
    return f"{word[: len(word) - cut]}*"


def _as_written(part: str) -> str | None:
    """The pattern for a part of an exclusion: no function words; words like them by their case.

    The industry "IT" is not "it".
    """
    words = words_of(part)
    if any(len(word) >= _MIN_WORD and not is_small_word(word.lower()) for word in words):
        return " ".join(map(_in_any_number, words))
    is_name = len(words) == 1 and len(part.strip()) > 1 and part.strip().isupper()
    return f"={part.strip()}" if is_name else None
