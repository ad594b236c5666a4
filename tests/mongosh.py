"""A real mongosh, to edit with as people do."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from reactor.settings import Settings

Mongosh = Callable[[str], Awaitable[Any]]


@pytest.fixture(scope="session")
def mongosh_program() -> Path:
    """The mongosh on PATH, else one from npm, installed once for this machine's user."""
    if found := shutil.which("mongosh"):
        return Path(found)
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("neither mongosh nor npm is here")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "scoutly-reactor-tests"
    program = folder / "node_modules" / ".bin" / "mongosh"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        installed = subprocess.run(
            [npm, "install", "--prefix", str(folder), "--no-fund", "--no-audit", "mongosh@2"],
            check=False,
            capture_output=True,
            text=True,
            timeout=600,
        )
        if installed.returncode != 0:
            pytest.skip(f"npm cannot install mongosh: {installed.stderr[-300:]}")
    return program


@pytest.fixture
def mongosh(mongosh_program: Path, settings: Settings, tmp_path: Path) -> Mongosh:
    """Run JavaScript in a real mongosh on this test's database; gives what it prints as JSON."""

    async def run(script: str) -> Any:
        process = await asyncio.create_subprocess_exec(
            mongosh_program,
            settings.mongodb_uri.get_secret_value(),
            "--quiet",
            "--norc",
            "--eval",
            f"print(EJSON.stringify((() => {{ {script} }})() ?? null))",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"HOME": str(tmp_path)},
        )
        output, errors = await process.communicate()
        assert process.returncode == 0, f"{output.decode()}{errors.decode()}"
        return json.loads(output.decode().splitlines()[-1])

    return run
