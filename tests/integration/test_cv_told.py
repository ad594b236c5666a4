"""Whose CV was not read is told once for each CV, and matched by their wishes meanwhile."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from reactor.cv.unread_notice import PATIENCE, CvNews
from reactor.documents import User
from reactor.errors import LastingError, PassingError, ReactorError
from reactor.match import Candidate
from reactor.mongo.cache.cv_texts import UNREAD
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Follower
from reactor.notify.messages import message_of
from reactor.pipeline.candidates import Candidates
from reactor.settings import Settings
from tests.curricula import BUSY, CV, CV_AT, CV_URL, Stage, file, page, stage_of_cvs
from tests.pdfs import CV_TEXT, locked_pdf, scanned_pdf
from tests.visits import ADA as WHO
from tests.visits import Visits, visits

__all__ = ["visits"]  # a fixture

ADA = {"email": "ada@example.org"}
GOALS = {"preferences": {"careerGoals": ["weld ships"]}}
CHALLENGE = page("<title>Just a moment...</title>", 403)
OWN = ["ntfy://ntfy.sh/ada"]


@pytest.fixture
async def stage(database: ScoutlyDatabase, settings: Settings) -> AsyncIterator[Stage]:
    async with stage_of_cvs(database, settings) as stage:
        yield stage


async def visit(stage: Stage, *, operator: bool = True, **fields: Any) -> Candidate | None:
    """What a visit makes of Ada, as she is now."""
    known = {"cvUrl": CV_URL, "candidateInfo": GOALS, "notifyUrls": OWN} | fields
    await stage.database.users.update_one(ADA, {"$set": known}, upsert=True)
    ada = User.read(await stage.database.users.find_one(ADA))
    news = CvNews(stage.database, operator=operator)
    return await Candidates(stage.reader, news.of_unread).of(Follower("ada@example.org", ada))


async def told(stage: Stage) -> list[dict[str, Any]]:
    return await stage.database.notifications.find({"kind": "cv"}).to_list(None)


async def test_it_is_told_once_however_often_it_is_tried_and_once_more_for_another_file(
    stage: Stage,
) -> None:
    stage.answers[CV_AT] = file(scanned_pdf())
    for _ in range(3):
        candidate = await visit(stage)
        assert candidate
        assert (candidate.cv, candidate.user.candidate_info.career_goals) == ("", ("weld ships",))
        await stage.hours_pass(25)
    (letter,) = await told(stage)
    assert (letter["own"], letter["facts"]["code"]) == (True, "cv_scanned")
    message = message_of("cv", letter["facts"])
    assert message.title == "Your CV could not be read"
    assert "ada.example/cv.pdf: the PDF holds no text that can be read" in message.body
    assert "To do: " in message.body
    assert "s3cret" not in str(letter)
    stage.answers[CV_AT] = file(locked_pdf("secret", "AES-128"))
    await visit(stage)
    assert [each["facts"]["code"] for each in await told(stage)] == ["cv_scanned", "cv_locked"]


async def test_it_is_not_told_again_when_the_outbox_has_forgotten(stage: Stage) -> None:
    stage.answers[CV_AT] = file(scanned_pdf())
    await visit(stage)
    await stage.database.notifications.delete_many({})
    await stage.hours_pass(25)
    await visit(stage)
    assert await told(stage) == []


async def test_once_the_cv_can_be_read_they_are_matched_by_it(stage: Stage) -> None:
    stage.answers[CV_AT] = file(scanned_pdf())
    await visit(stage)
    stage.answers[CV_AT] = CV
    await stage.an_hour_passes()
    candidate = await visit(stage)
    assert candidate
    assert candidate.cv == CV_TEXT


async def test_a_wall_that_looks_different_each_time_is_one(stage: Stage) -> None:
    for number in range(3):
        stage.answers[CV_AT] = page(
            f"<h1>Sign in</h1><p>nonce {number}</p><input type=password>"
            "<p>Forgot password? Create an account. Terms, privacy</p>"
        )
        await visit(stage)
        await stage.hours_pass(25)
    (letter,) = await told(stage)
    assert letter["facts"]["code"] == "cv_wall"


async def test_a_host_that_is_down_is_told_of_after_a_day(stage: Stage) -> None:
    stage.answers[CV_AT] = BUSY
    candidate = await visit(stage)
    assert candidate
    assert candidate.cv == ""
    assert await told(stage) == []
    before = await stage.database.now() - PATIENCE - timedelta(minutes=1)
    await stage.database.cvs.update_one({"_id.of": UNREAD}, {"$set": {"since": before}})
    for _ in range(2):
        await visit(stage)
    (letter,) = await told(stage)
    assert letter["facts"]["code"] == "cv_unavailable"


async def test_who_has_no_addresses_is_told_by_who_runs_the_reactor_if_anybody_can_be(
    stage: Stage,
) -> None:
    stage.answers[CV_AT] = file(scanned_pdf())
    await visit(stage, operator=False, notifyUrls=[])
    assert await told(stage) == []
    await visit(stage, notifyUrls=[])
    (letter,) = await told(stage)
    assert (letter["own"], letter["facts"]["person"]) == (False, "ada@example.org")
    assert "For ada@example.org" in message_of("cv", letter["facts"]).body


async def test_a_visit_matches_by_wishes_and_tells_of_the_cv(
    stage: Stage, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.answers[CV_AT] = file(scanned_pdf())
    monkeypatch.setattr(visits, "curricula", stage.reader)
    person = {"cvUrl": CV_URL, "candidateInfo": GOALS, "notifyUrls": OWN}
    change = {"$set": person, "$unset": {"cvText": ""}}
    await stage.database.users.update_one({"_id": WHO}, change)
    await visits.completed("welder")
    assert await visits.history(WHO) == ["welder"], "it was judged"
    (letter,) = await told(stage)
    assert (letter["user"], letter["facts"]["code"]) == (WHO, "cv_scanned")


@pytest.mark.parametrize(
    ("link", "answer", "error", "said"),
    [
        ("https://www.linkedin.com/in/ada", None, LastingError, "More > Save to PDF"),
        ("https://ada.notion.site/cv", page("<div id=app></div>"), LastingError, "Export > PDF"),
        ("https://ada.notion.site/cv", page("No", 403), LastingError, "Export > PDF"),
        ("https://ada.notion.site/cv", CHALLENGE, LastingError, "Export > PDF"),
        ("https://1drv.ms/b/s", CHALLENGE, LastingError, "OneDrive shows"),
        ("https://1drv.ms/b/s", page("<h1>Sign in</h1>", 401), LastingError, "OneDrive shows"),
        ("https://1drv.ms/b/s", page("busy", 503), PassingError, "503"),
        ("https://1drv.ms/b/s", page("gone", 404), LastingError, "404"),
    ],
)
async def test_services_that_show_viewers_are_named_with_the_way_that_works(
    stage: Stage, link: str, answer: Any, error: type[ReactorError], said: str
) -> None:
    stage.answers[link.removeprefix("https://")] = answer
    with pytest.raises(error, match=said):
        await stage.text_of(link)
    assert not stage.asked if answer is None else stage.asked
