"""Words sentences in the language of their reader.

`sentences/` holds one TOML file for each language, with the same templates. Readers of other
languages get English.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from reactor.language.cv_language import language_of_cv
from reactor.language.names import names_of_countries, names_of_languages
from reactor.match.keyword.sentence import Countries, Joined, Languages, Listed, Part, Sentence
from reactor.match.matcher import Candidate

ENGLISH = "English"
LOCALES = {
    ENGLISH: "en",
    "German": "de",
    "Spanish": "es",
    "French": "fr",
    "Italian": "it",
    "Dutch": "nl",
    "Polish": "pl",
    "Portuguese": "pt",
    "Czech": "cs",
    "Swedish": "sv",
}
# European Portuguese differs from Brazilian in some names of languages and countries.
_NAMES_FROM = {"pt": "pt_PT"}
# More countries than this are a whole region.
FEW = 6
AND_MORE = Sentence("phrases.and_more")


@dataclass(frozen=True, slots=True)
class Sounding:
    """A joining word with another form before a sound, as Spanish "e" before the sound of "i"."""

    says: str
    before: tuple[str, ...]
    besides: tuple[str, ...]

    def stands_before(self, word: str) -> bool:
        """Whether a lower-case word begins with that sound."""
        return word.startswith(self.before) and not word.startswith(self.besides)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language.

    Attributes:
        locale: Babel's identifier.
        templates: by their keys.
        lists: the joining words of lists, by kind.
        sounding: replacements for `lists` before a sound.
    """

    locale: str
    templates: Mapping[str, str]
    lists: Mapping[str, str]
    sounding: Mapping[str, Sounding]


@lru_cache
def catalogue(language: str) -> Catalogue:
    """The words of a language of `LOCALES`."""
    path = resources.files("reactor.match.keyword") / "sentences" / f"{LOCALES[language]}.toml"
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = sections.pop("lists")
    sounding = {
        joined: Sounding(one["says"], tuple(one["before"]), tuple(one["besides"]))
        for joined, one in sections.pop("sounding", {}).items()
    }
    templates = {
        f"{section}.{name}": template
        for section, named in sections.items()
        for name, template in named.items()
    }
    locale = LOCALES[language]
    return Catalogue(_NAMES_FROM.get(locale, locale), templates, lists, sounding)


def language_for(candidate: Candidate) -> str:
    """The language for a person: their CV's, else their goals', else English."""
    goals = ". ".join(candidate.user.candidate_info.career_goals)
    written = language_of_cv(candidate.cv) or language_of_cv(goals, least_words=1)
    return written if written in LOCALES else ENGLISH


def told(sentences: Iterable[Sentence], language: str) -> tuple[str, ...]:
    """Sentences in a language of `LOCALES`."""
    words = catalogue(language)
    return tuple(_told(sentence, words) for sentence in sentences)


def _told(sentence: Sentence, words: Catalogue) -> str:
    parts = {name: _part(part, words) for name, part in sentence.parts.items()}
    return words.templates[sentence.key].format_map(parts)


def _part(part: Part, words: Catalogue) -> str:
    match part:
        case Sentence():
            return _told(part, words)
        case Listed():
            named: Sequence[Part] = part.items
            if words.locale != LOCALES[ENGLISH] and part.own_words:
                named = [own or name for name, own in zip(named, part.own_words, strict=True)]
            return _joined((_part(each, words) for each in named), part.joined, words)
        case Languages():
            return _joined(names_of_languages(words.locale, part.names), Joined.OR, words)
        case Countries():
            return _countries(part.codes, words)
        case _:
            return str(part)


def _countries(codes: Sequence[str], words: Catalogue) -> str:
    some = codes[:FEW] if len(codes) > FEW else codes
    names = names_of_countries(words.locale, some)
    if len(some) == len(codes):
        return _joined(names, Joined.AND, words)
    named = _joined(names, Joined.COMMAS, words)
    return _told(AND_MORE.format(named=named, count=len(codes) - FEW), words)


def _joined(items: Iterable[str], joined: Joined, words: Catalogue) -> str:
    *before, last = items
    if not before or joined not in {Joined.AND, Joined.OR}:
        return words.lists[joined.value].join((*before, last))
    sounding = words.sounding.get(joined.value)
    is_sounding = sounding is not None and sounding.stands_before(last.lower())
    between = sounding.says if sounding and is_sounding else words.lists[joined.value]
    return between.join((words.lists["commas"].join(before), last))
