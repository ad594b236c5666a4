"""A resolver that allows only vetted network addresses.

It vets every address of a host and returns exactly those to the connector. The vetted address is
the one dialled, so DNS rebinding has no effect.
"""

import asyncio
import socket
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

from reactor.fetch.address_policy import AddressPolicy


class GuardedResolver(AbstractResolver):
    """Resolves names with the system's resolver and vets every address."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of `host`, all vetted.

        Raises:
            OSError: the name does not resolve.
            PrivateAddressError: one of its addresses may not be dialled.
        """
        # Without AI_ADDRCONFIG, which reports "no such host" if only this machine is offline.
        answers = await asyncio.get_running_loop().getaddrinfo(
            host, port, type=socket.SOCK_STREAM, family=family
        )
        found = [(kind, protocol, str(target[0])) for kind, _, protocol, _, target in answers]
        self._policy.vet(host, [ip_address(text.partition("%")[0]) for _, _, text in found])
        return [
            ResolveResult(
                hostname=host,
                host=text,
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, protocol, text in found
        ]

    async def close(self) -> None:
        """There is nothing to close."""
