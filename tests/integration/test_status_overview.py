"""What an overview finds in a real database, however its documents were typed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from bson import Decimal128, Int64, ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import budget_id
from reactor.mongo.timers import timer_id
from reactor.mongo.views.overview import Overview, OverviewReader
from reactor.mongo.views.spending import ModelUse
from reactor.settings import Settings
from reactor.status.advice import advice_on
from reactor.status.local_state import LocalState
from reactor.status.record_builder import record_of
from reactor.status.system_state import status_of

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ADA = ObjectId()


@pytest.fixture
def reader(database: ScoutlyDatabase, settings: Settings) -> OverviewReader:
    return OverviewReader(database, settings)


@pytest_asyncio.fixture
async def now(database: ScoutlyDatabase) -> datetime:
    return await database.now()


async def add_company(database: ScoutlyDatabase, slug: str, rank: Any, **fields: Any) -> ObjectId:
    """A company with one preference, or with none where `rank` is None."""
    company = {"companyID": slug, "careers_url": "https://a.example", **fields}
    company_id: ObjectId = (await database.companies.insert_one(company)).inserted_id
    if rank is not None:
        await database.preferences.insert_one(
            {"userId": "ada@example.org", "companyId": company_id, "rank": rank}
        )
    return company_id


async def insert_as_they_are(
    database: ScoutlyDatabase, collection: str, documents: list[dict[str, Any]]
) -> None:
    """Insert what a validator would refuse: older databases hold such documents."""
    named = [{"_id": ObjectId(), **document} for document in documents]
    command = {"insert": collection, "documents": named, "bypassDocumentValidation": True}
    answer = await database.handle.command(command)
    assert answer["n"] == len(documents), answer


def failed(at: datetime, failures: int = 1) -> dict[str, Any]:
    marker = {"rank": 20, "failures": failures, "failedAt": at, "revision": 1}
    return {"isProblematic": True, "reactor": marker}


async def test_an_empty_database_is_an_overview_too(reader: OverviewReader) -> None:
    overview = await reader.read()
    assert (overview.census.companies, overview.census.due) == (0, 0)
    assert overview.reactors.leases == ()
    assert overview.queue.running == ()


async def test_due_overdue_and_never_visited_are_counted_by_effective_rank(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    await add_company(database, "never", Int64(90))
    await add_company(database, "late", Decimal128("85"), lastSuccessfulScrape=now - 30 * HOUR)
    await add_company(database, "later", 81.0, lastSuccessfulScrape=now - 49 * HOUR)
    await add_company(database, "fresh", 70, lastSuccessfulScrape=now - HOUR)
    await add_company(database, "resting", 20, **failed(now - HOUR))
    await add_company(database, "nobody's", None)
    census = (await reader.read()).census
    assert (census.companies, census.tracked) == (6, 5)
    assert (census.due, census.overdue, census.never, census.unqueued) == (3, 1, 2, 3)
    assert [(tier.companies, tier.preferences) for tier in census.tiers] == [
        *((3, 3), (1, 1), (0, 0), (1, 1), (0, 0))
    ]
    assert [(due.label, due.reason) for due in census.due_next][:1] == [("later", "tracked")]


async def test_a_company_with_a_job_is_due_but_not_left_out(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    company_id = await add_company(database, "acme", 90)
    await database.jobs.insert_one(
        {"companyId": company_id, "status": "pending", "turn": now, "reason": "due", "priority": 9}
    )
    overview = await reader.read()
    assert (overview.census.due, overview.census.unqueued) == (1, 0)
    assert [(job.label, job.reason) for job in overview.queue.upcoming] == [("acme", "due")]


async def test_the_highest_tracking_rank_decides_and_invalid_ones_are_counted(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    acme = await add_company(database, "acme", 15, lastSuccessfulScrape=now)
    ranks: list[Any] = ["90", 101, 50.5, float("nan"), [95], {}, True, Decimal128("NaN")]
    typed: list[dict[str, Any]] = [
        *({"companyId": acme, "rank": rank} for rank in ranks),
        {"companyId": acme, "rank": 99, "isTracking": False},
        {"companyId": acme, "rank": 12, "isTracking": None},
        {"companyId": str(acme), "rank": 99},
        {"companyId": [acme], "rank": 99},
        {"companyId": ObjectId(), "rank": 99},
    ]
    named = [{"userId": f"u{at}", **each} for at, each in enumerate(typed)]
    await insert_as_they_are(database, "usercompanypreferences", named)
    census = (await reader.read()).census
    assert {tier.lowest: tier.companies for tier in census.tiers if tier.companies} == {11: 1}
    assert (census.bad.rank, census.bad.company, census.bad.unknown) == (len(ranks), 2, 1)


async def test_what_runs_waits_and_failed_is_listed_with_its_reason(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    ids = [await add_company(database, f"c{n}", 50, lastSuccessfulScrape=now) for n in range(3)]
    lease = {"owner": "pi-1", "token": "t"}
    running = {"status": "processing", "lastAttemptAt": now - MINUTE, "lease": lease}
    retry = {"status": "pending", "notBefore": now + HOUR, "errorMessage": "503", "retryCount": 1}
    retry["errorCode"] = "server_error"
    parked = {"status": "pending", "notBefore": now + DAY, "waitsFor": "m"}
    await database.jobs.insert_many(
        {"companyId": each, **job} for each, job in zip(ids, (running, retry, parked), strict=True)
    )
    queue = (await reader.read()).queue
    assert (queue.ready, queue.waiting, queue.parked, queue.processing) == (0, 2, 1, 1)
    assert [(job.label, job.error_message, job.waits_for) for job in queue.resting] == [
        *(("c1", "503", ""), ("c2", "", "m"))
    ]
    assert [job.error_code for job in queue.resting] == ["server_error", ""]
    assert queue.waiting_for == {"server_error": 1}
    assert queue.running[0].lease
    assert queue.running[0].lease.owner == "pi-1"


async def test_a_trouble_comes_with_the_message_of_the_job_that_failed(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    acme = await add_company(database, "acme", 20, **failed(now - HOUR, failures=2))
    older = {"isProblematic": True, "scrapeErrors": ["first", {"message": "timeout"}]}
    await add_company(database, "older", 90, **older)
    await database.jobs.insert_many(
        {"companyId": acme, "status": "failed", "errorMessage": said, "updatedAt": now - ago}
        | {"errorCode": code}
        for said, code, ago in (
            *(("404", "page_gone", HOUR), ("503", "server_error", DAY)),
            ("duplicate of x", "duplicate", HOUR),
        )
    )
    troubles = (await reader.read()).troubles
    assert [(each.label, each.rank, each.failures, each.message) for each in troubles] == [
        *(("older", 90, 0, "timeout"), ("acme", 20, 2, "404"))
    ]
    assert [each.code for each in troubles] == ["", "page_gone"]


async def test_a_failed_job_that_names_no_company_is_not_lost(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    ended = {"status": "failed", "updatedAt": now, "errorMessage": "the job names no company"}
    await insert_as_they_are(database, "jobqueues", [ended])
    queue = (await reader.read()).queue
    assert (queue.failed, [job.label for job in queue.without_company]) == (1, ["no company"])


async def test_matches_of_a_week_are_told_by_person(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    await database.users.insert_one({"_id": ADA, "email": "ada@example.org"})
    scores: list[Any] = [70, 92.0, "many", 99]
    await database.saved_jobs.insert_many(
        {
            "user": ADA,
            "userId": str(ADA),
            "jobId": str(at),
            "title": f"Job {score}",
            "suitabilityScore": score,
            "createdAt": now - (DAY if at < 3 else 8 * DAY),
        }
        for at, score in enumerate(scores)
    )
    [ada] = (await reader.read()).matches
    assert (ada.user, ada.count, ada.best, ada.title) == ("ada@example.org", 3, 92, "Job 92.0")


async def test_the_budget_and_what_calls_cost_are_counted_by_googles_day(
    database: ScoutlyDatabase, settings: Settings, reader: OverviewReader, now: datetime
) -> None:
    model = settings.gemini_model
    day = (await reader.read()).spending.day
    counted = {"requests": 123, "inputTokens": Int64(4000), "outputTokens": "?"}
    await database.budgets.insert_one({"_id": budget_id(model, day), **counted})
    await database.timers.insert_one({"_id": timer_id("budget", model), "expireAt": now + HOUR})
    calls: list[Any] = [0.25, Decimal128("0.5"), "free", float("nan")]
    await database.token_usages.insert_many(
        {"timestamp": now, "inputTokens": 10, "costEstimate": {"total": total}}
        for total in calls[:3]
    )
    await database.token_usages.insert_one({"timestamp": now - 40 * DAY, "inputTokens": 10})
    spending = (await reader.read()).spending
    assert (spending.requests, spending.input_tokens, spending.output_tokens) == (123, 4000, 0)
    assert spending.closed_until == now + HOUR
    today = sum(spending.today.values(), ModelUse())
    assert (today.calls, today.cost, sum(spending.month.values(), ModelUse()).calls) == (3, 0.75, 3)


async def test_what_calls_were_for_is_told_apart(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    ada = {"userEmail": "ada@example.org", "timestamp": now, "inputTokens": 10}
    await database.token_usages.insert_many(
        [
            {**ada, "operation": "initial_matching"},
            {**ada, "operation": "deep_dive_analysis"},
            {**ada, "operation": "job_batch_analysis"},
            {**ada, "operation": "initial_matching", "userEmail": ""},
        ]
    )
    today = (await reader.read()).spending.today
    assert {purpose.value: (use.calls, use.input_tokens) for purpose, use in today.items()} == {
        "titles": (1, 10),
        "texts": (2, 20),
        "pages": (1, 10),
    }


async def test_what_grows_is_told_with_its_growth_a_year(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    old = [{"_id": ObjectId.from_datetime(now - 90 * DAY), "text": "x" * 1_000}]
    new = [{"url": str(number), "text": "x" * 1_000} for number in range(9)]
    await database.postings.insert_many([*old, *new])
    await database.histories.insert_one({"companyId": ADA, "userId": "a", "links": []})
    postings, histories = (await reader.read()).growth
    assert (postings.name, postings.documents, histories.name) == (
        *("postings", 10),
        "companyscrapehistories",
    )
    assert 10_000 < postings.size < 11_000
    assert postings.a_year == pytest.approx(postings.size * 9 / 10 * 365 / 30, rel=0.001)
    assert histories.a_year is None


async def test_reactors_timers_and_the_checkpoint_are_seen(
    database: ScoutlyDatabase, reader: OverviewReader, now: datetime
) -> None:
    acme = await add_company(database, "acme", 50, lastSuccessfulScrape=now)
    seconds = int((now - HOUR).timestamp())
    token = {"_data": f"82{seconds:08X}000000012B"}
    checkpoint = {"_id": "stream", "at": now - MINUTE, "token": token}
    await database.checkpoints.insert_one(checkpoint)
    await database.timers.insert_many(
        [
            {"_id": timer_id("lease", "pi-1"), "expireAt": now + MINUTE},
            {"_id": timer_id("scrape", acme), "expireAt": now + HOUR},
            {"_id": timer_id("scrape", "typed"), "expireAt": now + DAY},
        ]
    )
    overview = await reader.read()
    server = overview.reactors
    assert [lease.owner for lease in server.leases] == ["pi-1"]
    assert server.checkpoint_at == now - MINUTE
    assert server.stream_position == (now - HOUR).replace(microsecond=0)
    assert [timer.label for timer in overview.queue.timers] == ["acme", ""]
    assert server.oldest_timer == now + MINUTE
    assert server.sizes.data


async def test_documents_with_anything_in_any_field_break_nothing(
    database: ScoutlyDatabase, settings: Settings, reader: OverviewReader
) -> None:
    await fill_with_nonsense(database)
    overview = await reader.read()
    assert isinstance(overview, Overview)
    status = status_of(overview, LocalState(), settings)
    assert record_of(status, advice_on(status)).database == database.name


async def fill_with_nonsense(database: ScoutlyDatabase) -> None:
    """Documents whose every field is of the wrong type, one for each wrong type."""
    names = {
        "companies": "companyID company isProblematic lastSuccessfulScrape reactor scrapeErrors",
        "usercompanypreferences": "userId companyId rank isTracking",
        "jobqueues": "companyId status lease turn reason notBefore errorMessage errorCode waitsFor "
        "updatedAt",
        "savedjobs": "user userId jobId createdAt title suitabilityScore",
        "tokenusages": "timestamp inputTokens outputTokens costEstimate",
        "timers": "expireAt",
        "checkpoints": "at token",
        "users": "email",
    }
    wrong: list[Any] = [None, True, -1, float("nan"), "$x", [], [[1]], {"a": {"$b": 1}}, b"\0"]
    ids: list[Any] = ["stream", 7, {"kind": "lease"}, {"kind": "scrape", "of": {}}, "budget"]
    for collection, fields in names.items():
        documents = [
            {"_id": ids[at] if at < len(ids) else 100 + at, **dict.fromkeys(fields.split(), value)}
            for at, value in enumerate(wrong)
        ]
        for index in (await database[collection].index_information()).keys() - {"_id_"}:
            await database[collection].drop_index(index)
        await insert_as_they_are(database, collection, documents)
