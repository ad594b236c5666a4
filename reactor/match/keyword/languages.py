"""Human languages: which a posting requires and which a candidate speaks (`languages.toml`)."""

import re
import tomllib
from functools import lru_cache
from importlib import resources

from reactor.match.keyword.phrasebook import Phrasebook, words_of
from reactor.match.matcher import Candidate

_LANGUAGES = tomllib.loads(
    (resources.files("reactor.match.keyword") / "languages.toml").read_text(encoding="utf-8")
)
_NAMES: Phrasebook[str] = Phrasebook(
    (name, language) for language, known in _LANGUAGES.items() for name in known["names"]
)
_COMMON = {language: frozenset(known["common"]) for language, known in _LANGUAGES.items()}

_SENTENCE = re.compile(r"[^.;!?\n•]+")
_DEMAND = re.compile(
    r"fluen|nativ|proficien|business level|business fluent|working knowledge|speak|spoken|written"
    r"|\bb2\b|\bc1\b|\bc2\b|required|must|language skills|command of|mother tongue|fließend"
    r"|verhandlungssicher|muttersprach|sprachkenntnisse|kenntnisse|courant|maîtrise|fluido"
    r"|nivel alto|madrelingua|vloeiend|flytande",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"\bplus\b|nice to have|bonus|preferred|advantage|\basset\b|desirable|beneficial"
    r"|optional|ideally|von vorteil|wünschenswert|un atout|valorable|se valora",
    re.IGNORECASE,
)
_WEAK_LEVEL = re.compile(
    r"\ba[12]\b|basic|beginner|elementary|grundkenntnisse|débutant|básico", re.IGNORECASE
)
# Words on either side of a language's name in which "fluent" or "required" is about it.
_REACH = 5
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
    counts = {
        language: sum(map(common.__contains__, words)) for language, common in _COMMON.items()
    }
    first, second = sorted(counts, key=lambda language: -counts[language])[:2]
    clear = counts[first] > 1.3 * counts[second] and counts[first] >= _MIN_SHARE * len(words)
    return first if clear else None


@lru_cache(maxsize=REMEMBERED)
def required_languages(text: str) -> tuple[tuple[str, ...], ...]:
    """The languages that a posting requires, each as its alternatives ("English or German").

    A posting that is written in another language than English requires that language.
    """
    demands = [demand for sentence in _SENTENCE.findall(text) if (demand := _demands(sentence))]
    required = [one for demand in demands for one in demand]
    written = language_of(text)
    if written not in (None, "English"):
        required.append((str(written),))
    return tuple(dict.fromkeys(required))


def _demands(sentence: str) -> tuple[tuple[str, ...], ...]:
    words = words_of(sentence)
    named = list(_NAMES.find(words))
    if not named or _OPTIONAL.search(sentence):
        return ()
    start, end = max(0, named[0].start - _REACH), named[-1].end + _REACH
    if not _DEMAND.search(" ".join(words[start:end])):
        return ()
    languages = tuple(dict.fromkeys(found.entry for found in named))
    between = {word.lower() for word in words[named[0].end : named[-1].start]}
    if between & {"or", "oder", "ou", "o", "of", "eller"}:
        return (languages,)
    return tuple((language,) for language in languages)


def spoken_languages(candidate: Candidate) -> frozenset[str] | None:
    """The languages a candidate speaks well enough to work in; None where they have not said.

    The language of their CV is one of them.
    """
    listed = candidate.user.candidate_info.languages
    if not listed:
        return None
    spoken = {
        found.entry
        for known in listed
        if not _WEAK_LEVEL.search(known.level)
        for found in _NAMES.find(words_of(known.language))
    }
    written = language_of(candidate.cv)
    return frozenset(spoken | ({written} if written else set()))
