"""Boards whose pages hold their data: what else such a page may be."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS, BoardAddress, Request
from tests.boards.specimens import paylocity
from tests.unit.boards.asking import listed

ODD: tuple[Any, ...] = (None, 7, "x", [], {}, [[]], [None])


def paylocity_request(name: str = "") -> Request:
    address = BoardAddress("paylocity", paylocity.GUID, aside=name)
    return BOARDS["paylocity"].beginnings(address)[0]


def paylocity_postings(**row: Any) -> list[Posting]:
    page = paylocity.page([{"JobId": 7, "JobTitle": "Welder", **row}])
    return [each.posting for each in listed("paylocity", page, paylocity_request()).vacancies]


def test_paylocity_is_asked_for_by_its_id_where_its_name_is_not_known() -> None:
    assert paylocity_request().url.endswith(f"/All/{paylocity.GUID}")
    assert paylocity_request("Acme").url.endswith(f"/All/{paylocity.GUID}/Acme")


@pytest.mark.parametrize(
    ("named", "flag", "remote"),
    [
        ("Lyon", True, True),
        ("Lyon (hybrid)", True, False),
        ("Remote", False, True),
        ("Lyon", False, None),
    ],
)
def test_paylocity_says_only_of_some_postings_whether_they_are_remote(
    named: str, flag: bool, remote: bool | None
) -> None:
    (posting,) = paylocity_postings(LocationName=named, IsRemote=flag)
    assert (posting.location, posting.remote) == (named, remote)


@pytest.mark.parametrize("name", ["JobId", "LocationName", "JobLocation", "PublishedDate"])
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_paylocity_may_hold_anything(name: str, odd: Any) -> None:
    for posting in paylocity_postings(**{name: odd}):
        assert posting.title == "Welder"


@pytest.mark.parametrize(
    "page",
    [
        "<script>window.pageData = undefined;</script>",
        '<script>window.pageData = {"Jobs": null};</script>',
        '<script>window.pageData = {"Jobs": [',
        "<script>window.pageData = [];</script>",
    ],
)
def test_a_page_of_paylocitys_without_its_list_is_no_empty_list(page: str) -> None:
    with pytest.raises(LastingError):
        listed("paylocity", page, paylocity_request())
