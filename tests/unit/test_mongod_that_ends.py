"""A data folder is opened again while the mongod of before still ends."""

import fcntl
import socket
import threading
from pathlib import Path

import pytest

from reactor.embedded_mongod import data_files
from reactor.embedded_mongod.data_files import end_orphan
from reactor.embedded_mongod.ports import PortClaim
from reactor.errors import SettingsError


def test_a_port_that_is_about_to_be_free_is_waited_for() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    timer = threading.Timer(0.2, listener.close)
    timer.start()
    claim = PortClaim(port, patience=20)
    timer.join()
    assert claim.number == port
    claim.release()


def test_a_port_in_use_is_replaced_at_once_by_default() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        claim = PortClaim(listener.getsockname()[1])
        assert claim.number != listener.getsockname()[1]
        claim.release()


def test_a_mongod_that_has_emptied_its_lock_file_is_waited_for(tmp_path: Path) -> None:
    lock = (tmp_path / "mongod.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    ended = threading.Event()

    def end() -> None:
        ended.set()
        lock.close()

    timer = threading.Timer(0.2, end)
    timer.start()
    assert end_orphan(tmp_path)
    assert ended.is_set()
    timer.join()
    assert not end_orphan(tmp_path)


def test_one_that_never_ends_is_named_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_files, "_PATIENCE", 0.1)
    with (tmp_path / "mongod.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(SettingsError, match=f"uses {tmp_path}"):
            end_orphan(tmp_path)
