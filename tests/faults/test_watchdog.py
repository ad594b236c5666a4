"""A reactor whose stream is stuck ends, so that its container starts it again."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

_STUCK = """
import asyncio, sys, time
from datetime import timedelta
from reactor.cli import main
from reactor.core.liveness import watchdog
from reactor.core.stream.inbox import Inbox

reads = 0
put_events = Inbox.put_events

async def stuck(inbox, events, position):
    global reads
    reads += 1
    if reads > 1:
        {how}
    await put_events(inbox, events, position)

watchdog.PATIENCE = timedelta(seconds=2)
Inbox.put_events = stuck
sys.argv = ["reactor", "run"]
main()
"""


@pytest.mark.parametrize(
    "how",
    ["await asyncio.Event().wait()", "time.sleep(3600)"],
    ids=["the reader waits for ever", "the event loop is blocked"],
)
async def test_a_reactor_whose_stream_is_stuck_says_so_and_ends(
    settings: Settings, database: ScoutlyDatabase, tmp_path: Path, how: str
) -> None:
    assert database.name in settings.mongodb_uri.get_secret_value()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
        "REACTOR_LOG_DIR": str(tmp_path),
        "REACTOR_HTTP_PORT": "0",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _STUCK.format(how=how), cwd=tmp_path, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with asyncio.timeout(30):
        output, _ = await process.communicate()
    assert process.returncode == 1
    told = [line for line in output.decode().splitlines() if "the change stream is stuck" in line]
    assert len(told) == 1
    assert "CRITICAL" in told[0]
