"""Boards with an API: the traps of each."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from reactor.errors import LastingError
from reactor.posting import Posting, Salary
from reactor.scrape.boards import BOARDS, BoardAddress, BoardPage, Request, recognise_address
from tests.boards.specimen import Asked, Job
from tests.boards.specimens import adp, careerplug, dayforce, hireology, manatal, polymer
from tests.unit.boards.asking import listed

WELDER = Job(1001, "Welder")


def beginnings(name: str, slug: str = "acme") -> tuple[Request, ...]:
    return BOARDS[name].beginnings(BoardAddress(name, slug))


def found(page: BoardPage) -> list[Posting]:
    return [each.posting for each in page.vacancies]


def test_a_company_that_has_left_trakstar_has_no_postings_though_the_api_lists_some() -> None:
    page = "<h1>Inactive account.</h1>This employer is no longer using Trakstar Hire."
    (asked,) = beginnings("trakstar")
    with pytest.raises(LastingError):
        listed("trakstar", page, asked)


@pytest.mark.parametrize(("flag", "remote"), [(True, True), (False, None), (None, None)])
def test_trakstar_says_only_of_some_postings_that_they_are_remote(
    flag: bool | None, remote: bool | None
) -> None:
    row = {"title": "Welder", "hosted_url": "http://x.hire.trakstar.com/jobs/f", "location": None}
    answer = {"meta": {"total": 1}, "objects": [{**row, "allows_remote": flag}]}
    led = listed("trakstar", "<h1>Jobs</h1>", beginnings("trakstar")[0]).following
    (posting,) = found(listed("trakstar", answer, led))
    assert (posting.url, posting.remote) == ("https://x.hire.trakstar.com/jobs/f", remote)


def test_hireology_is_asked_with_the_token_of_its_page_where_it_wants_one() -> None:
    _, page = beginnings("hireology")
    led = listed("hireology", hireology.page("a.b.c"), page)
    assert led.leads
    assert led.following
    assert led.following.headers == {"Authorization": "Bearer a.b.c"}
    rows = {"count": 1, "data": [hireology.row(WELDER)]}
    assert len(found(listed("hireology", rows, led.following))) == 1


def hireology_postings(*rows: dict[str, Any]) -> list[Posting]:
    return found(listed("hireology", {"count": len(rows), "data": list(rows)}))


def test_closed_postings_of_hireologys_are_left_out() -> None:
    rows = [hireology.row(Job(number, "Welder")) for number in (1, 2, 3)]
    rows[1]["status"] = "Closed"
    del rows[2]["status"]
    assert [each.url.split("/")[-2] for each in hireology_postings(*rows)] == ["1", "3"]


def test_hireology_states_one_amount_of_pay_or_two() -> None:
    (posting,) = hireology_postings(hireology.row(WELDER))
    assert posting.salary == Salary(21.5, 21.5, None, "hour")
    several = {"is_comp_range": True, "comp_range_min": 50_000, "comp_range_max": 60_000}
    (posting,) = hireology_postings({**hireology.row(WELDER), **several, "comp_period": "year"})
    assert posting.salary == Salary(50_000, 60_000, None, "year")


def test_manatals_list_goes_on_while_another_page_is_named() -> None:
    row = manatal.row(WELDER)
    (asked,) = beginnings("manatal")
    named = "http://open.api.manatal.com/open/v3/career-page/acme/jobs/?page=2"
    first = listed("manatal", {"next": named, "results": [row]}, asked)
    assert first.following
    assert first.following.url == named.replace("http:", "https:")
    last = listed("manatal", {"next": None, "results": [row]}, first.following)
    assert (last.following, last.whole) == (None, True)
    broken = listed("manatal", {"next": named, "results": []}, first.following)
    assert (broken.following, broken.whole) == (None, False)


@pytest.mark.parametrize(("display", "place"), [("", "Bangkok, Thailand"), ("Remote", "Remote")])
def test_manatal_shows_a_place_in_its_own_words_or_in_parts(display: str, place: str) -> None:
    row = {**manatal.row(WELDER), "city": "Bangkok", "state": "", "country": "Thailand"}
    answer = {"next": None, "results": [{**row, "location_display": display}]}
    (posting,) = found(listed("manatal", answer, beginnings("manatal")[0]))
    assert (posting.location, posting.remote) == (place, True if display else None)


def test_the_page_of_careerplugs_makers_is_no_empty_list() -> None:
    (asked,) = beginnings("careerplug")
    with pytest.raises(LastingError):
        listed("careerplug", "<h1>CareerPlug</h1><p>Hiring software</p>", asked)
    assert found(listed("careerplug", careerplug.page([]), asked)) == []


def dayforce_list(answer: Any) -> BoardPage:
    return listed("dayforce", answer, beginnings("dayforce", "ACME/CANDIDATEPORTAL")[0])


def dayforce_postings(*rows: dict[str, Any]) -> list[Posting]:
    return found(dayforce_list(list(rows)))


def test_the_rows_of_a_posting_of_dayforces_are_one_posting_in_english() -> None:
    english = dayforce.row(WELDER)
    french = {**dayforce.row(WELDER, "fr-CA"), "Description": "Vous soudez.", "City": "Lyons"}
    elsewhere = {**english, "City": "Porto", "Country": "Portugal"}
    (posting,) = dayforce_postings(french, english, elsewhere, english)
    assert posting.title == "Welder"
    assert posting.location == "Lyon, France; Porto, Portugal"
    assert posting.url == "https://jobs.dayforcehcm.com/en-CA/acme/CANDIDATEPORTAL/jobs/1001"
    assert posting.text.endswith("part 7 of our many ships by hand.\nApply now.")


def test_a_text_of_dayforces_that_is_not_there_in_english_is_read_in_another_language() -> None:
    english = {**dayforce.row(WELDER), "Description": ""}
    french = {**dayforce.row(WELDER, "fr-CA"), "Title": "Soudeur", "Description": "Vous soudez."}
    (posting,) = dayforce_postings(english, french)
    assert (posting.title, posting.text) == ("Soudeur", "Vous soudez.")
    assert "/fr-CA/" in posting.url


def test_dayforce_leaves_out_places_and_says_what_is_remote() -> None:
    row = {name: value for name, value in dayforce.row(WELDER).items() if name != "City"}
    del row["Country"]
    (posting,) = dayforce_postings(row)
    assert (posting.location, posting.remote) == ("", None)
    (posting,) = dayforce_postings({**row, "IsVirtualLocation": True})
    assert posting.remote is True


@pytest.mark.parametrize("answer", [{}, {"jobs": []}, {"code": "x"}, "maintenance"])
def test_what_is_no_feed_of_dayforces_is_no_empty_one(answer: Any) -> None:
    with pytest.raises(LastingError):
        dayforce_list(answer)


@pytest.mark.parametrize("stated", ["", "https://example.com/jobs/1001", 7])
def test_a_posting_of_dayforces_has_an_address_on_its_board(stated: Any) -> None:
    (posting,) = dayforce_postings({**dayforce.row(WELDER), "JobDetailsUrl": stated})
    assert posting.url == "https://jobs.dayforcehcm.com/en-CA/ACME/CANDIDATEPORTAL/jobs/1001"


def adp_beginning() -> Request:
    return beginnings("adp", f"{adp.CID}/{adp.CENTRE}")[0]


def adp_postings(*rows: dict[str, Any]) -> list[Posting]:
    answer = {"jobRequisitions": list(rows), "meta": {"totalNumber": len(rows)}}
    return found(listed("adp", answer, adp_beginning()))


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("number", [1, 19, 20, 21, 39, 40, 41, 58, 59, 60, 61])
def test_adp_is_read_whole_wherever_it_begins_to_count(number: int, first: int) -> None:
    jobs = [Job(at, f"Welder {at}") for at in range(number)]
    request: Request | None = adp_beginning()
    known, pages = set[str](), 0
    while request and pages <= number:
        parts = urlsplit(request.url)
        query = dict(parse_qsl(parts.query))
        asked = Asked("GET", request.host, parts.path, query, None, {}, {})
        reply = adp.answers(asked, jobs, first)
        assert reply
        page = listed("adp", reply.body, request)
        urls = {each.url for each in found(page)}
        following = None if urls <= known else page.following
        known |= urls
        request, pages = following, pages + 1
    assert len(known) == number
    assert page.whole
    assert pages <= number // 19 + 2


def test_adp_without_a_total_is_asked_until_a_page_is_not_full() -> None:
    rows = [adp.row(Job(at, "Welder")) for at in range(20)]
    full = listed("adp", {"jobRequisitions": rows}, adp_beginning())
    assert full.following
    assert listed("adp", {"jobRequisitions": rows[:3]}, full.following).following is None


def test_adp_states_pay_and_place() -> None:
    (posting,) = adp_postings(adp.row(WELDER))
    assert posting.salary == Salary(20, 25, "USD", "hour")
    assert posting.location == "Lyon, France"
    assert dict(parse_qsl(urlsplit(posting.url).query)) == {
        "cid": adp.CID,
        "ccId": adp.CENTRE,
        "jobId": "6001",
        **dict.fromkeys(("lang", "locale"), "en_US"),
    }


def test_adp_is_asked_by_an_id_of_its_own_for_a_posting_without_one_for_others() -> None:
    row = adp.row(WELDER)
    del row["customFieldGroup"]
    (posting,) = adp_postings(row)
    assert "/job-requisitions/92001001_1?" in posting.source


def test_an_address_of_adps_without_a_centre_means_the_usual_one() -> None:
    address = recognise_address(f"{adp.SITE}/mdf/recruitment/recruitment.html?cid={adp.CID}")
    assert address
    assert f"&ccId={adp.CENTRE}&" in BOARDS["adp"].beginnings(address)[0].url


def test_polymers_list_ends_where_it_says_so_or_with_nothing_new() -> None:
    """Behind its end it is empty, and says that another page follows."""
    (asked,) = beginnings("polymer")
    meta = {"is_last": False, "next_page": 2, "count": 1, "total": 1}
    first = listed("polymer", {"items": [polymer.row(WELDER)], "meta": meta}, asked)
    assert first.following
    assert first.following.url == asked.url.replace("page=1", "page=2")
    behind = listed("polymer", {"items": [], "meta": {**meta, "next_page": 3}}, first.following)
    assert (behind.following, behind.whole) == (None, True)


@pytest.mark.parametrize(
    ("stated", "remote"),
    [("No remote", False), ("Fully remote", True), ("Hybrid", False), ("Remote OK", True)],
)
def test_polymer_says_how_remote_a_posting_is(stated: str, remote: bool) -> None:
    row = {**polymer.row(WELDER), "remoteness_pretty": stated}
    (posting,) = found(listed("polymer", {"items": [row]}, beginnings("polymer")[0]))
    assert posting.remote is remote
