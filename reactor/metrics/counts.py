"""The counters of this reactor since its start."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal

from reactor.error_codes import Code
from reactor.metrics.exposition import Counter, Histogram

Outcome = Literal["completed", "failed", "retried", "unfinished", "waiting", "crashed", "lost"]
"""`waiting`: for connectivity, a budget or MongoDB; `crashed`: an unforeseen exception; `lost`:
stopped, or the job was taken away."""

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
    """One run, counted at its end.

    Attributes:
        outcome: how it ended.
        code: error code of an unsuccessful run, if any.
        result: figures of a completed run.
    """

    outcome: Outcome = "lost"
    code: Code | None = None
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """All counters; independent of their writers and readers.

    Attributes:
        running: number of jobs that run now.
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
        """Count a run that lasts for the block, with the outcome set in the yielded tally."""
        self.running += 1
        started, tally = monotonic(), RunCounts()
        try:
            yield tally
        finally:
            self.running -= 1
            self._count(tally, monotonic() - started)

    def reacted(self, decision: str, reason: str = "") -> None:
        """Count a decision about a company."""
        self.reactions.add(decision, reason)

    def spent(self, model: str, tokens_in: int, tokens_out: int) -> None:
        """Count the tokens of a model call."""
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
        """All metrics, for rendering."""
        counters = (self.reactions, self.runs, self.failures, self.postings, self.tokens)
        return *counters, self.durations
