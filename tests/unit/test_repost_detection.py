"""Which postings only moved to another address; in doubt, none."""

from dataclasses import replace

import pytest

from reactor.decisions.posting_presence import KnownPosting
from reactor.decisions.repost_detection import likeness, moves, wording
from reactor.posting import Posting

TEXT = "You weld ships, by hand, in the yard, in a team of eleven. " * 6
NEW = Posting("https://acme.example/jobs/17-welder", "Welder", TEXT, "Kiel")
OLD = KnownPosting("https://acme.example/job?id=17", likeness(NEW))


def test_a_posting_at_another_address_that_is_the_same_word_for_word_has_moved() -> None:
    read = replace(NEW, title="WELDER ", text=TEXT.replace(". ", ".\n"))
    assert moves([OLD], [NEW.url], [read]) == {NEW.url: OLD.url}


def test_a_posting_that_goes_to_a_board_which_tells_its_title_apart_has_moved() -> None:
    on_a_page = replace(NEW, url=OLD.url, text=f"Welder\n{TEXT}")
    assert moves([replace(OLD, likeness=likeness(on_a_page))], [NEW.url], [NEW])


@pytest.mark.parametrize(
    "other",
    [
        replace(NEW, title="Senior Welder"),
        replace(NEW, location="Hamburg"),
        replace(NEW, text=TEXT + "You also paint them."),
        replace(NEW, text=""),
    ],
)
def test_a_posting_that_differs_in_anything_is_another_one(other: Posting) -> None:
    assert moves([OLD], [NEW.url], [other]) == {}


def test_a_posting_whose_old_address_is_still_listed_is_another_one() -> None:
    assert moves([OLD], [OLD.url, NEW.url], [NEW]) == {}


@pytest.mark.parametrize("old", [replace(OLD, gone=True), replace(OLD, missed=1)])
def test_a_posting_that_comes_after_the_old_one_left_is_another_one(old: KnownPosting) -> None:
    assert moves([old], [NEW.url], [NEW]) == {}


def test_of_several_that_are_alike_none_has_moved() -> None:
    twin = replace(NEW, url=f"{NEW.url}-b")
    assert moves([OLD], [NEW.url, twin.url], [NEW, twin]) == {}
    assert moves([OLD, replace(OLD, url="x")], [NEW.url], [NEW]) == {}
    assert moves([OLD, replace(OLD, url=twin.url)], [NEW.url, twin.url], [NEW]) == {}


def test_a_posting_that_was_known_before_has_not_moved() -> None:
    known = KnownPosting(NEW.url, likeness(NEW))
    assert moves([OLD, known], [NEW.url], [NEW]) == {}
    unfinished = replace(known, listed=False)
    assert moves([OLD, unfinished], [NEW.url], [NEW]) == {NEW.url: OLD.url}


def test_a_known_posting_that_takes_over_the_text_of_another_has_not_moved() -> None:
    known = KnownPosting(NEW.url, likeness(replace(NEW, text=TEXT + "You also paint them.")))
    assert moves([OLD, known], [NEW.url], [NEW]) == {}


def test_texts_that_say_too_little_tell_nothing() -> None:
    assert likeness(Posting("a", "Welder", "Send us your application.")) == ""


@pytest.mark.parametrize(("characters", "tells"), [(199, False), (200, True)])
def test_a_text_tells_something_from_200_characters_on(characters: int, *, tells: bool) -> None:
    posting = Posting("a", "Welder", "w" * characters)
    assert bool(likeness(posting)) is tells
    assert bool(wording(posting)) is tells
