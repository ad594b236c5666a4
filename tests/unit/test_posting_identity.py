"""Which addresses are one posting's."""

from dataclasses import replace
from typing import Any

import pytest

from reactor.decisions.posting_identity import (
    just_left,
    left_to_twins,
    one_each,
    readdressed,
    twins,
)
from reactor.decisions.posting_presence import KnownPosting
from reactor.decisions.repost_detection import likeness, wording
from reactor.pipeline.posting_changes import readdressed_in
from reactor.posting import Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.listing import Listing
from reactor.scrape.redirects import leads_away
from reactor.url_identity import page_key, record_key

SITE = "https://yard.example"
TEXT = "You weld ships, by hand, in the yard, in a team of eleven. " * 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/jobs/17-welder", "/jobs/17-senior-welder"),
        ("/jobs/17", "/jobs/17-senior-welder"),
        ("/jobs/17/welder-kiel", "/jobs/17/senior-welder-kiel"),
        ("/job/welder-kiel/48213", "/job/senior-welder-kiel/48213"),
        ("/j/welder-48213.html", "/j/senior-welder-48213.html"),
    ],
)
def test_a_number_that_stays_tells_the_record(one: str, other: str) -> None:
    assert record_key(SITE + one) == record_key(SITE + other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/jobs/17-welder", "/jobs/18-welder"),
        ("/jobs/welder-2", "/jobs/fitter-2"),
        ("/2026/05/welder-kiel", "/2026/05/fitter-kiel"),
        ("/kiel/17-welder", "/lyon/17-welder"),
        ("/jobs/welder", "/jobs/fitter"),
    ],
)
def test_other_numbers_and_other_folders_are_other_records(one: str, other: str) -> None:
    assert not record_key(SITE + one) or record_key(SITE + one) != record_key(SITE + other)


def test_the_scheme_and_www_make_no_other_page() -> None:
    assert page_key("http://www.yard.example/jobs/17") == page_key(f"{SITE}/jobs/17")


@pytest.mark.parametrize(
    "query",
    [
        "src=JB-10148",
        "jobPipeline=LinkedIn",
        "rx_campaign=x17",
        "icid=a1",
        "source=board2",
        "trk=1",
    ],
)
def test_campaigns_make_no_other_address(query: str) -> None:
    assert canonical_url(f"{SITE}/jobs/17?{query}") == f"{SITE}/jobs/17"


@pytest.mark.parametrize(
    "answered",
    [
        "/jobs",
        "/",
        "/en/",
        "/careers?error=true",
        "/404",
        "/jobs/search?error=expired",
        "/karriere",
    ],
)
def test_a_posting_that_leads_to_the_list_or_home_is_led_away(answered: str) -> None:
    assert leads_away(f"{SITE}/jobs/17-welder", SITE + answered)


@pytest.mark.parametrize(
    "answered",
    [
        "/jobs/17-senior-welder",
        "/en/jobs/17-welder",
        "/jobs/17",
        "/vacancies/welder-kiel",
        "/#/jobs/17",
    ],
)
def test_a_posting_that_leads_to_its_new_address_is_not(answered: str) -> None:
    assert not leads_away(f"{SITE}/jobs/17-welder", SITE + answered)


def test_of_two_spellings_on_one_list_the_known_one_stays() -> None:
    listed = [
        Posting(f"{SITE}/jobs/1", "Welder"),
        Posting("http://www.yard.example/jobs/1", "Welder"),
    ]
    assert [p.url for p in one_each(listed, [])] == [listed[0].url]
    assert [p.url for p in one_each(listed, [listed[1].url])] == [listed[1].url]


def test_an_address_kept_in_an_older_form_is_the_listed_one() -> None:
    old, new = f"{SITE}/jobs/1?src=JB-10148", f"{SITE}/jobs/1"
    assert readdressed([KnownPosting(old)], [new], canonical_url, whole=False) == {new: old}


def test_a_retitled_record_is_the_one_that_just_left_a_whole_list() -> None:
    old, new = f"{SITE}/jobs/17-welder", f"{SITE}/jobs/17-senior-welder"
    assert readdressed([KnownPosting(old)], [new], canonical_url, whole=True) == {new: old}
    assert readdressed([KnownPosting(old)], [new], canonical_url, whole=False) == {}
    assert readdressed([KnownPosting(old)], [old, new], canonical_url, whole=True) == {}
    assert readdressed([KnownPosting(old, gone=True)], [new], canonical_url, whole=True) == {}
    assert (
        readdressed([KnownPosting(old), KnownPosting(new)], [new], canonical_url, whole=True) == {}
    )


def test_a_posting_that_stands_on_the_page_of_another_is_not_taken_for_it() -> None:
    page = Listing("page", (Posting(f"{SITE}/jobs#cook", "Cook"),))
    assert readdressed_in(page, [KnownPosting(f"{SITE}/jobs#welder")]) == {}
    assert readdressed_in(page, [KnownPosting("http://www.yard.example/jobs#cook")]) == {
        f"{SITE}/jobs#cook": "http://www.yard.example/jobs#cook"
    }


def test_pages_that_name_one_address_are_one_posting_but_not_in_two_cities() -> None:
    home = f"{SITE}/a/1-welder"
    one = Posting(home, "Welder", TEXT, "Kiel")
    same = Posting(f"{SITE}/b/1-welder", "Welder", TEXT, "Kiel, Germany", home=home)
    lyon = Posting(f"{SITE}/c/1-welder", "Welder", TEXT, "Lyon", home=home)
    other = Posting(f"{SITE}/d/1-welder", "Fitter", TEXT, "Kiel", home=home)
    assert twins([], [one, same, lyon, other]) == {same.url: one.url}


