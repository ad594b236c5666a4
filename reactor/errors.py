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
    │   └── BudgetError     the model's budget is used up: all jobs wait for the same moment
    ├── UnfinishedError     out of time, but further than before: goes on where it was, uncounted
    └── FencedError         this run no longer owns its job: save nothing

The message of each is written for a person: it ends up in a job's `errorMessage`.
"""


class ReactorError(Exception):
    """Base of every error that the reactor raises on purpose."""


class SettingsError(ReactorError):
    """A setting, an argument or the deployment is wrong; the message names it and the mend."""


class PassingError(ReactorError):
    """A failure that may be gone next time: network trouble, 429, 5xx, a time-out.

    Attributes:
        retry_after: seconds that the other side asked us to wait, or None.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BlockedError(PassingError):
    """The other side answered with a challenge for browsers instead of its content."""


class UnreachableError(PassingError):
    """Nothing was heard: the name was not looked up, no connection came about, or only silence.

    The host may be down, or our own line: `reactor.fetch.line.Line` tells which.
    """


class LastingError(ReactorError):
    """A failure that will be the same next time: 404, not HTML or JSON, a bad address."""


class GoneError(LastingError):
    """Nothing is at this address any more: 404 or 410."""


class ForbiddenError(LastingError):
    """The site does not let this visitor in: 401 or 403, and no challenge that tells why."""


class DisallowedError(ForbiddenError):
    """The site's robots.txt asks programs not to read this."""


class NoSuchHostError(LastingError):
    """The host's name does not exist."""


class ParsingTimeoutError(LastingError):
    """A page took longer to parse than one page may."""

    code = "parsing_timeout"


class ParsingBudgetError(LastingError):
    """The pages of a visit took longer to parse than all of them may: it reads no more."""

    code = "parsing_budget"


class RefusedError(LastingError):
    """We do not fetch this: a private address, too large, a redirect loop, wrong content."""


class PrivateAddressError(RefusedError):
    """The host leads to an address that is not public, such as those of a home network."""


class WaitingError(ReactorError):
    """The job cannot go on now through no fault of its own; it waits, uncounted.

    Attributes:
        delay: seconds to wait.
    """

    def __init__(self, message: str, *, delay: float) -> None:
        super().__init__(message)
        self.delay = delay


class OfflineError(WaitingError):
    """No host at all can be reached: our own line is down."""


class BudgetError(WaitingError):
    """A model's budget is used up.

    Attributes:
        model: whose.
    """

    def __init__(self, message: str, *, delay: float, model: str) -> None:
        super().__init__(message, delay=delay)
        self.model = model


class UnfinishedError(ReactorError):
    """The run's time was up before all was read and judged; what was done is kept.

    Attributes:
        undone: what is left: texts to be read, and judgements to be made.
        reason: why it could not be done, where that was not the time for the whole run.
    """

    def __init__(self, message: str, *, undone: int, reason: str = "") -> None:
        super().__init__(message)
        self.undone = undone
        self.reason = reason


class FencedError(ReactorError):
    """The job was taken away (its lease expired, or a person changed it) before it was saved."""
