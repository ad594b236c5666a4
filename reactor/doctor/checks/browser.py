"""The browser for pages made by scripts: whether it can be used, and goes through our proxy."""

from collections.abc import AsyncIterator

from reactor.advice import ADVICE
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import sentence
from reactor.errors import BrowserAwayError
from reactor.fetch.browser.rendering import browser_of

_NAME = "browser"


async def look(case: Case) -> AsyncIterator[Finding]:
    """Open a page of our own in the browser that the settings name, if they name one."""
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
    """What to say of a browser that cannot be used: jobs that need it wait."""
    return Finding(_NAME, Severity.WRONG, str(error), mend=sentence(ADVICE[error.code].do))
