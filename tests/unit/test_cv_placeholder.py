"""A CV, and what stands in its place until somebody writes one."""

import pytest

from reactor.cv.placeholder import is_placeholder


@pytest.mark.parametrize(
    "text",
    [
        *("", "...", "\u2026", " - ", "<...>", "'...'", "TODO", "tbd", "your CV here", "Your CV"),
        *("paste your CV here", "Lorem ipsum dolor sit amet, " * 40, "xxx", "n/a", "undefined"),
    ],
)
def test_what_says_nothing_of_anybody_is_no_cv(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "The CV of Ada Lovelace, who has been a welder at the yard in Kiel for eleven years now",
        "CV\nAda Example\nWelder",
        "Test engineer, eight years of hardware in the loop",
        "Welder",
        "\u6eb6\u63a5\u5de5",
    ],
)
def test_what_says_something_is_one(text: str) -> None:
    assert not is_placeholder(text)
