"""A stand-in for Gemini that other people wrote: `@copilotkit/aimock` from npm."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

PACKAGE = "@copilotkit/aimock@1"
INSTALL = "SCOUTLY_TESTS_INSTALL"
_PATIENCE = 20

Fixture = Mapping[str, Any]


def program() -> Path:
    """Its program, in the cache of this machine's user.

    It is installed there only where the environment says that it may be: that takes a while, and
    no test run should fetch programs unasked.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "scoutly-reactor-tests"
    found = folder / "node_modules" / ".bin" / "llmock"
    if shutil.which("node") is None:
        pytest.skip("there is no Node.js for npm's @copilotkit/aimock")
    if found.exists():
        return found
    npm = shutil.which("npm")
    if npm is None or not os.environ.get(INSTALL):
        pytest.skip(f"npm's @copilotkit/aimock is not installed; {INSTALL}=1 lets npm install it")
    folder.mkdir(parents=True, exist_ok=True)
    installed = subprocess.run(
        [npm, "install", "--prefix", str(folder), "--no-fund", "--no-audit", PACKAGE],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if installed.returncode != 0:
        pytest.skip(f"npm cannot install aimock: {installed.stderr[-300:]}")
    return found


def when(word: str, **response: Any) -> Fixture:
    """What it answers where this word is in what the user says."""
    return {"match": {"userMessage": word}, "response": response}


def words(value: Any, **details: Any) -> dict[str, Any]:
    """A response with these words."""
    usage = {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}
    return {"content": json.dumps(value), "usage": usage, **details}


@asynccontextmanager
async def aimock(folder: Path, fixtures: Sequence[Fixture]) -> AsyncIterator[str]:
    """The address of one that answers by these fixtures, the first that fits.

    Args:
        folder: for its files.
        fixtures: what it answers.
    """
    (folder / "fixtures.json").write_text(json.dumps({"fixtures": list(fixtures)}))
    port = unused_port()
    process = await asyncio.create_subprocess_exec(
        *(program(), "-p", str(port), "-f", str(folder / "fixtures.json"), "--strict"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=os.environ | {"HOME": str(folder)},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        await _answers(url)
        yield url
    finally:
        process.terminate()
        await process.wait()


async def _answers(url: str) -> None:
    """Wait until it is there."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(_PATIENCE):
        while True:
            try:
                async with session.get(f"{url}/v1/models"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)
