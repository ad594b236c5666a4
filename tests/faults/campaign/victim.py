"""A real reactor in a process of its own that notes its runs, and dies where it is told to.

It says `ready` when all is imported, and then reads its orders, a line of JSON; its settings come
from the environment, as for `reactor run`.
"""

import asyncio
import ctypes
import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from unittest.mock import patch

from pymongo import monitoring

from reactor.app import Reactor
from reactor.documents import Company
from reactor.logs import configure_logs
from reactor.mongo.postings.visit_outcome import VisitOutcome
from reactor.pipeline import Pipeline
from reactor.settings import Settings
from reactor.signals import stop_on_signals
from tests.faults.campaign.diary import Diary, Entry
from tests.faults.campaign.weapons import Trigger, Weapon

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)


@dataclass(frozen=True, slots=True)
class Orders:
    """What a victim is told.

    Attributes:
        diary: path of the diary.
        stand_ins: where to dial instead, by host name.
        weapon: what kills it; None: whoever started it.
    """

    diary: str
    stand_ins: Mapping[str, str]
    weapon: Weapon | None = None

    def written(self) -> bytes:
        """As a line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: str) -> Self:
        """The orders that were written."""
        orders = json.loads(line)
        weapon = Weapon(**orders["weapon"]) if orders["weapon"] else None
        return cls(orders["diary"], orders["stand_ins"], weapon)


def main() -> None:
    """Live as ordered, until killed or told to stop; without orders, not at all."""
    if sys.platform == "linux":
        # A test that is killed itself must leave no reactor that waits for its MongoDB for ever.
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    # Else the pipe would be open until the last of its children has ended, and so long whoever
    # waits for this process would take it for alive.
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    if line := sys.stdin.readline():
        _live(Orders.read(line))


def _live(orders: Orders) -> None:
    diary = Diary(Path(orders.diary))
    diary.note(Entry("born", os.getpid(), str(orders.weapon or "")))
    monitoring.register(Trigger(orders.weapon, diary))
    settings = Settings.from_environment()
    configure_logs(settings, screen=False)
    run = Pipeline.run

    async def noted_run(self: Pipeline, company: Company) -> VisitOutcome:
        diary.note(Entry("begun", os.getpid(), company.slug))
        try:
            return await run(self, company)
        finally:
            diary.note(Entry("ended", os.getpid(), company.slug))

    with patch.object(Pipeline, "run", noted_run):
        asyncio.run(_react(settings, orders))


async def _react(settings: Settings, orders: Orders) -> None:
    reactor = Reactor(settings, stand_ins=orders.stand_ins)
    stop_on_signals(reactor.stop)
    await reactor.run()
