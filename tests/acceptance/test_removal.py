"""Whoever no longer wants the reactor gets the database of their apps back."""

import re

from bson import ObjectId

from reactor.manual import page
from reactor.mongo.database import ScoutlyDatabase
from tests.mongosh import Mongosh

APPS = {
    *("users", "companies", "usercompanypreferences", "jobqueues"),
    *("savedjobs", "companyscrapehistories", "tokenusages"),
}


async def test_what_the_manual_says_takes_the_reactors_traces_out(
    database: ScoutlyDatabase, mongosh: Mongosh
) -> None:
    company = ObjectId()
    await database.companies.insert_one({"_id": company, "companyID": "acme", "reactor": {"a": 1}})
    await database.jobs.insert_one({"companyId": company, "status": "completed"})
    for ours in (database.checkpoints, database.pages, database.notifications, database.cvs):
        await ours.insert_one({})
    script = re.search(r"takes its traces out.*?\n\n(.*?)\n\n## ", page("data"), re.DOTALL)
    assert script
    await mongosh(script[1])
    there = (await database.handle.command("listCollections"))["cursor"]["firstBatch"]
    assert {each["name"] for each in there if not each["name"].startswith("system.")} <= APPS
    assert not any(each["options"].get("validator") for each in there)
    assert not any(
        each["options"].get("changeStreamPreAndPostImages", {}).get("enabled") for each in there
    )
    assert await database.companies.find_one() == {"_id": company, "companyID": "acme"}
    indexes = [each async for each in database.jobs.list_indexes()]
    assert not any("expireAfterSeconds" in each for each in indexes)
    assert await database.jobs.count_documents({}) == 1
