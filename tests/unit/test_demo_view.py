"""The demo's picture: a newcomer's terminal may be small."""

import re
from io import StringIO

import pytest
from loguru import logger
from rich.console import Console

from reactor.demo.companies import COMPANIES
from reactor.demo.view import DemoView

SLUGS = [company.slug for company in COMPANIES]


def told(width: int, height: int) -> str:
    """What the terminal shows once a demo has told its story."""
    screen = StringIO()
    console = Console(
        file=screen, force_terminal=True, width=width, height=height, color_system=None
    )
    view = DemoView(console, hint="Join in", on_closed=lambda: None)
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


def test_a_usual_terminal_shows_matches_and_some_of_the_log() -> None:
    picture = told(80, 24)
    assert "posting saved" in picture
    assert picture.count("Welder 4  ") >= 2
    assert picture.count("job completed") >= 1
    assert "job=" not in picture


def test_nothing_is_shown_that_a_title_wrote_to_steer_the_terminal() -> None:
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=80, height=24, color_system=None)
    with DemoView(console, hint="Join in", on_closed=lambda: None).shown():
        log = logger.bind(company=SLUGS[0])
        log.info("match saved", user="u", score=90, title="Wel\x1b[2Jder [bold]x[/bold]")
    assert "\x1b[2J" not in screen.getvalue()
