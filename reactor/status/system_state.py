"""The status: MongoDB, this machine, and the settings that explain them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from reactor.mongo.views.budget import MatcherInUse
from reactor.mongo.views.overview import Overview
from reactor.mongo.views.queue import ListedJob
from reactor.mongo.views.reactors import LiveLease
from reactor.people.match_readiness import Unmatched
from reactor.settings import Settings
from reactor.status.local_state import LocalState

OLD_CHECKPOINT = timedelta(minutes=5)
"""A living reactor saves its checkpoint every minute, and after acting."""

BEHIND = timedelta(minutes=3)
"""An idle stream's checkpoint is up to a minute old."""


@dataclass(frozen=True, slots=True)
class Status:
    """One look at everything.

    Attributes:
        overview: what MongoDB knows.
        here: what this machine knows.
        model: the model that judges postings; None for the keyword matcher.
        requests_a_day: that it may be asked; None for as many as it answers.
        attempts: tries that a failing job gets.
        lease: for how long a reactor may be silent.
        zone: in which times are shown; None for this machine's own.
        secrets: texts that are never shown.
        provider: who runs the model.
        unmatched: people for whom nothing can be matched.
    """

    overview: Overview
    here: LocalState
    model: str | None
    requests_a_day: int | None
    attempts: int
    lease: timedelta
    zone: tzinfo | None = None
    secrets: tuple[str, ...] = ()
    provider: str = "gemini"
    unmatched: Unmatched = field(default_factory=Unmatched)

    @property
    def reactors(self) -> tuple[LiveLease, ...]:
        """Those that are alive by their leases."""
        return self.overview.reactors.alive(self.overview.now)

    @property
    def timers_stand_still(self) -> bool:
        """Whether MongoDB does not fire timers whose time has come."""
        return self.overview.reactors.timers_stand_still(self.overview.now)

    @property
    def stream_stands_still(self) -> bool:
        """Whether a reactor is alive and nobody has saved the checkpoint for long.

        Without any, a reactor has only just begun: it saves one after its first look.
        """
        at = self.overview.reactors.checkpoint_at
        return bool(self.reactors) and at is not None and at < self.overview.now - OLD_CHECKPOINT

    @property
    def matcher(self) -> MatcherInUse:
        """Who judges postings."""
        return MatcherInUse(self.provider, self.model, self.requests_a_day)

    @property
    def catching_up_from(self) -> datetime | None:
        """When the changes happened that are read only now, if they are not of just now."""
        position = self.overview.reactors.stream_position
        behind = position is not None and position < self.overview.now - BEHIND
        return position if behind and self.reactors and not self.stream_stands_still else None

    def is_orphaned(self, job: ListedJob) -> bool:
        """Whether a running job's reactor is not alive."""
        return job.lease is not None and job.lease.owner not in self.owners

    @property
    def owners(self) -> frozenset[str]:
        """The ids of the reactors that are alive."""
        return frozenset(lease.owner for lease in self.reactors)

    def said(self, text: str) -> str:
        """What people or pages wrote, without secrets and without what steers a terminal."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def status_of(
    overview: Overview, here: LocalState, settings: Settings, unmatched: Unmatched | None = None
) -> Status:
    """A status under these settings."""
    matcher = MatcherInUse.of(settings)
    return Status(
        overview=overview,
        here=here,
        model=matcher.model,
        requests_a_day=matcher.requests_a_day,
        attempts=settings.max_attempts,
        lease=settings.lease,
        zone=settings.zone,
        secrets=settings.secrets,
        provider=matcher.provider,
        unmatched=unmatched or Unmatched(),
    )
