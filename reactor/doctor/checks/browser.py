"""Checks the browser for JavaScript pages: whether it works, and uses the reactor's proxy."""

from collections.abc import AsyncIterator

from reactor.advice import ADVICE
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import sentence
from reactor.errors import BrowserAwayError
from reactor.fetch.browser.rendering import browser_of

_NAME = "browser"


async def look(case: Case) -> AsyncIterator[Finding]:
    """Open a test page in the configured browser, if there is one."""
    browser = browser_of(case.settings)
    if browser is None:
        said = "none: pages that show nothing without scripts are not read (REACTOR_BROWSER_URL)"
        yield Finding(_NAME, Severity.FINE, said)
        return
    try:
        await browser.check()
    except BrowserAwayError as error:
        yield judge(error)
    else:
        said = f"{case.settings.browser_url} answers, and goes through the reactor's proxy"
        yield Finding(_NAME, Severity.FINE, said)


def judge(error: BrowserAwayError) -> Finding:
    """The finding for an unusable browser; jobs that need it wait."""
    return Finding(_NAME, Severity.WRONG, str(error), mend=sentence(ADVICE[error.code].do))
