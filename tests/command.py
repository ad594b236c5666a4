"""A `reactor` command as people start it: a process of its own on a test's database."""

import asyncio
import os
import subprocess
import sys
from asyncio.subprocess import Process
from pathlib import Path

from reactor.settings import Settings


async def start(
    settings: Settings,
    folder: Path,
    *arguments: str,
    stdout: int = subprocess.PIPE,
    **environment: str,
) -> Process:
    """The command, running."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "reactor", *arguments),
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
            "REACTOR_ALLOW_HOSTS": "127.0.0.1",
            "REACTOR_HOST_INTERVAL": "0s",
            "REACTOR_LOG_DIR": str(folder / "logs"),
        }
        | environment,
    )


async def run(
    settings: Settings, folder: Path, *arguments: str, said: str = "", **environment: str
) -> tuple[int, str, str]:
    """Its exit status, what it printed and what it complained of; `said` is its input."""
    process = await start(settings, folder, *arguments, stdout=subprocess.PIPE, **environment)
    output, errors = await process.communicate(said.encode())
    assert process.returncode is not None
    return process.returncode, output.decode(), errors.decode()


def last_line(output: str) -> str:
    """What a command says at the end."""
    return output.rstrip().splitlines()[-1]
