"""The demo's picture: a newcomer's terminal may be small."""

import re
from io import StringIO

import pytest
from loguru import logger
from rich.console import Console

from reactor.demo.companies import COMPANIES
from reactor.demo.join_hint import JoinHint
from reactor.demo.screen_lines import picture
from reactor.demo.story import Chapter, DemoStory
from reactor.demo.view import DemoView

URI = "mongodb://127.0.0.1:27117/scoutly?directConnection=true"
INVITATION = JoinHint("Join in\n" * 14 + f'mongosh "{URI}"', f'mongosh "{URI}"')
SLUGS = [company.slug for company in COMPANIES]


@pytest.fixture(autouse=True)
def no_other_screen() -> None:
    """Whatever ran before may have left one, and the picture would be drawn below its lines."""
    logger.remove()


def told(width: int, height: int) -> str:
    """What the terminal shows once a demo has told its story."""
    screen = StringIO()
    console = Console(
        file=screen, force_terminal=True, width=width, height=height, color_system=None
    )
    view = DemoView(console, INVITATION, on_closed=lambda: None)
    with view.shown():
        for number, slug in enumerate(SLUGS):
            log = logger.bind(company=slug, job=f"6b05110103b9875ad504c5{number:02}")
            log.info("enqueued", rank=90 - number, reason="tracked")
            log.info("run started", attempt=1)
            for user in ("noor@example.org", "tiago@example.org"):
                log.info("match saved", user=user, score=90, title=f"Welder {number}")
            log.info("job completed", found=3, new=3)
        logger.bind(company=SLUGS[0]).info("run failed, job waits", error="503", retry_in="2.1s")
        screen.truncate(0)
        screen.seek(0)
        logger.info("the newest line")
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen.getvalue())


@pytest.mark.parametrize(("width", "height"), [(80, 24), (80, 40), (120, 30), (60, 18)])
def test_the_picture_fits_any_terminal_and_has_the_newest_of_all(width: int, height: int) -> None:
    picture = told(width, height)
    assert picture.count("\n") < height
    for company in COMPANIES:
        assert company.name in picture
    assert "the newest line" in picture
    assert "again in 2.1s" in picture


@pytest.mark.parametrize(("width", "height"), [(80, 24), (80, 40), (120, 60)])
def test_the_connection_string_stays_on_the_screen(width: int, height: int) -> None:
    assert f'mongosh "{URI}"' in told(width, height)


def test_a_large_terminal_keeps_the_whole_invitation() -> None:
    assert told(120, 60).count("Join in") == 14
    assert "Join in" not in told(80, 24)


def pictured(story: DemoStory, height: int = 24) -> list[str]:
    console = Console(file=StringIO(), width=80, height=height, color_system=None)
    console.print(picture(console, INVITATION, story))
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue().splitlines()


def position(lines: list[str], text: str) -> int:
    return next(number for number, line in enumerate(lines) if text in line)


def a_story() -> DemoStory:
    """The samples', each with a match that suits perfectly."""
    story = DemoStory({c.slug: Chapter(c.name) for c in COMPANIES}, frozenset({"noor@example.org"}))
    for slug in SLUGS:
        saved = {"company": slug, "user": "noor@example.org", "score": 100, "title": "Sample"}
        story.tell("match saved", saved, "a sample's line")
    return story


def test_a_company_and_matches_of_ones_own_come_first() -> None:
    story = a_story()
    story.tell("enqueued", {"company": "Nordwind", "reason": "tracked", "rank": 80}, "")
    for user, title in (("noor@example.org", "Theirs here"), ("me@example.org", "Mine here")):
        saved = {"company": "Nordwind", "user": user, "score": 60, "title": title}
        story.tell("match saved", saved, "")
    saved = {"company": SLUGS[0], "user": "me@example.org", "score": 51, "title": "Mine there"}
    story.tell("match saved", saved, "")
    lines = pictured(story)
    assert len(lines) < 24
    assert position(lines, "Nordwind") < position(lines, COMPANIES[0].name)
    for own in ("Theirs here", "Mine here", "Mine there"):
        assert position(lines, own) < position(lines, "Sample")


def test_companies_for_which_there_is_no_room_are_counted_and_the_newest_is_seen() -> None:
    story = a_story()
    for number in range(30):
        queued = {"company": f"own-{number:02}", "reason": "tracked", "rank": 80}
        story.tell("enqueued", queued, "a line of the log")
    lines = pictured(story)
    assert len(lines) < 24
    assert position(lines, "own-29") < position(lines, "own-28")
    left_out = 35 - sum("own-" in line for line in lines)
    assert any(f"… {left_out} more" in line for line in lines)
    assert "a line of the log" in lines[-1]
    assert any("Sample" in line for line in lines)


def test_a_better_match_is_not_pushed_out_by_later_ones() -> None:
    story = a_story()
    for number in range(20):
        saved = {"company": SLUGS[0], "user": "noor@example.org", "score": 60, "title": "Later"}
        story.tell("match saved", saved, f"{number}")
    assert any("100  Sample" in line for line in pictured(story))


def test_a_usual_terminal_shows_matches_and_some_of_the_log() -> None:
    picture = told(80, 24)
    assert "posting saved" in picture
    assert picture.count("Welder 4  ") >= 2
    assert picture.count("job completed") >= 1
    assert "job=" not in picture


def test_nothing_is_shown_that_a_title_wrote_to_steer_the_terminal() -> None:
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=80, height=24, color_system=None)
    with DemoView(console, INVITATION, on_closed=lambda: None).shown():
        log = logger.bind(company=SLUGS[0])
        log.info("match saved", user="u", score=90, title="Wel\x1b[2Jder [bold]x[/bold]")
    assert "\x1b[2J" not in screen.getvalue()
