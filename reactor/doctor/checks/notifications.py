"""Checks the operator's notification addresses."""

from collections.abc import AsyncIterator, Iterable

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted
from reactor.errors import SettingsError
from reactor.notify.delivery import Delivery, require_known, send_test
from reactor.settings import Settings

_NONE = Finding(
    "notify",
    Severity.FINE,
    "no REACTOR_NOTIFY_URLS: troubles stand in the log and in `reactor status` alone",
    mend="Apprise URLs for your phone or mail: https://appriseit.com/services/",
)

_NOTHING_SENT = Finding(
    "notify",
    Severity.WRONG,
    "no test was sent: REACTOR_NOTIFY_URLS is empty",
    mend="Set it to Apprise URLs for your phone or mail: https://appriseit.com/services/",
)


async def look(case: Case) -> AsyncIterator[Finding]:
    """Whether the addresses are usable; nothing is sent."""
    urls = case.settings.notify_urls
    if not urls:
        yield _NONE
        return
    try:
        await require_known(case.settings)
    except SettingsError as error:
        yield Finding("notify", Severity.WRONG, str(error), mend="Correct the address.")
        return
    said = f"{counted(len(urls), 'address', 'addresses')} to tell"
    mend = "To see whether a message arrives: reactor doctor --test-notifications"
    yield Finding("notify", Severity.FINE, said, mend=mend)


async def send_tests(settings: Settings) -> AsyncIterator[Finding]:
    """Send a test to each address, and report the outcomes."""
    for finding in judge(await send_test(settings)):
        yield finding


def judge(deliveries: Iterable[Delivery]) -> list[Finding]:
    """The findings for sent tests."""
    return [_judge_one(delivery) for delivery in deliveries] or [_NOTHING_SENT]


def _judge_one(delivery: Delivery) -> Finding:
    address = f"number {delivery.number + 1}"
    name = f"{address} ({delivery.service})" if delivery.service else address
    if delivery.outcome == "sent":
        said = f"{name}: a test was sent"
        return Finding("notify", Severity.FINE, said, mend="Look whether it arrived.")
    said = f"{name}: {delivery.because or delivery.outcome}"
    return Finding("notify", Severity.WRONG, said, mend="Correct it in REACTOR_NOTIFY_URLS.")
