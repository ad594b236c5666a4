import html
import json
from typing import Any

import pytest

from reactor.posting import Posting, Salary
from reactor.scrape.markup.jobposting import job_postings
from reactor.scrape.markup.text import parse_html

NODE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Welder",
    "url": "/jobs/17",
    "description": "<p>Weld.</p>",
    "datePosted": "2026-05-01",
    "employmentType": ["FULL_TIME", "CONTRACTOR"],
    "jobLocation": {
        "@type": "Place",
        "address": {"addressLocality": "Lyon", "addressCountry": {"name": "France"}},
    },
    "baseSalary": {
        "currency": "EUR",
        "value": {"minValue": 30000, "maxValue": "40000", "unitText": "YEAR"},
    },
}
PLAIN = json.dumps(NODE)


def read(block: str) -> tuple[Posting, ...]:
    page = f'<script type="application/ld+json">{block}</script>'
    return job_postings(parse_html(page), "https://acme.com/careers")


def test_every_field_is_read() -> None:
    assert read(PLAIN) == (
        Posting(
            url="https://acme.com/jobs/17",
            title="Welder",
            text="Weld.",
            location="Lyon, France",
            employment_type="FULL_TIME, CONTRACTOR",
            posted_at="2026-05-01",
            salary=Salary(30_000, 40_000, "EUR", "year"),
        ),
    )


@pytest.mark.parametrize(
    "block",
    [
        f"[{PLAIN}]",
        json.dumps({"@graph": [{"@type": "Organization"}, NODE]}),
        json.dumps({"@type": "ItemList", "itemListElement": [{"item": NODE}]}),
        PLAIN.replace('"JobPosting"', '["Thing", "http://schema.org/JobPosting"]'),
        json.dumps({key.upper(): value for key, value in NODE.items()}),
        PLAIN.replace("Weld.", "Weld.\n\t"),
        f"{PLAIN};",
        f"<!--\n{PLAIN}\n-->",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"/* <![CDATA[ */ {PLAIN} /* ]]> */",
        html.escape(PLAIN),
        PLAIN.replace("Weld.", r"Weld.\x"),
        PLAIN[:-1] + ",}",
        json.dumps({**NODE, "description": html.escape(html.escape("<p>Weld.</p>"))}),
    ],
)
def test_broken_forms_are_survived(block: str) -> None:
    (posting,) = read(block)
    assert (posting.title, posting.url) == ("Welder", "https://acme.com/jobs/17")
    assert posting.text.rstrip("\\x").startswith("Weld.")


@pytest.mark.parametrize(
    "block", ["", "{", "null", "[]", '{"@type": "Organization"}', "[" * 10_000, '{"@type": 5}']
)
def test_what_holds_no_posting_gives_none(block: str) -> None:
    assert read(block) == ()


def test_remote_work_without_a_place_takes_where_applicants_may_live() -> None:
    remote = {
        "@type": "JobPosting",
        "title": "Welder",
        "jobLocationType": "TELECOMMUTE",
        "applicantLocationRequirements": [{"name": "France"}, {"name": "Spain"}],
    }
    (posting,) = read(json.dumps(remote))
    assert (posting.remote, posting.location, posting.url) == (True, "France; Spain", "")


def test_sections_beside_the_description_belong_to_the_text() -> None:
    duties = "Welding all kinds of metal from dusk till dawn."
    (posting,) = read(json.dumps({**NODE, "responsibilities": duties, "skills": "x"}))
    assert posting.text == f"Weld.\n{duties}"


@pytest.mark.parametrize(
    "wrong", [None, 5, True, [], [None], {"value": []}, {"value": "much"}, "x"]
)
def test_fields_of_other_types_count_as_missing(wrong: Any) -> None:
    odd = {**NODE, "baseSalary": wrong, "jobLocation": wrong, "employmentType": wrong, "url": 5}
    (posting,) = read(json.dumps(odd))
    assert posting.salary is None or posting.salary.min == 5


@pytest.mark.parametrize(
    "place",
    [
        [{"address": {"addressLocality": "Lyon"}}, {"address": {"addressLocality": "Nice"}}],
        {"address": [{"addressLocality": "Lyon"}, {"addressLocality": "Nice"}]},
        {"address": {"addressLocality": ["Lyon", "Nice"]}},
        {"address": ["Lyon", "Nice"]},
        {"addressLocality": ["Lyon", "Nice"]},
        [{"address": [{"addressLocality": "Lyon"}]}, {"address": {"addressLocality": ["Nice"]}}],
    ],
)
def test_every_place_is_read_however_they_are_listed(place: Any) -> None:
    (posting,) = read(json.dumps({**NODE, "jobLocation": place}))
    assert posting.location == "Lyon; Nice"


def test_what_is_beside_several_towns_belongs_to_each() -> None:
    address = {"addressLocality": ["Lyon", "Nice"], "addressCountry": "France"}
    (posting,) = read(json.dumps({**NODE, "jobLocation": {"address": address}}))
    assert posting.location == "Lyon, France; Nice, France"


def test_places_without_end_are_cut() -> None:
    address = [{"addressLocality": f"Town {number}"} for number in range(5_000)]
    (posting,) = read(json.dumps({**NODE, "jobLocation": {"address": address}}))
    assert len(posting.location) < 1_000
