"""What this reactor has done since it started, counted by whoever does it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal

from reactor.error_codes import Code
from reactor.metrics.exposition import Counter, Histogram

Outcome = Literal["completed", "failed", "retried", "unfinished", "waiting", "crashed", "lost"]
"""`waiting`: for the line, a budget or MongoDB; `crashed`: it raised what nobody foresaw; `lost`:
stopped, or somebody took the job away."""

_SECONDS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)


def _reactions() -> Counter:
    return Counter(
        "scoutly_reactions_total",
        "Decisions about companies, by what was decided, and why if it was to enqueue.",
        ("decision", "reason"),
    )


def _runs() -> Counter:
    return Counter(
        "scoutly_runs_total",
        "Runs of jobs, by how they ended and where the postings came from, where that is known.",
        ("outcome", "source"),
    )


def _failures() -> Counter:
    return Counter(
        "scoutly_job_failures_total",
        "Runs that did not succeed, by the errorCode of the job and what became of it.",
        ("code", "outcome"),
    )


def _postings() -> Counter:
    return Counter(
        "scoutly_postings_total",
        "Postings of completed runs, by where they came from and what they were.",
        ("source", "kind"),
    )


def _tokens() -> Counter:
    return Counter(
        "scoutly_tokens_total", "Tokens of model calls, in and out.", ("model", "direction")
    )


def _durations() -> Histogram:
    return Histogram(
        "scoutly_run_duration_seconds", "How long runs took, however they ended.", _SECONDS
    )


@dataclass(slots=True)
class RunCounts:
    """One run, as it is counted at its end.

    Attributes:
        outcome: how it ended.
        code: why it did not succeed, if the job says so.
        result: what it found, if it completed.
    """

    outcome: Outcome = "lost"
    code: Code | None = None
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """What is counted; it knows nobody who counts, and nobody who reads it.

    Attributes:
        running: jobs that run now.
    """

    reactions: Counter = field(default_factory=_reactions)
    runs: Counter = field(default_factory=_runs)
    failures: Counter = field(default_factory=_failures)
    postings: Counter = field(default_factory=_postings)
    tokens: Counter = field(default_factory=_tokens)
    durations: Histogram = field(default_factory=_durations)
    running: int = 0

    @contextmanager
    def run(self) -> Iterator[RunCounts]:
        """A job runs for as long as the block does; what is noted in the tally is then counted."""
        self.running += 1
        started, tally = monotonic(), RunCounts()
        try:
            yield tally
        finally:
            self.running -= 1
            self._count(tally, monotonic() - started)

    def reacted(self, decision: str, reason: str = "") -> None:
        """Something was decided about a company."""
        self.reactions.add(decision, reason)

    def spent(self, model: str, tokens_in: int, tokens_out: int) -> None:
        """A model was called."""
        self.tokens.add(model, "in", amount=tokens_in)
        self.tokens.add(model, "out", amount=tokens_out)

    def _count(self, tally: RunCounts, seconds: float) -> None:
        source = str(tally.result.get("source", ""))
        self.runs.add(tally.outcome, source)
        self.durations.add(seconds)
        if tally.code:
            self.failures.add(tally.code, tally.outcome)
        for kind in ("found", "new", "gone", "unread", "matched"):
            if isinstance(count := tally.result.get(kind), int):
                self.postings.add(source, kind, amount=count)

    def metrics(self) -> tuple[Counter | Histogram, ...]:
        """All of it, for who tells it."""
        counters = (self.reactions, self.runs, self.failures, self.postings, self.tokens)
        return *counters, self.durations
