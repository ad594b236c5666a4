"""A month of a household: every visit that is due is made, in time, and hardly another one.

A Pi that always runs, a laptop that sleeps every night, a line that is cut, power that fails, and
two people who edit. For more months, and to see which faults of the reactor these would show:
`pytest tests/faults/test_household.py --households 50 -s`.
"""

import random
import sys
from collections.abc import Callable
from datetime import datetime

import pytest

from reactor.core.stream import fold
from reactor.decisions import reactions
from reactor.decisions.cancellation import news_of_calling_off
from reactor.decisions.company_facts import Facts
from reactor.documents import Company
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.faults.household.account import Account
from tests.faults.household.flat import COOLDOWN, INTERVALS, Flat, Laptop, settings_through
from tests.faults.household.month import Month
from tests.faults.household.queue import Queue
from tests.faults.household.worker import Worker
from tests.faults.proxy import Cable

MAX_MADE = 1.02
MAX_MADE_IN_SECONDS = 1.10
ENOUGH = 10
"""Months in which each of the faults shows."""

Fault = Callable[[pytest.MonkeyPatch], None]


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


@pytest.mark.timeout(0)  # its length is an option
def test_every_due_visit_is_made_in_time_and_hardly_another(households: int) -> None:
    for seed in range(households):
        account = live(seed)
        assert not account.missed
        assert 1 <= account.ratio <= MAX_MADE, account.extra
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

    def now_if_any(facts: Facts, company: Company, now: datetime) -> datetime | None:
        return now if news_of_calling_off(facts, company, now) else None

    patch.setattr(reactions, "news_of_calling_off", now_if_any)


def what_was_tried_since_a_job_was_set_back_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Queue, "untried_since", staticmethod(lambda _, __: True))


def jobs_of_a_lease_that_was_lost_are_not_handed_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Worker, "disown_former", lambda _: None)


FAULTS: list[tuple[Fault, Callable[[Account], object]]] = [
    (every_deletion_of_a_timer_is_a_persons_and_has_no_age, lambda seen: seen.ratio > MAX_MADE),
    (a_calling_off_counts_from_when_it_is_read, lambda seen: seen.late),
    (what_was_tried_since_a_job_was_set_back_is_forgotten, lambda seen: seen.hasty),
    (jobs_of_a_lease_that_was_lost_are_not_handed_back, lambda seen: seen.wrong_crashes),
]


@pytest.mark.timeout(0)  # its length is an option
@pytest.mark.parametrize(("fault", "notices"), FAULTS, ids=[each.__name__ for each, _ in FAULTS])
def test_some_month_shows_that(
    fault: Fault,
    notices: Callable[[Account], object],
    households: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if households < ENOUGH:
        pytest.skip(f"it may take some months: --households {ENOUGH}")
    fault(monkeypatch)
    assert any(notices(live(seed)) for seed in range(households))


# On a real MongoDB


@pytest.mark.timeout(0)  # its length is an option
async def test_a_laptop_that_comes_and_goes_costs_no_second_visits(
    mongod: TemporaryMongod,
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
            for rank in (95, 90, 81, 80, 75, 70, 61, 60, 50, 40, 31, 30, 20, 11, 10, 5):
                await flat.track(rank)
            for number in range(households):
                await laptop.is_away(("stalled", "cut off", "switched off")[number % 3])
    now = await database.now()
    flat.account.close(now)
    made, due = flat.account.made, flat.account.due
    sys.stdout.write(f"{made} visits made / {due} due = {flat.account.ratio:.4f}\n")
    assert not flat.account.missed
    assert 1 <= flat.account.ratio <= MAX_MADE_IN_SECONDS, flat.account.extra
    assert not await database.jobs.count_documents({"crashCount": {"$gt": 0}})
