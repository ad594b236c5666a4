"""`reactor seed-preferences`: something to begin with, and nothing that is there is changed."""

import json
from collections import Counter
from pathlib import Path

from bson import ObjectId

from reactor.decisions.schedule import interval
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.starter.companies import starter_companies
from tests.command import last_line, run


def test_the_companies_are_of_every_frequency_with_addresses_of_their_own() -> None:
    companies = starter_companies()
    assert Counter(interval(each.rank).days for each in companies) == dict.fromkeys(range(1, 6), 5)
    assert len({each.slug for each in companies}) == len(companies) == 25
    assert len({each.careers_url for each in companies}) == 25
    assert all(each.careers_url.startswith("https://") for each in companies)


async def test_everybody_gets_preferences_and_running_it_twice_changes_nothing(
    database: ScoutlyDatabase, settings: Settings, tmp_path: Path
) -> None:
    await database.users.insert_many([{"email": "ada@example.org"}, {"email": "bob@example.org"}])
    status, output, errors = await run(settings, tmp_path, "seed-preferences")
    assert (status, errors) == (0, "")
    assert last_line(output) == (
        "25 companies and 50 preferences added for 2 users; 0 preferences were there already"
    )
    before = await database.preferences.find().to_list(None)
    status, output, _ = await run(settings, tmp_path, "seed-preferences")
    assert last_line(output).startswith("0 companies and 0 preferences added for 2 users; 50")
    assert await database.preferences.find().to_list(None) == before
    assert await database.companies.count_documents({}) == 25


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
    assert await database.companies.count_documents({}) == 25
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
    assert last_line(output) == "25 would be enqueued"
    assert output.splitlines()[1].startswith("gitlab")


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