def test_a_save_follows_to_the_twin_that_stays() -> None:
    home = f"{SITE}/a/1-welder"
    posting = Posting(home, "Welder", TEXT, "Kiel")
    said = (likeness(posting), wording(posting))
    first, second = (
        KnownPosting(url, said[0], home=home, wording=said[1], location="Kiel")
        for url in (home, f"{SITE}/b/1-welder")
    )
    assert left_to_twins([first, second], [second.url]) == {second.url: first.url}
    assert left_to_twins([first, second], [first.url, second.url]) == {}


LEFT = KnownPosting(f"{SITE}/jobs/1")


@pytest.mark.parametrize(
    "kept", [LEFT, replace(LEFT, listed=False), replace(LEFT, gone=True), replace(LEFT, missed=1)]
)
def test_only_what_stood_on_the_last_list_has_just_left(kept: KnownPosting) -> None:
    new = f"{SITE}/jobs/2-welder"
    assert just_left([kept], [new]) == ((kept.url,) if kept == LEFT else ())
    stays = KnownPosting(f"{SITE}/jobs/3")
    assert just_left([LEFT, stays], [stays.url]) == (), "nothing came in its place"
    assert just_left([LEFT, stays], [stays.url, new]) == (LEFT.url,)


@pytest.mark.parametrize("fields", [{"listed": False}, {"missed": 1}, {"gone": True}])
def test_a_record_that_left_earlier_was_not_retitled_now(fields: dict[str, Any]) -> None:
    old = replace(KnownPosting(f"{SITE}/jobs/17-welder"), **fields)
    new = f"{SITE}/jobs/17-senior-welder"
    assert readdressed([old], [new], canonical_url, whole=True) == {}


def test_an_address_that_is_known_by_its_spelling_is_not_taken_for_a_retitled_one() -> None:
    spelled, other = "http://www.yard.example/jobs/17-welder", f"{SITE}/jobs/17-fitter"
    new = f"{SITE}/jobs/17-welder"
    kept = [KnownPosting(spelled), KnownPosting(other)]
    assert readdressed(kept, [new], canonical_url, whole=True) == {new: spelled}


def test_of_two_that_may_be_meant_none_is() -> None:
    spellings = [KnownPosting(f"http://{host}yard.example/jobs/1") for host in ("www.", "")]
    assert readdressed(spellings, [f"{SITE}/jobs/1"], canonical_url, whole=False) == {}


def test_of_two_known_spellings_the_first_on_the_list_stays() -> None:
    listed = [Posting(url, "Welder") for url in (f"{SITE}/jobs/1", "http://yard.example/jobs/1")]
    assert [p.url for p in one_each(listed, [p.url for p in listed])] == [listed[0].url]


HOME = f"{SITE}/a/1-welder"
READ = Posting(f"{SITE}/b/1-welder", "Welder", TEXT, "Kiel", home=HOME)
KEPT = KnownPosting(HOME, likeness(READ), home=HOME, wording=wording(READ), location="Kiel")


@pytest.mark.parametrize(
    ("changes", "is_twin"),
    [
        ({}, True),
        ({"location": "Kiel, Germany"}, True),
        ({"location": ""}, True),
        ({"location": "Lyon"}, False),
        ({"gone": True}, False),
        ({"wording": "another"}, False),
        ({"wording": ""}, False),
        ({"home": f"{SITE}/z/9", "url": f"{SITE}/z/9"}, False),
    ],
)
def test_what_is_read_is_the_twin_of_what_is_kept(changes: dict[str, Any], is_twin: bool) -> None:
    old = replace(KEPT, **changes)
    assert twins([old], [READ]) == ({READ.url: old.url} if is_twin else {})


def test_without_a_text_the_title_tells_twins() -> None:
    one, same, other = (
        Posting(f"{SITE}/{place}", title, home=HOME)
        for place, title in (("a", "Welder"), ("b", "  welder "), ("c", "Fitter"))
    )
    assert twins([], [one, same, other]) == {same.url: one.url}
    assert twins([replace(KEPT, wording="")], [replace(one, title="")]) == {}


@pytest.mark.parametrize(
    ("leaving", "staying", "follows"),
    [
        ({}, {}, True),
        ({"gone": True}, {}, False),
        ({"missed": 1}, {}, False),
        ({"home": "", "url": HOME}, {}, False),
        ({"wording": "another"}, {}, False),
        ({"location": "Lyon"}, {}, False),
        ({}, {"gone": True}, False),
        ({"wording": ""}, {"wording": ""}, False),
        ({}, {"location": "Kiel, Germany"}, True),
        ({"location": "Kiel, Germany"}, {}, True),
    ],
)
def test_a_save_follows_only_to_a_twin_that_is_there(
    leaving: dict[str, Any], staying: dict[str, Any], follows: bool
) -> None:
    gone, there = replace(KEPT, **leaving), replace(KEPT, url=READ.url, **staying)
    assert left_to_twins([gone, there], [there.url]) == ({there.url: gone.url} if follows else {})


def test_a_twin_that_left_too_keeps_nothing() -> None:
    others = [KEPT, replace(KEPT, url=READ.url)]
    assert left_to_twins(others, [f"{SITE}/other"]) == {}
