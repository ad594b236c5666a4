"""Markers that change alike are written together, and each only if it is as it was read."""

from typing import Any

import pytest
from bson import ObjectId

from reactor.decisions.actions import Mark
from reactor.documents import Marker
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.reactions.effects import Decision, Effects
from reactor.settings import Settings


@pytest.fixture
def effects(database: ScoutlyDatabase, settings: Settings) -> Effects:
    return Effects(database, settings)


async def company(database: ScoutlyDatabase, **marker: Any) -> ObjectId:
    company_id, kept = ObjectId(), {"reactor": marker} if marker else {}
    about = {"_id": company_id, "companyID": str(company_id)}
    await database.companies.insert_one(about | kept)
    return company_id


def ranked(company_id: ObjectId, to: int, **before: Any) -> Decision:
    """The decision to note another rank, of a marker that was read so."""
    read = Marker.read(before) if before else None
    after = (read or Marker()).model_copy(update={"rank": to})
    return Decision(company_id, [Mark(before=read, marker=after)])


async def markers(database: ScoutlyDatabase) -> list[Any]:
    return [each["reactor"] async for each in database.companies.find().sort("_id")]


async def test_markers_that_change_alike_are_all_written(
    database: ScoutlyDatabase, effects: Effects
) -> None:
    many = [await company(database, rank=50, revision=number) for number in (1, 7, 7)]
    decisions = [
        ranked(each, 60, rank=50, revision=number)
        for each, number in zip(many, (1, 7, 7), strict=True)
    ]
    assert await effects.remember(decisions)
    assert await markers(database) == [{"rank": 60, "revision": n} for n in (2, 8, 8)]


async def test_one_that_somebody_else_marked_is_looked_at_again_and_harms_no_other(
    database: ScoutlyDatabase, effects: Effects
) -> None:
    same, other = (
        await company(database, rank=50, revision=1),
        await company(database, rank=70, revision=2),
    )
    decisions = [ranked(each, 60, rank=50, revision=1) for each in (same, other)]
    assert not await effects.remember(decisions)
    assert await markers(database) == [{"rank": 60, "revision": 2}, {"rank": 70, "revision": 2}]


async def test_what_a_run_changed_beside_it_is_no_conflict(
    database: ScoutlyDatabase, effects: Effects
) -> None:
    many = [await company(database, rank=50, revision=2, failures=1) for _ in range(2)]
    assert await effects.remember([ranked(each, 60, rank=50, revision=1) for each in many])
    assert await markers(database) == 2 * [{"rank": 60, "revision": 3, "failures": 1}]


async def test_a_rank_that_people_typed_as_a_text_is_replaced_among_others(
    database: ScoutlyDatabase, effects: Effects
) -> None:
    many = [
        await company(database, rank=50, url=" typed ", revision=1),
        await company(database, rank=50, url="typed", revision=1),
    ]
    read = Marker.read({"rank": 50, "url": "typed", "revision": 1})
    after = read.model_copy(update={"url": "used"})
    assert await effects.remember(
        [Decision(each, [Mark(marker=after, before=read)]) for each in many]
    )
    assert [each["url"] for each in await markers(database)] == ["used", "used"]


@pytest.mark.parametrize("revision", ["junk", None, True])
async def test_a_revision_that_is_no_number_counts_as_none(
    database: ScoutlyDatabase, effects: Effects, revision: Any
) -> None:
    many = [await company(database, rank=50, revision=revision) for _ in range(2)]
    assert await effects.remember([ranked(each, 60, rank=50, revision=revision) for each in many])
    assert await markers(database) == 2 * [{"rank": 60, "revision": 1}]


async def test_companies_without_a_marker_get_their_first_together(
    database: ScoutlyDatabase, effects: Effects
) -> None:
    many = [await company(database) for _ in range(3)]
    assert await effects.remember([ranked(each, 60) for each in many])
    kept = await markers(database)
    assert {(each["rank"], each["revision"]) for each in kept} == {(60, 1)}
