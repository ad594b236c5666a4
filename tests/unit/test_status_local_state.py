"""What this machine tells of the reactor on it."""

import os
import socket
from pathlib import Path

import pytest

from reactor.settings import Settings
from reactor.status.local_state import read_health, read_local_state
from reactor.status.port_owner import memory_of_listener

ON_LINUX = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="no /proc")


def test_an_answer_of_a_reactor_is_understood() -> None:
    health = read_health(
        b'{"ok": true, "stream_read_seconds_ago": 0.4, "event_lag_seconds": null,'
        b' "acting_for_seconds": "long", "loop_lag_p99_seconds": 0.01, "loop_lag_max_seconds": 2}'
    )
    assert health
    assert (health.loop_p99, health.loop_most) == (0.01, 2.0)
    assert (health.well, health.read_ago, health.lag, health.acting_for) == (True, 0.4, None, None)


@pytest.mark.parametrize("said", [b"", b"<html>", b"[]", b'{"ok": true}', b"\xff"])
def test_an_answer_of_anybody_else_is_no_reactor(said: bytes) -> None:
    assert read_health(said) is None


def test_the_disk_of_a_log_folder_that_is_not_there_yet_is_known(tmp_path: Path) -> None:
    here = read_local_state(Settings(log_dir=tmp_path / "logs" / "of" / "later", http_port=0))
    assert here.health is None
    assert here.address == ""
    assert here.disk_free
    assert here.disk_total


@ON_LINUX
def test_the_memory_of_a_listener_of_ours_is_known() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        memory = memory_of_listener(server.getsockname()[1])
    assert memory
    assert memory > 1_000_000


@ON_LINUX
def test_nobody_listens_nobody_has_memory() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert memory_of_listener(port) is None


def test_a_listener_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "tcp").write_text(
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 77 1\n"
    )
    (tmp_path / str(os.getpid())).mkdir()
    assert memory_of_listener(8080, tmp_path) is None
