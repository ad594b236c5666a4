"""What tests of the doctor's checks have in common."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding
from tests.command import command_line

Doctor = Callable[..., Awaitable[tuple[int, str, str]]]


async def call_doctor(folder: Path, *arguments: str, **variables: str) -> tuple[int, str, str]:
    """Run the command; gives its exit status, what it printed, and what it complained of."""
    process = await asyncio.create_subprocess_exec(
        *command_line("doctor", *arguments, variables=variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | {"REACTOR_LOG_DIR": str(folder / "logs")} | variables,
    )
    output, errors = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode(), errors.decode()


async def found_by(
    look: Callable[[Case], AsyncIterator[Finding]], case: Case
) -> dict[str, Finding]:
    """What a check finds, by name."""
    return {finding.check: finding async for finding in look(case)}


@asynccontextmanager
async def replies(reply: web.Response) -> AsyncIterator[tuple[str, list[web.Request]]]:
    """A server that gives the same answer to everything; its address, and what it was asked."""
    asked: list[web.Request] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request)
        return reply

    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", answer)])
    stand_in = TestServer(app)
    await stand_in.start_server()
    yield str(stand_in.make_url("/")), asked
    await stand_in.close()
