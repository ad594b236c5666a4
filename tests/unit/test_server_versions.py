"""Servers of all versions are told apart by their answer to `hello`, before anything else is sent.

What differs between versions where it matters here, by MongoDB's release notes and compatibility
pages, and where that is tested:

- 5.0: change streams do not tell what a document was before, and a partial index knows no `$in`,
  by which one job a company is enforced. It is refused at the start: here, and by a real server in
  `tests/acceptance/test_servers.py`.
- 6.0: the suites run on 6.0.5 (the bundled one) and on 6.0.27 (`.ci/servers.py`).
- 7.0: `setFeatureCompatibilityVersion` wants `confirm: true`. The doctor's advice has it
  (`tests/unit/test_doctor_on_mongodb.py`).
- 8.0: a query for null finds no `undefined` any more; what is read is judged by the program, and
  no query here relies on it. A write with `majority` is acknowledged when it is in the oplog of
  most members, before they have applied it; all reads that decide go to the primary, which has
  (here). `$where` and `$function` are deprecated; none is used (here). From 8.0.5 on it crashes
  on some kernels of the Raspberry Pi; the doctor says so
  (`tests/unit/test_doctor_on_surroundings.py`).
- Later ones may tell their version only to who has logged in: `reactor --version` says so (here).
"""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pymongo.errors import OperationFailure

from reactor.cli import version
from reactor.errors import PassingError, SettingsError
from reactor.mongo import connection, driver
from reactor.mongo.connection import require_primary, wait_for_primary

REACTOR = Path(__file__).parents[2] / "reactor"
WIRE_VERSIONS = {"4.4": 9, "5.0": 13, "6.0": 17, "7.0": 21, "8.0": 25}
SUPPORTED = ["6.0", "7.0", "8.0"]


class Server:
    """A primary of a version, as its answers show it.

    Args:
        release: such as `7.0`.
        refused: what it answers instead, by command.
    """

    def __init__(self, release: str, refused: dict[str, OperationFailure] | None = None) -> None:
        self._wire_version = WIRE_VERSIONS[release]
        self._refused = refused or {}
        self.asked: list[str] = []
        self.client = SimpleNamespace(admin=self)
        self.handle, self.name, self.host = self, "scoutly", ""

    async def command(self, command: str | dict[str, Any]) -> dict[str, Any]:
        name = next(iter(command)) if isinstance(command, dict) else command
        self.asked.append(name)
        if name in self._refused:
            raise self._refused[name]
        return {"setName": "rs0", "isWritablePrimary": True, "maxWireVersion": self._wire_version}


@pytest.mark.parametrize("release", ["4.4", "5.0"])
async def test_a_server_that_is_too_old_is_refused_and_not_waited_for(release: str) -> None:
    server: Any = Server(release)
    with pytest.raises(SettingsError, match=r"6\.0 or later"):
        await wait_for_primary(server)
    with pytest.raises(SettingsError, match=r"6\.0 or later"):
        await require_primary(server)
    assert set(server.asked) == {"hello"}


@pytest.mark.parametrize("release", SUPPORTED)
async def test_any_server_from_6_on_is_taken(release: str) -> None:
    server: Any = Server(release)
    await require_primary(server)
    assert server.asked == ["hello", "listCollections"]


async def test_a_server_without_a_primary_is_waited_for_whatever_its_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def electing(_: str) -> dict[str, Any]:
        return {"setName": "rs0", "isWritablePrimary": False, "maxWireVersion": 25}

    server: Any = Server("8.0")
    monkeypatch.setattr(server, "command", electing)
    with pytest.raises(PassingError, match="no primary"):
        await require_primary(server)


async def test_a_server_that_tells_its_version_to_nobody_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As one from 8.1 on may, to whoever has not logged in."""

    async def stay(_: object) -> None:
        return None

    refused = {"buildInfo": OperationFailure("Command buildInfo requires authentication", 13)}
    monkeypatch.setattr(connection, "open_database", lambda _: Server("8.0", refused))
    monkeypatch.setattr(driver, "disconnect", stay)
    assert await version.server() == "not told: Command buildInfo requires authentication"


def test_nothing_is_read_from_a_member_that_may_lag_and_no_script_runs_in_the_server() -> None:
    """Whoever wants a secondary says so in `MONGODB_URI`; the program never does."""
    code = {path: path.read_text() for path in REACTOR.rglob("*.py")}
    unsafe = re.compile(r"(?i)secondary_?preferred|read_preference=|\$where\b|\$function\b")
    assert len(code) > 200
    assert [str(path) for path, text in code.items() if unsafe.search(text)] == []
