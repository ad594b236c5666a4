"""People are found by whatever name the apps use, and told of where nobody has it."""

from typing import Any

import pytest
from bson import ObjectId

from reactor.decisions.look_causes import Cause
from reactor.doctor.checks import preferences
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Severity
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import app_gives_ids, everybody, people_named
from reactor.mongo.reactions.facts import FactsReader
from reactor.mongo.views.tracking_counts import read_tracking_counts
from reactor.settings import Settings
from tests.doctor import found_by
from tests.faults.scene import listening
from tests.visits import Visits

ID, USER_ID = ObjectId(), ObjectId()
ADA: dict[str, Any] = {"_id": ID, "userId": USER_ID, "email": "Ada@example.org", "cvText": "Welder"}
BY_NAME = pytest.mark.parametrize(
    "name",
    ["ada@example.org", "ADA@example.ORG ", str(ID), str(USER_ID).upper(), USER_ID, ID],
    ids=["e-mail", "capitals", "hex of _id", "hex of userId", "userId itself", "_id itself"],
)
NOBODY = "matched for nobody: no user has the names that preferences use"


@pytest.fixture
async def visits(database: ScoutlyDatabase, settings: Settings) -> Visits:
    """A company that nobody tracks yet, and Ada."""
    company = Visits(database, settings)
    await company.begin()
    await database.users.delete_many({})
    await database.preferences.delete_many({})
    await database.users.insert_one(dict(ADA))
    return company


async def wish(visits: Visits, name: Any, **more: Any) -> None:
    """Somebody tracks the company, perhaps as only a database without validators lets them."""
    document = {"userId": name, "companyId": visits.company, **more}
    preferences = visits.database.preferences
    await preferences.insert_one(document, bypass_document_validation=True)


@BY_NAME
async def test_whatever_name_a_preference_uses_its_person_is_matched(
    visits: Visits, settings: Settings, name: Any
) -> None:
    await wish(visits, name)
    result = await visits.completed("new")
    assert (result["matched"], result.get("unknownUsers")) == (1, None)
    saved = await visits.database.saved_jobs.find_one({})
    assert saved
    assert (saved["user"], saved["userId"]) == (ID, str(name).strip())
    reader = FactsReader(visits.database, settings.cooldown)
    (facts,) = (await reader.read({visits.company: Cause()})).facts
    assert (facts.rank, facts.newcomer) == (50, False)


@BY_NAME
async def test_everybody_who_looks_finds_the_same_person(
    visits: Visits, settings: Settings, name: Any
) -> None:
    database = visits.database
    for people in (await people_named(database, [name]), await everybody(database)):
        found = people.named(name)
        assert found
        assert found.id == ID
    await wish(visits, name)
    census = await read_tracking_counts(database, await database.now(), settings.cooldown)
    assert (census.names.unknown, census.tracked) == (0, 1)
    told = await found_by(preferences.look, Case(settings, database))
    assert "people" not in told
    assert ("user ids" in told) == isinstance(name, ObjectId)


async def test_several_names_of_one_person_are_one_person(
    visits: Visits, settings: Settings
) -> None:
    await wish(visits, "ada@example.org", rank=20)
    await wish(visits, str(USER_ID), rank=90)
    await wish(visits, str(ID))
    result = await visits.completed("new", "newer")
    assert result["matched"] == 2
    assert await visits.database.saved_jobs.distinct("userId") == [str(USER_ID)]
    assert await visits.database.histories.count_documents({}) == 1
    now = await visits.database.now()
    census = await read_tracking_counts(visits.database, now, settings.cooldown)
    assert sum(tier.preferences for tier in census.tiers) == 1
    (tier,) = [tier for tier in census.tiers if tier.preferences]
    assert (tier.lowest, tier.companies) == (81, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [("ada@example.org", str(USER_ID)), (str(USER_ID), "ada@example.org"), (str(ID), USER_ID)],
    ids=["e-mail to userId", "userId to e-mail", "_id to userId itself"],
)
async def test_another_name_in_the_preference_saves_nothing_again(
    visits: Visits, before: Any, after: Any
) -> None:
    await wish(visits, before)
    await visits.completed("new")
    # As the app of today has them.
    await visits.database.histories.update_many({}, {"$unset": {"userEmail": ""}})
    await visits.database.preferences.update_one(
        {}, {"$set": {"userId": after}}, bypass_document_validation=True
    )
    assert (await visits.completed("new"))["new"] == 0
    assert await visits.database.saved_jobs.count_documents({}) == 1
    assert await visits.database.histories.count_documents({}) == 1


