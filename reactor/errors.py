"""What can go wrong, sorted by what the reactor does about it.

    ReactorError
    ├── SettingsError       the call or a setting is wrong: one line, exit 2
    ├── PassingError        may be gone next time: retry with backoff, counted
    │   ├── BlockedError    a challenge page instead of an answer
    │   └── UnreachableError  nothing was heard from the host
    ├── LastingError        will be the same next time: fail now
    │   ├── GoneError       nothing is at this address (404, 410)
    │   ├── ForbiddenError  the site does not let us in (401, 403)
    │   │   └── DisallowedError  its robots.txt asks programs not to read this
    │   ├── NoSuchHostError the host's name does not exist
    │   ├── ParsingTimeoutError  a page took longer to parse than one page may
    │   ├── ParsingBudgetError   a visit's pages took longer than all of them may
    │   └── RefusedError    an address, size or kind of content that we do not fetch
    │       └── PrivateAddressError  the host is not on the public internet
    ├── WaitingError        nobody's fault: wait, uncounted
    │   ├── OfflineError    no host at all can be reached: our own line is down
    │   ├── BrowserAwayError  the browser that shows pages made by scripts cannot be reached
    │   ├── ModelTroubleError  the model is in trouble: overloaded, refused, unpaid, retired
    │   │   └── ModelStillInTroubleError  it is known to be, and was not asked
    │   └── BudgetError     the model's budget is used up: all jobs wait for the same moment
    ├── UnfinishedError     out of time, but further than before: goes on where it was, uncounted
    ├── FencedError         this run no longer owns its job: save nothing
    └── UnwrittenError      MongoDB refuses to note the end of a run: its job rests

The program decides by the class; people and other programs decide by the `code`, which names the
cause and stays the same however the message is worded. A class has one; where its causes want
different advice, whoever raises it says which. A job that fails or waits keeps the code in its
`errorCode`, beside the message for people in its `errorMessage`. `reactor.advice` tells what to do
about each code.
"""

from reactor.error_codes import Code
from reactor.url_redaction import without_tokens

_LONGEST_DESCRIPTION = 500


class ReactorError(Exception):
    """Base of every error that the reactor raises on purpose; its `code` names the cause.

    Its message is logged, stored and sent: it holds no tokens, whatever address it speaks of.
    """

    code: Code = "unexpected"

    def __init__(self, message: str, *, code: Code | None = None) -> None:
        super().__init__(without_tokens(message))
        self.code = code or self.code


class SettingsError(ReactorError):
    """A setting, an argument or the deployment is wrong; the message names it and the mend."""

    code: Code = "wrong_setting"


class PassingError(ReactorError):
    """A failure that may be gone next time: network trouble, 429, 5xx, a time-out.

    Attributes:
        retry_after: seconds that the other side asked us to wait, or None.
    """

    def __init__(
        self, message: str, *, code: Code | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after


class BlockedError(PassingError):
    """The other side answered with a challenge for browsers, or refuses as it does for a while."""

    code: Code = "blocked"


class UnreachableError(PassingError):
    """Nothing was heard: the name was not looked up, no connection came about, or only silence.

    The host may be down, or our own line: `reactor.fetch.connectivity.Line` tells which.
    """

    code: Code = "unreachable"


class LastingError(ReactorError):
    """A failure that will be the same next time: 404, not HTML or JSON, a bad address."""


class GoneError(LastingError):
    """Nothing is at this address any more: 404 or 410."""

    code: Code = "page_gone"


class ForbiddenError(LastingError):
    """The site does not let this visitor in: 401 or 403, and no challenge that tells why."""

    code: Code = "forbidden"


class DisallowedError(ForbiddenError):
    """The site's robots.txt asks programs not to read this."""

    code: Code = "robots_disallowed"


class NoSuchHostError(LastingError):
    """The host's name does not exist."""

    code: Code = "no_such_host"


class ParsingTimeoutError(LastingError):
    """A page took longer to parse than one page may."""

    code: Code = "parsing_timeout"


class ParsingBudgetError(LastingError):
    """The pages of a visit took longer to parse than all of them may: it reads no more."""

    code: Code = "parsing_budget"


class RefusedError(LastingError):
    """We do not fetch this: a private address, too large, a redirect loop, wrong content."""


class PrivateAddressError(RefusedError):
    """The host leads to an address that is not public, such as those of a home network."""

    code: Code = "private_address"


class WaitingError(ReactorError):
    """The job cannot go on now through no fault of its own; it waits, uncounted.

    Attributes:
        delay: seconds to wait.
    """

    def __init__(self, message: str, *, delay: float, code: Code | None = None) -> None:
        super().__init__(message, code=code)
        self.delay = delay


class OfflineError(WaitingError):
    """No host at all can be reached: our own line is down."""

    code: Code = "line_down"


class BrowserAwayError(WaitingError):
    """The browser that the settings name cannot be reached, or does not go through our proxy."""

    code: Code = "browser_unreachable"


class ModelTroubleError(WaitingError):
    """The model gives no answers now, which is never a company's fault; its `code` says why.

    Attributes:
        model: which.
    """

    def __init__(self, message: str, *, delay: float, model: str, code: Code | None = None) -> None:
        super().__init__(message, delay=delay, code=code)
        self.model = model


class ModelStillInTroubleError(ModelTroubleError):
    """The model is known to be in trouble, and is not asked before its pause is over."""


class BudgetError(WaitingError):
    """A model's budget is used up.

    Attributes:
        model: whose.
    """

    code: Code = "model_budget"

    def __init__(self, message: str, *, delay: float, model: str) -> None:
        super().__init__(message, delay=delay)
        self.model = model


class UnfinishedError(ReactorError):
    """The run's time was up before all was read and judged; what was done is kept.

    Attributes:
        undone: what is left: texts to be read, and judgements to be made.
        reason: why it could not be done, where that was not the time for the whole run.
    """

    code: Code = "unfinished"

    def __init__(self, message: str, *, undone: int, reason: str = "") -> None:
        super().__init__(message)
        self.undone = undone
        self.reason = reason


class FencedError(ReactorError):
    """The job was taken away (its lease expired, or a person changed it) before it was saved."""

    code: Code = "fenced"


class UnwrittenError(ReactorError):
    """MongoDB refused every form in which the end of a run could be noted."""

    code: Code = "end_refused"


def describe(error: BaseException) -> str:
    """The kind of an error that nobody foresaw, and the first line of its message.

    It raises nothing, whatever the error's own methods do.
    """
    try:
        said = str(error)
    except Exception:  # noqa: BLE001 - somebody else's method may raise anything
        said = ""
    lines = said.splitlines() or [""]
    return ": ".join(filter(None, (type(error).__name__, lines[0][:_LONGEST_DESCRIPTION])))
