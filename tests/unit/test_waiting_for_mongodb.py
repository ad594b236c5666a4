"""What waits for MongoDB waits as long as that is worth it, and is known in one place."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import MappingProxyType

import pytest
from pymongo.errors import AutoReconnect, OperationFailure, PyMongoError, WriteError

from reactor.mongo import outage_retry
from reactor.mongo.error_kinds import Refusal
from reactor.mongo.outage_retry import Availability, OutageWait, observed_by, through_outages
from tests.faults.scene import Told, listening

AWAY = AutoReconnect("connection closed")
DENIED = OperationFailure("not authorized on scoutly to execute command { find: 'users' }", 13)
FULL = OperationFailure("you are over your space quota", 8000)
STRANGE = OperationFailure("what is this?", 5_107_200)
UNFIT = WriteError("Document failed validation", 121)


class Refusing:
    """Work that is refused for some time, and then done.

    Attributes:
        tries: how often it was tried.
    """

    def __init__(self, error: Exception, times: int = 1_000_000) -> None:
        self._error = error
        self._times = times
        self.tries = 0

    async def __call__(self) -> str:
        self.tries += 1
        if self.tries <= self._times:
            raise self._error
        return "done"

    async def tried(self, times: int) -> None:
        while self.tries < times:  # noqa: ASYNC110 - nobody calls
            await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outage_retry, "_FIRST_PAUSE", 0.0)
    monkeypatch.setattr(outage_retry, "_MAX_PAUSE", MappingProxyType(dict.fromkeys(Refusal, 0.0)))


@pytest.fixture
def availability() -> Iterator[Availability]:
    known = Availability("scoutly", "app")
    with observed_by(known):
        yield known


@pytest.fixture
def told() -> Iterator[Told]:
    with listening() as heard:
        yield heard


@pytest.mark.parametrize("error", [AWAY, DENIED, FULL, ExceptionGroup("two", [AWAY, DENIED])])
async def test_what_ends_some_time_is_waited_for(error: Exception) -> None:
    assert await through_outages(Refusing(error, 50), "looking") == "done"


@pytest.mark.parametrize("error", [UNFIT, ExceptionGroup("two", [AWAY, UNFIT])])
async def test_what_will_always_be_refused_is_the_callers_at_once(error: Exception) -> None:
    work = Refusing(error)
    with pytest.raises((PyMongoError, ExceptionGroup)):
        await through_outages(work, "looking")
    assert work.tries == 1


async def test_what_nobody_knows_is_tried_again_and_then_the_callers() -> None:
    assert await through_outages(Refusing(STRANGE, 3), "looking") == "done"
    work = Refusing(STRANGE)
    with pytest.raises(OperationFailure):
        await through_outages(work, "looking", patience=0.05)
    assert work.tries > 1


@pytest.mark.parametrize("error", [STRANGE, UNFIT])
async def test_work_without_which_no_reactor_lives_is_tried_for_ever(error: Exception) -> None:
    assert await through_outages(Refusing(error, 50), "taking a lease", patience=None) == "done"


@pytest.mark.parametrize(
    ("error", "state", "needs_people"),
    [
        (AWAY, "away", False),
        (DENIED, "right missing", True),
        (FULL, "quota used up", True),
        (STRANGE, "refusing", False),
    ],
)
async def test_what_waits_has_a_name_until_it_goes_through(
    availability: Availability, error: Exception, state: str, needs_people: bool
) -> None:
    work = Refusing(error)
    waiting = asyncio.create_task(through_outages(work, "looking"))
    await work.tried(3)
    outage = availability.gravest
    assert outage
    assert (outage.kind.value, outage.doing) == (state, "looking")
    assert availability.needs_people == needs_people
    assert availability.mend(outage)
    work._times = 0  # noqa: SLF001 - it goes through now
    assert await waiting == "done"
    assert availability.gravest is None


async def test_the_mend_of_a_missing_right_names_the_database_and_the_user(
    availability: Availability,
) -> None:
    waiting = OutageWait("reading changes")
    waiting.note(Refusal.DENIED, DENIED)
    assert availability.gravest
    assert "grant readWrite on scoutly to the user app" in availability.mend(availability.gravest)


async def test_what_people_must_mend_is_named_before_what_passes(
    availability: Availability,
) -> None:
    OutageWait("claiming a job").note(Refusal.PASSING, AWAY)
    OutageWait("saving a result").note(Refusal.QUOTA, FULL)
    assert availability.gravest
    assert availability.gravest.doing == "saving a result"


async def test_an_outage_is_told_once_however_many_wait_and_however_often_they_try(
    availability: Availability, told: Told
) -> None:
    works = [Refusing(AWAY, 20) for _ in range(7)]
    await asyncio.gather(*(through_outages(work, "looking") for work in works))
    assert availability.gravest is None
    assert told.messages == {"MongoDB is away": 1, "MongoDB is itself again": 1}


async def test_who_is_stopped_while_it_waits_does_not_say_that_all_is_well(
    availability: Availability, told: Told
) -> None:
    work = Refusing(AWAY)
    waiting = asyncio.create_task(through_outages(work, "looking"))
    await work.tried(3)
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    assert availability.gravest is None
    assert told.messages["MongoDB is itself again"] == 0


def test_pauses_grow_up_to_a_few_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    note: Callable[[], float] = lambda: waiting.note(Refusal.PASSING, AWAY)  # noqa: E731 - short
    waiting = OutageWait("looking")
    pauses = [note() for _ in range(6)]
    assert pauses == [0.5, 1.0, 2.0, 3.0, 3.0, 3.0]
    waiting.end()
    assert note() == 0.5
