"""A contender in a process of its own: `python -m tests.benchmarks.contender NAME`.

Further arguments are `--no-logs`, and `HOST=BASE` for each host that is played at another address.
It reads its settings from the environment, says that it is ready, works from the line `start` on,
and ends with its standard input. What it has to tell it says as lines of JSON.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from loguru import logger

from reactor.logs import configure_logs
from reactor.mongo import driver
from reactor.mongo.connection import open_database
from reactor.settings import Settings
from tests.benchmarks import bare, reactors
from tests.benchmarks.stage import Stage, say

Contender = Callable[[Stage], Coroutine[Any, Any, None]]
CONTENDERS: dict[str, Contender] = {
    "reactor-noting": partial(reactors.react, reactors.Noting),
    "reactor-brief": partial(reactors.react, reactors.Brief),
    "reactor-stuck": partial(reactors.react, reactors.Stuck),
    "reactor-whole": reactors.visit,
    "reactor-finding-nothing": partial(reactors.react, reactors.finding_nothing),
    "bare-rank-loop": bare.react_to_ranks,
    "bare-insert-loop": bare.react_to_jobs,
    "bare-workers": bare.work,
    "bare-watch": bare.watch,
}


async def main(name: str, *options: str) -> None:
    settings = Settings.from_environment()
    logger.remove()
    if "--no-logs" not in options:
        configure_logs(settings, screen=False)
    database = open_database(settings)
    stand_ins = dict(option.split("=", 1) for option in options if "=" in option)
    stage = Stage(database, settings, stand_ins)
    lines = await _standard_input()
    say(ready=True)
    if await lines.readline():
        async with asyncio.TaskGroup() as group:
            group.create_task(CONTENDERS[name](stage))
            group.create_task(_announce(stage))
            while line := await lines.readline():
                answer = stage.answers[line.decode().strip()]
                say(**answer())
            stage.stopped.set()
            stage.started.set()
    await driver.disconnect(database.client)


async def _announce(stage: Stage) -> None:
    await stage.started.wait()
    say(started=True)


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    protocol: Any = asyncio.StreamReaderProtocol(reader)
    pipe = os.fdopen(sys.stdin.fileno(), "rb", closefd=False)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, pipe)
    return reader


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
