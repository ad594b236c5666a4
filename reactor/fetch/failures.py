"""Translates network errors before a response into the reactor's errors."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from yarl import URL

from reactor.error_codes import Code
from reactor.errors import (
    NoSuchHostError,
    PassingError,
    ReactorError,
    RefusedError,
    UnreachableError,
)
from reactor.fetch.connection import HeaderLimitError, whole
from reactor.fetch.web_address import is_reserved

_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_NO_WAY = {
    *(errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH),
    *(errno.ETIMEDOUT, errno.EADDRNOTAVAIL),
    None,  # the host's addresses failed in different ways
}


@contextmanager
def explained(address: URL) -> Iterator[None]:
    """Translate the errors of a request to `address`.

    Raises:
        NoSuchHostError: the host name does not exist.
        RefusedError: the host name has a form that no browser accepts.
        PassingError: any other error, which may be gone next time (`UnreachableError`: no answer
            from the host).
    """
    try:
        yield
    except (aiohttp.ClientError, OSError, UnicodeError) as error:
        raise explain(address, error) from error


def explain(  # noqa: C901, PLR0911 - one row, one return
    address: URL, error: Exception
) -> ReactorError:
    """The reactor's error for one of aiohttp's."""
    host = address.host
    match error:
        case aiohttp.ClientConnectorDNSError():
            if error.os_error.errno in _NO_SUCH_NAME or is_reserved(error.host):
                return NoSuchHostError(f"There is no host {host}")
            return UnreachableError(f"The name {host} could not be looked up")
        case UnicodeError():
            return RefusedError(f"There cannot be a host {host}", code="invalid_address")
        case aiohttp.InvalidURL():
            return RefusedError(f"{address} is not an address that we dial", code="invalid_address")
        case TimeoutError():
            return _silence_or("slow_answer", error, f"{host} took too long to answer")
        case HeaderLimitError():
            said = f"The answer of {address} is not proper HTTP: it has {error}"
            return PassingError(said, code="garbled_answer")
        case aiohttp.ClientSSLError():
            said = f"No secure connection to {host}: {whole(str(error))}"
            return PassingError(said, code="broken_tls")
        case aiohttp.ClientConnectorError():
            reason = error.os_error.strerror or error.os_error
            return _silence_or("no_connection", error, f"No connection to {host}: {reason}")
        case aiohttp.ClientResponseError():
            return PassingError(
                f"The answer of {address} is not proper HTTP", code="garbled_answer"
            )
        case aiohttp.ClientPayloadError():
            return PassingError(
                f"The answer of {address} broke off or was garbled", code="garbled_answer"
            )
        case aiohttp.ServerDisconnectedError():
            return PassingError(f"{host} hung up before it had answered", code="garbled_answer")
        case _:
            reason = whole(str(error)) or type(error).__name__
            return PassingError(f"{address} could not be read: {reason}", code="garbled_answer")


def is_silence(error: Exception) -> bool:
    """Whether there was no answer from the host: no connection, or silence on it.

    A refusal, a reset, a TLS error and an endless response are answers.
    """
    match error:
        case aiohttp.ClientConnectorDNSError() | aiohttp.ServerTimeoutError():
            return True
        case aiohttp.ClientSSLError():
            return False
        case aiohttp.ClientConnectorError():
            return error.os_error.errno in _NO_WAY
        case _:
            return False


def _silence_or(code: Code, error: Exception, message: str) -> PassingError:
    return UnreachableError(message) if is_silence(error) else PassingError(message, code=code)
