"""The hosts that are probed for connectivity: a TCP connection, and nothing else."""

import asyncio
import socket
from collections.abc import Coroutine, Iterable, Mapping
from ipaddress import ip_address
from types import MappingProxyType
from typing import Any

from yarl import URL

from reactor.fetch.address_policy import is_public

BOARD_HOSTS = ("boards-api.greenhouse.io", "api.lever.co", "api.ashbyhq.com")
"""The boards' APIs, which the reactor uses anyway."""

PATIENCE = 5.0
"""Seconds until silence counts: enough for the second retransmission of a lost packet."""

_REMEMBERED_HOSTS = 2
_NO_STAND_INS: Mapping[str, URL] = MappingProxyType({})

Endpoint = tuple[str, int]


class ConnectivityProbes:
    """Probes the boards' hosts and the last few others that answered.

    Args:
        hosts: names to probe on port 443.
        stand_ins: origins with a literal address to dial instead, by host name.
        patience: seconds until silence counts.
    """

    def __init__(
        self,
        hosts: Iterable[str] = BOARD_HOSTS,
        *,
        stand_ins: Mapping[str, URL] = _NO_STAND_INS,
        patience: float = PATIENCE,
    ) -> None:
        self._standing = tuple((host, 443) for host in hosts)
        self._heard: dict[Endpoint, None] = {}
        self._stand_ins = stand_ins
        self._patience = patience

    def add(self, host: str, port: int) -> None:
        """Add a host that has just answered to the probes."""
        self._heard.pop((host, port), None)
        self._heard[host, port] = None
        if len(self._heard) > _REMEMBERED_HOSTS:
            del self._heard[next(iter(self._heard))]

    async def any_answers(self) -> bool:
        """Whether any host accepts or refuses a connection; all are probed at once."""
        asked = dict.fromkeys((*self._heard, *self._standing))
        try:
            async with asyncio.timeout(self._patience):
                return await _any(self._answers(host, port) for host, port in asked)
        except TimeoutError:
            return False

    async def _answers(self, host: str, port: int) -> bool:
        stand_in = self._stand_ins.get(host)
        if stand_in is None:
            endpoints = await _look_up(host, port)
        else:
            endpoints = [(stand_in.raw_host or "", stand_in.port or port)]
        return await _any(_speaks(address, port) for address, port in endpoints)


async def _look_up(host: str, port: int) -> list[Endpoint]:
    """The host's first public address of each family; none if the name is not found.

    Non-public addresses do not count: an offline router resolves any name to its own address.
    """
    loop = asyncio.get_running_loop()
    try:
        answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    first = {family: str(target[0]) for family, *_, target in reversed(answers)}
    return [
        (text, port) for text in first.values() if is_public(ip_address(text.partition("%")[0]))
    ]


async def _speaks(address: str, port: int) -> bool:
    loop = asyncio.get_running_loop()
    try:
        transport, _ = await loop.create_connection(asyncio.Protocol, address, port)
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    transport.abort()
    return True


async def _any(trials: Iterable[Coroutine[Any, Any, bool]]) -> bool:
    """Whether one of `trials`, run concurrently, is true; the first true one cancels the others."""
    tasks = [asyncio.create_task(trial) for trial in trials]
    try:
        for finished in asyncio.as_completed(tasks):
            if await finished:
                return True
        return False
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
