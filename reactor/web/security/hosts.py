"""Which hosts a request may be addressed to: those that are this reactor's.

A page of a stranger's may give its own name the reactor's address (DNS rebinding), and then ask in
the browser of whoever reads that page. Only the name tells.
"""

import re
from http import HTTPStatus
from ipaddress import ip_address
from socket import gethostname

from aiohttp import web

from reactor.settings import Settings
from reactor.web.handlers import Handler
from reactor.web.security.callers import CALLER

_REFUSED = "This reactor does not answer to that host name; if it is yours, add it to {}\n"
_LOOPBACK = "localhost"
_HOST = re.compile(r"(?:\[([0-9a-f:.]+(?:%\w+)?)\]|([a-z0-9._-]+))(?::\d{1,5})?")


class OwnHosts:
    """The hosts that are this reactor's.

    Any literal address is: nobody can give it another meaning, and whoever looks from the home's
    network types it. So are the loopback's names, this machine's, and those in the settings.
    """

    def __init__(self, settings: Settings) -> None:
        here = gethostname().lower()
        self._names = {_LOOPBACK, here, f"{here}.local", settings.http_host.lower()}
        self._names |= set(settings.http_names)

    def include(self, host: str) -> bool:
        """Whether a `Host` header, with or without a port, names one of them."""
        name = host if _is_address(host) else _name_in(host)
        return name in self._names or name.endswith(f".{_LOOPBACK}") or _is_address(name)

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer 421 to what is addressed to somebody else, and 400 to what names nobody."""
        named = request.headers.getall("Host", [])
        if len(named) != 1:
            return web.Response(text="One Host header, please\n", status=HTTPStatus.BAD_REQUEST)
        # A request as to a proxy carries a whole address, which counts more than the header; and
        # what a trusted proxy was asked for is what the browser calls us.
        if all(map(self.include, (*named, request.host, request[CALLER].host))):
            return await handler(request)
        text = _REFUSED.format(Settings.variable("http_names"))
        return web.Response(text=text, status=HTTPStatus.MISDIRECTED_REQUEST)


def _name_in(host: str) -> str:
    """The name or address without the port; `""` if it is neither."""
    found = _HOST.fullmatch(host.lower())
    return (found[1] or found[2].rstrip(".")) if found else ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
