"""`reactor seed-preferences`: something to begin with, and nothing that is there is changed."""

import json
from collections import Counter
from pathlib import Path

from bson import ObjectId

from reactor.decisions.schedule import interval
from reactor.mongo.database import ScoutlyDatabase
from reactor.seeding.companies import starter_companies
from reactor.settings import Settings
from tests.command import last_line, run

ALL = starter_companies()
BY_RANK = Counter(interval(each.rank).days for each in ALL)


def test_the_companies_are_of_many_fields_and_every_frequency() -> None:
    assert len(ALL) >= 60
    assert len({each.field for each in ALL}) >= 8
    assert sorted(BY_RANK) == [1, 2, 3, 4, 5]
    assert max(BY_RANK.values()) - min(BY_RANK.values()) <= 1
    assert len({each.slug for each in ALL}) == len(ALL)
    assert len({each.careers_url for each in ALL}) == len(ALL)
    assert all(each.careers_url.startswith("https://") for each in ALL)


async def test_everybody_gets_preferences_and_running_it_twice_changes_nothing(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await database.users.insert_many([{"email": "ada@example.org"}, {"email": "bob@example.org"}])
    status, output, errors = await run(settings, tmp_path, "seed-preferences")
    assert (status, errors) == (0, "")
    assert last_line(output) == (
        f"{len(ALL)} companies and {2 * len(ALL)} preferences added for 2 users; "
        "0 preferences were there already"
    )
    before = await database.preferences.find().to_list(None)
    status, output, _ = await run(settings, tmp_path, "seed-preferences")
    assert last_line(output).startswith(
        f"0 companies and 0 preferences added for 2 users; {2 * len(ALL)}"
    )
    assert await database.preferences.find().to_list(None) == before
    assert await database.companies.count_documents({}) == len(ALL)


async def test_what_people_made_of_their_preferences_and_companies_stays(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    user, gitlab, linear = ObjectId(), ObjectId(), ObjectId()
    await database.users.insert_one({"_id": user, "email": "ada@example.org"})
    await database.companies.insert_many(
        [
            {"_id": gitlab, "companyID": "gitlab", "careers_url": "https://about.example/jobs"},
            {"_id": linear, "companyID": "mine", "careers_url": "https://jobs.ashbyhq.com/linear/"},
        ]
    )
    await database.preferences.insert_many(
        [
            {"userId": str(user), "companyId": gitlab, "rank": 3, "isTracking": False},
            {"userId": "ada@example.org", "companyId": linear, "rank": 7},
        ]
    )
    status, output, _ = await run(
        settings, tmp_path, "seed-preferences", "--user", "Ada@example.org", "--json"
    )
    told = {each["company"]: each for each in json.loads(output)["companies"]}
    assert status == 0
    for slug in ("gitlab", "linear"):
        assert (told[slug]["added"], told[slug]["newlyTrackedBy"]) == (False, [])
    assert await database.companies.count_documents({}) == len(ALL)
    assert await database.preferences.count_documents({"companyId": gitlab}) == 1
    company = await database.companies.find_one({"_id": gitlab})
    assert company
    assert company["careers_url"] == "https://about.example/jobs"


async def test_the_seeds_can_be_enqueued(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await database.users.insert_one({"email": "ada@example.org"})
    await run(settings, tmp_path, "seed-preferences")
    _, output, _ = await run(settings, tmp_path, "enqueue", "--dry-run")
    assert last_line(output) == f"{len(ALL)} would be enqueued"
    assert output.splitlines()[1].startswith("gitlab")


async def test_only_the_fields_that_are_named_are_added(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await database.users.insert_one({"email": "ada@example.org"})
    args = ("seed-preferences", "--field", "health", "--field", "Energy")
    assert (await run(settings, tmp_path, *args))[0] == 0
    assert await database.companies.distinct("fields") == ["energy", "health"]
    status, _, errors = await run(settings, tmp_path, "seed-preferences", "--field", "cheese")
    assert status == 2
    assert "there is no field 'cheese'; it should be one of construction, education" in errors


async def test_what_is_there_is_ranked_and_nothing_is_added(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await database.users.insert_many([{"email": "ada@example.org"}, {"email": "bob@example.org"}])
    ids = [ObjectId() for _ in range(12)]
    await database.companies.insert_many([{"_id": id_, "companyID": str(id_)} for id_ in ids])
    mine = {"userId": "ada@example.org", "companyId": ids[0], "rank": 99, "isTracking": False}
    await database.preferences.insert_one(mine)
    args = ("seed-preferences", "--existing", "--user", "ada@example.org")
    status, output, _ = await run(settings, tmp_path, *args)
    assert status == 0
    assert last_line(output) == (
        "0 companies and 11 preferences added for ada@example.org; 1 preference was there already"
    )
    assert await database.companies.count_documents({}) == 12
    found = await database.preferences.find({"userId": "ada@example.org"}).to_list(None)
    assert {each["companyId"] for each in found} == set(ids)
    assert {interval(each["rank"]).days for each in found} == {1, 2, 3, 4, 5}
    assert mine in found


async def test_what_was_made_is_taken_back_and_nothing_else(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await database.users.insert_many([{"email": "ada@example.org"}, {"email": "bob@example.org"}])
    own, gitlab = ObjectId(), {"companyID": "gitlab"}
    await database.companies.insert_one({"_id": own, "companyID": "own"} | gitlab)
    await database.preferences.insert_one(
        {"userId": "ada@example.org", "companyId": own, "rank": 95, "isTracking": True}
    )
    await run(settings, tmp_path, "seed-preferences", "--field", "health")
    oscar = await database.companies.find_one({"companyID": "oscar-health"})
    roche = await database.companies.find_one({"companyID": "roche"})
    assert oscar
    assert roche
    bobs = {"userId": "bob@example.org", "companyId": oscar["_id"]}
    await database.preferences.update_one(bobs, {"$set": {"rank": 3}})
    await database.saved_jobs.insert_one({"jobId": "x", "companyId": roche["_id"]})
    args = ("seed-preferences", "--clear")
    status, output, _ = await run(settings, tmp_path, *args, "--user", "ada@example.org")
    assert status == 0
    assert last_line(output) == (
        "0 companies and 6 preferences removed; kept: 6 companies that somebody needs, "
        "0 preferences that people changed"
    )
    _, output, _ = await run(settings, tmp_path, *args)
    assert last_line(output) == (
        "4 companies and 5 preferences removed; kept: 2 companies that somebody needs, "
        "1 preference that people changed"
    )
    assert set(await database.companies.distinct("companyID")) == {
        *("gitlab", "oscar-health", "roche"),
    }
    assert await database.preferences.count_documents({}) == 2
    _, output, _ = await run(settings, tmp_path, *args)
    assert last_line(output).startswith("0 companies and 0 preferences removed")


async def test_an_unknown_user_is_one_line_with_those_that_come_close(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await database.users.insert_one({"email": "ada@example.org"})
    args = ("seed-preferences", "--user", "adda@example.org")
    assert await run(settings, tmp_path, *args) == (
        2,
        "",
        "reactor: no user has the e-mail 'adda@example.org'; did you mean ada@example.org?\n",
    )
    assert await database.companies.count_documents({}) == 0


async def test_without_any_user_it_tells_how_to_add_one(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    status, output, errors = await run(settings, tmp_path, "seed-preferences")
    assert (status, output) == (2, "")
    assert "there is no user yet; add one: reactor add-user you@example.org --cv FILE" in errors
    assert await database.companies.count_documents({}) == 0
