"""The circuit breaker of a model in trouble: pauses, and keywords as fallback.

                  trouble                     its pause is over
    (nothing) ─────────────▶ open ─────────────────────────────▶ half-open
        ▲                     ▲  no requests                         │ │
        │                     └──────────── trouble again ───────────┘ │
        └───────────────────────── a usable answer ────────────────────┘

An unusable answer may be due to a single posting. Until a second company meets the same trouble,
with no usable answer in between, only the affected job waits.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reactor.error_codes import Code
from reactor.errors import ModelTroubleError

FIRST_PAUSE = timedelta(minutes=5)
MAX_PAUSE = timedelta(hours=1)
_MAX_DOUBLINGS = 10
STANDS_IN_AFTER = timedelta(days=1)
"""Trouble of this duration makes keywords stand in for the model."""

FORGOTTEN_AFTER = timedelta(days=2)
"""A model not asked for this long has been replaced in the settings; its trouble is dropped."""

TOLD_AFTER = timedelta(hours=1)
"""Trouble that ends by itself is reported only if it lasts this long."""

_PASSES_BY_ITSELF: frozenset[Code] = frozenset(
    ("model_overloaded", "model_rate_limited", "model_unreachable", "model_malformed")
)
PERHAPS_ONE_POSTINGS: frozenset[Code] = frozenset(
    ("model_malformed", "model_thinking", "model_declined")
)
"""Causes that may depend on one posting: a smaller or different question may be answered."""


@dataclass(frozen=True, slots=True)
class ModelTrouble:
    """The state of a model in trouble.

    Attributes:
        model: name of the model.
        code: code of the cause.
        message: the cause, for people.
        since: when the trouble began, in the server's time.
        last: when it was last met.
        until: when the model is asked again.
        tries: failed tries, with a pause before each but the first.
        open: whether no request is sent before `until`.
        half_open: whether the pause is over and one request probes the model.
        first: hex id of the company that met it first; a second company opens the breaker.
        told: whether people were notified.
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
        """Whether an answer to a small question proves the end of this trouble."""
        return self.code not in PERHAPS_ONE_POSTINGS


def pause_after(tries: int, asked_for: float) -> timedelta:
    """The pause before the next request.

    Args:
        tries: failed tries so far.
        asked_for: seconds requested by the cause.
    """
    grown = FIRST_PAUSE * (1 << min(max(tries - 1, 0), _MAX_DOUBLINGS))
    return min(max(grown, timedelta(seconds=asked_for)), MAX_PAUSE)


def after(
    error: ModelTroubleError, before: ModelTrouble | None, now: datetime, company: str = ""
) -> ModelTrouble:
    """The state after a failure.

    Args:
        error: the failure.
        before: the state before; None for a healthy model.
        now: the server's time.
        company: hex id of the company whose job failed; `""` for none.
    """
    if before is not None and before.open and now < before.until:
        # A request that was sent before the trouble was known.
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
    """The state after the pause; if the probing process dies, others probe after another pause."""
    until = now + pause_after(trouble.tries, 0)
    return replace(trouble, open=False, half_open=True, until=until)


def stands_in(trouble: ModelTrouble | None, now: datetime) -> bool:
    """Whether keywords judge instead of the model."""
    return trouble is not None and trouble.open and now - trouble.since >= STANDS_IN_AFTER


def worth_telling(trouble: ModelTrouble) -> bool:
    """Whether to notify people now; true at most once for each trouble."""
    lasts = trouble.open and trouble.last - trouble.since >= TOLD_AFTER
    return not trouble.told and (lasts or trouble.code not in _PASSES_BY_ITSELF)
