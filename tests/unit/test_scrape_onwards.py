"""Which ways are tried from a page that shows no list, and how far."""

import pytest

from reactor.posting import Posting
from reactor.scrape.listing import Listing, Recognition
from reactor.scrape.next_pages import AddressQueue, as_step, at_home, led_home, unrecognised

PAGE = "https://acme.example/careers"


def tried(onwards: AddressQueue, further: dict[str, list[str]]) -> list[str]:
    """What is tried, if each page leads on as `further` says."""
    found = []
    while taken := onwards.take():
        way, steps = taken
        found.append(way)
        onwards.add(further.get(way, []), steps)
    return found


def ways(*names: str) -> list[str]:
    return [f"https://acme.example/{name}" for name in names]


def test_three_ways_are_tried_likeliest_first() -> None:
    onwards = AddressQueue({PAGE})
    onwards.add(ways("a", "b", "c", "d"), 0)
    assert tried(onwards, {}) == ways("a", "b", "c")


def test_a_frame_behind_a_landing_page_is_reached_and_nothing_beyond_it() -> None:
    onwards = AddressQueue({PAGE})
    onwards.add(ways("a"), 0)
    further = {ways("a")[0]: ways("frame"), ways("frame")[0]: ways("deeper")}
    assert tried(onwards, further) == ways("a", "frame")


def test_no_page_is_tried_twice() -> None:
    onwards = AddressQueue({PAGE})
    onwards.add([f"{PAGE}/", "https://acme.example/a", "https://acme.example/a#top"], 0)
    assert tried(onwards, {ways("a")[0]: [PAGE]}) == ways("a")


@pytest.mark.parametrize("way", ["javascript:jobs()", "mailto:a@b.example", "http://[bad/", ""])
def test_only_the_web_is_tried(way: str) -> None:
    onwards = AddressQueue({PAGE})
    onwards.add([way], 0)
    assert onwards.take() is None


@pytest.mark.parametrize(
    ("asked", "reached", "home"),
    [
        (PAGE, "https://acme.example/", True),
        (PAGE, "https://www.acme.example", True),
        (PAGE, "https://acme.example/work-with-us", False),
        (PAGE, "https://careers.acme.example/", False),
        (PAGE, "https://acme.example/?page=jobs", False),
        ("https://acme.example/", "https://www.acme.example/", False),
    ],
)
def test_a_home_page_in_place_of_the_careers_page_is_noticed(
    asked: str, reached: str, home: bool
) -> None:
    assert led_home(asked, reached) is home


def test_what_a_home_page_lists_is_never_all() -> None:
    listing = at_home(Listing("page", (Posting(PAGE, "Cook"),)))
    assert (listing.whole, listing.recognition) == (False, Recognition.FOUND)
    none = at_home(Listing("page", recognition=Recognition.STATED_NONE))
    assert (none.whole, none.recognised) == (False, False)


def test_a_page_of_one_posting_is_no_whole_list() -> None:
    alone = Listing("json-ld", (Posting("https://acme.example/cook", "Cook"),))
    assert not as_step(alone, "https://acme.example/cook").whole
    assert as_step(alone, "https://acme.example/jobs").whole


def test_a_page_without_a_list_names_the_likeliest_way_on() -> None:
    listing = unrecognised(Listing("page"), PAGE, ways("a", "b"))
    assert (listing.whole, listing.recognised) == (False, False)
    assert "https://acme.example/a" in listing.notes[-1]
