"""A posting is whole and bounded from the moment it is made."""

import pickle
from dataclasses import replace
from typing import Any

import pytest

from reactor.posting import MAX_ADDRESS, MAX_TEXT, Posting, Salary

TEXTS = [field for field in Posting.__slots__ if field not in ("remote", "salary")]
LONGEST = {
    **dict.fromkeys(("title", "location"), 300),
    **dict.fromkeys(("employment_type", "posted_at", "valid_through", "board"), 100),
    "context": 500,
    "text": MAX_TEXT,
}
WELDER = Posting("https://x.example/1", "Welder")


def said(field: str, text: str) -> dict[str, Any]:
    return {field: text}


@pytest.mark.parametrize("field", TEXTS)
def test_half_a_character_in_any_field_is_mended(field: str) -> None:
    posting = replace(WELDER, **said(field, "a\ud800\x1bb"))
    assert getattr(posting, field) == "a\ufffdb"
    assert pickle.loads(pickle.dumps(posting)) == posting  # noqa: S301 - made here


@pytest.mark.parametrize(("field", "longest"), LONGEST.items())
def test_what_is_too_long_is_cut(field: str, longest: int) -> None:
    posting = replace(WELDER, **said(field, "x" * 2_000_000))
    assert len(getattr(posting, field)) == longest


def test_a_text_is_cut_without_a_word() -> None:
    assert Posting("u", "t", text="x" * (MAX_TEXT + 1)).text == "x" * MAX_TEXT


@pytest.mark.parametrize("field", ["url", "source"])
@pytest.mark.parametrize(
    ("length", "addressable"),
    [(MAX_ADDRESS, True), (MAX_ADDRESS + 1, False), (9**7, False)],
)
def test_an_address_that_is_too_long_shows_and_takes_no_room(
    field: str, length: int, addressable: bool
) -> None:
    posting = replace(WELDER, **said(field, "x" * length))
    assert posting.is_addressable is addressable
    assert len(getattr(posting, field)) <= MAX_ADDRESS + 1


def test_the_words_of_a_pay_are_whole() -> None:
    assert Salary(1, 2, "\ud800E", "y" * 1000).currency == "\ufffdE"
    assert len(Salary(1, 2, "E", "y" * 1000).period or "") == 100
