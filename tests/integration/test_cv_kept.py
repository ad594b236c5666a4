"""CVs are kept in MongoDB: fetched at most once an hour, and read only if they changed."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from loguru import logger

from reactor.cv.tasks import MAX_CV
from reactor.errors import GoneError, LastingError, PassingError
from reactor.mongo.cache.cv_texts import KEPT_FOR, UNREAD
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.curricula import BUSY, CV, CV_AT, CV_URL, Stage, file, redirect, stage_of_cvs
from tests.pdfs import CV_TEXT, scanned_pdf, text_pdf


@pytest.fixture
async def stage(database: ScoutlyDatabase, settings: Settings) -> AsyncIterator[Stage]:
    async with stage_of_cvs(database, settings) as stage:
        yield stage


async def test_the_text_that_a_person_gave_wins_and_nothing_is_fetched(stage: Stage) -> None:
    assert await stage.text_of(cv_text="Ada") == "Ada"
    assert await stage.text_of("") == ""
    assert len(await stage.text_of(cv_text="Ada\n" * MAX_CV)) <= MAX_CV
    assert stage.asked == []


async def test_a_pdf_is_fetched_once_an_hour_and_the_robots_are_not_asked(
    stage: Stage,
) -> None:
    stage.answers[CV_AT] = CV
    for _ in range(2):
        stage.restart()
        assert await stage.text_of() == CV_TEXT
    assert stage.asked == [CV_AT]
    await stage.an_hour_passes()
    for _ in range(2):
        stage.restart()
        assert await stage.text_of() == CV_TEXT
    assert len(stage.asked) == 2
    kept = await stage.database.cvs.find_one({})
    assert kept
    assert set(kept) == {"_id", "hash", "text", "problem", "checkedAt"}
    assert kept["_id"] == CV_URL


async def test_a_file_is_only_read_again_if_it_changed(stage: Stage) -> None:
    stage.answers[CV_AT] = CV
    await stage.text_of()
    await stage.database.cvs.update_one({}, {"$set": {"text": "as it was read then"}})
    await stage.an_hour_passes()
    assert await stage.text_of() == "as it was read then"
    stage.answers[CV_AT] = file(text_pdf((CV_TEXT.partition("\n")[2].replace("\n", ", "),)))
    assert await stage.text_of() == "as it was read then", "within the hour"
    await stage.an_hour_passes()
    assert "Ada" not in await stage.text_of()


async def test_what_could_not_be_read_is_tried_again_after_an_hour(stage: Stage) -> None:
    stage.answers[CV_AT] = file(scanned_pdf())
    with pytest.raises(LastingError):
        await stage.text_of()
    stage.answers[CV_AT] = CV
    await stage.an_hour_passes()
    assert await stage.text_of() == CV_TEXT


async def test_what_cannot_be_read_is_tried_again_after_pauses_that_grow_to_a_day(
    stage: Stage,
) -> None:
    stage.answers[CV_AT] = BUSY
    pauses = []
    for _ in range(8):
        with pytest.raises(PassingError):
            await stage.text_of()
        asked, hours = len(stage.asked), 0
        while len(stage.asked) == asked:
            hours += 1
            await stage.hours_pass(hours)
            with pytest.raises(PassingError, match="503"):
                await stage.text_of()
        pauses.append(hours)
    assert pauses == [1, 2, 4, 8, 16, 24, 24, 24]
    stage.answers[CV_AT] = CV
    await stage.hours_pass(24)
    assert await stage.text_of() == CV_TEXT
    kept = await stage.database.cvs.find_one({"_id": CV_URL})
    assert kept
    assert not {"code", "since", "tries"} & set(kept)


async def test_a_cv_that_somebody_waits_for_is_fetched_at_once_and_nothing_is_noted(
    stage: Stage,
) -> None:
    stage.answers[CV_AT] = file(scanned_pdf())
    with pytest.raises(LastingError):
        await stage.text_of(anew=True)
    assert await stage.database.cvs.count_documents({"_id.of": UNREAD}) == 0
    stage.answers[CV_AT] = CV
    assert await stage.text_of(anew=True) == CV_TEXT


async def test_while_its_host_is_in_trouble_what_a_cv_said_before_holds(stage: Stage) -> None:
    stage.answers[CV_AT] = BUSY
    with pytest.raises(PassingError, match=r"^cvUrl \(ada.example/cv.pdf\): ada.example answered"):
        await stage.text_of()
    stage.answers[CV_AT] = CV
    await stage.an_hour_passes()
    await stage.text_of()
    stage.answers[CV_AT] = BUSY
    await stage.an_hour_passes()
    for _ in range(2):
        stage.restart()
        assert await stage.text_of() == CV_TEXT
    assert len(stage.asked) == 3, "and its host is left alone for an hour"


async def test_a_cv_that_was_taken_down_is_forgotten(stage: Stage) -> None:
    stage.answers[CV_AT] = CV
    await stage.text_of()
    stage.answers.clear()
    await stage.an_hour_passes()
    with pytest.raises(GoneError, match=r"cvUrl.*correct cvUrl, or put the CV as text into cvText"):
        await stage.text_of()
    assert await stage.database.cvs.count_documents({"text": {"$gt": ""}}) == 0
    kept = await stage.database.cvs.find_one({"_id": CV_URL})
    assert kept
    assert (kept["hash"], kept["code"], kept["tries"]) == ("", "cv_unreadable", 1)


@pytest.mark.parametrize(
    "spoilt", [{"text": 5}, {"problem": None}, {"hash": []}, {"checkedAt": "now"}, {"text": ""}]
)
async def test_a_kept_cv_that_somebody_spoilt_is_fetched_anew(
    stage: Stage, spoilt: dict[str, object]
) -> None:
    stage.answers[CV_AT] = CV
    await stage.text_of()
    await stage.database.cvs.update_one({}, {"$set": spoilt})
    assert await stage.text_of() == CV_TEXT
    assert len(stage.asked) == 2


async def test_five_who_want_the_same_cv_fetch_it_once(stage: Stage) -> None:
    stage.answers[CV_AT] = CV
    texts = await asyncio.gather(*(stage.text_of() for _ in range(5)))
    assert texts == [CV_TEXT] * 5
    assert len(stage.asked) == 1


async def test_five_who_want_a_cv_that_cannot_be_had_ask_once(stage: Stage) -> None:
    stage.answers[CV_AT] = BUSY
    tries = (stage.text_of() for _ in range(5))
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert {str(result) for result in results} == {
        "cvUrl (ada.example/cv.pdf): ada.example answered 503 Service Unavailable"
    }
    assert len(stage.asked) == 1


async def test_neither_a_token_nor_the_text_ever_reaches_a_log(stage: Stage) -> None:
    lines = list[str]()
    sink = logger.add(lines.append, format="{message} {extra}")
    try:
        stage.answers[CV_AT] = CV
        await stage.text_of()
        stage.answers[CV_AT] = redirect("/elsewhere?token=s3cret")
        stage.answers["ada.example/elsewhere?token=s3cret"] = BUSY
        await stage.an_hour_passes()
        await stage.text_of()
    finally:
        logger.remove(sink)
    told = "".join(lines)
    assert "CV read" in told
    assert "CV not fetched" in told
    assert "ada.example/cv.pdf" in told
    assert "s3cret" not in told
    assert "payments" not in told


async def test_kept_cvs_expire(stage: Stage) -> None:
    indexes = await stage.database.cvs.index_information()
    (expiry,) = [
        (index["key"], index["expireAfterSeconds"])
        for index in indexes.values()
        if "expireAfterSeconds" in index
    ]
    assert expiry == ([("checkedAt", 1)], KEPT_FOR.total_seconds())
