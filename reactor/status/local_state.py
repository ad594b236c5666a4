"""The state of this machine: the reactor that answers here, its memory, and disk space for logs."""

import json
import math
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from reactor.settings import Settings
from reactor.status.port_owner import memory_of_listener

_TIMEOUT = 1.5
_MAX_ANSWER = 100_000
_MAX_TEXT = 400
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to


@dataclass(frozen=True, slots=True)
class LocalHealth:
    """What a reactor says of itself.

    Attributes:
        well: whether it thinks so.
        read_ago: seconds since its stream was last read.
        lag: seconds from the last change to the decision about it; None if there was none yet.
        acting_for: seconds for which it has been acting on the present batch.
        mongodb: how MongoDB is to it, in a few words, and what MongoDB says.
        mend: what to do about that; `""` if nothing.
        loop_p99: seconds by which its event loop was hardly ever late in the last minute.
        loop_most: seconds by which it was late at most.
    """

    well: bool
    read_ago: float | None = None
    lag: float | None = None
    acting_for: float | None = None
    mongodb: str = ""
    mend: str = ""
    loop_p99: float | None = None
    loop_most: float | None = None


@dataclass(frozen=True, slots=True)
class LocalState:
    """This machine.

    Attributes:
        address: where a reactor would answer; `""` if it has no port.
        health: what it answered, None if it did not.
        memory: bytes that it uses, None if that cannot be seen.
        log_dir: where logs are written.
        disk_free: bytes free there, None if that cannot be seen.
        disk_total: bytes of that disk.
    """

    address: str = ""
    health: LocalHealth | None = None
    memory: int | None = None
    log_dir: str = ""
    disk_free: int | None = None
    disk_total: int | None = None


def read_local_state(settings: Settings) -> LocalState:
    """What is here; it may take a second or two where something listens and does not answer."""
    address, port = _address(settings), settings.http_port
    health = _ask(f"{address}/healthz") if address else None
    free, total = _room(settings.log_dir)
    return LocalState(
        address=address,
        health=health,
        memory=memory_of_listener(port) if health else None,
        log_dir=str(settings.log_dir),
        disk_free=free,
        disk_total=total,
    )


def _address(settings: Settings) -> str:
    host = "127.0.0.1" if settings.http_host in _EVERYWHERE else settings.http_host
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{settings.http_port}" if settings.http_port else ""


def _ask(url: str) -> LocalHealth | None:
    """What a reactor answers; None if nobody does, or somebody else."""
    try:
        # Without proxies: one could not reach this machine.
        with build_opener(ProxyHandler({})).open(url, timeout=_TIMEOUT) as answer:
            said = answer.read(_MAX_ANSWER)
    except HTTPError as error:
        with error:
            said = error.read(_MAX_ANSWER)
    except (OSError, ValueError):
        return None
    return read_health(said)


def read_health(said: bytes) -> LocalHealth | None:
    """The answer of `/healthz`; None if that is none of a reactor."""
    try:
        details = json.loads(said)
    except ValueError:
        return None
    if not isinstance(details, dict) or "stream_read_seconds_ago" not in details:
        return None
    return LocalHealth(
        well=details.get("ok") is True,
        read_ago=_seconds(details.get("stream_read_seconds_ago")),
        lag=_seconds(details.get("event_lag_seconds")),
        acting_for=_seconds(details.get("acting_for_seconds")),
        mongodb=": ".join(filter(None, (_text(details, "mongodb"), _text(details, "error")))),
        mend=_text(details, "mend"),
        loop_p99=_seconds(details.get("loop_lag_p99_seconds")),
        loop_most=_seconds(details.get("loop_lag_max_seconds")),
    )


def _text(details: dict[str, Any], name: str) -> str:
    value = details.get(name)
    return value[:_MAX_TEXT] if isinstance(value, str) else ""


def _seconds(value: Any) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and math.isfinite(value) else None


def _room(folder: Path) -> tuple[int | None, int | None]:
    """Bytes free, and in all, on the disk where a folder is or would be."""
    for place in (folder.absolute(), *folder.absolute().parents):
        try:
            usage = shutil.disk_usage(place)
        except OSError:
            continue
        return usage.free, usage.total
    return None, None
