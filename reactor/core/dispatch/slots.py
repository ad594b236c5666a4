"""When to claim a job, and which claimed job may start: the dispatcher's state machine. Pure.

Two named states decide everything: the `Phase`, and the `Outlook` on the queue.

            news                    all slots taken
    EMPTY ────────▶ NEWS ──────────────────────────────▶ BACKLOG
      ▲              ▲                                      │
      └──────────────┴───────── an empty answer ────────────┘

An empty answer counts only if no news arrived since its claim was sent. Otherwise the server may
have looked before the job was inserted, and another claim follows.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from reactor.documents import Job


class Phase(Enum):
    """What the slots allow."""

    CLAIMING = "free slots are filled"
    CLEARING = "nothing starts until the slots are empty: a crashed job is to run alone"
    SOLO = "a crashed job runs alone"
    RECOVERING = "an answer was lost: the job that it may have claimed is handed back first"
    RESTING = "MongoDB refused a claim: the next one waits"
    STOPPING = "nothing more is claimed"
    SETTLING = "nothing more is claimed, and at last what was claimed unawares is handed back"


class Outlook(Enum):
    """What is known of the queue."""

    EMPTY = "no job can be claimed"
    NEWS = "a job may be claimable"
    BACKLOG = "jobs wait for slots"


class Placement(Enum):
    """What to do with a claimed job."""

    START = "the job runs"
    HAND_BACK = "the job cannot run now"
    NOTHING = "there is no job"


@dataclass(frozen=True, eq=False, slots=True)
class Claim:
    """A claim under way.

    Attributes:
        heard: the count of news when it was sent.
        in_turn: whether it asks only for jobs with a turn: others would overtake waiting jobs.
    """

    heard: int
    in_turn: bool


@dataclass
class Slots:
    """The slots of one reactor.

    Attributes:
        size: their number.
        phase: what they allow.
        outlook: what is known of the queue.
        runs: the running jobs, by the token of their claim.
        claims: claims under way.
        cleared_for: the job for which the slots are being cleared, if any.
    """

    size: int
    phase: Phase = Phase.CLAIMING
    outlook: Outlook = Outlook.NEWS
    runs: dict[str, Job] = field(default_factory=dict)
    claims: set[Claim] = field(default_factory=set)
    cleared_for: Any = None
    _heard: int = 0

    def hear(self) -> None:
        """A job may have become claimable."""
        self._heard += 1
        if self.outlook is Outlook.EMPTY:
            self.outlook = Outlook.NEWS

    @property
    def wants_claim(self) -> bool:
        """Whether to send a claim now: one at a time, under a backlog one for each free slot."""
        if self.outlook is Outlook.EMPTY:
            return False
        if self.phase is Phase.CLEARING:
            return not (self.runs or self.claims)
        free = self.size - len(self.runs) - len(self.claims)
        one_more = self.outlook is Outlook.BACKLOG or not self.claims
        return self.phase is Phase.CLAIMING and free > 0 and one_more

    @property
    def wants_recovery(self) -> bool:
        """Whether to hand back jobs whose claim got no reply: only when no claim is under way."""
        return self.phase in (Phase.RECOVERING, Phase.SETTLING) and not self.claims

    def claim(self) -> Claim:
        """A claim is sent."""
        claim = Claim(self._heard, in_turn=self.outlook is Outlook.BACKLOG)
        self.claims.add(claim)
        return claim

    def answered(self, claim: Claim, job: Job | None, *, in_time: bool = True) -> Placement:
        """A claim was answered.

        Args:
            claim: as it was sent.
            job: the job that was claimed, if any.
            in_time: whether the lease under which it was claimed is still held.
        """
        self.claims.discard(claim)
        if job is None:
            news = self._heard != claim.heard
            self.outlook = Outlook.NEWS if news else Outlook.EMPTY
            if self.phase is Phase.CLEARING and not self.runs:
                self._reopen()
            return Placement.NOTHING
        # There may be more jobs: an empty answer to an earlier claim is outdated.
        self.hear()
        if not (in_time and self._may_start(job)):
            return Placement.HAND_BACK
        self.runs[job.token] = job
        if self.phase in (Phase.CLAIMING, Phase.CLEARING):
            self._reopen()
        if len(self.runs) == self.size:
            self.outlook = Outlook.BACKLOG
        return Placement.START

    def _may_start(self, job: Job) -> bool:
        if self._stops or self._has_crashed:
            return False
        if job.company_id in [other.company_id for other in self.runs.values()]:
            # Its former run is still unwinding.
            return False
        crashed = job.crash_count > 0
        if crashed and self.phase in (Phase.CLAIMING, Phase.CLEARING):
            # It may crash this process, so it runs alone: at once if nothing else runs.
            self.phase, self.cleared_for = Phase.CLEARING, job.id
        return not (self.runs and (crashed or self.phase is Phase.CLEARING))

    def lost(self, claim: Claim) -> None:
        """The reply to a claim was lost; the claim itself may have taken effect."""
        self.claims.discard(claim)
        self.doubt()

    def doubt(self) -> None:
        """This reactor may own jobs that it does not run."""
        self.hear()
        self.phase = Phase.SETTLING if self._stops else Phase.RECOVERING

    def refused(self, claim: Claim) -> None:
        """MongoDB refused a claim; it claimed nothing."""
        self.claims.discard(claim)
        self.hear()
        if not (self._stops or self.phase is Phase.RECOVERING):
            self.phase = Phase.RESTING

    def resume(self) -> None:
        """The pause is over, or jobs whose claim got no reply have been handed back."""
        self.hear()
        if self.phase not in (Phase.RECOVERING, Phase.RESTING):
            return
        if self.cleared_for is not None and self.runs:
            self.phase = Phase.CLEARING
        else:
            self._reopen()

    def ended(self, token: str) -> None:
        """A run has left its slot."""
        self.runs.pop(token, None)
        self.hear()
        if self.phase is Phase.SOLO:
            self._reopen()

    def elsewhere(self, job_ids: Collection[Any]) -> None:
        """These jobs were claimed by another reactor, ended or deleted."""
        if self.cleared_for not in list(job_ids):
            return
        if self.phase is Phase.CLEARING:
            self._reopen()
            self.hear()
        self.cleared_for = None

    def stop(self) -> None:
        """Stop claiming."""
        self.phase = Phase.SETTLING if self.phase is Phase.RECOVERING else Phase.STOPPING

    @property
    def _stops(self) -> bool:
        return self.phase in (Phase.STOPPING, Phase.SETTLING)

    def _reopen(self) -> None:
        self.phase = Phase.SOLO if self._has_crashed else Phase.CLAIMING
        self.cleared_for = None

    @property
    def _has_crashed(self) -> bool:
        """Whether a running job came back from a crash."""
        return any(job.crash_count for job in self.runs.values())
