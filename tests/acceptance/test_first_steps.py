"""README's first steps in mongosh: its lines, pasted as they stand, do what the commands do."""

import re
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from reactor.mongo.database import ScoutlyDatabase
from tests.conftest import Eventually
from tests.mongosh import Mongosh

README = (Path(__file__).parents[2] / "README.md").read_text()
STEPS = README.partition("## First steps")[2].partition("\n## ")[0]
LINES = re.findall(r"(?m)^    (db\..+)$", STEPS)


def test_each_step_is_one_whole_line() -> None:
    assert len(LINES) == 8
    assert not any("..." in line or "…" in line for line in LINES)


@pytest.mark.usefixtures("running_reactor")
async def test_the_lines_lead_to_a_match_and_its_status(
    database: ScoutlyDatabase, mongosh: Mongosh, site: TestServer, eventually: Eventually
) -> None:
    page = str(site.make_url("/careers"))
    user, company, wish, read, marked, ranked, switched, queued = (
        line.replace("https://acme.example/careers", page) for line in LINES
    )
    await mongosh(f"{user}; {company}; {wish}")
    await eventually(lambda: database.saved_jobs.find_one({}))
    (match,) = await mongosh(f"return {read}.toArray()")
    assert (match["title"], match["status"]) == ("Senior Python Engineer", "WANT_TO_APPLY")
    done = await mongosh(f"return [{marked}, {ranked}, {switched}].map(each => each.modifiedCount)")
    assert done == [1, 1, 1]
    preference = await database.preferences.find_one({})
    saved = await database.saved_jobs.find_one({})
    assert preference
    assert saved
    assert (preference["rank"], preference["isTracking"]) == (90, False)
    assert saved["status"] == "APPLIED"
    await database.jobs.delete_many({})
    await mongosh(queued)
    await eventually(lambda: database.jobs.find_one({"status": "completed", "reason": "manual"}))
