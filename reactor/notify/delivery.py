"""Has messages sent by a process of its own: nothing that hangs there holds up the reactor."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any, Literal

from reactor.errors import SettingsError
from reactor.notify.messages import TEST, Message
from reactor.settings import Settings

PATIENCE = 30.0
"""Seconds that one address may take; its service gives up much earlier."""

Outcome = Literal["sent", "refused", "unsure", "unknown", "known"]
"""`unsure`: it may have arrived, and is not sent again. `unknown`: no address of Apprise's."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one address.

    Attributes:
        number: its place among the addresses.
        outcome: in a word.
        service: such as Telegram; `""` if that did not come out.
        because: why it did not arrive, in words that show nothing of the address.
    """

    number: int
    outcome: Outcome
    service: str = ""
    because: str = ""


async def deliver(
    message: Message, urls: Sequence[str], patience: float = PATIENCE
) -> list[Delivery]:
    """Send a message to each address; gives one delivery for each, in their order."""
    return await _carry_out({**asdict(message), "urls": list(urls)}, patience)


async def require_known(settings: Settings) -> None:
    """Return if Apprise knows every address in `REACTOR_NOTIFY_URLS`.

    Raises:
        SettingsError: it does not; the message names the variable, and shows nothing of it.
    """
    urls = _operators(settings)
    for answer in await _carry_out({"urls": urls}, PATIENCE) if urls else ():
        if answer.outcome == "unknown":
            raise SettingsError(
                f"REACTOR_NOTIFY_URLS: number {answer.number + 1} of {len(urls)} is not allowed; "
                "it should be an Apprise URL with all its parts (https://appriseit.com/services/)"
            )


async def send_test(settings: Settings) -> list[Delivery]:
    """Send a test to each address in `REACTOR_NOTIFY_URLS`; none means that there is none."""
    urls = _operators(settings)
    return await deliver(TEST, urls) if urls else []


def _operators(settings: Settings) -> list[str]:
    return [url.get_secret_value() for url in settings.notify_urls]


async def _carry_out(order: Mapping[str, Any], patience: float) -> list[Delivery]:
    """What a courier tells; it is ended as soon as one address takes longer than `patience`."""
    answers: dict[int, Delivery] = {}
    begun: int | None = None
    because = "the sending process broke"
    try:
        async with asyncio.timeout(None) as limit, _courier(order) as lines:
            limit.reschedule(_later(patience))
            async for line in lines:
                told = json.loads(line)
                limit.reschedule(_later(patience))
                begun = told.get("begins")
                if begun is None:
                    number = told.pop("ended")
                    answers[number] = Delivery(number, **told)
    except TimeoutError:
        because = f"no answer within {patience:g} s"
    except OSError:
        because = "the sending process did not start"
    if begun is not None:
        answers[begun] = Delivery(begun, "unsure", because=because)
    everyone = range(len(order["urls"]))
    return [answers.get(n) or Delivery(n, "refused", because=because) for n in everyone]


def _later(patience: float) -> float:
    return asyncio.get_running_loop().time() + patience


@asynccontextmanager
async def _courier(order: Mapping[str, Any]) -> AsyncIterator[asyncio.StreamReader]:
    """What a courier answers, line by line; its process is gone afterwards."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reactor.notify.courier",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # services repeat addresses when they complain
        start_new_session=True,  # Ctrl-C is for the reactor: a message on its way is finished
    )  # fmt: skip
    try:
        assert process.stdin  # noqa: S101 - a pipe, as asked for
        assert process.stdout  # noqa: S101 - likewise
        with suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(json.dumps(order).encode())
            await process.stdin.drain()
        process.stdin.close()
        yield process.stdout
    finally:
        with suppress(ProcessLookupError):
            # Not `process.kill()`, which takes the exit status away from whoever waits for it.
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()
