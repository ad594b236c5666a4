"""What people are told: each thing once, whoever dies, and whatever their telephones do."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.core.daily_report import DailyReport
from reactor.errors import BudgetError, WaitingError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.job_news import JobNews
from reactor.mongo.notifications.notice import Notice
from reactor.mongo.notifications.outbox import Outbox
from reactor.mongo.timers import Timers
from reactor.notify.delivery import send_test
from reactor.notify.relay import Relay
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.scoutly import Scoutly
from tests.telephones import ADA, Finds, Notifying, Phone, broken_page, telling

NOTICE = Notice("recovered", "a run", {"company": "Acme"})


async def ended(database: ScoutlyDatabase, **query: Any) -> Any:
    return await database.notifications.find_one({"endedAt": {"$type": "date"}, **query})


async def test_the_new_matches_of_a_run_are_one_message(
    scoutly: Scoutly, notifying: Notifying, phone: Phone
) -> None:
    async with notifying(Finds([95, 71, 69])):
        await scoutly.track(company="Acme")
        await scoutly.eventually(lambda: ended(scoutly.database))
    (message,) = phone.messages["operator"]
    assert message["title"] == "2 new matches at Acme, best 95"
    first = message["message"].splitlines()[:4]
    assert first[:3] == ["For ada@example.org", "95 Engineer 95", "+ You know Python"]
    assert first[3].startswith("https://acme.example/")
    assert "Engineer 69" not in message["message"], "it is below the score"
    assert (await ended(scoutly.database))["state"] == "sent"


async def test_a_person_with_addresses_of_their_own_is_told_there_and_nobody_else_is(
    scoutly: Scoutly, notifying: Notifying, phone: Phone
) -> None:
    urls = [phone.url("ada"), 7, " "]
    ada = {"_id": ADA, "email": "ada@example.org", "notifyUrls": urls}
    await scoutly.database.users.insert_one(ada)
    async with notifying(Finds([88]), notify_urls="", cooldown="5m"):
        await scoutly.track(company="Acme")
        await scoutly.eventually(lambda: ended(scoutly.database))
    assert phone.titles("ada") == ["88 Engineer 88, Acme"]
    assert phone.titles() == []


async def test_nothing_is_written_where_nobody_wants_to_be_told(
    scoutly: Scoutly, notifying: Notifying
) -> None:
    async with notifying(Finds([88]), notify_urls=""):
        company = await scoutly.track()
        await scoutly.job(companyId=company, status="completed")
    assert await scoutly.database.notifications.count_documents({}) == 0


async def test_what_a_dead_reactor_did_not_send_the_next_one_sends_once(
    scoutly: Scoutly, notifying: Notifying, phone: Phone, database: ScoutlyDatabase
) -> None:
    async with notifying(Finds([90])) as relay:
        relay.stop()  # as good as dead between save and send
        company = await scoutly.track(company="Acme")
        await scoutly.job(companyId=company, status="completed")
    assert phone.titles() == []
    for _ in range(2):
        async with notifying(Finds()):
            await scoutly.eventually(lambda: ended(database))
    assert phone.titles() == ["90 Engineer 90, Acme"]


async def test_what_a_dead_reactor_was_sending_is_not_sent_again(
    notifying: Notifying, phone: Phone, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    outbox = Outbox(database)
    await outbox.put(NOTICE)
    assert await outbox.claim("a reactor that is gone", for_operator=True)
    async with notifying(Finds()):
        await eventually(lambda: ended(database, state="unsure"))
    assert phone.titles() == []


async def test_what_a_living_reactor_sends_is_left_to_it(database: ScoutlyDatabase) -> None:
    outbox = Outbox(database)
    await outbox.put(NOTICE)
    await Timers(database).set_in("lease", "another", timedelta(minutes=1))
    assert await outbox.claim("another", for_operator=True)
    assert await outbox.close_orphaned() == []


async def test_several_reactors_send_each_thing_once(
    scoutly: Scoutly, notifying: Notifying, phone: Phone
) -> None:
    async with notifying(Finds([90])), notifying(Finds([90])):
        for name in ("Acme", "Bolt", "Cog"):
            await scoutly.track(company=name)
        over = {"endedAt": {"$type": "date"}}

        async def all_sent() -> bool:
            return await scoutly.database.notifications.count_documents(over) == 3

        await scoutly.eventually(all_sent, within=30)
    assert sorted(phone.titles()) == [f"90 Engineer 90, {name}" for name in ("Acme", "Bolt", "Cog")]


async def test_a_telephone_that_is_off_loses_nothing_and_rings_when_its_timer_fires(
    scoutly: Scoutly, notifying: Notifying, phone: Phone, database: ScoutlyDatabase
) -> None:
    phone.answers = 503
    async with notifying(Finds([90])):
        company = await scoutly.track(company="Acme")
        timer = await scoutly.eventually(lambda: database.timers.find_one({"_id.kind": "notify"}))
        assert isinstance(timer, dict)
        phone.answers = 200
        await database.timers.delete_one({"_id": timer["_id"]})
        await scoutly.eventually(lambda: ended(database, state="sent"))
        await scoutly.job(companyId=company, status="completed")
    assert phone.titles() == ["90 Engineer 90, Acme"]


async def test_a_telephone_that_hangs_keeps_no_company_waiting(
    scoutly: Scoutly, notifying: Notifying, phone: Phone, database: ScoutlyDatabase
) -> None:
    phone.answers = None
    async with notifying(Finds([90])):
        first = await scoutly.track()
        await scoutly.job(companyId=first, status="completed")
        await asyncio.wait_for(phone.rang.wait(), 10)
        second = await scoutly.track()
        await scoutly.job(companyId=second, status="completed")
        assert await database.notifications.find_one({"state": "sending"})
        await scoutly.eventually(lambda: ended(database, state="unsure"))


async def test_only_the_address_that_failed_is_tried_again(
    database: ScoutlyDatabase, settings: Settings, phone: Phone
) -> None:
    outbox = Outbox(database)
    await outbox.put(NOTICE)
    dead = "json://127.0.0.1:1/nobody"
    relay = Relay(outbox, telling(settings, phone.url(), dead))
    for _ in range(2):
        await relay.send_all("me")
        await database.timers.delete_many({"_id.kind": "notify"})
    assert phone.titles() == ["Acme works again"]
    notice = await database.notifications.find_one({})
    assert notice
    assert (notice["state"], notice["attempts"]) == ("waiting", 2)


async def test_after_a_day_of_trying_a_notification_is_given_up(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    outbox = Outbox(database)
    await outbox.put(NOTICE)
    old = datetime.now(UTC) - timedelta(days=2)
    await database.notifications.update_one({}, {"$set": {"createdAt": old}})
    await Relay(outbox, telling(settings, "json://127.0.0.1:1/nobody")).send_all("me")
    assert await ended(database, state="given up")


async def test_a_failing_company_is_told_once_and_so_is_its_recovery(
    scoutly: Scoutly, notifying: Notifying, phone: Phone, database: ScoutlyDatabase
) -> None:
    finds = Finds(broken=broken_page())
    company = await scoutly.track(company="Acme")

    async def again(status: str) -> None:
        done = {"companyId": company, "status": status}
        before = await database.jobs.count_documents(done)
        await database.jobs.insert_one({"companyId": company, "status": "pending"})

        async def one_more() -> bool:
            return await database.jobs.count_documents(done) > before

        await scoutly.eventually(one_more)

    async with notifying(finds, notify_after=2):
        await scoutly.job(companyId=company, status="failed")
        assert await database.notifications.count_documents({}) == 0
        await again("failed")
        await again("failed")
        finds.broken = None
        await again("completed")
        await again("completed")
        await scoutly.eventually(lambda: ended(database, kind="recovered"))
        await scoutly.eventually(lambda: ended(database, kind="failing"))
    assert sorted(phone.titles()) == ["Acme fails", "Acme works again"]


async def test_a_recovery_of_which_nobody_knew_the_failing_is_not_told(
    scoutly: Scoutly, notifying: Notifying, database: ScoutlyDatabase
) -> None:
    finds = Finds(broken=broken_page())
    async with notifying(finds):
        company = await scoutly.track()
        await scoutly.job(companyId=company, status="failed")
        finds.broken = None
        await database.companies.update_one({"_id": company}, {"$set": {"isProblematic": False}})
        await scoutly.job(companyId=company, status="completed")
    assert await database.notifications.count_documents({}) == 0


async def test_a_used_up_budget_is_told_once_a_day_and_so_is_a_refused_key(
    database: ScoutlyDatabase, settings: Settings, phone: Phone
) -> None:
    news = JobNews(database, telling(settings, phone.url()))
    for _ in range(3):
        await news.of_wait(BudgetError("used up", delay=1, model="flash"))
        for said in ("Gemini refuses the key (403)", "Gemini refuses the key (401)"):
            await news.of_wait(WaitingError(said, delay=1, code="model_key_refused"))
    assert await database.notifications.distinct("kind") == ["budget", "waiting"]
    assert await database.notifications.count_documents({}) == 2


async def test_the_daily_digest_holds_every_match_exactly_once(
    scoutly: Scoutly,
    notifying: Notifying,
    phone: Phone,
    database: ScoutlyDatabase,
    settings: Settings,
) -> None:
    daily = telling(settings, phone.url(), notify_digest="daily")
    async with notifying(Finds([90, 80]), notify_digest="daily") as relay:
        for name in ("Acme", "Bolt"):
            company = await scoutly.track(company=name)
            await scoutly.job(companyId=company, status="completed")
        assert phone.titles() == []
        timer = {"_id.kind": "report"}
        await scoutly.eventually(lambda: database.timers.find_one(timer))
        await database.timers.delete_many(timer)
        await scoutly.eventually(lambda: ended(database, kind="digest"))
        await scoutly.eventually(lambda: ended(database, kind="report"))
        relay.wake()
    digest, report_of_the_day = sorted(phone.titles())
    assert digest == "4 new matches today, best 90"
    assert report_of_the_day.startswith("Daily report: ")
    assert not await database.notifications.find_one({"state": "held"})
    report = DailyReport(database, daily)
    await report.keep_timer()
    found = await database.timers.find_one(timer)
    assert found
    await report.answer({found["_id"]["of"]: datetime.now(UTC)})
    assert await database.notifications.count_documents({"kind": "digest"}) == 1


async def test_matches_held_for_a_digest_are_sent_once_no_digest_is_wanted(
    database: ScoutlyDatabase, settings: Settings, phone: Phone
) -> None:
    outbox, facts = Outbox(database), {"company": "Acme", "matches": []}
    await outbox.put(Notice("matches", "a run", facts, user=ObjectId(), held=True))
    await Relay(outbox, telling(settings, phone.url())).send_all("me")
    assert len(phone.titles()) == 1


async def test_a_reactor_without_addresses_leaves_others_messages_to_others(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    outbox = Outbox(database)
    await outbox.put(NOTICE)
    await Relay(outbox, settings).send_all("me")
    assert await database.notifications.find_one({"state": "waiting", "attempts": 0})


async def test_a_notification_that_nobody_understands_is_ended_and_harms_no_other(
    database: ScoutlyDatabase, settings: Settings, phone: Phone
) -> None:
    outbox = Outbox(database)
    await database.notifications.insert_one({"_id": "x", "state": "waiting", "facts": 5})
    await outbox.put(NOTICE)
    await Relay(outbox, telling(settings, phone.url())).send_all("me")
    assert phone.titles() == ["Acme works again"]
    assert await database.notifications.count_documents({"endedAt": {"$type": "date"}}) == 2


async def test_a_test_is_sent_to_every_address(settings: Settings, phone: Phone) -> None:
    answers = await send_test(telling(settings, phone.url(), "json://127.0.0.1:1/nobody"))
    assert [answer.outcome for answer in answers] == ["sent", "refused"]
    assert phone.titles() == ["Scoutly: a test"]
    assert await send_test(settings) == []
