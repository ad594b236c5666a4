"""A database with everything wrong in it that people, and a reactor that died, can do to one."""

from datetime import UTC, datetime, timedelta

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase

CV = "Senior Python engineer, asyncio, MongoDB, Docker, five years of backend services."
PAST = datetime.now(UTC) - timedelta(days=2)
ACME, TWIN, RED, GONE, NOWHERE = (ObjectId() for _ in range(5))
ADA, BOB = ObjectId(), ObjectId()


async def ruin(database: ScoutlyDatabase) -> None:
    """Fill an empty database; it gets no index."""
    await _enter_companies_and_users(database)
    await _enter_preferences(database)
    await _enter_jobs(database)
    await _enter_timers(database)


async def _enter_companies_and_users(database: ScoutlyDatabase) -> None:
    await database.companies.insert_many(
        [
            {"_id": ACME, "companyID": "acme", "careers_url": "https://acme.example/jobs"},
            {"_id": TWIN, "companyID": "acme", "careers_url": "https://acme.example/jobs/"},
            {"_id": RED, "company": "\x1b[31mRed", "careers_url": "red.example/careers"},
            {"company": "Homeless"},
            {
                "_id": GONE,
                "company": "Gone",
                "careers_url": "https://gone.example",
                "isProblematic": True,
            },
        ]
    )
    await database.users.insert_many(
        [
            {"_id": ADA, "email": "ada@example.org", "cvText": CV},
            {"_id": BOB, "email": "Bob@Example.org", "candidateInfo": {}},
        ]
    )


async def _enter_preferences(database: ScoutlyDatabase) -> None:
    await database.preferences.raw.insert_many(
        [
            {"userId": "ada@example.org", "companyId": ACME, "rank": 80},
            {"userId": str(ADA), "companyId": ACME, "rank": 20},
            {"userId": "ada@example.org", "companyId": RED, "rank": "high"},
            {"userId": "ada@example.org", "companyId": TWIN, "rank": float("nan")},
            {"userId": "ada@example.org", "companyId": TWIN},
            {"userId": "ada@example.org", "companyId": TWIN, "rank": 7, "isTracking": "yes"},
            {"userId": "ada@example.org", "companyId": "acme", "rank": 50},
            {"userId": "ada@example.org", "companyId": NOWHERE, "rank": 50},
            {"userId": "zoe@example.org", "companyId": ACME, "rank": 50},
        ]
    )


async def _enter_jobs(database: ScoutlyDatabase) -> None:
    lease = {"owner": "pi-0badcafe", "token": "t"}
    running = {"status": "processing", "lease": lease, "lastAttemptAt": PAST}
    await database.jobs.insert_many(
        [
            {"_id": "stuck", "companyId": ACME, **running},
            {"_id": "nameless", **running},
            {"_id": "hopeless", "companyId": RED, **running, "crashCount": 2},
            {"companyId": TWIN, "status": "pending", "createdAt": PAST},
            {"companyId": TWIN, "status": "pending", "createdAt": PAST},
            {"companyId": NOWHERE, "status": "pending"},
            {"_id": "older", "companyId": GONE, "status": "processing"}
            | {"createdAt": datetime.now(UTC)},
            {"companyId": ACME, "status": "Pending"},
            {"_id": "asleep", "companyId": ADA, "status": "pending", "notBefore": PAST},
            {"companyId": GONE, "status": "failed", "errorMessage": "answered 404"},
        ]
    )


async def _enter_timers(database: ScoutlyDatabase) -> None:
    await database.timers.insert_many(
        [
            {"_id": {"kind": "scrape", "of": ACME}, "expireAt": PAST},
            {"_id": {"kind": "scrape", "of": TWIN}, "expireAt": "tomorrow"},
        ]
    )
    token = {"_data": "nonsense"}
    await database.checkpoints.insert_one({"_id": "stream", "token": token, "at": PAST})
