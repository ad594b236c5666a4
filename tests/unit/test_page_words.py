"""The page's words: complete in each language, every one of them used, and none missing."""

import re
import string
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reactor.web
from reactor.web.i18n import LANGUAGES, language_for, words_of

WEB = Path(reactor.web.__file__).parent
OTHERS = [language for language in LANGUAGES if language != "en"]
ENGLISH = words_of("en").texts


def sources() -> Iterator[str]:
    """Everything that may name a word."""
    for pattern in ("*.py", "*.html"):
        yield from (path.read_text() for path in WEB.rglob(pattern))


def literals() -> set[str]:
    """Texts between quotes; of `f"ages.{unit}"` what stands before the brace."""
    quoted = re.compile(r"""["']([\w.-]+)(?=["']|\{)""")
    return {found for text in sources() for found in quoted.findall(text)}


def called() -> set[str]:
    """The keys that templates and code ask for by their whole names."""
    return {
        key
        for text in sources()
        for key in re.findall(r"""\b(?:t|words)\(\s*["']([\w.-]+\w)["']\s*[,)]""", text)
    }


def parts(text: object) -> set[str]:
    """The named parts of a text, in all its forms."""
    forms = [text] if isinstance(text, str) else list(text.values())  # type: ignore[attr-defined]
    found = {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}
    return found if isinstance(text, str) else found | {"count"}


def test_every_language_has_a_file_and_every_file_is_a_language() -> None:
    folder = files("reactor.web.i18n").iterdir()
    assert {file.name for file in folder if file.name.endswith(".toml")} == {
        f"{language}.toml" for language in LANGUAGES
    }


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    assert list(words_of(language).texts) == list(ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_names_the_same_parts(language: str) -> None:
    texts = words_of(language).texts
    assert {key: parts(text) for key, text in texts.items()} == {
        key: parts(text) for key, text in ENGLISH.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_broken(language: str) -> None:
    words = words_of(language)
    for key, text in words.texts.items():
        for count in (1, 2):
            said = words(key, **dict.fromkeys(parts(text), "x") | {"count": count})
            assert said.strip() == said != ""
            assert "{" not in said


def test_every_text_is_used() -> None:
    named = literals()
    prefixes = tuple(name for name in named if name.endswith("."))
    assert [key for key in ENGLISH if key not in named and not key.startswith(prefixes)] == []


def test_every_text_that_is_asked_for_is_there() -> None:
    assert len(called()) > 20
    assert [key for key in called() if key not in ENGLISH] == []


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert words_of("en")("home.new", count=1_234) == "1,234 new matches"
    assert words_of("de")("home.new", count=1_234) == "1.234 neue Treffer"
    assert words_of("es")("home.new", count=1_234) == "1234 ofertas nuevas"
    assert words_of("es")("home.new", count=12_345) == "12.345 ofertas nuevas"
    assert words_of("en")("home.new", count=1) == "1 new match"
    assert words_of("de").number(-1_234.56) == "-1.234,6"


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "Mon 2 Mar", "2 Mar 2026, 07:05"),
        ("de", "Mo., 2. März", "2. März 2026, 07:05"),
        ("es", "lun, 2 mar", "2 mar 2026, 07:05"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    language: str, day: str, moment: str
) -> None:
    at = datetime(2026, 3, 2, 7, 5, tzinfo=UTC)
    assert (words_of(language).day(at), words_of(language).moment(at)) == (day, moment)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.floats(-1e9, 1e9))
def test_any_number_is_read_as_it_was(language: str, value: float) -> None:
    """By whoever knows which sign is which."""
    words = words_of(language)
    said = words.number(value).replace(str(words.texts["forms.thousands"]), "")
    assert float(said.replace(str(words.texts["forms.decimals"]), ".")) == pytest.approx(
        value, abs=0.06
    )


@given(st.text())
def test_any_wish_for_a_language_gives_one(accepted: str) -> None:
    assert language_for(accepted) in LANGUAGES
