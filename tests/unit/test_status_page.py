"""A status on a small terminal: what needs a person first, one line a cause, nothing cut unsaid."""

import re
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from reactor.advice import ADVICE
from reactor.mongo.views.queue import QueueView
from reactor.mongo.views.saved_jobs import Matches
from reactor.mongo.views.troubles import Trouble
from reactor.people.match_readiness import Unmatched, UnreadCv
from reactor.status.advice import advice_on
from reactor.status.layout import ScreenPage, ScreenPart, TextLine, allotted, cut
from reactor.status.rich_view import picture
from reactor.status.system_state import Status
from tests.companies import NOW
from tests.unit.test_status_advice import MINUTE, a_job, census, record_in, status

LINE_DOWN = "no host can be reached: the line seems to be down"


def lines(seen: Status, height: int | None = None, width: int = 80) -> list[str]:
    console = Console(file=StringIO(), width=width, color_system=None)
    console.print(picture(seen, advice_on(seen), NOW, height), end="")
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue().splitlines()


def advised(seen: Status) -> list[str]:
    return [each.do for each in advice_on(seen)]


def trouble(name: str, code: str = "page_gone") -> Trouble:
    return Trouble(name, 50, 1, NOW, f"https://{name}.example answered 404", code)


def waiting(number: int, code: str = "line_down", message: str = LINE_DOWN) -> QueueView:
    jobs = [
        a_job(id=at, company=f"firm-{at}", status="pending", error_code=code)
        for at in range(min(number, 10))
    ]
    said = {"error_message": message, "not_before": NOW + MINUTE}
    resting = tuple(job.model_copy(update=said) for job in jobs)
    return QueueView(waiting=number, waiting_for={code: number}, resting=resting)


def crowded() -> Status:
    """A house in which everything happens at once."""
    queue = waiting(26, "unreachable", "https://firm.example cannot be reached: " + "x" * 90)
    people = tuple(Matches.read({"user": f"p{at}@example.org", "count": 3}) for at in range(40))
    return status(
        queue=queue,
        troubles=tuple(trouble(f"firm-{at}", code) for at, code in enumerate(CODES)),
        census=census(problematic=len(CODES), unrecognised=3, unread=("a", "b", "c")),
        model=None,
        matches=people,
    )


CODES = ("page_gone", "forbidden", "too_large", "needs_scripts", "no_such_host", "timeout")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (80, 23), (100, 40), (60, 18), (80, 3)])
def test_it_fits_any_terminal_and_says_what_it_leaves_out(width: int, height: int) -> None:
    whole, shown = lines(crowded(), width=width), lines(crowded(), height, width)
    assert len(whole) > height >= len(shown)
    assert all(len(line) <= width for line in shown)
    left_out = [int(n) for n in re.findall(r"\u2026 (\d+) more lines", "\n".join(shown))]
    kept = len(shown) - len(left_out)
    assert kept + sum(left_out) == len(whole) - 1  # the blank line below the title


def test_on_a_usual_terminal_every_part_is_seen() -> None:
    shown = lines(crowded(), 24)
    names = [line[:7].strip() for line in shown if line[:7].strip()][1:]
    parts = [
        "to do",
        "reactor",
        "running",
        "next",
        "waiting",
        "matches",
        "failed",
        "budget",
        "sizes",
        "due",
    ]
    assert names == parts
    assert any("p0@example.org" in line for line in shown)


def test_what_fits_is_not_cut() -> None:
    whole = lines(status())
    assert lines(status(), len(whole)) == whole
    assert "more lines" not in "\n".join(whole)


def test_what_is_to_be_done_stands_first() -> None:
    assert lines(crowded(), 24)[1].startswith("to do    1. ")
    assert lines(crowded())[2].startswith("to do    1. ")


def test_the_line_being_down_is_the_first_thing_to_do_and_one_line_however_many_wait() -> None:
    seen = status(queue=waiting(26), troubles=(trouble("acme"),), census=census(problematic=1))
    assert advised(seen)[0] == (
        "check this machine's line: no host on the internet answers (26 jobs wait)"
    )
    told = [line for line in lines(seen, width=100) if LINE_DOWN in line]
    assert len(told) == 1
    assert "26 companies" in told[0]


