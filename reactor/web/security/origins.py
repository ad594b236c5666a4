"""No other site changes anything here: what changes something must come from this very page.

There are no tokens in forms. Browsers say themselves which site asks: over https and on this
machine by `Sec-Fetch-Site`, over plain http in a home's network by `Origin` alone.
"""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import web

from reactor.web.handlers import Handler
from reactor.web.security.callers import CALLER

_HARMLESS = ("GET", "HEAD", "OPTIONS")
_OURS = ("same-origin", "none")
_REFUSED = "Another site asked for this change: nothing was done\n"
_PORTS = {"http": 80, "https": 443}


def is_ours(method: str, headers: Mapping[str, str], host: str) -> bool:
    """Whether a request may change something, if it wants to.

    Args:
        method: of the request.
        headers: of the request.
        host: what the browser calls this server.
    """
    if method in _HARMLESS:
        return True
    if (site := headers.get("Sec-Fetch-Site")) is not None:
        return site in _OURS
    if (origin := headers.get("Origin")) is not None:
        return _is_same(origin, host)
    # A program: whoever has a token for it was not led here by a site. The gate looks at it.
    return headers.get("Authorization", "").startswith("Bearer ")


def _is_same(origin: str, host: str) -> bool:
    """Whether an origin such as `http://pi.local:8080` is of this host."""
    try:
        parts, own = urlsplit(origin), urlsplit(f"//{host}")
        standard = _PORTS.get(parts.scheme)
        port, own_port = parts.port or standard, own.port or standard
    except ValueError:
        return False
    named = bool(parts.hostname) and standard is not None
    return named and (parts.hostname, port) == (own.hostname, own_port)


@web.middleware
async def same_origin(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 403 to a change that another site asks for."""
    if is_ours(request.method, request.headers, request[CALLER].host):
        return await handler(request)
    return web.Response(text=_REFUSED, status=HTTPStatus.FORBIDDEN)
