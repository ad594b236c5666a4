"""The address at which a browser finds this machine: it needs no page there, and gets none unasked.

A browser shows strangers' pages. The compose file gives it a network of its own, on which the
reactor has an address for its proxy; but the page listens at every address.
"""

import asyncio
import socket
from ipaddress import ip_address

from loguru import logger

from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_USUAL = frozenset({"127.0.0.1", "::1"})
"""Where the browser is on this machine, its owner is as well."""


async def browsers_addresses(settings: Settings) -> frozenset[str]:
    """The addresses of this machine at which a browser elsewhere finds the reactor's proxy."""
    loop = asyncio.get_running_loop()
    host = settings.browser_proxy
    try:
        found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        _log.warning("the browser's network is not known", address=host, error=str(error))
        return frozenset()
    return frozenset(str(ip_address(address[0])) for *_, address in found) - _USUAL
