"""Sends messages through a separate process, so that a hanging service cannot block the reactor."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Self

from reactor.environment import given, harmless, is_proxy
from reactor.errors import SettingsError
from reactor.notify.allowlist import is_mail, mail_of
from reactor.notify.messages import TEST, Message
from reactor.settings import Settings

PATIENCE = 30.0
"""Seconds for one address; services give up much earlier."""

NOTICE_LIMIT = 20.0
"""Seconds for all addresses of one person together."""

Outcome = Literal["sent", "refused", "forbidden", "unsure", "unknown", "known"]
"""The outcome at one address.

`unsure`: it may have arrived, and is not sent again. `unknown`: not an Apprise address.
`forbidden`: a person's own address that is not allowed.
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The result for one address.

    Attributes:
        number: index of the address.
        outcome: the outcome.
        service: name of the service, such as Telegram; `""` if unknown.
        because: reason for a failure, without any part of the address.
    """

    number: int
    outcome: Outcome
    service: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class OwnAddressLimits:
    """The limits on people's own addresses; the operator's have none.

    Attributes:
        allow_hosts: `REACTOR_ALLOW_HOSTS`.
        mail: the operator's mail address, whose server sends mail to people; None without one.
    """

    allow_hosts: tuple[str, ...]
    mail: str | None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits from the settings."""
        return cls(settings.allow_hosts, mail_of(_operators(settings)))


async def deliver(
    message: Message,
    urls: Sequence[str],
    patience: float = PATIENCE,
    *,
    outside: OwnAddressLimits | None = None,
) -> list[Delivery]:
    """Send a message to each address; returns one result for each, in order.

    Args:
        message: the message.
        urls: the addresses.
        patience: seconds for each address.
        outside: limits for people's own addresses; None for the operator's. With limits, all
            addresses together have `NOTICE_LIMIT` seconds.
    """
    order = {**asdict(message), "urls": list(urls), "outside": _bound(outside, urls)}
    return await _carry_out(order, patience, NOTICE_LIMIT if outside else None)


async def examine(urls: Sequence[str], outside: OwnAddressLimits) -> list[Delivery]:
    """Check whether each of people's own addresses may be used; nothing is sent."""
    order = {"urls": list(urls), "outside": _bound(outside, urls)}
    return await _carry_out(order, PATIENCE) if urls else []


def _bound(outside: OwnAddressLimits | None, urls: Iterable[str]) -> dict[str, Any] | None:
    """`outside` for the sending process; the operator's address is included only for mail."""
    if outside is None:
        return None
    return asdict(outside if any(map(is_mail, urls)) else replace(outside, mail=None))


async def require_known(settings: Settings) -> None:
    """Check that Apprise knows every address in `REACTOR_NOTIFY_URLS`.

    Raises:
        SettingsError: it does not; the message names the variable but quotes no address.
    """
    urls = _operators(settings)
    for answer in await _carry_out({"urls": urls}, PATIENCE) if urls else ():
        if answer.outcome == "unknown":
            raise SettingsError(
                f"REACTOR_NOTIFY_URLS: number {answer.number + 1} of {len(urls)} is not allowed; "
                "it should be an Apprise URL with all its parts (https://appriseit.com/services/)"
            )


async def send_test(settings: Settings) -> list[Delivery]:
    """Send a test to each address in `REACTOR_NOTIFY_URLS`; empty if there is none."""
    urls = _operators(settings)
    return await deliver(TEST, urls) if urls else []


def _operators(settings: Settings) -> list[str]:
    return [url.get_secret_value() for url in settings.notify_urls]


async def _carry_out(
    order: Mapping[str, Any], patience: float, in_all: float | None = None
) -> list[Delivery]:
    """The results from a sending process.

    The process is killed when one address takes longer than `patience`, or all together take longer
    than `in_all`, which counts from the first address on, without the loading of Apprise.
    """
    answers: dict[int, Delivery] = {}
    begun: int | None = None
    latest: float | None = None
    because = not_begun = "the sending process broke"
    try:
        async with asyncio.timeout(None) as limit, _courier(order) as lines:
            limit.reschedule(_later(patience))
            async for line in lines:
                told = json.loads(line)
                if latest is None and in_all is not None:
                    latest = _later(in_all)
                soon = _later(patience)
                limit.reschedule(soon if latest is None else min(soon, latest))
                begun = told.get("begins")
                if begun is None:
                    number = told.pop("ended")
                    answers[number] = Delivery(number, **told)
    except TimeoutError:
        because = f"no answer within {min(patience, in_all or patience):g} s"
        not_begun = because if begun is None and not answers else "those before it took too long"
    except OSError:
        not_begun = "the sending process did not start"
    if begun is not None:
        answers[begun] = Delivery(begun, "unsure", because=because)
    everyone = range(len(order["urls"]))
    return [answers.get(n) or Delivery(n, "refused", because=not_begun) for n in everyone]


def _later(patience: float) -> float:
    return asyncio.get_running_loop().time() + patience


def _environment() -> dict[str, str]:
    """The environment of a sending process: harmless variables, and proxies for network access."""
    known = given()
    return harmless(known) | {name: value for name, value in known.items() if is_proxy(name)}


@asynccontextmanager
async def _courier(order: Mapping[str, Any]) -> AsyncIterator[asyncio.StreamReader]:
    """The output of a sending process, by line; the process is killed at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reactor.notify.sender_process",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # services quote addresses in errors
        env=_environment(),
        start_new_session=True,  # Ctrl-C must not interrupt a message in flight
    )  # fmt: skip
    try:
        assert process.stdin  # noqa: S101 - a pipe, as requested
        assert process.stdout  # noqa: S101 - a pipe, as requested
        with suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(json.dumps(order).encode())
            await process.stdin.drain()
        process.stdin.close()
        yield process.stdout
    finally:
        with suppress(ProcessLookupError):
            # Not `process.kill()`: it takes the exit status from the waiting task.
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()
