"""Reactors of two versions, with settings that differ, on one database: this one and one before.

The one before comes from this repository's history.
"""

import asyncio
import io
import os
import subprocess
import sys
import tarfile
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGTERM

import pytest
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.settings import Settings
from tests.scoutly import Scoutly

_CHECKOUT = Path(__file__).parents[2]
_BEFORE = "1ff13217eab24cbc6851470bc107bde268bf3407"
"""The last version whose leases did not tell their length, and whose news had no age."""

_COMPANIES, _ROUNDS = 6, 3
_RUN = "import sys; from reactor.__main__ import main; sys.exit(main(['run']))"


@pytest.fixture
def version_before(tmp_path: Path) -> Path:
    """A folder with the package as it was."""
    archive = subprocess.run(
        ["git", "archive", _BEFORE, "reactor"], cwd=_CHECKOUT, capture_output=True, check=False
    )
    if archive.returncode:
        pytest.skip("the history of this repository is not here")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(tmp_path / "before", filter="data")
    return tmp_path / "before"


@asynccontextmanager
async def reactor(package: Path, uri: str, lease: str, folder: Path) -> AsyncIterator[Process]:
    """A reactor of that package while the block runs; it ends well."""
    folder.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(package),
        "MONGODB_URI": uri,
        "REACTOR_LEASE": lease,
        "REACTOR_COOLDOWN": "0s",
        "REACTOR_HOST_INTERVAL": "0s",
        "REACTOR_ALLOW_HOSTS": "127.0.0.1",
        "REACTOR_HTTP_PORT": "0",
        "REACTOR_LOG_DIR": str(folder),
        "REACTOR_GRACE": "2s",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _RUN),
        env=environment,
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
        process.send_signal(SIGTERM)
        async with asyncio.timeout(30):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def log_of(folder: Path) -> str:
    return (folder / "queue-processor.log").read_text()


async def test_two_versions_with_leases_of_their_own_serve_everybody_once(
    scoutly: Scoutly,
    settings: Settings,
    site: TestServer,
    version_before: Path,
) -> None:
    uri = settings.mongodb_uri.get_secret_value()
    page = str(site.make_url("/careers"))
    companies = [await scoutly.track(40, careers_url=page) for _ in range(_COMPANIES)]
    old, new = version_before.parent / "old", version_before.parent / "new"
    async with (
        reactor(version_before, uri, "60s", old),
        reactor(_CHECKOUT, uri, "5s", new),
    ):
        for each in (old, new):

            async def logs(folder: Path = each) -> bool:
                file = folder / "queue-processor.log"
                return file.exists() and "looked at every company" in file.read_text()

            await scoutly.eventually(logs, within=60)
        await all_ran(scoutly, companies, 1)  # a running job absorbs a change of rank
        for rank in range(41, 41 + _ROUNDS):
            await scoutly.database.preferences.update_many({}, {"$set": {"rank": rank}})
            await all_ran(scoutly, companies, rank - 39)
    jobs = await scoutly.database.jobs.find({}).to_list(None)
    assert Counter(job["companyId"] for job in jobs) == dict.fromkeys(companies, 1 + _ROUNDS)
    assert {(job["status"], job.get("crashCount", 0)) for job in jobs} == {("completed", 0)}
    assert "lease lost" not in log_of(old) + log_of(new)


async def all_ran(scoutly: Scoutly, companies: list[ObjectId], times: int) -> None:
    """Wait until each company has so many completed jobs."""

    async def ran() -> bool:
        done = scoutly.database.jobs.find({"status": "completed"})
        counts = Counter([job["companyId"] async for job in done])
        return all(counts[company] >= times for company in companies)

    await scoutly.eventually(ran, within=60)
