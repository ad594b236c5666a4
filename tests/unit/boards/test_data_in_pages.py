"""Boards whose pages hold their data: what else such a page may be."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting, Salary
from reactor.scrape.boards import BOARDS, BoardAddress, Request
from reactor.scrape.tasks import read_board
from tests.boards.specimen import Job
from tests.boards.specimens import paycom, paylocity
from tests.unit.boards.asking import listed, page_of

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


def paycom_beginning() -> Request:
    return BOARDS["paycom"].beginnings(BoardAddress("paycom", paycom.KEY))[0]


def test_paycoms_token_goes_to_its_own_hosts_only() -> None:
    led = listed("paycom", paycom.page(), paycom_beginning()).following
    assert led
    assert led.url.startswith(f"{paycom.SERVICE}/api/ats/")
    for elsewhere in (
        "https://paycomonline.net.example.com",
        "https://notpaycomonline.net",
        "http://a.paycomonline.net",
        "https://a.paycomonline.net:8443",
        "https://a.paycomonline.net?next=",
        "https://[",
        "",
    ):
        with pytest.raises(LastingError):
            listed("paycom", paycom.page(elsewhere), paycom_beginning())


def test_a_portal_of_paycoms_that_is_gone_is_told() -> None:
    page = "<html><body>Job board does not exist or is unavailable</body></html>"
    with pytest.raises(LastingError):
        listed("paycom", page, paycom_beginning())


def paycom_text(detail: dict[str, Any]) -> Posting:
    source = f"{paycom.PORTAL}/jobs/1001"
    posting = Posting(source, "Welder", source=source, board="paycom")
    led = read_board(page_of(source, paycom.page()), posting, BOARDS["paycom"].reading(posting))
    assert isinstance(led, Request)
    assert led.url == f"{paycom.SERVICE}/api/ats/job-postings/1001"
    found = read_board(page_of(led.url, {"jobPosting": detail}), posting, led)
    assert isinstance(found, Posting)
    return found


def test_paycom_tells_the_text_the_pay_and_the_day() -> None:
    found = paycom_text(paycom.detail(Job(1001, "Welder")))
    assert found.text.endswith("Qualifications\n- Steady hands")
    assert found.salary == Salary(20, 25, "USD", "hour")
    assert found.posted_at == "2026-11-01"


@pytest.mark.parametrize("name", ["description", "qualifications", "salaryRange", "googleJobJson"])
@pytest.mark.parametrize("odd", [*ODD, "{", "[1]"], ids=repr)
def test_paycom_may_hold_anything(name: str, odd: Any) -> None:
    paycom_text({**paycom.detail(Job(1001, "Welder")), name: odd})
