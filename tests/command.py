"""A `reactor` command as people start it: a process of its own on a test's database."""

import asyncio
import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reactor.settings import Settings
from tests.loaded_parsers import loaded

_HERE = Path(__file__).parent
_READ_AT_THE_START = ("PYTHON", "LD_", "FAKETIME", "MALLOC_")
"""Variables that only count for a process that is started with them."""


def command_line(*arguments: str, variables: Iterable[str] = ()) -> tuple[str, ...]:
    """What to start for a command: a process that ends as it does, and passes signals on to it.

    The command itself is a fork of one that has loaded the program: see `tests.command_host`.

    Args:
        arguments: what is typed behind `reactor`.
        variables: the names of those that the test sets in its environment.
    """
    if not hasattr(os, "pidfd_open") or any(
        name.startswith(_READ_AT_THE_START) for name in variables
    ):
        return sys.executable, "-m", "reactor", *arguments
    return sys.executable, "-ISs", str(_HERE / "typed.py"), _host(), *arguments


@cache
def _host() -> str:
    """Where this worker of pytest has its commands run; the first one waits until it is loaded."""
    folder = Path(tempfile.mkdtemp(prefix="scoutly-commands-"))
    address, parsers = str(folder / "socket"), loaded()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        host = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.command_host", str(listener.fileno())),
                json.dumps(parsers),
            ],
            stdin=subprocess.PIPE,
            cwd=_HERE.parent,
            pass_fds=[listener.fileno(), parsers.alive],
        )

    def end() -> None:
        host.communicate()
        shutil.rmtree(folder)

    atexit.register(end)
    return address


async def start(
    settings: Settings,
    folder: Path,
    *arguments: str,
    stdout: int = subprocess.PIPE,
    **environment: str,
) -> Process:
    """The command, running."""
    return await asyncio.create_subprocess_exec(
        *command_line(*arguments, variables=environment),
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
