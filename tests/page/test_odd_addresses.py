"""Addresses are typed by anybody: what makes no sense in them is the first page, and no failure."""

import base64
import json
from typing import Any

import pytest

from reactor.mongo.views.paging import cursor_in
from tests.page.conftest import Served
from tests.page.house import ADA, built

HTML = {"Accept": "text/html"}
ROW = "6b0db80426dcfcbcca713940"
ODD: dict[str, Any] = {
    "nothing": None,
    "a number": 7,
    "another shape": [True, "2026-11-30T12:00:00+00:00"],
    "no date": [True, "x", ROW],
    "a year too far": [True, "9999-12-31T23:59:59+00:00", ROW],
    "a year too early": [True, "0001-01-01T00:00:00+14:00", ROW],
    "no row": [False, "x", "x"],
    "a row of another kind": [False, "x", {"$gt": ""}],
    "a value of another kind": [False, {"$gt": ""}, ROW],
    "a long number": [False, 1 << 63, ROW],
    "a longer number": [False, 10**400, ROW],
    "no finite number": [False, float("nan"), ROW],
    "a NUL": [False, "\0", ROW],
    "half a character": [False, "\ud83d", ROW],
    "a truth": [False, True, ROW],
}
LISTS = ("/companies", "/matches", "/matches?sort=best", "/queue?state=completed")


def address_of(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize("path", LISTS)
async def test_any_cursor_gives_a_page(served: Served, path: str) -> None:
    await built(served.database, ADA)
    cursors = {name: address_of(value) for name, value in ODD.items()}
    cursors["too deep"] = base64.urlsafe_b64encode(b"[" * 5_000).decode()
    given = {}
    for name, cursor in cursors.items():
        query = f"{'&' if '?' in path else '?'}older={cursor}"
        async with served.session.get(f"{path}{query}", headers=HTML) as answer:
            given[name] = answer.status
    assert given == dict.fromkeys(cursors, 200)


def test_a_number_that_mongodb_cannot_hold_is_no_cursor() -> None:
    assert cursor_in(address_of([False, (1 << 63) - 1, ROW]))
    assert cursor_in(address_of([False, 1 << 63, ROW])) is None


@pytest.mark.parametrize("path", LISTS[:3])
@pytest.mark.parametrize("text", ["%00", "%ED%A0%BD", "(" * 50, "[", "\\", "%F0%9F%98%80" * 99])
async def test_any_words_can_be_searched_for(served: Served, path: str, text: str) -> None:
    await built(served.database, ADA)
    query = f"{'&' if '?' in path else '?'}text={text}&q={text}&company={text}&place={text}"
    async with served.session.get(f"{path}{query}", headers=HTML) as answer:
        assert answer.status == 200
