"""`reactor --version`: what runs here, as a report of a fault should tell it."""

# ruff: noqa: PLC0415 - imports that take a second stand where they are used: --help waits for none

import argparse
import asyncio
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reactor import __version__
from reactor.threads import run_main

COMMIT_VARIABLE = "SCOUTLY_COMMIT"
"""The image's build writes the commit there; see the Dockerfile."""

UNKNOWN = "unknown"
_ROOT = Path(__file__).parents[2]
_GIT_SECONDS = 5
_SERVER_SECONDS = 5


class VersionAction(argparse.Action):
    """Print the versions of all that takes part, and exit with 0."""

    def __init__(self, option_strings: Sequence[str], *_: Any, **__: Any) -> None:
        explained = "tell the version, the commit, Python's, the driver's and the server's"
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=explained)

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002 - argparse passes it
        values: object,  # noqa: ARG002 - argparse passes it
        option_string: str | None = None,  # noqa: ARG002 - argparse passes it
    ) -> None:
        """Tell it; argparse calls this as soon as it reads the option."""
        print(versions(run_main(server())))  # noqa: T201 - the command's answer
        parser.exit()


def versions(server: str) -> str:
    """Five lines: the program, its commit, Python, the driver, and the server as given."""
    driver = f"motor {version('motor')}, pymongo {version('pymongo')}"
    return (
        f"reactor {__version__}\n"
        f"commit  {commit()}\n"
        f"python  {platform.python_version()}\n"
        f"driver  {driver}\n"
        f"server  {server}"
    )


def commit(root: Path = _ROOT) -> str:
    """The commit of the code: the one that the image's build named, else a checkout's by git.

    Args:
        root: the folder that the package is in.

    Returns:
        Its first digits, with `-dirty` behind them where files were changed since; `unknown`
        where nobody tells.
    """
    if named := os.environ.get(COMMIT_VARIABLE):
        return named
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return UNKNOWN
    ask = [git, "-C", str(root), "describe", "--always", "--dirty", "--abbrev=8", "--exclude=*"]
    try:
        told = subprocess.run(  # noqa: S603 - our own arguments
            ask, capture_output=True, text=True, timeout=_GIT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return UNKNOWN
    return told.stdout.strip() or UNKNOWN


async def server() -> str:
    """What answers at `MONGODB_URI`, or why that is not known; after a few seconds at most."""
    from reactor.errors import SettingsError
    from reactor.mongo import driver
    from reactor.mongo.connection import open_database, unreachable
    from reactor.settings import Settings

    try:
        database = open_database(Settings.from_environment())
    except SettingsError as error:
        return f"not asked: {error}"
    try:
        async with asyncio.timeout(_SERVER_SECONDS):
            build = await database.client.admin.command("buildInfo")
    except TimeoutError:
        return f"no answer within {_SERVER_SECONDS} s"
    except driver.OperationFailure as error:
        return f"not told: {driver.brief(error)}"
    except driver.PyMongoError as error:
        return f"not reached: {unreachable(database, error)}"
    finally:
        await driver.disconnect(database.client)
    return f"MongoDB {build['version']}"
