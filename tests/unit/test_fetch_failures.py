import errno
import socket

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from yarl import URL

from reactor.errors import NoSuchHostError, PassingError, RefusedError, UnreachableError
from reactor.fetch.failures import explain

PAGE = URL("https://careers.example.com/jobs")
KEY = ConnectionKey("careers.example.com", 443, True, True, None, None, None)


def dialled(code: int | None) -> Exception:
    return aiohttp.ClientConnectorError(KEY, OSError(code, "no") if code else OSError("several"))


def looked_up(code: int) -> Exception:
    return aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(code, "no"))


@pytest.mark.parametrize(
    "error",
    [
        *map(dialled, (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ETIMEDOUT)),
        # The host's IPv4 and IPv6 addresses failed, each in its own way.
        dialled(None),
        *map(looked_up, (socket.EAI_AGAIN, socket.EAI_FAIL)),
        aiohttp.ConnectionTimeoutError(),
        aiohttp.SocketTimeoutError(),
    ],
    ids=repr,
)
def test_where_nothing_was_heard_the_line_may_be_down(error: Exception) -> None:
    assert type(explain(PAGE, error)) is UnreachableError


@pytest.mark.parametrize(
    "error",
    [
        *map(dialled, (errno.ECONNREFUSED, errno.ECONNRESET)),
        aiohttp.ClientConnectorSSLError(KEY, OSError(1, "handshake failed")),
        aiohttp.ClientOSError(errno.ECONNRESET, "reset"),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError(),
        TimeoutError(),
    ],
    ids=repr,
)
def test_where_the_other_side_spoke_it_is_up(error: Exception) -> None:
    assert type(explain(PAGE, error)) is PassingError


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (looked_up(socket.EAI_NONAME), NoSuchHostError),
        (UnicodeError("label too long"), RefusedError),
        (aiohttp.InvalidURL("https://careers.example.com"), RefusedError),
    ],
    ids=repr,
)
def test_an_address_that_leads_nowhere_is_told_apart(
    error: Exception, kind: type[Exception]
) -> None:
    assert type(explain(PAGE, error)) is kind


@pytest.mark.parametrize("name", ["acme.example", "no-such-host.invalid", "jobs.test."])
def test_a_name_that_is_never_on_the_internet_does_not_wait_for_the_line(name: str) -> None:
    key = ConnectionKey(name, 443, True, True, None, None, None)
    error = aiohttp.ClientConnectorDNSError(key, socket.gaierror(socket.EAI_AGAIN, "later"))
    assert isinstance(explain(URL(f"https://{name}/"), error), NoSuchHostError)
