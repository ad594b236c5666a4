"""What is shown and asked before and after a company is tracked, in 80 columns."""

from dataclasses import replace
from io import StringIO

import pytest
from bson import ObjectId
from rich.console import Console

from reactor.documents import Company, User
from reactor.errors import GoneError
from reactor.posting import Posting
from reactor.scrape.listing import Listing, Recognition
from reactor.tracking import confirmation, display
from reactor.tracking.candidate_company import CompanyInput, Prospect
from reactor.tracking.following import TrackingChange
from reactor.tracking.preview import Guesses, SitePreview, mend_of

URL = "https://jobs.lever.co/acme"
USER = User.read({"_id": ObjectId(), "email": "ada@example.org"})
ACME = Company.read({"_id": ObjectId(), "companyID": "acme", "company": "Acme"})
WISH = CompanyInput("acme")


def postings(number: int) -> tuple[Posting, ...]:
    return tuple(
        Posting(f"{URL}/{n}", f"Welder {n} for ships and all that floats", location="Kiel, Germany")
        for n in range(1, number + 1)
    )


LOOK = SitePreview(URL, "", "Acme", Listing("lever", postings(12), exact=True))
NONE_NOW = SitePreview(URL, "", "Acme", Listing("lever", recognition=Recognition.STATED_NONE))
NO_LIST = SitePreview(URL, "", "Acme", Listing("page", recognition=Recognition.NOT_RECOGNISED))


def screen() -> tuple[Console, StringIO]:
    shown = StringIO()
    return Console(file=shown, force_terminal=True, width=80, color_system=None), shown


def told(found: Prospect, wish: CompanyInput = WISH) -> str:
    console, shown = screen()
    confirmation.show(found, wish, console)
    return shown.getvalue()


def test_a_look_tells_name_source_number_and_the_first_postings() -> None:
    text = told(Prospect(USER, url=URL, look=LOOK))
    for expected in ("Acme", "the Lever board", "12, the whole list", "Welder 8", "… and 4 more"):
        assert expected in text
    assert "Welder 9" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_look_tells_what_boards_were_asked() -> None:
    asked = ("GET https://api.lever.co/v0/postings/acme?mode=json",)
    look = replace(LOOK, listing=replace(LOOK.listing, asked=asked))
    assert f"asked       {asked[0]}" in told(Prospect(USER, url=URL, look=look))
    assert display.look_fields(look)["asked"] == list(asked)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("page", "own page shown in a browser, by its rows"),
        ("answer", "own page, by what its scripts are answered"),
    ],
)
def test_a_look_tells_what_a_page_made_by_scripts_was_read_by(source: str, said: str) -> None:
    made = replace(LOOK, listing=replace(LOOK.listing, source=source, rendered=URL))
    assert said in told(Prospect(USER, url=URL, look=made))


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (NONE_NOW, "none now, and it says so"),
        (NO_LIST, "no list was recognised: that is not the same as no postings"),
    ],
)
def test_nothing_listed_is_told_from_nothing_recognised(look: SitePreview, said: str) -> None:
    assert said in told(Prospect(USER, url=URL, look=look))


def test_a_title_cannot_steer_the_terminal() -> None:
    bad = Listing("page", (Posting(URL, "Wel\x1b[2Jder [bold]x[/bold]", location="K\x07iel"),))
    text = told(Prospect(USER, url=URL, look=SitePreview(URL, "", "A\x1b[2Jcme", bad)))
    assert "\x1b[2J" not in text
    assert "[bold]" in text


def test_a_failed_look_tells_its_code_and_what_to_do() -> None:
    found = Prospect(USER, url=URL, trouble=GoneError("it answered 404"))
    assert "it answered 404 (page_gone)" in told(found)
    assert "→ give another address: nothing is there any more" in told(found)
    assert not found.sound
    assert confirmation.question(found).endswith("all the same? [y/N]")


