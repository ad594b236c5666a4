"""Servers besides the bundled one: SCOUTLY_MONGOD names theirs (`.ci/servers.py` fetches some)."""

import asyncio
import subprocess
from pathlib import Path

import pytest

from reactor.embedded_mongod.binary import find_mongod, version_in
from reactor.embedded_mongod.temporary import TemporaryMongod
from tests.acceptance.test_run_command import reactor_run


@pytest.fixture
def too_old() -> None:
    """Skip where the server is one that can be used."""
    told = subprocess.run([find_mongod(), "--version"], capture_output=True, text=True, check=True)
    release = version_in(told.stdout)
    if release is None or release >= (6, 0):
        pytest.skip("SCOUTLY_MONGOD names no MongoDB older than 6.0")


@pytest.mark.usefixtures("too_old")
async def test_a_real_server_that_is_too_old_is_refused_in_one_line(tmp_path: Path) -> None:
    async with (
        TemporaryMongod() as mongod,
        reactor_run(tmp_path, MONGODB_URI=mongod.uri, REACTOR_HTTP_PORT="0") as process,
    ):
        async with asyncio.timeout(60):
            _, errors = await process.communicate()
    assert process.returncode == 2
    [line] = errors.decode().splitlines()
    assert "6.0 or later" in line
