"""Several lists of one company, read as one."""

from dataclasses import replace
from typing import Any

import pytest

from reactor.posting import Posting
from reactor.scrape.listing import Listing, Recognition
from reactor.scrape.merged_lists import beyond, counted, read_together


def on(host: str, *titles: str, **fields: Any) -> Listing:
    postings = tuple(Posting(f"https://{host}/{n}", title) for n, title in enumerate(titles))
    return replace(Listing(host, postings, exact=True, origin=f"{host}:acme"), **fields)


def test_the_postings_of_two_boards_are_listed_together() -> None:
    both = read_together([on("one", "Cook"), on("two", "Baker")])
    assert [posting.title for posting in both.postings] == ["Cook", "Baker"]
    assert (both.source, both.origin) == ("one + two", "one:acme + two:acme")
    assert both.whole
    assert both.exact


def test_what_two_lists_show_is_listed_once_by_its_address_or_its_title() -> None:
    page = Listing("page", (Posting("https://one/0", "The cook"), Posting("https://p/x", "BAKER ")))
    both = read_together([on("one", "Cook", "Baker"), page])
    assert [posting.url for posting in both.postings] == ["https://one/0", "https://one/1"]


def test_a_page_beside_a_board_is_another_source_than_the_board_alone() -> None:
    page = Listing("page", (Posting("https://p/x", "Baker"),))
    assert read_together([on("one", "Cook"), page]).origin == "one:acme + page"
    assert read_together([on("one", "Cook")]).origin == "one:acme"


def test_one_title_in_two_towns_is_two_postings_of_one_list() -> None:
    assert len(read_together([on("one", "Cook", "Cook"), on("two", "Baker")]).postings) == 3


def test_what_is_left_is_what_nobody_else_shows() -> None:
    page = on("page", "Cook", "Waiter")
    assert [p.title for p in beyond(on("one", "Cook").postings, page.postings)] == ["Waiter"]


@pytest.mark.parametrize("name", ["whole", "exact"])
def test_lists_together_are_as_good_as_the_worst_of_them(name: str) -> None:
    both = read_together([on("one", "Cook"), on("two", "Baker", **{name: False})])
    assert getattr(both, name) is False


def test_boards_that_are_all_empty_say_that_there_is_nothing() -> None:
    empty = on("one", recognition=Recognition.STATED_NONE)
    assert read_together([empty, replace(empty, source="two")]).recognition is (
        Recognition.STATED_NONE
    )


@pytest.mark.parametrize(("total", "whole"), [(0, True), (1, True), (2, True), (57, False)])
def test_a_page_that_speaks_of_more_than_was_read_is_not_whole(total: int, whole: bool) -> None:
    listing = counted(on("page", "Cook", "Baker"), total)
    assert listing.whole is whole
    assert bool(listing.notes) is not whole
