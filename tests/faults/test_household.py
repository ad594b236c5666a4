"""A month of a household: every visit that is due is made, in time, and hardly another one.

A Pi that always runs, a laptop that sleeps every night, a line that is cut, power that fails, and
two people who edit. Each test also shows with which faults of the reactor it would fail. For more
months: `pytest tests/faults/test_household.py --households 50 -s`.
"""

import random
import sys
from collections.abc import Callable
from datetime import datetime

import pytest

from reactor.core import fold
from reactor.decisions import reactions
from reactor.decisions.company_facts import Facts
from reactor.documents import Company
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.embedded import EmbeddedMongod
from reactor.settings import Settings
from tests.faults.household.account import Account
from tests.faults.household.flat import COOLDOWN, INTERVALS, Flat, Laptop, settings_through
from tests.faults.household.month import Month
from tests.faults.household.queue import Queue
from tests.faults.household.reactor import Reactor
from tests.faults.proxy import Cable

MOST_MADE = 1.02
MOST_MADE_IN_SECONDS = 1.10


def live(seed: int) -> Account:
    """A month of one household."""
    settings = Settings.from_environment(_env_file=None, concurrency=2)
    account = Month(seed, settings).run()
    sys.stdout.write(
        f"household {seed}: {account.made} visits made / {account.due} due = {account.ratio:.4f}, "
        f"late {len(account.late)}, missed {len(account.missed)}, "
        f"counted as crashed {dict(account.crashes)}\n"
    )
    return account


def test_a_month_of_a_household(households: int) -> None:
    for seed in range(households):
        account = live(seed)
        assert not account.missed
        assert 1 <= account.ratio <= MOST_MADE, account.extra
        assert not account.late
        assert not account.hasty
        assert not account.wrong_crashes


# Faults that it would find


def every_deletion_of_a_timer_is_a_persons_and_has_no_age(patch: pytest.MonkeyPatch) -> None:
    def says_now(seen: reactions._Seen) -> bool:
        return seen.facts.cause.timer_deleted_at is not None and seen.cooling_since is None

    patch.setattr(fold, "_had_expired", lambda _: False)
    patch.setattr(reactions, "_says_now", says_now)


def a_calling_off_counts_from_when_it_is_read(patch: pytest.MonkeyPatch) -> None:
    news = reactions.news_of_calling_off

    def now_if_any(facts: Facts, company: Company, now: datetime) -> datetime | None:
        return now if news(facts, company, now) else None

    patch.setattr(reactions, "news_of_calling_off", now_if_any)


def what_was_tried_since_a_job_was_set_back_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Queue, "untried_since", staticmethod(lambda _, __: True))


def jobs_of_a_lease_that_was_lost_are_not_handed_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Reactor, "disown_former", lambda _: None)


FAULTS: list[tuple[Callable[[pytest.MonkeyPatch], None], int, Callable[[Account], object]]] = [
    (every_deletion_of_a_timer_is_a_persons_and_has_no_age, 0, lambda a: a.ratio > MOST_MADE),
    (a_calling_off_counts_from_when_it_is_read, 2, lambda a: a.late),
    (what_was_tried_since_a_job_was_set_back_is_forgotten, 3, lambda a: a.hasty),
    (jobs_of_a_lease_that_was_lost_are_not_handed_back, 1, lambda a: a.wrong_crashes),
]


@pytest.mark.parametrize(("fault", "seed", "notices"), FAULTS, ids=[f[0].__name__ for f in FAULTS])
def test_a_month_shows_the_fault_that(
    fault: Callable[[pytest.MonkeyPatch], None],
    seed: int,
    notices: Callable[[Account], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault(monkeypatch)
    assert notices(live(seed))


# On a real MongoDB


@pytest.mark.timeout(0)  # its length is an option
async def test_a_laptop_that_comes_and_goes_costs_no_second_visits(
    mongod: EmbeddedMongod,
    database: ScoutlyDatabase,
    settings: Settings,
    households: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reactor.decisions.schedule._INTERVALS", INTERVALS)
    settings = settings.model_copy(update={"cooldown": COOLDOWN})
    flat = Flat(database, random.Random(1))  # noqa: S311 - which edit comes next is no secret
    with Cable(mongod.port) as cable:
        laptop = Laptop(flat, settings_through(cable, mongod, settings), cable)
        async with flat.reacting(settings), flat.editing():
            for rank in (95, 90, 81, 75, 61, 50, 40, 31, 20, 5):
                await flat.track(rank)
            for number in range(households):
                await laptop.is_away(("stalled", "cut off", "switched off")[number % 3])
    now = await database.now()
    flat.account.close(now)
    made, due = flat.account.made, flat.account.due
    sys.stdout.write(f"{made} visits made / {due} due = {flat.account.ratio:.4f}\n")
    assert not flat.account.missed
    assert 1 <= flat.account.ratio <= MOST_MADE_IN_SECONDS, flat.account.extra
    assert not await database.jobs.count_documents({"crashCount": {"$gt": 0}})
