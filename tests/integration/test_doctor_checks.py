"""The doctor's checks of structure and data, each on a real database."""

from datetime import timedelta

import pytest
from bson import ObjectId

from reactor.advice import ADVICE
from reactor.doctor.checks import (
    before_images,
    change_stream,
    companies,
    indexes,
    oplog,
    preferences,
    saved_jobs,
    stuck,
    users,
    validators,
)
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Severity
from reactor.doctor.phrases import sentence
from reactor.documents import User
from reactor.mongo import driver
from reactor.mongo.cache.cv_texts import KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.timers import Timers
from reactor.settings import Settings
from tests.doctor import found_by

FINE, REMARK, WRONG = Severity.FINE, Severity.REMARK, Severity.WRONG


@pytest.fixture
def case(settings: Settings, database: ScoutlyDatabase) -> Case:
    return Case(settings, database)


async def test_an_index_with_other_options_is_told_with_both(case: Case) -> None:
    await case.database.timers.drop_index("expireAt_1")
    await case.database.timers.create_index("expireAt", expireAfterSeconds=3600)
    await case.database.preferences.drop_index("companyId_1")
    await case.database.jobs.drop_index("one_active_job_per_company")
    await case.database.jobs.create_index("companyId", unique=True)
    await case.database.preferences.drop_index("userId_1_companyId_1")
    await case.database.preferences.create_index([("userId", 1), ("companyId", 1)])
    told_by = await found_by(indexes.look, case)
    found = told_by["indexes"]
    told = "\n".join(found.details)
    assert found.outcome is WRONG
    assert "timers {expireAt: 1} is there, but as" in told
    assert "'expireAfterSeconds': 3600" in told
    assert "usercompanypreferences {companyId: 1} is missing" in told
    assert "jobqueues {companyId: 1} unique is missing" in told
    assert "usercompanypreferences {userId: 1, companyId: 1} unique is there, but as" in told
    assert "dropIndex" in found.mend
    assert told_by["app index"].outcome is WRONG
    assert told_by["app index"].mend == 'db.jobqueues.dropIndex("companyId_1")'


async def test_an_index_of_mongoose_that_is_unique_everywhere_serves_as_well(case: Case) -> None:
    await case.database.users.drop_index("one_user_per_email")
    await case.database.users.create_index("email", unique=True)
    assert (await found_by(indexes.look, case))["indexes"].outcome is FINE


async def test_what_the_bootstrap_prepares_is_found_well_and_what_it_adapts_is_left_to_it(
    case: Case,
) -> None:
    assert (await found_by(before_images.look, case))["images"].outcome is FINE
    await case.database.timers.drop_index("expireAt_1")
    await case.database.timers.create_index("expireAt", expireAfterSeconds=3600)
    found = (await found_by(indexes.look, case))["indexes"]
    assert found.mend == "Start the reactor: it sets them right."
    await bootstrap(case.database, case.settings.keep_finished)
    assert (await found_by(indexes.look, case))["indexes"].outcome is FINE


async def test_documents_from_before_a_validator_are_listed(case: Case) -> None:
    bad = {"_id": "bad", "status": "done"}
    await case.database.jobs.insert_one(bad, bypass_document_validation=True)
    found = await found_by(validators.look, case)
    assert found["documents"].outcome is REMARK
    assert "jobqueues: 1 document, 'bad'" in found["documents"].details
    await case.database.jobs.delete_one({"_id": "bad"})
    assert (await found_by(validators.look, case))["validators"].outcome is FINE


async def test_validators_that_are_gone_are_missed_and_those_switched_off_are_told(
    case: Case,
) -> None:
    await case.database.handle.command({"collMod": "timers", "validationLevel": "off"})
    found = (await found_by(validators.look, case))["validators"]
    assert (found.outcome, found.details) == (FINE, ("timers: switched off by somebody",))
    await case.database.handle.command({"collMod": "jobqueues", "validator": {}})
    found = (await found_by(validators.look, case))["validators"]
    assert found.outcome is REMARK
    assert found.said.startswith("jobqueues: not there")


async def test_a_checkpoint_that_is_of_use_is_told(case: Case) -> None:
    async with driver.watch(
        case.database.handle, [], start_after=None, max_await_time_ms=250
    ) as stream:
        token = stream.resume_token
    await case.database.checkpoints.insert_one(
        {"_id": "stream", "token": token, "at": await case.database.now()}
    )
    assert "gone on with" in (await found_by(change_stream.look, case))["stream"].said
    assert (await found_by(oplog.look, case))["oplog"].outcome is FINE


