"""The web app's models, run by node through the real Mongoose, on a test's database."""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.npm import installed

GENERATIONS = ("v1", "v2", "main")
App = Callable[[str, str], Awaitable[dict[str, Any]]]


@pytest.fixture(scope="session")
def mongoose() -> Path:
    """Where Mongoose is, of the major version that the web app asks for."""
    return installed("mongoose", "8")


@pytest.fixture
def app(mongoose: Path, settings: Settings) -> App:
    """Let a generation of the app read, write or make its indexes; gives what it tells."""

    async def run(generation: str, task: str) -> dict[str, Any]:
        process = await asyncio.create_subprocess_exec(
            shutil.which("node") or "node",
            str(Path(__file__).with_name("models.js")),
            generation,
            task,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=os.environ | {"NODE_PATH": str(mongoose)},
        )
        uri = json.dumps({"uri": settings.mongodb_uri.get_secret_value()}).encode()
        out, err = await process.communicate(uri)
        assert process.returncode == 0, err.decode()
        told: dict[str, Any] = json.loads(out)
        return told

    return run


@pytest_asyncio.fixture
async def bare(settings: Settings) -> AsyncIterator[ScoutlyDatabase]:
    """A database of this test's own in which no reactor has been."""
    uri = settings.mongodb_uri.get_secret_value()
    client = driver.connect(uri)
    name = driver.database_name(uri)
    assert name
    yield ScoutlyDatabase(client, name)
    await client.drop_database(name)
    await driver.disconnect(client)