async def test_a_visit_for_nobody_known_says_so_once(visits: Visits, settings: Settings) -> None:
    await wish(visits, str(ObjectId()))
    await wish(visits, "nobody@example.org")
    with listening() as told:
        result = await visits.completed("new")
    assert (result["found"], result["matched"], result["unknownUsers"]) == (1, 0, 2)
    assert told.messages[NOBODY] == 1
    now = await visits.database.now()
    census = await read_tracking_counts(visits.database, now, settings.cooldown)
    assert census.names.unknown == 2
    assert "nobody@example.org" in census.names.strangers


async def test_one_stranger_among_known_people_is_counted_and_no_warning(visits: Visits) -> None:
    await wish(visits, "ada@example.org")
    await wish(visits, "nobody@example.org")
    with listening() as told:
        result = await visits.completed("new")
    assert (result["matched"], result["unknownUsers"]) == (1, 1)
    assert not told.messages[NOBODY]


async def test_a_preference_without_rank_counts_as_50_in_every_count(
    visits: Visits, settings: Settings
) -> None:
    await wish(visits, "ada@example.org")
    now = await visits.database.now()
    census = await read_tracking_counts(visits.database, now, settings.cooldown)
    (tier,) = [tier for tier in census.tiers if tier.companies]
    assert (tier.lowest, tier.preferences, census.bad.total) == (31, 1, 0)
    told = await found_by(preferences.look, Case(settings, visits.database))
    assert told["ranks"].outcome is Severity.FINE


async def test_an_older_user_keeps_a_name_that_a_younger_one_claims(
    visits: Visits,
) -> None:
    await visits.database.users.insert_one({"_id": ObjectId(), "email": "ada@example.org"})
    found = (await people_named(visits.database, ["ada@example.org"])).named("ada@example.org")
    assert found
    assert found.id == ID


async def test_lookups_by_name_are_led_by_indexes(visits: Visits) -> None:
    names = ["ada@example.org", str(ID), str(USER_ID)]
    ids = [ID, USER_ID]
    any_name: list[dict[str, Any]] = [
        {"email": {"$in": names}},
        {"_id": {"$in": ids}},
        {"userId": {"$in": ids}},
    ]
    explained = await visits.database.users.raw.find(
        {"_id": {"$type": "objectId"}, "$or": any_name}, collation={"locale": "en", "strength": 2}
    ).explain()
    assert "COLLSCAN" not in str(explained["queryPlanner"]["winningPlan"])


async def test_whether_an_app_gives_ids_of_its_own_is_seen_by_its_index_or_its_users(
    visits: Visits,
) -> None:
    users = visits.database.users
    assert not await app_gives_ids(visits.database)
    index = await users.create_index("userId", unique=True)
    assert await app_gives_ids(visits.database)
    await users.drop_index(index)
    await users.update_one({}, {"$set": {"__v": 0}})
    assert await app_gives_ids(visits.database)


async def test_histories_of_a_company_are_read_from_an_index_alone(visits: Visits) -> None:
    of_it = {"companyId": {"$in": [visits.company]}, "userId": {"$gt": ""}}
    shown = {"_id": 0, "companyId": 1, "userId": 1}
    explained = await visits.database.histories.raw.find(of_it, shown).explain()
    assert "PROJECTION_COVERED" in str(explained["queryPlanner"]["winningPlan"])
