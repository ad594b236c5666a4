"""A list is taken in within bounds, whoever wrote it."""

from dataclasses import replace
from typing import Any

import pytest

from reactor.posting import MAX_ADDRESS, Posting
from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.list_limits import MAX_POSTINGS, MAX_TEXT, ListIntake

SITE = "https://acme.example/jobs"
LONG = "a" * (MAX_ADDRESS + 1)
TITLES = ("Welder", "Pilot", "Nurse")


def test_postings_beyond_the_bound_are_counted_and_left_out() -> None:
    intake = ListIntake()
    taken = [intake.take(Posting(f"{SITE}/{n}", "Welder")) for n in range(MAX_POSTINGS + 3)]
    assert sum(each is not None for each in taken) == MAX_POSTINGS
    assert (intake.is_full, intake.beyond, intake.notes) == (True, 3, ())


def test_texts_beyond_the_bound_are_left_to_be_read_one_by_one() -> None:
    intake, big = ListIntake(), Posting(SITE, "Welder", text="x" * 90_000)
    taken = [intake.take(replace(big, url=f"{SITE}/{n}")) for n in range(1_000)]
    held = [len(each.text) for each in taken if each and each.text]
    assert MAX_TEXT - 100_000 < sum(held) < MAX_TEXT
    assert intake.textless == 1_000 - len(held)
    assert intake.steps


def test_wide_characters_count_for_the_memory_they_take() -> None:
    intake, big = ListIntake(), Posting(SITE, "Welder", text="😀" * 90_000)
    taken = [intake.take(replace(big, url=f"{SITE}/{n}")) for n in range(200)]
    assert sum(len(each.text) for each in taken if each) * 4 < MAX_TEXT


@pytest.mark.parametrize("field", ["url", "source"])
def test_a_posting_at_an_endless_address_is_left_out_and_told(field: str) -> None:
    intake = ListIntake()
    endless: dict[str, Any] = {field: LONG}
    posting = replace(Posting(SITE, "Welder"), **endless)
    assert intake.take(posting) is None
    assert intake.take(Posting(SITE, "Pilot"))
    assert intake.notes == ("1 posting left out: their address is longer than 2000 characters",)


JSON_LD = """<script type="application/ld+json">
{{"@type": "JobPosting", "title": "{title}", "description": "Do it.", "url": "/jobs/{slug}"}}
</script>"""
IN_STATE = """<script type="application/json">{{"jobs": [{jobs}]}}</script>"""
JOB = '{{"title": "{title}", "url": "/jobs/{slug}", "department": "Works"}}'
LINK = '<li><a href="/jobs/{slug}">{title}</a></li>'


def described(form: str, *slugs: str) -> list[str]:
    return [form.format(title=t, slug=s) for t, s in zip(TITLES, slugs, strict=True)]


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        ("json-ld", "".join(described(JSON_LD, "1", LONG, "3"))),
        ("state", IN_STATE.format(jobs=",".join(described(JOB, "1", LONG, "3")))),
    ],
)
def test_a_page_that_lists_an_endless_address_lists_the_others_and_counts_it(
    source: str, markup: str
) -> None:
    listing = read_careers_page(f"<html><body><h1>Jobs</h1>{markup}", SITE, "").listing
    assert (listing.source, listing.unaddressable) == (source, 1)
    assert [posting.title for posting in listing.postings] == ["Welder", "Nurse"]


def test_a_link_to_an_endless_address_is_refused_and_told() -> None:
    markup = f"<html><body><h1>Jobs</h1><ul>{''.join(described(LINK, '1', LONG, '3'))}</ul>"
    listing = read_careers_page(markup, SITE, "").listing
    assert [posting.title for posting in listing.postings] == ["Welder", "Nurse"]
    assert listing.notes == ("1 posting left out: their address is longer than 2000 characters",)


def test_an_address_that_grows_too_long_when_it_is_encoded_is_left_out() -> None:
    markup = f"<html><body><h1>Jobs</h1><ul>{''.join(described(LINK, '1', 'ä' * 1_900, '3'))}</ul>"
    listing = read_careers_page(markup, SITE, "").listing
    assert [posting.title for posting in listing.postings] == ["Welder", "Nurse"]


def test_a_page_with_one_posting_at_an_endless_address_does_not_pass_for_empty() -> None:
    markup = f"<html><head><title>Jobs</title></head><body>{described(JSON_LD, LONG, '2', '3')[0]}"
    listing = read_careers_page(markup, SITE, "").listing
    assert (listing.postings, listing.unaddressable) == ((), 1)


def test_an_endless_base_does_not_make_every_link_endless() -> None:
    base = f'<base href="https://acme.example/{LONG}/">'
    markup = f"<html><head>{base}</head><body><ul>{''.join(described(LINK, '1', '2', '3'))}</ul>"
    assert len(read_careers_page(markup, SITE, "").listing.postings) == 3
