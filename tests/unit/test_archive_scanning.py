"""A document read piece by piece says what it says when it is read whole."""

import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.export_import.json_scanner import MalformedError, pieces

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Dripping(StringIO):
    """A file that gives a few characters at a time, as a pipe may."""

    def read(self, size: int | None = -1, /) -> str:
        return super().read(min(size or 0, 3))


def read(text: str) -> dict[str, Any]:
    """The document, put together of its pieces."""
    found: dict[str, Any] = {}
    for piece in pieces(Dripping(text), ("many",)):
        if piece.number is None:
            found[piece.name] = piece.value
        else:
            found.setdefault(piece.name, []).append(piece.value)
            assert len(found[piece.name]) == piece.number + 1
    return found


@given(
    st.dictionaries(st.text().filter(lambda name: name != "many"), values, max_size=4),
    st.lists(values, min_size=1, max_size=5),
    st.sampled_from([None, 1]),
)
def test_the_pieces_are_the_document(
    members: dict[str, Any], many: list[Any], indent: int | None
) -> None:
    whole = members | {"many": many}
    assert read(json.dumps(whole, indent=indent)) == whole


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a:1}", '{"a":1}x'),
        *('{"many":[1', '{"many":[1,', '{"many":[1,]}', '{"many":[1 2]}', '{\n"b": [tru]}'),
        *("{1:2}", '{"a":1]', "[1", '{"a":"\n"}'),
    ],
)
def test_what_is_no_json_is_told_where_it_is_wrong(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as whole:
        json.loads(text)
    with pytest.raises(MalformedError) as caught:
        read(text)
    if whole.value.msg == "Expecting value":
        assert str(caught.value) == (
            f"line {whole.value.lineno}, column {whole.value.colno}: Expecting value"
        )


def test_what_is_no_object_has_no_pieces() -> None:
    assert read("[1, 2]") == read('"text"') == {}
