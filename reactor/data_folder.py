"""The data folder of an embedded MongoDB: its lock, and discovery by other commands.

The process that runs a MongoDB on a folder holds a lock on a file that contains the address. The
kernel releases the lock however the process ends, so an address without a lock is outdated.
"""

import fcntl
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reactor.errors import SettingsError

LOCAL = "mongodb://localhost:27017/scoutly"
"""Default address of MongoDB if none is configured and none is embedded."""
_NAME = "scoutly-reactor"
_PATIENCE = 0.5
"""Seconds to wait for the lock: another command's check may hold it for up to half a
millisecond."""


@dataclass(frozen=True, slots=True)
class RunningMongod:
    """A running embedded MongoDB.

    Attributes:
        folder: its data folder.
        uri: its connection string.
        pid: the process that started it.
    """

    folder: Path
    uri: str
    pid: int


def default_folder() -> Path:
    """The default data folder of an embedded MongoDB.

    It follows the XDG Base Directory Specification, which ignores relative paths; on macOS it is in
    `Application Support`.
    """
    given = os.environ.get("XDG_DATA_HOME", "")
    if Path(given).is_absolute():
        return Path(given) / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME
    return Path.home() / ".local" / "share" / _NAME


class DataFolder:
    """A folder that serves one embedded MongoDB at a time.

    Attributes:
        path: its absolute path.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()

    @property
    def mongodb(self) -> Path:
        """The folder of MongoDB's own files."""
        return self.path / "mongodb"

    @property
    def log(self) -> Path:
        """MongoDB's log file."""
        return self.path / "mongod.log"

    @property
    def demo(self) -> Path:
        """A marker file that exists while the demo's sample data is in the database."""
        return self.path / "demo"

    @property
    def is_used(self) -> bool:
        """Whether a MongoDB has ever run on this folder."""
        return (self.mongodb / "WiredTiger").exists()

    @property
    def is_default(self) -> bool:
        """Whether it is the folder that commands use by default."""
        return self.path == default_folder()

    @property
    def command(self) -> str:
        """The command that starts a reactor on this folder."""
        return "reactor run --embedded" + ("" if self.is_default else f" {self.path}")

    @property
    def _lock(self) -> Path:
        return self.path / "reactor.lock"

    @contextmanager
    def claimed(self) -> Iterator["FolderLock"]:
        """Hold the folder's exclusive lock; a missing folder is created with mode 0700.

        Raises:
            SettingsError: another process holds the lock, or the folder is not writable.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.mongodb.mkdir(mode=0o700, exist_ok=True)
            file = os.fdopen(os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600), "r+")
        except OSError as error:
            raise SettingsError(f"{self.path} cannot be used ({error.strerror})") from None
        with file:
            self._take(file)
            yield FolderLock(self, file)

    def _take(self, file: IO[str]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < deadline:
                    time.sleep(_PATIENCE / 50)
                    continue
            except OSError as error:
                raise SettingsError(
                    f"{self.path} is on a disk without locks ({error.strerror}); name a folder "
                    "on a disk of this machine"
                ) from None
            held = _noted(file)
            by = f"process {held[1]}" if held else "another process"
            raise SettingsError(
                f"{self.path} is in use by {by}; stop that one, or name another folder "
                "(other commands find it by themselves)"
            )

    def running(self) -> RunningMongod | None:
        """The MongoDB that runs on this folder, None if there is none."""
        with suppress(OSError), self._lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                if noted := _noted(file):
                    return RunningMongod(self.path, *noted)
        return None


class FolderLock:
    """The exclusive lock on a folder, held until its file is closed."""

    def __init__(self, folder: DataFolder, file: IO[str]) -> None:
        self.folder = folder
        self._file = file

    @contextmanager
    def announced(self, uri: str) -> Iterator[None]:
        """Publish `uri` to other commands while the block runs."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps({"uri": uri, "pid": os.getpid()}) + "\n")
        self._file.flush()
        with _listed(self.folder):
            yield


def all_running() -> tuple[RunningMongod, ...]:
    """All embedded MongoDBs of this user that are running."""
    default = default_folder()
    folders = [default]
    with suppress(OSError):
        for note in sorted((default / "elsewhere").iterdir()):
            with suppress(OSError, UnicodeDecodeError):
                folders.append(Path(note.read_text().rstrip("\n")))
    return tuple(found for each in sorted(folders) if (found := DataFolder(each).running()))


def usual_uri() -> str:
    """MongoDB's address if none is configured: the running embedded one, else `LOCAL`.

    Raises:
        SettingsError: several embedded MongoDBs run; the message names them.
    """
    found = all_running()
    if len(found) > 1:
        choice = ", or ".join(f"MONGODB_URI='{each.uri}' ({each.folder})" for each in found)
        raise SettingsError(f"several embedded MongoDBs run; say which one: {choice}")
    return found[0].uri if found else LOCAL


@contextmanager
def _listed(folder: DataFolder) -> Iterator[None]:
    """Register a non-default folder for discovery by other commands."""
    if folder.is_default:
        yield
        return
    notes = default_folder() / "elsewhere"
    note = notes / hashlib.sha256(os.fsencode(folder.path)).hexdigest()[:16]
    with suppress(OSError):
        notes.mkdir(mode=0o700, parents=True, exist_ok=True)
        note.write_text(f"{folder.path}\n")
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink()
            notes.rmdir()
            notes.parent.rmdir()


def _noted(file: IO[str]) -> tuple[str, int] | None:
    """The address and process id in a lock file; None if it holds none."""
    file.seek(0)
    try:
        said = json.loads(file.read())
        return str(said["uri"]), int(said["pid"])
    except (ValueError, KeyError, TypeError):
        return None
