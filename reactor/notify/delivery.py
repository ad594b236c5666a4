"""Has messages sent by a process of its own: nothing that hangs there holds up the reactor."""

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
"""Seconds that one address may take; its service gives up much earlier."""

LETTER_LIMIT = 20.0
"""Seconds that all addresses of one person may take together."""

Outcome = Literal["sent", "refused", "forbidden", "unsure", "unknown", "known"]
"""How one address ended.

`unsure`: it may have arrived, and is not sent again. `unknown`: no address of Apprise's.
`forbidden`: a person's own that is not used.
"""


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


@dataclass(frozen=True, slots=True)
class Outside:
    """What binds people's own addresses, but not the operator's.

    Attributes:
        allow_hosts: as in `REACTOR_ALLOW_HOSTS`.
        mail: the operator's mail address, whose server sends mail to people; None if there is none.
    """

    allow_hosts: tuple[str, ...]
    mail: str | None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings have it."""
        return cls(settings.allow_hosts, mail_of(_operators(settings)))


async def deliver(
    message: Message,
    urls: Sequence[str],
    patience: float = PATIENCE,
    *,
    outside: Outside | None = None,
) -> list[Delivery]:
    """Send a message to each address; gives one delivery for each, in their order.

    Args:
        message: what is sent.
        urls: where to.
        patience: seconds that each may take.
        outside: what binds them; None for the operator's own. Bound ones are ended together after
            `LETTER_LIMIT`.
    """
    order = {**asdict(message), "urls": list(urls), "outside": _bound(outside, urls)}
    return await _carry_out(order, patience, LETTER_LIMIT if outside else None)


async def examine(urls: Sequence[str], outside: Outside) -> list[Delivery]:
    """Whether each of people's own addresses is used; nothing is sent."""
    order = {"urls": list(urls), "outside": _bound(outside, urls)}
    return await _carry_out(order, PATIENCE) if urls else []


def _bound(outside: Outside | None, urls: Iterable[str]) -> dict[str, Any] | None:
    """What a courier needs to know of `outside`: the operator's address only for mail."""
    if outside is None:
        return None
    return asdict(outside if any(map(is_mail, urls)) else replace(outside, mail=None))


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


async def _carry_out(
    order: Mapping[str, Any], patience: float, in_all: float | None = None
) -> list[Delivery]:
    """What a courier tells.

    It is ended as soon as one address takes longer than `patience`, or all together take longer
    than `in_all`, counted from the first: loading Apprise is not what they are to blame for.
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
    """A courier's: what is harmless, and the proxies by which the network is reached."""
    known = given()
    return harmless(known) | {name: value for name, value in known.items() if is_proxy(name)}


@asynccontextmanager
async def _courier(order: Mapping[str, Any]) -> AsyncIterator[asyncio.StreamReader]:
    """What a courier answers, line by line; its process is gone afterwards."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reactor.notify.sender_process",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # services repeat addresses when they complain
        env=_environment(),
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
