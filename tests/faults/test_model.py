"""No sequence of edits, timers, crashes and reactors makes the reactor forget, double or leak.

The steps are taken on a real MongoDB with several real reactors, of which some sleep and some
are cut off; only what a run finds is invented. For 300 sequences:
`MODEL_SEEDS=30 pytest tests/faults/test_model.py`.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.settings import Settings
from tests.faults.model.machine import endings, indexes, pick
from tests.faults.model.people import (
    CompanyEdits,
    JobEdits,
    PreferenceEdits,
    ProfileEdits,
    valid_ranks,
)
from tests.faults.model.runs import error_of
from tests.faults.model.timers import TimerSteps
from tests.faults.streams import end_change_streams

MAX_REACTORS = 3
SEEDS = int(os.environ.get("MODEL_SEEDS", "1"))
CAMPAIGN = settings(
    max_examples=10,  # from here on hypothesis would rather vary what it has tried
    stateful_step_count=30,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # to shrink would wait for what is not right, again and again
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)


class Steps(PreferenceEdits, ProfileEdits, CompanyEdits, JobEdits, TimerSteps):
    """Everything that people do, and besides it reactors come and go, and runs end."""

    @precondition(lambda self: len(self.world.reactors) < MAX_REACTORS)
    @rule()
    def start_reactor(self) -> None:
        self.do(self.world.start_reactor())

    @precondition(lambda self: len(self.world.awake) > 1)
    @rule(index=indexes)
    def put_reactor_to_sleep(self, index: int) -> None:
        """Like a laptop whose lid is closed, or whose line is cut: what it reads later is old."""
        if reactor := pick(self.world.awake, index):
            reactor.sleep()

    @precondition(lambda self: len(self.world.awake) < len(self.world.reactors))
    @rule(index=indexes)
    def wake_reactor(self, index: int) -> None:
        if reactor := pick([r for r in self.world.reactors if r.sleeps], index):
            reactor.wake()

    @rule()
    def cut_every_line(self) -> None:
        """For a moment: each stream is opened again where it was acted on."""
        self.do(end_change_streams(self.database))

    @rule(index=indexes)
    def stop_reactor(self, index: int) -> None:
        if reactor := pick(self.world.awake, index):
            self.do(self.world.stop_reactor(reactor))

    @rule(index=indexes, after=st.integers(0, 6), rank=valid_ranks)
    def kill_reactor(self, index: int, after: int, rank: Any) -> None:
        """After so many answers of MongoDB, while it acts on an edit of all ranks."""
        if reactor := pick(self.world.awake, index):
            self.world.kill_reactor(reactor, after)
            self.edit_every_rank(rank)

    @rule(index=indexes, how=endings)
    def end_run(self, index: int, how: str) -> None:
        if run := pick(self.world.running, index):
            run.end(error_of(how))

    @rule(how=endings)
    def end_every_run(self, how: str) -> None:
        for run in self.world.running:
            run.end(error_of(how))

    @precondition(lambda self: self.world.dead)
    @rule(index=indexes, how=endings, late=st.booleans())
    def wake_stopped_run(self, index: int, how: str, *, late: bool) -> None:
        """Of a reactor that was only stopped, and perhaps for longer than its lease."""
        if run := pick(self.world.stopped, index):
            if late:
                self.time_passes("lease")
            self.do(self.world.wake_stopped_run(run, error_of(how)))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def uri() -> AsyncIterator[str]:
    """A mongod that soon forgets a transaction in which a reactor was killed."""
    async with TemporaryMongod("--setParameter", "transactionLifetimeLimitSeconds=1") as server:
        yield server.uri


@pytest.mark.parametrize("number", range(SEEDS))
def test_whatever_happens_nothing_is_forgotten_doubled_or_left_behind(
    number: int, uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the checkout
    quick = {"concurrency": 2, "max_attempts": 2, "max_crashes": 2, "backoff": "1h", "grace": "0s"}

    @seed(number)
    class Seeded(Steps):
        """The same steps each time that this number is drawn."""

    Seeded.uri, Seeded.reactor_settings = uri, Settings.from_environment(**quick)
    run_state_machine_as_test(Seeded, settings=CAMPAIGN)
