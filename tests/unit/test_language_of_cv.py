"""Which language a CV is written in, however many English terms it holds."""

import tomllib
from pathlib import Path

import pytest

from reactor.language.cv_language import language_of_cv

_TOLD: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "curricula_in_languages.toml").read_text(encoding="utf-8")
)
CURRICULA = [
    pytest.param(language, cv, id=f"{language} {number}")
    for language, cvs in _TOLD.items()
    for number, cv in enumerate(cvs)
]


@pytest.mark.parametrize(("language", "cv"), CURRICULA)
def test_the_language_of_a_cv_is_told(language: str, cv: str) -> None:
    assert language_of_cv(cv) == language


@pytest.mark.parametrize(("language", "cv"), CURRICULA)
def test_a_cv_that_breaks_off_is_told_or_left_open_but_never_mistaken(
    language: str, cv: str
) -> None:
    words = cv.split()
    told = {language_of_cv(" ".join(words[:count])) for count in range(25, len(words), 5)}
    assert told <= {language, None}


def test_three_curricula_of_each_language_are_tried() -> None:
    assert len(_TOLD) == 10
    assert {len(cvs) for cvs in _TOLD.values()} == {3}


@pytest.mark.parametrize("cv", ["", "Ada Lovelace, Entwicklerin", "Python Django " * 60])
def test_nothing_is_claimed_of_a_text_that_does_not_tell(cv: str) -> None:
    assert language_of_cv(cv) is None
