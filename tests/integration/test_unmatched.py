"""Who cannot be matched, as status finds it in the database."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from reactor.documents import User
from reactor.errors import LastingError, PassingError, ReactorError
from reactor.mongo.database import ScoutlyDatabase
from reactor.people.match_readiness import Unmatched, read_unmatched
from reactor.settings import Settings
from tests.curricula import BUSY, CV, CV_AT, CV_URL, Answer, Stage, stage_of_cvs

ADA = {"email": "ada@example.org"}


@pytest.mark.parametrize(
    "known",
    [
        {"cvText": "Welder"},
        {"cvUrl": "https://ada.example/cv.pdf"},
        {"candidateInfo": {"preferences": {"careerGoals": ["Welder"]}}},
        {"cvText": "Сварщик"},
    ],
)
async def test_who_is_known_is_not_named(database: ScoutlyDatabase, known: dict[str, str]) -> None:
    await database.users.insert_one(ADA | known)
    assert (await read_unmatched(database)).blank == ()


@pytest.mark.parametrize(
    "nothing",
    [
        *({}, {"cvText": "..."}, {"cvText": " "}, {"cvText": 7}, {"cv": "Welder"}, {"cvUrl": ""}),
        {"candidateInfo": {"preferences": {}}},
    ],
)
async def test_who_has_nothing_to_match_by_is_named(
    database: ScoutlyDatabase, nothing: dict[str, object]
) -> None:
    await database.users.insert_one(ADA | nothing)
    assert (await read_unmatched(database)).blank == ("ada@example.org",)


@pytest.fixture
async def stage(database: ScoutlyDatabase, settings: Settings) -> AsyncIterator[Stage]:
    async with stage_of_cvs(database, settings) as stage:
        yield stage


async def ada(stage: Stage, **fields: Any) -> User:
    """As she is now."""
    known = ADA | {"cvUrl": CV_URL} | fields
    await stage.database.users.update_one(ADA, {"$set": known}, upsert=True)
    return User.read(await stage.database.users.find_one(ADA))


async def unread(stage: Stage) -> Unmatched:
    return await read_unmatched(stage.database)


@pytest.mark.parametrize(
    ("answers", "error", "why"),
    [({}, LastingError, "put the CV as text into cvText"), ({CV_AT: BUSY}, PassingError, "503")],
)
async def test_a_cv_that_could_not_be_read_is_told_with_the_reason_and_without_its_secrets(
    stage: Stage, answers: dict[str, Answer], error: type[ReactorError], why: str
) -> None:
    stage.answers |= answers
    with pytest.raises(error):
        await stage.text_for(await ada(stage))
    [told] = (await unread(stage)).unread
    assert told.user == "ada@example.org"
    assert why in told.why
    assert "s3cret" not in told.why
    shown = {"why": 1, "problem": 1, "mark": 1}
    notes = str(await stage.database.cvs.find({}, shown | {"_id": 0}).to_list(None))
    assert "s3cret" not in notes


async def test_it_is_told_no_more_once_it_could_be_read(stage: Stage) -> None:
    person = await ada(stage)
    for _ in range(2):
        stage.answers.clear()
        await stage.an_hour_passes()
        with pytest.raises(LastingError):
            await stage.text_for(person)
        assert (await unread(stage)).unread != ()
        stage.answers[CV_AT] = CV
        await stage.an_hour_passes()
        await stage.text_for(person)
        assert (await unread(stage)).unread == ()


async def test_another_reactor_forgets_what_this_one_noted(stage: Stage) -> None:
    person = await ada(stage)
    with pytest.raises(LastingError):
        await stage.text_for(person)
    stage.restart()
    stage.answers[CV_AT] = CV
    await stage.an_hour_passes()
    await stage.text_for(person)
    assert (await unread(stage)).unread == ()


@pytest.mark.parametrize("mend", [{"cvUrl": "https://ada.example/new.pdf"}, {"cvText": "Welder"}])
async def test_what_was_mended_since_is_not_held_against_anybody(
    stage: Stage, mend: dict[str, str]
) -> None:
    with pytest.raises(LastingError):
        await stage.text_for(await ada(stage))
    await ada(stage, **mend)
    assert (await unread(stage)).unread == ()
