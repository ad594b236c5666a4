"""Boards whose pages hold their data: what else such a page may be."""

from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting, Salary
from reactor.scrape.boards import (
    BOARDS,
    BoardAddress,
    Request,
    recognise_address,
    recognise_in_page,
)
from reactor.scrape.tasks import read_board
from tests.boards.specimen import Job
from tests.boards.specimens import comeet, cornerstone, paycom, paylocity
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


def comeet_postings(*rows: Any) -> list[Posting]:
    address = recognise_address(f"{comeet.API}?token={comeet.TOKEN}")
    assert address
    asked = BOARDS["comeet"].beginnings(address)[0]
    return [each.posting for each in listed("comeet", list(rows), asked).vacancies]


def test_comeets_token_is_asked_with_and_never_shown() -> None:
    (address,) = recognise_in_page(comeet.SPECIMEN.embedded[2], "https://acme.example")
    asked = BOARDS["comeet"].beginnings(address)[0]
    assert asked.url == f"{comeet.API}?token={comeet.TOKEN}&details=true"
    with pytest.raises(LastingError) as raised:
        listed("comeet", "<html>Moved</html>", asked)
    for shown in (repr(address), asked.shown, str(raised.value)):
        assert comeet.TOKEN not in shown


def test_comeet_lists_the_same_postings_with_a_token_and_without() -> None:
    jobs = [Job(1001, "Welder"), Job(1002, "Plater", "Porto, Portugal")]
    hosted = BOARDS["comeet"].beginnings(BoardAddress("comeet", comeet.UID, aside="acme"))[0]
    found = [each.posting for each in listed("comeet", comeet.page(jobs), hosted).vacancies]
    assert comeet_postings(*(comeet.position(job, api=True) for job in jobs)) == found
    assert found[0].text.startswith("Description\nAs number 1001")
    assert found[0].text.endswith("Requirements\nSteady hands [3]; }; no fear")
    assert found[0].url.startswith(comeet.HOSTED)


def test_a_country_of_comeets_is_no_american_state() -> None:
    row = {"name": "Welder", "url_active_page": "https://acme.example/1"}
    (posting,) = comeet_postings({**row, "location": {"city": "Ramat Gan", "country": "IL"}})
    assert posting.location == "Ramat Gan, Israel"
    (posting,) = comeet_postings({**row, "location": {"name": "Anywhere", "is_remote": True}})
    assert (posting.location, posting.remote) == ("Anywhere", True)


@pytest.mark.parametrize("name", ["location", "details", "custom_fields", "department"])
@pytest.mark.parametrize("odd", [*ODD, [{"value": 1, "order": "x"}]], ids=repr)
def test_comeet_may_hold_anything(name: str, odd: Any) -> None:
    row = comeet.position(Job(1001, "Welder"), api=True)
    assert len(comeet_postings({**row, name: odd}, row)) == 1


def cornerstone_beginnings() -> tuple[Request, ...]:
    address = recognise_address(f"{cornerstone.SITE}?c=acme")
    assert address
    return BOARDS["cornerstone"].beginnings(address)


def cornerstone_search(number: int = 0, cloud: str = cornerstone.CLOUD) -> Request:
    found = listed("cornerstone", cornerstone.page(cloud), cornerstone_beginnings()[number])
    assert found.leads
    assert found.following
    return found.following


def cornerstone_postings(**row: Any) -> list[Posting]:
    rows = [{"requisitionId": 7, "displayJobTitle": "Welder", **row}]
    answer = {"data": {"totalCount": 1, "requisitions": rows}}
    found = listed("cornerstone", answer, cornerstone_search())
    return [each.posting for each in found.vacancies]


def test_cornerstone_is_searched_in_its_cloud_or_else_on_the_companys_host() -> None:
    assert cornerstone_search().url == f"{cornerstone.CLOUD}rec-job-search/external/jobs"
    own = "https://acme.csod.com/services/x/career-site/v1/search"
    assert cornerstone_search(1).url == own
    with pytest.raises(LastingError):
        cornerstone_search(cloud="https://csod.com.example.com/")


def test_cornerstone_asks_for_the_site_that_the_address_names() -> None:
    """Another one answers with an empty list, and no error."""
    asked = cornerstone_search()
    assert asked.number("careerSiteId") == asked.number("careerSitePageId") == 4


@pytest.mark.parametrize(
    ("words", "day"), [("7/3/2026", "2026-07-03"), ("-", ""), ("31/1/2026", "31/1/2026")]
)
def test_cornerstones_days_begin_with_the_month(words: str, day: str) -> None:
    (posting,) = cornerstone_postings(postingEffectiveDate=words)
    assert posting.posted_at == day


def test_cornerstone_names_all_places_of_a_posting() -> None:
    places = [
        {"city": "Bremen", "state": None, "country": "DE"},
        {"city": "Austin", "state": "Texas", "country": "US"},
    ]
    (posting,) = cornerstone_postings(locations=places)
    assert posting.location == "Bremen, Germany; Austin, Texas, United States"
    assert posting.url == f"{cornerstone.SITE}/requisition/7?c=acme"


@pytest.mark.parametrize("name", ["locations", "postingEffectiveDate", "requisitionId"])
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_cornerstone_may_hold_anything(name: str, odd: Any) -> None:
    for posting in cornerstone_postings(**{name: odd}):
        assert posting.title == "Welder"


@pytest.mark.parametrize("data", [*ODD, [{"items": [{"fields": None}]}]], ids=repr)
def test_an_advertisement_of_cornerstones_may_be_empty(data: Any) -> None:
    source = f"{cornerstone.SITE}/requisition/7?c=acme"
    posting = Posting(source, "Welder", source=source, board="cornerstone")
    asked = BOARDS["cornerstone"].reading(posting)
    assert asked.url == f"{cornerstone.SITE}?c=acme"
    led = read_board(page_of(asked.url, cornerstone.page()), posting, asked)
    assert isinstance(led, Request)
    led = read_board(page_of(led.url, {"data": data}), posting, led)
    assert isinstance(led, Request)
    details = {"data": {"externalDescription": "<p>Weld plates.</p>"}}
    found = read_board(page_of(led.url, details), posting, led)
    assert isinstance(found, Posting)
    assert found.text == "Weld plates."