async def test_jobs_whose_reactor_is_alive_are_left_alone(case: Case) -> None:
    company = ObjectId()
    lease = {"owner": "me", "token": "t"}
    await case.database.companies.insert_one({"_id": company, "careers_url": "https://a.example"})
    job = {"companyId": company, "status": "processing", "lease": lease}
    await case.database.jobs.insert_one(job)
    later = await case.database.now() + timedelta(minutes=1)
    await case.database.timers.insert_one({"_id": {"kind": "lease", "of": "me"}, "expireAt": later})
    assert (await found_by(stuck.look, case))["stuck jobs"].outcome is FINE
    assert await case.database.jobs.find_one({"_id": job["_id"], "status": "processing"})


async def test_a_job_that_runs_for_longer_than_it_may_is_told_though_its_reactor_lives(
    case: Case,
) -> None:
    now, limit = await case.database.now(), case.settings.job_timeout
    await Timers(case.database).take_lease("me", timedelta(minutes=1))
    for job_id, since in (("fine", timedelta()), ("overlong", limit + timedelta(minutes=3))):
        job = {"_id": job_id, "companyId": ObjectId(), "status": "processing"}
        run = {"lease": {"owner": "me", "token": job_id}, "lastAttemptAt": now - since}
        await case.database.jobs.insert_one(job | run)
    found = await found_by(stuck.look, case)
    assert found["stuck jobs"].outcome is FINE
    assert "1 job running for longer than REACTOR_JOB_TIMEOUT" in found["overlong jobs"].said
    assert "overlong" in str(found["overlong jobs"].details)


async def test_a_job_without_any_lease_goes_back_only_after_thirty_minutes(case: Case) -> None:
    now = await case.database.now()
    for minutes in (29, 31):
        since = now - timedelta(minutes=minutes)
        job = {"_id": minutes, "status": "processing", "lastAttemptAt": since}
        await case.database.jobs.insert_one({**job, "companyId": ObjectId()})
    found = await found_by(stuck.look, case)
    assert "1 job of a reactor that is gone" in found["stuck jobs"].said
    assert "1 job without a lease" in found["older worker"].said
    assert await case.database.jobs.distinct("_id", {"status": "pending"}) == [31]


async def test_more_stuck_jobs_than_can_be_read_at_once_are_all_reset(case: Case) -> None:
    await case.database.jobs.insert_many(
        {"companyId": ObjectId(), "status": "processing", "lease": {"owner": "x", "token": str(n)}}
        for n in range(1_500)
    )
    assert "1500 jobs" in (await found_by(stuck.look, case))["stuck jobs"].said
    assert await case.database.jobs.count_documents({"status": "processing"}) == 0


@pytest.mark.usefixtures("without_validators")
async def test_statuses_that_no_app_knows_are_named(case: Case) -> None:
    for number, status in enumerate(("APPLIED", "aplied", ["x"], None, "saved")):
        save = {"userId": "ada@example.org", "jobId": str(number), "status": status}
        await case.database.saved_jobs.insert_one(save)
    found = (await found_by(saved_jobs.look, case))["saved jobs"]
    assert found.outcome is REMARK
    assert found.said == "2 statuses in 5 saved postings that no app knows"
    assert "status 'aplied': 1" in found.details


async def test_good_data_is_said_to_be_good(case: Case) -> None:
    company = ObjectId()
    await case.database.companies.insert_one({"_id": company, "careers_url": "https://a.example"})
    user = {"email": "ada@example.org", "cvText": "x" * 1_000_000}
    await case.database.users.raw.insert_one(user)
    await case.database.preferences.insert_one(
        {"userId": str(user["_id"]), "companyId": company, "rank": 80.0}
    )
    for look in (preferences.look, companies.look, users.look):
        found = await found_by(look, case)
        assert {each.outcome for each in found.values()} == {FINE}, found


async def test_a_cv_that_was_not_read_is_told_with_its_code_and_what_to_do(case: Case) -> None:
    goals = {"preferences": {"careerGoals": ["weld ships"]}}
    ada = {"email": "ada@example.org", "cvUrl": "https://a.example/", "candidateInfo": goals}
    await case.database.users.insert_one(ada)
    bob = {"email": "bob@example.org", "cvUrl": "https://www.linkedin.com/in/bob"}
    await case.database.users.insert_one(bob)
    assert "CVs" in await found_by(users.look, case), "nobody need have tried it"
    await KeptCvs(case.database).note_unread(User.read(ada), "it is a scan", "cv_scanned")
    found = (await found_by(users.look, case))["CVs"]
    assert found.outcome is REMARK
    assert found.said == (
        "2 CVs cannot be read: only candidateInfo counts; nothing is matched for 1 person"
    )
    assert found.details[0] == "ada@example.org: it is a scan (cv_scanned)"
    assert "More > Save to PDF" in found.details[1]
    assert found.mend == sentence(ADVICE["cv_scanned"].do)


async def test_a_database_without_anything_says_how_to_begin(case: Case) -> None:
    for look in (preferences.look, companies.look, users.look):
        assert any(each.mend for each in (await found_by(look, case)).values())
