"""What a contender is given, and how it says something, in the contender's process."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings


@dataclass
class Stage:
    """What a contender works with.

    Attributes:
        database: the database it reacts to.
        settings: its settings.
        stand_ins: addresses dialled instead of named hosts, where the internet would be.
        started: to be set when it works.
        stopped: set when it is to end.
        answers: what it answers to lines that it is sent.
    """

    database: ScoutlyDatabase
    settings: Settings
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    started: asyncio.Event = field(default_factory=asyncio.Event)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    answers: dict[str, Callable[[], dict[str, Any]]] = field(default_factory=dict)


def say(**words: Any) -> None:
    """Tell the benchmark something."""
    print(json.dumps(words), flush=True)  # noqa: T201 - the benchmark listens to it


def say_claimed(company_id: Any, running: int) -> None:
    """Tell that a company's job was claimed now; all processes share the monotonic clock."""
    say(claimed=str(company_id), at=monotonic(), running=running)


async def finish(database: ScoutlyDatabase, job_id: Any) -> None:
    """End a job in the least number of writes: one."""
    await database.jobs.update_one(
        {"_id": job_id}, {"$set": {"status": "completed", "result": {}}, "$unset": {"lease": ""}}
    )
