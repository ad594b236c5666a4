"""How everything stands: what MongoDB and this machine know, and what the settings say to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from reactor.model_choice import model_of
from reactor.mongo.views.queue import ListedJob
from reactor.mongo.views.reader import Overview
from reactor.mongo.views.server import LiveLease
from reactor.settings import Settings
from reactor.status.local_state import LocalState

LATE_TIMER = timedelta(minutes=3)
"""MongoDB fires timers every minute, or as often as it is told to."""

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

    @property
    def reactors(self) -> tuple[LiveLease, ...]:
        """Those that are alive by their leases."""
        now = self.overview.now
        return tuple(
            lease
            for lease in self.overview.server.leases
            if lease.expire_at is None or lease.expire_at > now
        )

    @property
    def timers_stand_still(self) -> bool:
        """Whether MongoDB does not fire timers whose time has come."""
        oldest = self.overview.server.oldest_timer
        return oldest is not None and oldest < self.overview.now - LATE_TIMER

    @property
    def stream_stands_still(self) -> bool:
        """Whether a reactor is alive and nobody has saved the checkpoint for long.

        Without any, a reactor has only just begun: it saves one after its first look.
        """
        at = self.overview.server.checkpoint_at
        return bool(self.reactors) and at is not None and at < self.overview.now - OLD_CHECKPOINT

    def refreshed_at(self, lease: LiveLease) -> datetime | None:
        """When a lease was last refreshed."""
        return lease.expire_at and lease.expire_at - self.length_of(lease)

    def length_of(self, lease: LiveLease) -> timedelta:
        """How long a lease is: as it says, or else as ours."""
        return timedelta(seconds=lease.seconds) if lease.seconds else self.lease

    @property
    def catching_up_from(self) -> datetime | None:
        """When the changes happened that are read only now, if they are not of just now."""
        position = self.overview.server.stream_position
        behind = position is not None and position < self.overview.now - BEHIND
        return position if behind and self.reactors and not self.stream_stands_still else None

    def is_forsaken(self, job: ListedJob) -> bool:
        """Whether a running job's reactor is not alive."""
        alive = {lease.owner for lease in self.reactors}
        return job.lease is not None and job.lease.owner not in alive

    def said(self, text: str) -> str:
        """What people or pages wrote, without secrets and without what steers a terminal."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def status_of(overview: Overview, here: LocalState, settings: Settings) -> Status:
    """A status under these settings."""
    chosen = model_of(settings)
    return Status(
        overview=overview,
        here=here,
        model=chosen.name if chosen else None,
        requests_a_day=chosen.requests_a_day if chosen else None,
        attempts=settings.max_attempts,
        lease=settings.lease,
        zone=settings.zone,
        secrets=settings.secrets,
        provider=settings.llm,
    )
