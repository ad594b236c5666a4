"""Keeps requests for people's own addresses out of the local network.

Every name is looked up once and all its addresses are vetted. Only vetted addresses can be dialled,
by any code, because a Python audit hook sees every connection. Redirects are not followed, and
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
    """A refused connection; an OSError, so that network code treats it as a failed one."""


class EgressGuard:
    """Guards this process's connections while `outside` is active.

    Args:
        policy: the address policy.

    Attributes:
        because: reason of the last refusal; `""` if there was none.
    """

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy
        self._closed = False
        self._vetted: set[str] = set()
        self._look_up = socket.getaddrinfo
        self.because = ""

    def install(self) -> None:
        """Patch the resolver and requests, and add the audit hook; inactive except in `outside`."""
        setattr(socket, "getaddrinfo", self._getaddrinfo)  # noqa: B010 - mypy rejects an assignment
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

        setattr(requests.Session, "send", unredirected)  # noqa: B010 - mypy rejects an assignment
        setattr(requests.Session, "prepare_request", anonymous)  # noqa: B010 - mypy rejects an assignment

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Refuse connections to the local network during the block."""
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
            # A host name would be looked up a second time, and a path is a local socket.
            if not isinstance(target, tuple) or str(target[0]) not in self._vetted:
                self._refuse()
        elif event in _ELSEWHERE or event in _PROGRAMS:
            self._refuse()

    def _refuse(self) -> None:
        # Without the address: the author of the URL would learn an internal host's address.
        self.because = "its host is not on the public internet; REACTOR_ALLOW_HOSTS can exempt it"
        raise RefusedConnectionError(self.because)
