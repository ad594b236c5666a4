"""People edit in mongosh and Compass; each reaction shows in `jobqueues` within a second."""

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.app import Reactor
from reactor.mongo.database import ScoutlyDatabase
from tests.conftest import Eventually
from tests.mongosh import Mongosh

WITHIN_A_SECOND = """
    const started = Date.now();
    const until = (condition) => {
        while (!condition() && Date.now() - started < 5000) sleep(5);
        return Date.now() - started;
    };
    const preference = () => db.usercompanypreferences.findOne();
    const company = preference()?.companyId;
    const job = (query) => db.jobqueues.findOne({companyId: company, ...query});
"""


@pytest_asyncio.fixture
async def tracked(
    database: ScoutlyDatabase,
    site: TestServer,
    running_reactor: Reactor,
    eventually: Eventually,
) -> ObjectId:
    """A company that one user tracks and that the running reactor has just scraped."""
    assert running_reactor.started.is_set()
    company = await database.companies.insert_one(
        {"companyID": "acme", "company": "Acme", "careers_url": str(site.make_url("/careers"))}
    )
    await database.users.insert_one({"email": "ada@example.org", "cvText": "Python engineer"})
    await database.preferences.insert_one(
        {"userId": "ada@example.org", "companyId": company.inserted_id, "rank": 50}
    )
    await eventually(lambda: database.timers.find_one({"_id.kind": "scrape"}), within=20)
    company_id: ObjectId = company.inserted_id
    return company_id


@pytest.mark.parametrize(
    "edit",
    [
        "db.usercompanypreferences.updateOne({}, {$set: {rank: 90}})",
        "db.usercompanypreferences.replaceOne({}, {...preference(), rank: Double(90)})",
        "db.usercompanypreferences.updateMany({}, {$set: {rank: NumberDecimal('90')}})",
    ],
    ids=["updateOne", "replaceOne as Compass does", "updateMany with a Decimal128"],
)
@pytest.mark.usefixtures("tracked")
async def test_a_rank_change_enqueues_the_company(mongosh: Mongosh, edit: str) -> None:
    seen = await mongosh(f"""{WITHIN_A_SECOND}
        {edit};
        const ms = until(() => job({{reason: 'rank-change'}}));
        return {{ms, priority: job({{reason: 'rank-change'}}).priority}};""")
    assert seen["ms"] < 1000
    assert seen["priority"] == 90


@pytest.mark.usefixtures("tracked")
async def test_a_bare_job_typed_by_hand_is_run(mongosh: Mongosh) -> None:
    seen = await mongosh(f"""{WITHIN_A_SECOND}
        const id = db.jobqueues.insertOne({{companyId: company, status: 'pending'}}).insertedId;
        const claimed = until(() => db.jobqueues.findOne({{_id: id, status: {{$ne: 'pending'}}}}));
        until(() => db.jobqueues.findOne({{_id: id, status: 'completed', reason: {{$exists: 1}}}}));
        return {{claimed, job: db.jobqueues.findOne({{_id: id}})}};""")
    assert seen["claimed"] < 1000
    assert seen["job"]["status"] == "completed"
    assert seen["job"]["reason"] == "manual"
    assert seen["job"]["result"]["found"] == 2


@pytest.mark.usefixtures("tracked")
async def test_a_finished_job_set_back_to_pending_starts_over(mongosh: Mongosh) -> None:
    seen = await mongosh(f"""{WITHIN_A_SECOND}
        const first = job({{status: 'completed'}});
        db.jobqueues.updateOne({{_id: first._id}}, {{$set: {{status: 'pending', retryCount: 2}}}});
        const again = () => db.jobqueues.findOne({{_id: first._id, status: 'completed',
            completedAt: {{$gt: first.completedAt}}}});
        return {{ms: until(again), job: again()}};""")
    assert seen["ms"] < 1000
    assert seen["job"]["retryCount"] == 0


@pytest.mark.usefixtures("tracked")
async def test_a_timer_deleted_by_hand_means_now(mongosh: Mongosh) -> None:
    seen = await mongosh(f"""{WITHIN_A_SECOND}
        db.timers.deleteOne({{'_id.kind': 'scrape', '_id.of': company}});
        return until(() => job({{reason: 'due'}}));""")
    assert seen < 1000


@pytest.mark.parametrize(
    "edit",
    [
        "db.usercompanypreferences.updateOne({}, {$set: {isTracking: false}})",
        "db.usercompanypreferences.replaceOne({}, {...preference(), isTracking: false})",
        "db.usercompanypreferences.deleteOne({})",
    ],
    ids=["switched off", "replaced as Compass does", "deleted"],
)
@pytest.mark.usefixtures("tracked")
async def test_a_company_that_nobody_tracks_any_more_leaves_queue_and_timers(
    mongosh: Mongosh, edit: str
) -> None:
    seen = await mongosh(f"""{WITHIN_A_SECOND}
        db.jobqueues.insertOne({{companyId: company, status: 'pending', reason: 'due',
            notBefore: new Date(Date.now() + 3600000)}});
        {edit};
        const timer = () => db.timers.findOne({{'_id.of': company}});
        return until(() => !job({{status: 'pending'}}) && !timer());""")
    assert seen < 1000


@pytest.mark.usefixtures("tracked")
async def test_a_preference_moved_to_another_company_moves_the_tracking(mongosh: Mongosh) -> None:
    seen = await mongosh(f"""{WITHIN_A_SECOND}
        const other = db.companies.insertOne({{companyID: 'other', company: 'Other',
            careers_url: db.companies.findOne().careers_url}}).insertedId;
        db.usercompanypreferences.updateOne({{}}, {{$set: {{companyId: other}}}});
        return until(() => db.jobqueues.findOne({{companyId: other, reason: 'tracked'}})
            && !db.timers.findOne({{'_id.of': company}}));""")
    assert seen < 1000
