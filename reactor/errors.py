"""The exception tree, sorted by the reactor's reaction.

    ReactorError
    ├── SettingsError       wrong call or setting: one line, exit 2
    ├── PassingError        may succeed next time: retry with backoff, counted
    │   ├── BlockedError    a challenge page instead of an answer
    │   └── UnreachableError  no answer from the host
    ├── LastingError        will fail again: fail now
    │   ├── GoneError       nothing at this address (404, 410)
    │   ├── ForbiddenError  access denied (401, 403)
    │   │   └── DisallowedError  denied by robots.txt
    │   ├── NoSuchHostError the host name does not exist
    │   ├── ParsingTimeoutError  one page exceeded its parsing time
    │   ├── ParsingBudgetError   a visit's pages exceeded their total parsing time
    │   └── RefusedError    an address, size or content type that is never fetched
    │       └── PrivateAddressError  the host is not on the public internet
    ├── WaitingError        an outside cause: wait, uncounted
    │   ├── OfflineError    no host is reachable: this machine is offline
    │   ├── BrowserAwayError  the browser for JavaScript pages is unreachable
    │   ├── ModelTroubleError  the model is overloaded, refuses, is unpaid or retired
    │   │   └── ModelStillInTroubleError  the trouble was known, no request was sent
    │   └── BudgetError     the model's budget is used up: all jobs wait for its renewal
    ├── UnfinishedError     out of time with progress: resume where it stopped, uncounted
    ├── FencedError         this run no longer owns its job: save nothing
    └── UnwrittenError      MongoDB rejects the end of a run: the job rests

The program decides by class. People and other programs decide by `code`, which names the cause and
is stable while messages may be reworded. A class has a default code; the raiser passes another if
the cause needs other advice. A job that fails or waits stores the code in `errorCode` and the
message in `errorMessage`. `reactor.advice` has the advice for each code.
"""

from reactor.error_codes import Code
from reactor.url_redaction import without_tokens

_MAX_DESCRIPTION = 500


class ReactorError(Exception):
    """Base of every error that the reactor raises on purpose; its `code` names the cause.

    Tokens in addresses are removed from the message, because it is logged, stored and sent.
    """

    code: Code = "unexpected"

    def __init__(self, message: str, *, code: Code | None = None) -> None:
        super().__init__(without_tokens(message))
        self.code = code or self.code


class SettingsError(ReactorError):
    """A wrong setting, argument or deployment; the message names it and the remedy."""

    code: Code = "wrong_setting"


class PassingError(ReactorError):
    """A failure that may be gone next time: network trouble, 429, 5xx, a time-out.

    Attributes:
        retry_after: seconds requested by the server (`Retry-After`), or None.
    """

    def __init__(
        self, message: str, *, code: Code | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after


class BlockedError(PassingError):
    """The server answered with a bot challenge, or with a temporary refusal."""

    code: Code = "blocked"


class UnreachableError(PassingError):
    """No answer: the name lookup or the connection failed, or the server stayed silent.

    The cause may be the host or this machine: `reactor.fetch.connectivity.Connectivity` decides.
    """

    code: Code = "unreachable"


class LastingError(ReactorError):
    """A failure that will be the same next time: 404, not HTML or JSON, a bad address."""


class GoneError(LastingError):
    """Nothing is at this address any more: 404 or 410."""

    code: Code = "page_gone"


class ForbiddenError(LastingError):
    """Access denied: 401 or 403 without a bot challenge."""

    code: Code = "forbidden"


class DisallowedError(ForbiddenError):
    """The site's robots.txt asks programs not to read this."""

    code: Code = "robots_disallowed"


class NoSuchHostError(LastingError):
    """The host's name does not exist."""

    code: Code = "no_such_host"


class ParsingTimeoutError(LastingError):
    """A page exceeded the parsing time of one page."""

    code: Code = "parsing_timeout"


class ParsingBudgetError(LastingError):
    """The pages of a visit exceeded their total parsing time; no further page is read."""

    code: Code = "parsing_budget"


class RefusedError(LastingError):
    """An address, size or content that is never fetched: private address, redirect loop, ..."""


class PrivateAddressError(RefusedError):
    """The host resolves to a non-public address, such as one of a home network."""

    code: Code = "private_address"


class WaitingError(ReactorError):
    """The job cannot continue for an outside cause; it waits, uncounted.

    Attributes:
        delay: seconds to wait.
    """

    def __init__(self, message: str, *, delay: float, code: Code | None = None) -> None:
        super().__init__(message, code=code)
        self.delay = delay


class OfflineError(WaitingError):
    """No host is reachable: this machine is offline."""

    code: Code = "line_down"


class BrowserAwayError(WaitingError):
    """The configured browser is unreachable, or does not use the reactor's proxy."""

    code: Code = "browser_unreachable"


class ModelTroubleError(WaitingError):
    """The model gives no answers now. No company is at fault; `code` names the cause.

    Attributes:
        model: name of the model.
    """

    def __init__(self, message: str, *, delay: float, model: str, code: Code | None = None) -> None:
        super().__init__(message, delay=delay, code=code)
        self.model = model


class ModelStillInTroubleError(ModelTroubleError):
    """The model is known to be in trouble; no request is sent before its pause ends."""


class BudgetError(WaitingError):
    """A model's budget is used up.

    Attributes:
        model: name of the model.
    """

    code: Code = "model_budget"

    def __init__(self, message: str, *, delay: float, model: str) -> None:
        super().__init__(message, delay=delay)
        self.model = model


class UnfinishedError(ReactorError):
    """The run's time was up before everything was read and judged; finished parts are kept.

    Attributes:
        undone: number of texts still to read plus judgements still to make.
        reason: the cause, if it is not the time limit of the whole run.
    """

    code: Code = "unfinished"

    def __init__(self, message: str, *, undone: int, reason: str = "") -> None:
        super().__init__(message)
        self.undone = undone
        self.reason = reason


class FencedError(ReactorError):
    """The run lost its job before saving: the lease expired, or a person changed the job."""

    code: Code = "fenced"


class UnwrittenError(ReactorError):
    """MongoDB rejected every form in which the end of a run could be stored."""

    code: Code = "end_refused"


def describe(error: BaseException) -> str:
    """An unforeseen error's class and the first line of its message.

    Never raises, whatever the error's own methods do.
    """
    try:
        said = str(error)
    except Exception:  # noqa: BLE001 - a foreign method may raise anything
        said = ""
    lines = said.splitlines() or [""]
    return ": ".join(filter(None, (type(error).__name__, lines[0][:_MAX_DESCRIPTION])))
