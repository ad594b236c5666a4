"""The relay: one letter a person at a time, whatever fails, and each letter in one hand."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from bson import ObjectId
from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import Notice
from reactor.mongo.notifications.outbox import ClaimedNotice, Outbox
from reactor.notify import relay as relaying
from reactor.notify.delivery import Delivery
from reactor.notify.relay import Relay
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.telephones import ADA, Phone, telling

BOB = ObjectId("65f0000000000000000000b0")
CARL = ObjectId("65f0000000000000000000ca")
PEOPLE = {"ada": ADA, "bob": BOB, "carl": CARL}


@pytest.fixture
def told() -> Iterator[list[str]]:
    """What the log says, with its fields."""
    lines: list[str] = []
    sink = logger.add(lines.append, format="{message} {extra}", level="INFO")
    yield lines
    logger.remove(sink)


async def person(database: ScoutlyDatabase, name: str, *urls: str) -> None:
    """Somebody with addresses of their own."""
    user = {"_id": PEOPLE[name], "email": f"{name}@example.org", "notifyUrls": list(urls)}
    await database.users.insert_one(user)


async def put(outbox: Outbox, name: str, *which: str) -> None:
    """Have a person told of matches at companies."""
    for company in which:
        match = {"title": "Engineer", "score": 90, "url": "https://acme.example/1"}
        facts = {"company": company, "matches": [match]}
        await outbox.put(Notice("matches", company, facts, user=PEOPLE[name], own=True))


async def states(database: ScoutlyDatabase) -> list[str]:
    return sorted([notice["state"] async for notice in database.notifications.find({})])


@asynccontextmanager
async def running(relay: Relay, owner: str = "me") -> AsyncIterator[None]:
    """A relay at work for as long as the block runs."""
    async with asyncio.TaskGroup() as group:
        group.create_task(relay.run(lambda: owner))
        relay.wake()
        yield
        relay.stop()


async def test_whose_telephone_hangs_holds_up_only_themselves(
    database: ScoutlyDatabase, settings: Settings, phone: Phone, eventually: Eventually
) -> None:
    phone.hung = {"ada"}
    outbox = Outbox(database)
    await person(database, "ada", f"json://127.0.0.1:{phone.port}/ada?rto=60")
    await person(database, "bob", phone.url("bob"))
    await put(outbox, "ada", "Acme", "Bolt", "Cog")
    relay = Relay(outbox, settings, patience=60)
    async with running(relay):
        await asyncio.wait_for(phone.rang.wait(), 20)
        await put(outbox, "bob", "Dyn", "Eco")
        relay.wake()
        done = {"state": "sent", "user": BOB}

        async def bob_knows() -> bool:
            return await database.notifications.count_documents(done) == 2

        await eventually(bob_knows, within=20)
        assert await database.notifications.count_documents({"state": "sending"}) == 1
        assert await database.notifications.count_documents({"state": "waiting"}) == 2
        assert sorted(phone.titles("bob")) == ["90 Engineer, Dyn", "90 Engineer, Eco"]
        phone.hung.clear()


class Slots:
    """Stands in for couriers: notes who is served, and lets each letter end when it is told to."""

    def __init__(self) -> None:
        self.served: list[str] = []
        self.at_work: list[str] = []
        self.most: dict[str, int] = {}
        self.gates: dict[str, asyncio.Event] = {}

    async def deliver(
        self, _message: object, urls: list[str], *_: Any, **__: Any
    ) -> list[Delivery]:
        name = urls[0].rpartition("/")[2]
        self.served.append(name)
        self.at_work.append(name)
        self.most[name] = max(self.most.get(name, 0), self.at_work.count(name))
        await asyncio.sleep(0)
        if name in self.gates:
            await self.gates[name].wait()
        self.at_work.remove(name)
        return [Delivery(n, "sent") for n in range(len(urls))]


@pytest.mark.parametrize("at_once", [1, 2])
async def test_everybody_has_a_turn_before_anybody_has_a_second(
    at_once: int, database: ScoutlyDatabase, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slots, outbox = Slots(), Outbox(database)
    monkeypatch.setattr(relaying, "_AT_ONCE", at_once)
    monkeypatch.setattr(relaying, "deliver", slots.deliver)
    for name in PEOPLE:
        await person(database, name, f"json://127.0.0.1/{name}")
    await put(outbox, "ada", *(f"A{n}" for n in range(6)))
    await put(outbox, "bob", "B0", "B1")
    await put(outbox, "carl", "C0")
    await Relay(outbox, settings).send_all("me")
    assert sorted(slots.served[:3]) == ["ada", "bob", "carl"]
    if at_once == 1:
        # With two, whose letter is still being settled lets the other have one more.
        assert sorted(slots.served[3:5]) == ["ada", "bob"]
    assert len(slots.served) == 9
    assert set(slots.most.values()) == {1}, "nobody is sent two letters at a time"


async def test_people_known_to_be_slow_never_take_every_slot(
    database: ScoutlyDatabase,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    eventually: Eventually,
) -> None:
    slots, outbox = Slots(), Outbox(database)
    monkeypatch.setattr(relaying, "deliver", slots.deliver)
    monkeypatch.setattr(relaying, "NOTICE_LIMIT", 0.0)  # everybody so far was slow
    for name in PEOPLE:
        await person(database, name, f"json://127.0.0.1/{name}")
    await put(outbox, "ada", "A0")
    await put(outbox, "bob", "B0")
    relay = Relay(outbox, settings)
    await relay.send_all("me")
    slots.gates = {"ada": asyncio.Event(), "bob": asyncio.Event()}
    await put(outbox, "ada", "A1")
    await put(outbox, "bob", "B1")
    async with running(relay):

        async def one_hangs() -> bool:
            return len(slots.at_work) == 1

        await eventually(one_hangs)
        await put(outbox, "carl", "C0")
        relay.wake()
        over = {"state": "sent", "user": CARL}
        await eventually(lambda: database.notifications.find_one(over))
        assert len(slots.at_work) == 1
        for gate in slots.gates.values():
            gate.set()


async def test_at_most_five_addresses_of_a_person_are_used_and_the_log_says_so_once(
    database: ScoutlyDatabase, settings: Settings, phone: Phone, told: list[str]
) -> None:
    outbox = Outbox(database)
    await person(database, "ada", *(phone.url(f"ada{n}") for n in range(7)))
    await put(outbox, "ada", "Acme", "Bolt")
    await Relay(outbox, settings).send_all("me")
    assert sorted(phone.messages) == [f"ada{n}" for n in range(5)]
    assert sum("only a person's first notifyUrls are used" in line for line in told) == 1


async def test_a_refused_address_is_told_once_and_the_others_are_used(
    database: ScoutlyDatabase, settings: Settings, phone: Phone, told: list[str]
) -> None:
    outbox = Outbox(database)
    await person(database, "ada", "syslog://hush", phone.url("ada"))
    await put(outbox, "ada", "Acme", "Bolt")
    await Relay(outbox, settings).send_all("me")
    assert len(phone.titles("ada")) == 2
    assert await states(database) == ["sent", "sent"]
    (line,) = [line for line in told if "an address in notifyUrls is not used" in line]
    assert "'number': 1" in line
    assert "'scheme': 'syslog'" in line
    assert "hush" not in "".join(told)


async def test_whose_addresses_are_all_refused_is_told_nowhere_else(
    database: ScoutlyDatabase, settings: Settings, phone: Phone, told: list[str]
) -> None:
    outbox = Outbox(database)
    await person(database, "ada", "json://192.168.1.5/x", "xml://192.168.1.5/x")
    await put(outbox, "ada", "Acme")
    await Relay(outbox, telling(settings, phone.url())).send_all("me")
    assert phone.messages == {}
    assert await states(database) == ["given up"]
    assert any("notification given up" in line for line in told)


class Forgetful(Outbox):
    """Its claims succeed in MongoDB, and their answers are lost, a number of times."""

    losses = 0

    async def claim(self, *args: Any, **kwargs: Any) -> ClaimedNotice | None:
        letter = await super().claim(*args, **kwargs)
        if letter and self.losses:
            self.losses -= 1
            raise driver.AutoReconnect("connection closed")
        return letter


async def test_a_claim_whose_answer_was_lost_is_taken_up_again_and_sent_once(
    database: ScoutlyDatabase, settings: Settings, phone: Phone, eventually: Eventually
) -> None:
    outbox = Forgetful(database)
    outbox.losses = 2
    await person(database, "ada", phone.url("ada"))
    await put(outbox, "ada", "Acme")
    async with running(Relay(outbox, settings)):
        await eventually(lambda: database.notifications.find_one({"state": "sent"}))
    assert phone.titles("ada") == ["90 Engineer, Acme"]
    assert await database.notifications.count_documents({"attempts": 1}) == 1


class Unsettled(Outbox):
    """MongoDB refuses to note what became of a letter."""

    refuses = True

    async def settle(self, *args: Any, **kwargs: Any) -> Any:
        if self.refuses:
            raise driver.OperationFailure("document failed validation", 121)
        return await super().settle(*args, **kwargs)


async def test_a_letter_that_cannot_be_settled_is_not_sent_twice_and_stops_no_other(
    database: ScoutlyDatabase, settings: Settings, phone: Phone
) -> None:
    outbox = Unsettled(database)
    await person(database, "ada", phone.url("ada"))
    await put(outbox, "ada", "Acme")
    relay = Relay(outbox, settings)
    await relay.send_all("me")
    assert await states(database) == ["sending"]
    outbox.refuses = False
    await put(outbox, "ada", "Bolt")
    await relay.send_all("me")
    assert await states(database) == ["sent", "unsure"]
    assert phone.titles("ada") == ["90 Engineer, Acme", "90 Engineer, Bolt"]


async def test_what_is_in_hand_is_left_in_that_hand(
    database: ScoutlyDatabase, settings: Settings, phone: Phone, eventually: Eventually
) -> None:
    phone.hung = {"ada"}
    outbox = Outbox(database)
    await person(database, "ada", f"json://127.0.0.1:{phone.port}/ada?rto=60")
    await put(outbox, "ada", "Acme")
    owners = iter(["before", *["after"] * 100])
    relay = Relay(outbox, settings, patience=60)
    async with asyncio.TaskGroup() as group:
        group.create_task(relay.run(lambda: next(owners)))
        relay.wake()
        await asyncio.wait_for(phone.rang.wait(), 20)
        await put(outbox, "ada", "Bolt")
        relay.wake()  # under another lease: what is on its way is neither sent again nor ended
        await person(database, "bob", phone.url("bob"))
        await put(outbox, "bob", "Cog")
        relay.wake()
        over = {"state": "sent", "user": BOB}
        await eventually(lambda: database.notifications.find_one(over), within=20)
        assert await database.notifications.find_one({"state": "sending", "by": "before"})
        assert phone.calls == 2
        relay.stop()
