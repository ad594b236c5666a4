"""Who asks: the browser's address, what it calls this server, and in which folder the page is.

What a proxy says of these counts only where the settings trust that proxy: anybody can say it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import web

from reactor.settings import Settings
from reactor.web.handlers import Handler

_SIGNS_OF_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
_FOLDER = re.compile(r"(/[\w~-][\w.~-]*)+")

Networks = Sequence[IPv4Network | IPv6Network]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks.

    Attributes:
        address: the browser's address, `""` if nobody knows.
        host: what it calls this server, with the port if it names one.
        secure: whether it came by https.
        base: the folder of the page, `""` or such as `/scoutly`.
        user: who it is according to a proxy that knows, `""` if none says so.
        near: whether the browser is on this machine for certain.
        by_browser: whether it came to the address at which the reactor's own browser finds it.
    """

    address: str
    host: str
    secure: bool = False
    base: str = ""
    user: str = ""
    near: bool = False
    by_browser: bool = False


CALLER: web.RequestKey[Caller] = web.RequestKey("caller", Caller)


class Callers:
    """Tells who asks.

    Args:
        settings: whose word counts, and the page's own folder.
        browsers: addresses of this machine that are there for the reactor's own browser.
    """

    def __init__(self, settings: Settings, browsers: Collection[str] = ()) -> None:
        self._browsers = frozenset(browsers)
        self._proxies = tuple(ip_network(each, strict=False) for each in settings.trusted_proxies)
        self._base = settings.http_base
        self._user_header = settings.trusted_user_header

    def who(self, peer: str, host: str, headers: Mapping[str, str], *, secure: bool) -> Caller:
        """Who asks, by where the connection comes from and what is said on it."""
        if not _among(peer, self._proxies):
            near = _is_loopback(peer) and not any(sign in headers for sign in _SIGNS_OF_A_PROXY)
            return Caller(peer, host, secure, self._base, near=near)
        said = headers.get("X-Forwarded-Prefix", "").rstrip("/")
        return Caller(
            address=self._first_stranger(peer, headers.get("X-Forwarded-For", "")),
            host=_last(headers.get("X-Forwarded-Host", "")) or host,
            secure=secure or _last(headers.get("X-Forwarded-Proto", "")).lower() == "https",
            base=said if _FOLDER.fullmatch(said) else self._base,
            user=headers.get(self._user_header, "").strip() if self._user_header else "",
            near=_is_loopback(peer) and not any(sign in headers for sign in _SIGNS_OF_A_PROXY),
        )

    @web.middleware
    async def know(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Keep with a request who asks."""
        secure = request.secure
        caller = self.who(request.remote or "", request.host, request.headers, secure=secure)
        request[CALLER] = replace(caller, by_browser=self._is_for_browsers(request))
        return await handler(request)

    def _is_for_browsers(self, request: web.Request) -> bool:
        """Whether the connection was made to an address that is there for the browser."""
        if not self._browsers or request.transport is None:
            return False
        here = request.transport.get_extra_info("sockname") or ("",)
        return here[0].removeprefix("::ffff:") in self._browsers

    def _first_stranger(self, peer: str, forwarded: str) -> str:
        """The last address that no trusted proxy has: what stands before it may be made up."""
        chain = [each.strip() for each in forwarded.split(",") if each.strip()]
        strangers = (each for each in reversed(chain) if not _among(each, self._proxies))
        return next(strangers, chain[0] if chain else peer)


def _last(said: str) -> str:
    """What the nearest proxy said, where several did."""
    return said.rpartition(",")[2].strip()


def _among(address: str, networks: Networks) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    plain = found.ipv4_mapped if isinstance(found, IPv6Address) and found.ipv4_mapped else found
    return any(plain in network for network in networks)


def _is_loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    plain = found.ipv4_mapped if isinstance(found, IPv6Address) and found.ipv4_mapped else found
    return plain.is_loopback
