"""Whatever strangers send can be stored, and what is ordinary is left as it is."""

import re
from datetime import UTC, datetime
from typing import Any

import bson
import pytest
from bson import Decimal128, Int64, MaxKey, ObjectId, Regex, Timestamp
from hypothesis import given
from hypothesis import strategies as st

from reactor.storable import DEEPEST, MAX_NAME, MAX_TEXT, storable, storable_text, whole

any_text = st.text(st.characters(exclude_categories=()))
any_scalar = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), any_text, st.binary(), st.datetimes()
)
garbage = st.recursive(
    any_scalar,
    lambda inner: st.one_of(
        st.lists(inner), st.tuples(inner), st.dictionaries(any_text | st.integers(), inner)
    ),
)
ordinary = st.recursive(
    st.one_of(
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\t\r\n")),
        st.none() | st.booleans() | st.binary(),
    ),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc$.ä", max_size=9), inner),
)


def decoded(value: Any) -> Any:
    return bson.decode(bson.encode({"v": value}))["v"]


def with_lists(value: Any) -> Any:
    """As BSON tells it: it knows no tuples, and dates to the millisecond."""
    if isinstance(value, list | tuple):
        return [with_lists(each) for each in value]
    if isinstance(value, dict):
        return {name: with_lists(each) for name, each in value.items()}
    if isinstance(value, datetime):
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
    return value


@given(garbage)
def test_any_garbage_becomes_what_is_stored_as_it_is(value: Any) -> None:
    kept = storable(value)
    assert decoded(kept) == with_lists(kept)


@given(garbage)
def test_what_is_storable_stays_the_same_object(value: Any) -> None:
    kept = storable(value)
    assert storable(kept) is kept


@given(ordinary)
def test_ordinary_values_are_not_touched(value: Any) -> None:
    assert storable(value) is value


@pytest.mark.parametrize(
    "value",
    [
        *(ObjectId(), Int64(7), Decimal128("NaN"), MaxKey(), Regex("a\x01"), Timestamp(1, 2)),
        *(re.compile("x"), b"\0\xff", datetime.now(UTC), "Zürich\n\t\r\n😀 \u200d\u202e"),
        [{"$match": {"title": {"$literal": "$120k"}}}],
    ],
)
def test_other_types_of_bson_and_their_texts_stay(value: Any) -> None:
    assert storable(value) is value


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("a\ud800b", "a\ufffdb"),
        ("\udcff\udcfe", "\ufffd\ufffd"),
        ("\ud83d" + "\ude00", "😀"),
        ("Python\0Engineer", "PythonEngineer"),
        ("Python\x0bEngineer", "Python Engineer"),
        ("red \x1b[2J\x9b31m", "red [2J31m"),
        ("a\x85b", "a b"),
    ],
)
def test_half_and_control_characters_are_told_apart(given_: str, kept: str) -> None:
    assert storable_text(given_) == kept


def test_markup_keeps_its_control_characters_but_no_half_ones() -> None:
    assert whole("a\x01b\ud800") == "a\x01b\ufffd"


def test_a_text_that_is_cut_says_so_and_is_cut_once() -> None:
    kept = storable_text("x" * (MAX_TEXT + 1))
    assert (len(kept), kept[-2:]) == (MAX_TEXT, "x…")
    assert storable_text(kept) is kept


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (2**63, 2**63 - 1),
        (-(10**4000), -(2**63)),
        (float("nan"), None),
        (float("-inf"), None),
        (1e308, 1e308),
        (True, True),
    ],
)
def test_numbers_are_within_bounds_or_none(number: Any, kept: Any) -> None:
    assert storable({"n": number}) == {"n": kept}


def test_names_are_bounded_and_hold_no_nul() -> None:
    kept = storable({"a\0b": 1, "x" * 5000: 2, 3: 4})
    assert list(kept) == ["ab", f"{'x' * (MAX_NAME - 1)}…", "3"]


def test_what_is_nested_without_end_is_cut_off() -> None:
    value: Any = 1
    for _ in range(100_000):
        value = [value]
    depth, kept = 0, storable(value)
    while isinstance(kept, list):
        kept, depth = kept[0], depth + 1
    assert (kept, depth) == (None, DEEPEST)
