"""Parses a browser's requests to a forward proxy; pure."""

import re
from dataclasses import dataclass

from reactor.errors import LastingError, RefusedError
from reactor.fetch.web_address import parse_web_address

MAX_BODY = 200_000
"""Bytes that a page may send in the body of one plain HTTP request."""

_REQUEST_LINE = re.compile(r"([A-Z]{1,20}) (\S{1,8000}) HTTP/1\.[01]")
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253}):([0-9]{1,5})")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}):([^\x00-\x08\x0a-\x1f\x7f]*)")
_HOP_BY_HOP = frozenset(
    (
        *("connection", "proxy-connection", "proxy-authorization", "proxy-authenticate"),
        *("keep-alive", "te", "trailer", "upgrade", "host"),
    )
)


@dataclass(frozen=True, slots=True)
class ProxyRequest:
    """One request to the proxy.

    Attributes:
        host: target host, without brackets.
        port: target port.
        tunnel: whether a connection is requested (`CONNECT`), not a response.
        head: request head to forward to the host, `b""` for a tunnel.
        body: number of bytes in the request body.
    """

    host: str
    port: int
    tunnel: bool
    head: bytes = b""
    body: int = 0


def parse_request(head: bytes) -> ProxyRequest:
    """The parsed request, ready to forward as the last one on its connection.

    Raises:
        RefusedError: no browser would send this to a proxy.
    """
    try:
        line, *fields = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        asked = _REQUEST_LINE.fullmatch(line)
        if asked is None:
            raise _refused("no request line")
        method, target = asked.groups()
        if method == "CONNECT":
            return _tunnel(target)
        return _plain(method, target, fields)
    except LastingError as error:
        raise _refused(str(error)) from None


def _tunnel(target: str) -> ProxyRequest:
    found = _AUTHORITY.fullmatch(target)
    if found is None:
        raise _refused("no host and port to connect to")
    return ProxyRequest(found[1].strip("[]"), int(found[2]), tunnel=True)


def _plain(method: str, target: str, fields: list[str]) -> ProxyRequest:
    address = parse_web_address(target)
    if address.scheme != "http":
        raise _refused("only http is asked for in the clear")
    kept, body = list[str](), 0
    for field in fields:
        found = _HEADER.fullmatch(field)
        if found is None:
            raise _refused("a header that is none")
        name, value = found[1].lower(), found[2].strip(" \t")
        if name == "transfer-encoding":
            raise _refused("a body without a length")
        if name == "content-length":
            if body or not value.isdecimal() or int(value[:9]) > MAX_BODY:
                raise _refused("a body that is too long")
            body = int(value[:9])
        if name not in _HOP_BY_HOP:
            kept.append(field)
    lines = (
        f"{method} {address.raw_path_qs} HTTP/1.1",
        f"Host: {address.host_port_subcomponent}",
        *kept,
        # One response per connection: a further request could be for another host.
        "Connection: close",
    )
    told = "\r\n".join((*lines, "", "")).encode("latin-1")
    host, port = address.raw_host or "", address.port or 80
    return ProxyRequest(host, port, tunnel=False, head=told, body=body)


def _refused(why: str) -> RefusedError:
    return RefusedError(f"not passed on: {why}", code="invalid_address")
