"""Workable while its API sends one account away: its other host, and Markdown."""

import asyncio

import pytest

from reactor.errors import GoneError, LastingError, PassingError
from reactor.scrape.boards import BOARDS, Request
from tests.unit.boards import answers
from tests.unit.boards.asking import ADDRESSES, beginning, listed, read
from tests.unit.boards.visiting import Web

HOST = "https://apply.workable.com"
WIDGET = f"{HOST}/api/v1/widget/accounts/acme?details=true"
OLD_WIDGET = "https://www.workable.com/api/accounts/acme?details=true"
SITE = f"{HOST}/api/v3/accounts/acme/jobs"
TEXT = f"{HOST}/api/v2/accounts/acme/jobs/CD34"
MARKDOWN_TEXT = f"{HOST}/acme/jobs/view/CD34.md"
MARKDOWN_LIST = f"{HOST}/acme/jobs.md"
BLOCKED = PassingError("blocked", code="rate_limited", retry_after=14_400)

HEAD = """# Jobs at Acme

| Title | Department | Location | Type | Salary | Posted | Details |
|---|---|---|---|---|---|---|
"""
ROW = (
    "| Welder \\| *Sawyer* | Yard | Athens, Greece (hybrid) | Full-time |"
    " \u20ac40,000 - \u20ac50,000 a year | 2026-05-01 |"
    " [View](https://apply.workable.com/acme/jobs/view/{}.md) |\n"
)
POSTING = """# Sawyer

> Acme \u00b7 Athens, Greece \u00b7 Full-time \u00b7 Posted 2026-05-01

**Workplace:** hybrid

## Description

You **saw** for [our ships](https://acme.com/ships).

### Duties

* Saw wood\\-work
- Weld

## Requirements

Two hands

## Apply

[Apply here](https://apply.workable.com/acme/j/CD34/apply)
"""


def markdown(*codes: str) -> str:
    return HEAD + "".join(ROW.format(code) for code in codes)


async def test_another_host_stands_in_while_the_api_refuses_an_account() -> None:
    web = Web({WIDGET: BLOCKED, OLD_WIDGET: answers.WHOLE["workable"]})
    listing = await web.list(ADDRESSES["workable"])
    assert (len(listing.postings), listing.whole) == (1, True)
    assert web.asked == [WIDGET, OLD_WIDGET]


async def test_a_list_in_markdown_stands_in_for_all_of_the_api() -> None:
    refused = dict.fromkeys((WIDGET, OLD_WIDGET, SITE), BLOCKED)
    web = Web({**refused, MARKDOWN_LIST: markdown("AB12", "CD34")})
    async with asyncio.timeout(20):
        listing = await web.list(ADDRESSES["workable"])
    assert [each.url for each in listing.postings] == [f"{HOST}/j/AB12", f"{HOST}/j/CD34"]
    assert listing.whole
    assert listing.postings[1].source == MARKDOWN_TEXT


async def test_an_account_that_is_refused_everywhere_is_asked_later_and_not_waited_for() -> None:
    refused = dict.fromkeys((WIDGET, OLD_WIDGET, SITE, MARKDOWN_LIST), BLOCKED)
    with pytest.raises(PassingError) as raised:
        async with asyncio.timeout(20):
            await Web(refused).list(ADDRESSES["workable"])
    assert raised.value.retry_after == 14_400


async def test_an_account_of_which_only_some_is_refused_may_still_be_there() -> None:
    with pytest.raises(PassingError):
        await Web({WIDGET: BLOCKED}).list(ADDRESSES["workable"])


async def test_a_board_whose_others_may_be_another_companys_is_not_looked_for_while_refused() -> (
    None
):
    web = Web({beginning("greenhouse").url: BLOCKED, beginning("greenhouse", 1).url: {"jobs": []}})
    with pytest.raises(PassingError):
        await web.list(ADDRESSES["greenhouse"])
    assert len(web.asked) == 1


def test_a_row_in_markdown_tells_what_the_api_would() -> None:
    (vacancy,) = listed("workable", markdown("AB12"), beginning("workable", 3)).vacancies
    posting = vacancy.posting
    assert (posting.url, posting.title) == (f"{HOST}/j/AB12", "Welder | *Sawyer*")
    assert (posting.location, posting.remote) == ("Athens, Greece", False)
    assert (posting.employment_type, posting.posted_at) == ("Full-time", "2026-05-01")
    assert posting.salary
    assert (posting.salary.min, posting.salary.currency) == (40_000, "EUR")
    assert vacancy.facets["department"] == {"yard"}


def test_a_list_in_markdown_that_may_have_been_cut_is_not_whole() -> None:
    asked = beginning("workable", 3)
    assert listed("workable", markdown(*(f"A{n}" for n in range(29))), asked).whole
    assert not listed("workable", markdown(*(f"A{n}" for n in range(30))), asked).whole
    assert listed("workable", HEAD, asked).vacancies == ()


@pytest.mark.parametrize(
    "answer",
    [
        "# Jobs at Acme\n\nUse the search endpoint to filter results.",
        "| Name | Age |\n|---|---|\n| A | 3 |",
        "<html><title>Log in</title></html>",
        "|",
    ],
)
def test_what_is_no_table_of_postings_is_no_list(answer: str) -> None:
    with pytest.raises(LastingError, match="workable"):
        listed("workable", answer, beginning("workable", 3))


async def test_a_text_is_read_in_markdown_while_the_api_refuses() -> None:
    web = Web({SITE: {"results": [answers.WORKABLE_OF_SITE]}})
    (posting,) = (await web.list(ADDRESSES["workable"])).postings
    assert posting.source == TEXT
    web = Web({TEXT: BLOCKED, MARKDOWN_TEXT: POSTING})
    found = await web.read(posting)
    assert found.text == (
        "You saw for our ships.\nDuties\n- Saw wood-work\n- Weld\nRequirements\nTwo hands"
    )
    assert web.asked == [TEXT, MARKDOWN_TEXT]


async def test_a_posting_that_is_not_there_in_markdown_is_not_gone() -> None:
    web = Web({SITE: {"results": [answers.WORKABLE_OF_SITE]}})
    (posting,) = (await web.list(ADDRESSES["workable"])).postings
    with pytest.raises(PassingError, match="blocked"):
        await Web({TEXT: BLOCKED}).read(posting)
    with pytest.raises(GoneError):
        await Web({}).read(posting)


@pytest.mark.parametrize("answer", ["<html><h1>Sawyer</h1></html>", "# Sawyer", "## Apply\nHere"])
def test_what_is_no_posting_in_markdown_is_no_text(answer: str) -> None:
    with pytest.raises(LastingError, match="workable"):
        read("workable", answer, MARKDOWN_TEXT)


def test_what_one_account_is_refused_is_not_refused_to_others_or_to_pages() -> None:
    part = BOARDS["workable"].part
    parts = {url: part(Request(url)) for url in (WIDGET, SITE, TEXT, MARKDOWN_TEXT, MARKDOWN_LIST)}
    assert parts[WIDGET] == parts[SITE] == parts[TEXT]
    assert parts[MARKDOWN_TEXT] == parts[MARKDOWN_LIST]
    other = part(Request(WIDGET.replace("acme", "other")))
    assert len({parts[WIDGET], parts[MARKDOWN_LIST], other, ""}) == 4


async def test_the_part_of_the_host_is_named_with_each_request() -> None:
    web = Web({WIDGET: answers.WHOLE["workable"]})
    await web.list(ADDRESSES["workable"])
    assert web.parts == ["API of acme"]