def test_jobs_that_wait_each_for_its_own_site_are_told_one_by_one() -> None:
    shown = "\n".join(lines(status(queue=waiting(7, "unreachable", "its host is silent"))))
    assert shown.count("its host is silent") == 5
    assert "and 2 more waiting" in shown


def test_companies_with_one_mend_are_one_line_with_their_number() -> None:
    troubles = (trouble("a", "too_large"), *(trouble(f"firm-{at}") for at in range(5)))
    seen = status(troubles=troubles, census=census(problematic=6))
    assert advised(seen) == [
        "firm-0, firm-1, firm-2 and 2 more: edit careers_url: nothing is there any more",
        "a: the page is too large: give the address of its job board itself as careers_url",
    ]
    shown = "\n".join(lines(seen))
    assert "5 companies  page_gone: firm-0, firm-1, firm-2 and 2 more" in shown
    assert shown.count("\u2192") == 2


def test_companies_in_trouble_beyond_those_told_are_counted() -> None:
    seen = status(
        troubles=tuple(trouble(f"firm-{at}", code) for at, code in enumerate(CODES)),
        census=census(problematic=len(CODES) + 10),
    )
    assert advised(seen)[-1] == "13 more companies in trouble: see failed"


def test_people_with_nothing_to_match_by_are_named() -> None:
    seen = status(unmatched=Unmatched(blank=("a@x", "b@x", "c@x", "d@x")))
    (do,) = advised(seen)
    assert do.startswith("nothing is matched for a@x, b@x, c@x and 1 more: give them a cvText")
    assert record_in(seen)["unmatched"]["nothingToMatchBy"] == ["a@x", "b@x", "c@x", "d@x"]


def test_cvs_that_cannot_be_read_for_one_reason_are_one_line() -> None:
    unread = (
        UnreadCv("a@x", "a.example shows a login", "cv_wall"),
        UnreadCv("b@x", "it is locked", "cv_locked"),
        UnreadCv("c@x", "c.example shows a login", "cv_wall"),
    )
    seen = status(unmatched=Unmatched(unread=unread))
    assert advised(seen) == [
        f"2 CVs of a@x, c@x cannot be read: {ADVICE['cv_wall'].do}",
        "the CV of b@x cannot be read: it is locked",
    ]
    unread = record_in(seen)["unmatched"]["unreadCvs"]
    assert unread[1] == {"user": "b@x", "why": "it is locked", "code": "cv_locked"}


def parts(*needs: int, **fields: Any) -> list[ScreenPart]:
    return [
        ScreenPart(f"{at}", Text("\n".join("x" * need)), **fields) for at, need in enumerate(needs)
    ]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(0, 120))
def test_no_line_is_given_twice_and_none_is_wasted(needs: list[int], room: int) -> None:
    lots = allotted(parts(*needs), needs, room)
    least = sum(min(2, need) for need in needs)
    assert all(min(2, need) <= lot <= need for lot, need in zip(lots, needs, strict=True))
    assert sum(lots) == max(least, min(room, sum(needs)))


def test_a_long_part_leaves_the_others_their_lines() -> None:
    assert allotted(parts(100, 3, 5), [100, 3, 5], 20) == [12, 3, 5]


@given(st.integers(0, 30), st.integers(1, 30))
def test_a_cut_says_how_many_lines_are_left_out(number: int, most: int) -> None:
    kept = cut([TextLine(())] * number, most)
    assert len(kept) == min(number, most)
    if number > most:
        assert f"{number - most + 1} more lines" in kept[-1].segments[0].text


def test_the_page_of_a_terminal_without_any_room_is_one_line() -> None:
    console = Console(file=StringIO(), width=80, color_system=None)
    console.print(ScreenPage(Text("title"), parts(5, 5), 1), end="")
    file = console.file
    assert isinstance(file, StringIO)
    assert file.getvalue() == "\u2026 11 more lines\n"
