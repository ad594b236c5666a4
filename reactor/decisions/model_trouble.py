"""How long everybody waits for a model in trouble, and what happens meanwhile: a circuit breaker.

                  trouble                     its pause is over
    (nothing) ─────────────▶ open ─────────────────────────────▶ half-open
        ▲                     ▲  nobody asks it anything             │ │
        │                     └──────────── trouble again ───────────┘ │
        └───────────────────────── a usable answer ────────────────────┘

An answer that is of no use may be one posting's doing. Until a second company has the same
trouble, with nothing usable in between, only the job waits that had it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reactor.error_codes import Code
from reactor.errors import ModelTroubleError

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
_MOST_DOUBLINGS = 10
STANDS_IN_AFTER = timedelta(days=1)
"""Keywords serve meanwhile when a model has been in trouble for so long."""

FORGOTTEN_AFTER = timedelta(days=2)
"""A model that nobody has asked for so long has been replaced in the settings."""

TOLD_AFTER = timedelta(hours=1)
"""What passes by itself is worth a message only when it lasts."""

_PASSES_BY_ITSELF: frozenset[Code] = frozenset(
    ("model_overloaded", "model_rate_limited", "model_unreachable", "model_malformed")
)
PERHAPS_ONE_POSTINGS: frozenset[Code] = frozenset(
    ("model_malformed", "model_thinking", "model_declined")
)
"""A question that is smaller, or about something else, may be answered all the same."""


@dataclass(frozen=True, slots=True)
class ModelTrouble:
    """What is known of a model in trouble.

    Attributes:
        model: which.
        code: the cause.
        message: the cause, for people.
        since: when it began, by the server's clock.
        last: when it was last met.
        until: when the model is asked again.
        tries: how often it was asked in vain, with a pause before each but the first.
        open: nobody asks the model before then.
        half_open: the pause is over, and it is being found out whether the model is back.
        first: the company that met it first, as hex; others make it everybody's.
        told: whether people were told.
    """

    model: str
    code: Code
    message: str
    since: datetime
    last: datetime
    until: datetime
    tries: int = 1
    open: bool = True
    half_open: bool = False
    first: str = ""
    told: bool = False

    @property
    def small_answers_prove(self) -> bool:
        """Whether a model that answers something small is out of this trouble."""
        return self.code not in PERHAPS_ONE_POSTINGS


def pause_after(tries: int, asked_for: float) -> timedelta:
    """How long the model is left alone.

    Args:
        tries: how often it was asked in vain.
        asked_for: seconds that the cause asks for.
    """
    grown = FIRST_PAUSE * (1 << min(max(tries - 1, 0), _MOST_DOUBLINGS))
    return min(max(grown, timedelta(seconds=asked_for)), LONGEST_PAUSE)


def after(
    error: ModelTroubleError, before: ModelTrouble | None, now: datetime, company: str = ""
) -> ModelTrouble:
    """What is known after trouble was met.

    Args:
        error: the trouble.
        before: what was known; None for a model that was well.
        now: the server's time.
        company: whose job met it, as hex; `""` for nobody's.
    """
    if before is not None and before.open and now < before.until:
        # Whoever had asked before it was known to be in trouble.
        return before
    tries = before.tries + 1 if before else 1
    first = before.first if before else company
    one_postings = (
        error.code in PERHAPS_ONE_POSTINGS
        and company in ("", first)
        and (before is None or not (before.open or before.half_open))
    )
    return ModelTrouble(
        model=error.model,
        code=error.code,
        message=str(error),
        since=before.since if before else now,
        last=now,
        until=now + pause_after(tries, error.delay),
        tries=tries,
        open=not one_postings,
        first=first,
        told=before.told if before else False,
    )


def half_opened(trouble: ModelTrouble, now: datetime) -> ModelTrouble:
    """The pause is over; should whoever tries be lost, others try after another one."""
    until = now + pause_after(trouble.tries, 0)
    return replace(trouble, open=False, half_open=True, until=until)


def stands_in(trouble: ModelTrouble | None, now: datetime) -> bool:
    """Whether keywords serve instead of the model."""
    return trouble is not None and trouble.open and now - trouble.since >= STANDS_IN_AFTER


def worth_telling(trouble: ModelTrouble) -> bool:
    """Whether people are to be told now, who have not been: once in each trouble."""
    lasts = trouble.open and trouble.last - trouble.since >= TOLD_AFTER
    return not trouble.told and (lasts or trouble.code not in _PASSES_BY_ITSELF)