def test_what_boards_have_for_a_name_is_numbered_with_names_and_titles() -> None:
    other = SitePreview("https://acme.breezy.hr", "", "Acme Foods", Listing("breezy", postings(1)))
    found = Prospect(USER, guesses=Guesses((LOOK, other), 28, ("https://x.example",)))
    text = told(found)
    for expected in ("2 boards of 28 addresses", "1. Acme: 12 postings", "2. Acme Foods", "Welder"):
        assert expected in text
    assert "not heard of: https://x.example" in text
    assert max(map(len, text.splitlines())) <= 80
    assert (
        confirmation.question(found) == "Which one is to be tracked? [1 to 2, or nothing for none]"
    )


@pytest.mark.parametrize("answer", ["", "\n", "0\n", "3\n", "y\n", "one\n", "-1\n"])
def test_of_what_was_guessed_nothing_is_taken_unasked(answer: str) -> None:
    assert (
        confirmation.taken(Prospect(USER, guesses=Guesses((LOOK, NONE_NOW), 2, ())), answer) is None
    )


def test_of_what_was_guessed_the_number_is_taken() -> None:
    guesses = Guesses((NONE_NOW, LOOK), 2, ())
    chosen = confirmation.taken(Prospect(USER, guesses=guesses), "2\n")
    assert chosen
    assert (chosen.url, chosen.look) == (URL, LOOK)


@pytest.mark.parametrize(
    ("look", "answer", "taken"),
    [
        (LOOK, "\n", True),
        (LOOK, "y\n", True),
        (LOOK, "Yes\n", True),
        (LOOK, "n\n", False),
        (LOOK, "", False),
        (LOOK, "what?\n", False),
        (NO_LIST, "\n", False),
        (NO_LIST, "y\n", True),
    ],
)
def test_what_shows_a_list_is_taken_by_enter_and_what_shows_none_only_by_yes(
    look: SitePreview, answer: str, *, taken: bool
) -> None:
    found = Prospect(USER, url=URL, look=look)
    assert (confirmation.taken(found, answer) is found) == taken


def test_a_company_that_is_there_may_be_tracked_though_its_page_fails_today() -> None:
    found = Prospect(USER, known=ACME, url=URL, trouble=GoneError("it answered 404"))
    assert found.sound
    assert found.company(WISH) is ACME
    assert "Acme is in the database already" in told(found)


def test_what_a_company_of_that_address_has_stays_and_that_is_told() -> None:
    found = Prospect(USER, known=ACME, url=URL, look=LOOK)
    assert "its selector stays ''" in told(found, CompanyInput(URL, selector=".mine"))
    assert "its name stays 'Acme'" in told(found, CompanyInput(URL, name="Other"))
    assert "stays" not in told(found, CompanyInput(URL, name="Acme"))


def following(before: int | None, rank: int | None, *, was: bool, now: bool) -> TrackingChange:
    return TrackingChange(ACME, USER, rank, now, before, was)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (
            following(None, 50, was=False, now=True),
            "is tracked by ada@example.org, rank 50: every 3",
        ),
        (following(50, 90, was=True, now=True), "rank 90: every day (before: 50)"),
        (following(90, 90, was=True, now=True), "is tracked by ada@example.org already, rank 90"),
        (
            following(90, 90, was=True, now=False),
            "is tracked no longer by ada@example.org; rank 90",
        ),
        (following(None, None, was=False, now=False), "was not tracked by ada@example.org"),
    ],
)
def test_what_was_written_is_told_with_what_was_before(how: TrackingChange, said: str) -> None:
    console, shown = screen()
    display.show_following(how, 1, console)
    assert said in " ".join(shown.getvalue().split())


def test_whoever_has_no_reactor_running_is_told_how_to_have_the_visit() -> None:
    console, shown = screen()
    display.show_following(following(None, 50, was=False, now=True), 0, console)
    assert "→ reactor run, or once: reactor enqueue && reactor process" in shown.getvalue()


def test_advice_about_an_address_does_not_speak_of_a_field_that_is_not_there_yet() -> None:
    for code in ("page_gone", "no_such_host", "needs_scripts", "unexpected_status", "unexpected"):
        assert "careers_url" not in mend_of(code, URL)
    assert mend_of("unexpected", URL) == f"see each step: reactor doctor --test-pipeline {URL}"
