"""Checks the port of /healthz: free, or served by a healthy reactor."""

import asyncio
import json
from collections.abc import AsyncIterator
from http import HTTPStatus

import aiohttp

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity

_ANSWER_WITHIN = aiohttp.ClientTimeout(total=3)
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - a comparison, no binding


async def look(case: Case) -> AsyncIterator[Finding]:
    """Request /healthz; without an answer, try to listen on the port."""
    host, port = case.settings.http_host, case.settings.http_port
    if port == 0:
        yield Finding("port", Severity.FINE, "REACTOR_HTTP_PORT=0: any that is free")
        return
    address = f"{'127.0.0.1' if host in _EVERYWHERE else host}:{port}"
    try:
        async with (
            aiohttp.ClientSession(timeout=_ANSWER_WITHIN) as session,
            session.get(f"http://{address}/healthz") as answer,
        ):
            yield judge(address, answer.status, await answer.text(errors="replace"))
    except (aiohttp.ClientConnectorError, aiohttp.ClientConnectorDNSError):
        yield await _try_to_listen(host, port)
    except (aiohttp.ClientError, TimeoutError) as error:
        yield _taken(address, f"what listens there is no reactor ({type(error).__name__})")


def judge(address: str, status: int, body: str) -> Finding:
    """The finding for a response of /healthz."""
    try:
        told = json.loads(body)
        well = told["ok"]
    except (ValueError, TypeError, KeyError):
        return _taken(address, f"what listens there is no reactor (it answers {status})")
    if status == HTTPStatus.OK and well is True:
        return Finding("port", Severity.FINE, f"a reactor answers at {address}, and it is well")
    facts = tuple(f"{name} {value}" for name, value in told.items() if name != "ok")
    said = f"the reactor at {address} is not well"
    mend = "Look at queue-processor.log, and restart it."
    return Finding("port", Severity.WRONG, said, facts, mend)


def _taken(address: str, why: str) -> Finding:
    mend = "Choose another port in REACTOR_HTTP_PORT, or stop that program."
    return Finding("port", Severity.WRONG, f"{address}: {why}", mend=mend)


async def _try_to_listen(host: str, port: int) -> Finding:
    try:
        server = await asyncio.start_server(lambda _reader, writer: writer.close(), host, port)
    except OSError as error:
        said = f"a reactor could not listen on {host}:{port} ({error.strerror})"
        mend = "Name an address of this machine in REACTOR_HTTP_HOST and a free REACTOR_HTTP_PORT."
        return Finding("port", Severity.WRONG, said, mend=mend)
    server.close()
    await server.wait_closed()
    return Finding("port", Severity.FINE, f"{host}:{port} is free: no reactor runs on this machine")
