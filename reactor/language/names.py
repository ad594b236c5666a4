"""Names of languages and countries in several languages."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

# In English a few countries have an article; in other languages names follow a colon.
_WITH_ARTICLE = frozenset({"AE", "GB", "NL", "PH", "US"})


def names_of_languages(locale: str, languages: Iterable[str]) -> list[str]:
    """The names of languages, in a given language.

    Args:
        locale: Babel's identifier: `de`, `pt_PT`.
        languages: their English names; unknown ones are returned unchanged.
    """
    if locale == "en":
        return list(languages)
    theirs, english = _names("languages", locale), _names("languages", "en")
    codes = {name: code for code, name in english.items()}
    return [theirs.get(codes.get(language, ""), language) for language in languages]


def names_of_countries(locale: str, codes: Iterable[str]) -> list[str]:
    """The names of countries by ISO 3166 code; unknown codes are returned unchanged."""
    named = _names("territories", locale)
    english = locale == "en"
    return [
        f"the {named[code]}" if english and code in _WITH_ARTICLE else named.get(code, code)
        for code in codes
    ]


@lru_cache
def _names(kind: str, locale: str) -> Mapping[str, str]:
    # Babel loads slowly, and only names need it.
    from babel import localedata  # noqa: PLC0415 - see above

    # Only two-letter codes, to save memory: languages and countries, no dialects or continents.
    named = {
        str(code): str(name)
        for code, name in localedata.load(locale)[kind].items()
        if len(str(code)) == 2  # noqa: PLR2004 - an ISO code
    }
    # Babel caches all data of a language: megabytes.
    localedata._cache.clear()  # noqa: SLF001 - it has no public way to let go
    return named
