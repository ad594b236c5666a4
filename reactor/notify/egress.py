"""Keeps what people's own addresses make Apprise do outside the house.

Every name is looked up once and every one of its addresses vetted; only those can be dialled, by
whatever code, for an audit hook of Python's sees every connection. Nobody is redirected, and
neither proxies nor passwords of this machine are used.
"""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

import requests

from reactor.errors import PrivateAddressError
from reactor.fetch.address_policy import AddressPolicy

_RESOLVERS = frozenset(
    {"socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendmsg"}
)
_ELSEWHERE = _RESOLVERS | {"socket.bind", "socket.sendto"}
_PROGRAMS = frozenset({"os.exec", "os.fork", "os.posix_spawn", "os.system", "subprocess.Popen"})


class RefusedConnectionError(OSError):
    """A connection that may not be made; network code takes it for one that failed."""


class EgressGuard:
    """Watches this process's connections, for as long as it is told to.

    Args:
        policy: which addresses may be dialled.

    Attributes:
        because: why the last connection was refused; `""` if none was.
    """

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy
        self._closed = False
        self._vetted: set[str] = set()
        self._look_up = socket.getaddrinfo
        self.because = ""

    def install(self) -> None:
        """Stand between this process and the network; nothing is refused outside `outside`."""
        setattr(socket, "getaddrinfo", self._getaddrinfo)  # noqa: B010 - to the type checker it is fixed
        sys.addaudithook(self._audit)
        send = requests.Session.send

        def unredirected(session: requests.Session, *args: Any, **kwargs: Any) -> requests.Response:
            if self._closed:
                kwargs |= {"allow_redirects": False, "proxies": {}}
            return send(session, *args, **kwargs)

        prepare = requests.Session.prepare_request

        def anonymous(session: requests.Session, request: requests.Request) -> Any:
            session.trust_env = session.trust_env and not self._closed
            return prepare(session, request)

        setattr(requests.Session, "send", unredirected)  # noqa: B010 - likewise
        setattr(requests.Session, "prepare_request", anonymous)  # noqa: B010 - likewise

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Refuse what leads into the house, within the block."""
        self._closed, self.because = True, ""
        self._vetted.clear()
        try:
            yield
        finally:
            self._closed = False

    def _getaddrinfo(self, host: Any, *args: Any, **kwargs: Any) -> Any:
        found = self._look_up(host, *args, **kwargs)
        if self._closed:
            name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
            addresses = {str(target[0]) for *_, target in found}
            try:
                self._policy.vet(name, [ip_address(each.partition("%")[0]) for each in addresses])
            except (PrivateAddressError, ValueError):
                self._refuse()
            self._vetted |= addresses
        return found

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._closed:
            return
        if event == "socket.connect":
            target = args[1]
            # A name here would be looked up a second time, and a path is a socket of this machine.
            if not isinstance(target, tuple) or str(target[0]) not in self._vetted:
                self._refuse()
        elif event in _ELSEWHERE or event in _PROGRAMS:
            self._refuse()

    def _refuse(self) -> None:
        # Without the address: whoever wrote it would learn what a name inside leads to.
        self.because = "its host is not on the public internet; REACTOR_ALLOW_HOSTS can exempt it"
        raise RefusedConnectionError(self.because)
