"""Human languages: their names, which a text is written in, which a candidate speaks."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from reactor.match.keyword.phrasebook import Phrasebook, words_of
from reactor.match.keyword.proficiency import Proficiency, held_proficiency
from reactor.match.matcher import Candidate

_LANGUAGES = tomllib.loads(
    (resources.files("reactor.match.keyword") / "languages.toml").read_text(encoding="utf-8")
)
LANGUAGE_NAMES: Phrasebook[str] = Phrasebook(
    (name, language) for language, known in _LANGUAGES.items() for name in known["names"]
)
_COMMON = {language: frozenset(known["common"]) for language, known in _LANGUAGES.items()}

_MIN_WORDS = 40
_MIN_SHARE = 0.1
# The same texts are asked about several times in a row.
REMEMBERED = 64


@lru_cache(maxsize=REMEMBERED)
def language_of(text: str) -> str | None:
    """The language a text is written in, or None where it is short or not clear."""
    words = words_of(text.lower())
    if len(words) < _MIN_WORDS:
        return None
    met = Counter(words)
    counts = {language: sum(met[word] for word in common) for language, common in _COMMON.items()}
    first, second = sorted(counts, key=lambda language: -counts[language])[:2]
    clear = counts[first] > 1.3 * counts[second] and counts[first] >= _MIN_SHARE * len(words)
    return first if clear else None


def spoken_languages(candidate: Candidate) -> Mapping[str, Proficiency] | None:
    """How well a candidate speaks each language; None where they have not said.

    The language of their CV is one of them.
    """
    listed = candidate.user.candidate_info.languages
    if not listed:
        return None
    written = language_of(candidate.cv)
    spoken = {written: Proficiency.FLUENT} if written else {}
    for known in listed:
        for found in LANGUAGE_NAMES.find(words_of(known.language)):
            spoken[found.entry] = held_proficiency(known.level)
    return spoken
