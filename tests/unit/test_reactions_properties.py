"""No sequence of edits leaves a tracked company without a job or a timer, or enqueues for ever.

A company in memory, to which people, mongod and the reactor do everything they can do to it. The
effects here mirror those that the reactor writes to MongoDB.
"""

from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bson import ObjectId
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from reactor.decisions.actions import (
    Action,
    DropTimer,
    Enqueue,
    Mark,
    Promote,
    Release,
    SetTimer,
    Stamp,
    Withdraw,
)
from reactor.decisions.company_facts import NEVER, Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import plan
from reactor.decisions.rejudge_policy import PAUSE
from reactor.decisions.schedule import PastTries, interval, next_scrape, slack
from reactor.documents import Company, Job, JobLease, Marker

COOLDOWN = timedelta(minutes=5)
MAX_LOOKS = 4
MAX_CRASHES = 2
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ID = ObjectId("65f000000000000000000001")
OURS = {"tracked", "rank-change", "edited", "due", "enqueue", "profile"}

pages = st.sampled_from(["https://acme.example/a", "https://acme.example/b"])
ranks = st.none() | st.sampled_from([1, 30, 50, 85, 90, 100])
spans = st.sampled_from(
    [timedelta(minutes=1), timedelta(minutes=6), timedelta(hours=5), timedelta(days=1)]
) | st.integers(1, 20).map(lambda days: timedelta(days=days))


@dataclass
class World:
    """One company and all that hangs on it.

    Attributes:
        asked: whether a person asked for a run since the last one was claimed or called off.
        said_now: whether the timer fired, or a person deleted it, since the last look.
        called_off_at: when a person called a job off, unless a job ran after that.
        page_used: the page that the running job started with.
        outdated_at: when the profile of somebody changed who is yet to be judged by it.
        claimed_at: when the running job was claimed.
        judging_tried_at: when the last job began that was only to judge again and has ended, or
            was called off.
    """

    now: datetime = START
    company: Company | None = None
    rank: int | None = None
    newcomer: bool = False
    job: Job | None = None
    owner_alive: bool = True
    timer: datetime | None = None
    cause: Cause = field(default_factory=Cause)
    asked: bool = True
    said_now: bool = False
    called_off_at: datetime | None = None
    page_used: tuple[str, str] = ("", "")
    outdated_at: datetime | None = None
    claimed_at: datetime = START
    judging_tried_at: datetime | None = None

    @property
    def is_judging(self) -> bool:
        """Whether the job is only to judge again."""
        return self.job is not None and self.job.reason == "profile"

    @property
    def past(self) -> PastTries:
        assert self.company
        marker = self.company.marker or Marker()
        last_success = self.company.last_successful_scrape
        return PastTries(last_success, marker.failures, marker.failed_at, marker.called_off_at)

    @property
    def serves_newcomer_at(self) -> datetime | None:
        """When a run for somebody new may begin, if only the cooldown is in its way."""
        assert self.company
        marker = self.company.marker or Marker()
        tries = [at for at in (self.company.last_successful_scrape, marker.failed_at) if at]
        cooling = [at + COOLDOWN for at in tries if at > self.now - COOLDOWN]
        called_off = marker.called_off_at and not self.past.tried_since(marker.called_off_at)
        serves = self.newcomer and not marker.failures and not called_off
        return max(cooling, default=None) if serves else None

    @property
    def judges_again_at(self) -> datetime | None:
        """When a job may be made that judges again, if there is somebody to be judged."""
        assert self.company
        marker = self.company.marker or Marker()
        tries = [at for at in (marker.judged_at, marker.called_off_at) if at]
        return max(tries) + PAUSE if self.outdated_at and tries else None

    def look(self) -> list[Action]:
        """What the reactor does when it looks once: facts, plan, effects."""
        cause, self.cause = self.cause, Cause()
        facts = Facts(
            ID,
            self.company,
            self.rank,
            self.newcomer,
            self.job,
            self.owner_alive,
            self.timer,
            cause,
            self.outdated_at if self.job is None else None,
        )
        actions = plan(facts, self.now, COOLDOWN)
        for action in actions:
            self.check(action)
            self.apply(action)
        if not (self.is_judging and self.job and self.job.status == "processing"):
            self.said_now = False
        return actions

    def check(self, action: Action) -> None:
        """A job is enqueued for a reason only, and only where none is active."""
        match action:
            case Enqueue("profile"):
                assert self.job is None, "two active jobs"
                self.check_judging()
            case Enqueue(reason):
                assert self.job is None, "two active jobs"
                self.check_visit(reason)
            case Promote(job, reason):
                assert self.job == job
                assert self.is_judging, "a visit is no less than a visit"
                assert job.status == "pending", "it runs already"
                self.check_visit(reason)

    def check_judging(self) -> None:
        """Only for a change, and not again at once for the same."""
        assert self.rank, "a job for a company that nobody tracks"
        assert self.outdated_at, "nobody changed"
        tried = self.judging_tried_at
        again = tried is not None and tried >= self.outdated_at
        assert not (again and tried and self.now < tried + PAUSE), "judging again fires in a loop"

    def check_visit(self, reason: str) -> None:
        """There is one of the reasons for a visit."""
        assert self.company, "a job for a company that does not exist"
        assert self.rank, "a job for a company that nobody tracks"
        cooling = self.past.tried_since(self.now - COOLDOWN)
        due = next_scrape(self.rank, self.past, self.now) <= self.now
        match reason:
            case "rank-change":
                assert not cooling
            case "due":
                assert due or (self.said_now and not cooling), "neither due nor said now"
        if self.called_off_at and not self.asked:
            assert self.now >= self.called_off_at + interval(self.rank), "called off, yet enqueued"
        if cooling:
            assert self.asked, "a run that just ended started another by itself"

    def apply(self, action: Action) -> None:
        """Carry out an action as `mongo.effects` does."""
        match action:
            case Enqueue(reason, priority, turn):
                self.job = Job(
                    _id=ObjectId(), status="pending", created_at=self.now,
                    reason=reason, priority=priority, turn=turn,
                )  # fmt: skip
            case Stamp(job, priority, turn, reason, created_at):
                stamp = {"priority": priority, "turn": turn, "reason": reason}
                self.job = job.model_copy(update=stamp | {"created_at": created_at})
            case Promote(job, reason, priority, turn):
                visit = {"reason": reason, "priority": priority, "turn": turn}
                visit |= {"created_at": self.now, "not_before": None, "crash_count": 0}
                self.job = job.model_copy(update=visit)
            case Withdraw(job):
                assert job.status == "pending"
                self.job = None
            case Release(job, _):
                self.release(job)
            case SetTimer(at):
                self.timer = at
            case DropTimer():
                self.timer = None  # marked, so that nobody takes it for a person's doing
            case Mark(marker):
                assert self.company
                stored = self.company.marker or Marker()
                assert marker.revision == stored.revision
                self.mark(revision=(marker.revision or 0) + 1, base=marker)

    def mark(self, *, base: Marker | None = None, **fields: object) -> None:
        """Write fields of the marker, and of the company what is named like one of its own."""
        if self.company:
            marker = base or self.company.marker or Marker()
            fields = {"revision": (marker.revision or 0) + 1} | fields
            self.change(marker=marker.model_copy(update=fields))

    def change(self, **fields: object) -> None:
        """Write fields of the company."""
        if self.company:
            self.company = self.company.model_copy(update=fields)

    def release(self, job: Job) -> None:
        """Take the job from its dead owner, or fail it if it killed too many."""
        self.owner_alive = True
        if job.crash_count + 1 >= MAX_CRASHES:
            self.fail()
        else:
            crashed = {"status": "pending", "lease": None, "crash_count": job.crash_count + 1}
            self.job = job.model_copy(update=crashed)

    def complete(self, *, done: bool = True) -> None:
        """The run ends well: everything becomes visible together.

        Args:
            done: whether everybody who had changed could be judged again.
        """
        if done:
            self.outdated_at = None
        if self.is_judging:
            self.end_judging()
            return
        url, selector = self.page_used
        self.mark(failures=0, failed_at=None, url=url, selector=selector)
        self.change(is_problematic=False, last_successful_scrape=self.now)
        self.job, self.newcomer = None, False

    def end_judging(self) -> None:
        """It ends, well or not: the company was not visited, and is not to blame."""
        self.mark(judged_at=self.claimed_at)
        self.job, self.judging_tried_at = None, self.claimed_at

    def fail(self) -> None:
        """The job ends badly; the page that it used is remembered here too."""
        if self.is_judging:
            self.end_judging()
            return
        url, selector = self.page_used
        marker = (self.company and self.company.marker) or Marker()
        self.mark(failures=marker.failures + 1, failed_at=self.now, url=url, selector=selector)
        self.change(is_problematic=True)
        self.job = None

    def delete_timer(self) -> None:
        """A person deletes the timer."""
        self.timer, self.said_now = None, True
        self.cause = self.cause.also(Cause(timer_deleted_at=self.now))

    def settle(self) -> None:
        """Look until there is nothing more to do."""
        for _ in range(MAX_LOOKS):
            if not self.look():
                return
        assert not self.look(), "looking never comes to an end"


class CompanyMachine(RuleBasedStateMachine):
    """Everything that can happen to a company, in any order, with or without a look between."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @initialize(url=pages, rank=ranks, failures=st.integers(0, 2), newcomer=st.booleans())
    def a_company_with_some_past(
        self, url: str, rank: int | None, failures: int, *, newcomer: bool
    ) -> None:
        self.world.company = Company(_id=ID, careers_url=url)
        self.world.page_used = (url, "")
        for _ in range(failures):
            self.world.fail()
        self.world.rank = rank
        self.world.newcomer = newcomer and rank is not None

    # The reactor and the clock

    @rule()
    def the_reactor_looks(self) -> None:
        self.world.settle()

    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self.world.now += span

    @precondition(lambda self: self.world.timer and self.world.timer <= self.world.now)
    @rule()
    def the_timer_fires(self) -> None:
        self.world.timer = None

    @precondition(lambda self: self.world.job and self.world.job.status == "pending")
    @rule()
    def the_job_is_claimed(self) -> None:
        assert self.world.job
        claimed = {"status": "processing", "lease": JobLease(owner="r", token="t")}  # noqa: S106 - no secret
        self.world.job = self.world.job.model_copy(update=claimed)
        self.world.claimed_at = self.world.now
        if self.world.is_judging:
            return
        self.world.said_now = False
        if company := self.world.company:
            self.world.page_used = (company.careers_url, company.selector)
        # A run after a calling off takes its place.
        self.world.asked, self.world.called_off_at = False, None

    @precondition(lambda self: self.is_running)
    @rule(done=st.booleans())
    def the_run_completes(self, *, done: bool) -> None:
        self.world.complete(done=done)

    @precondition(lambda self: self.is_running)
    @rule()
    def the_run_fails_for_good(self) -> None:
        self.world.fail()

    @precondition(lambda self: self.is_running)
    @rule(wait=spans)
    def the_run_fails_for_now(self, wait: timedelta) -> None:
        assert self.world.job
        back = {"status": "pending", "lease": None, "not_before": self.world.now + wait}
        self.world.job = self.world.job.model_copy(update=back)

    @precondition(lambda self: self.is_running)
    @rule()
    def the_reactor_dies(self) -> None:
        self.world.owner_alive = False

    # People and apps

    @rule(rank=ranks)
    def preferences_are_edited(self, rank: int | None) -> None:
        self.world.rank, self.world.asked = rank, True
        self.world.newcomer &= rank is not None

    @precondition(lambda self: self.world.rank is not None)
    @rule()
    def somebody_new_tracks_it(self) -> None:
        self.world.newcomer = True

    @precondition(lambda self: self.world.rank is not None)
    @rule()
    def somebody_who_tracks_it_edits_their_profile(self) -> None:
        self.world.now += timedelta(milliseconds=1)
        self.world.outdated_at = self.world.now

    @rule(url=pages, selector=st.sampled_from(["", "li a"]))
    def the_page_is_edited(self, url: str, selector: str) -> None:
        self.world.change(careers_url=url, selector=selector)
        self.world.asked = True

    @rule()
    def the_company_is_cleared(self) -> None:
        self.world.change(is_problematic=False)
        self.world.asked = True

    @rule(ago=spans)
    def somebody_else_scrapes_it(self, ago: timedelta) -> None:
        self.world.change(last_successful_scrape=self.world.now - ago)
        self.world.asked = True

    @rule(url=pages)
    def the_company_is_replaced_without_its_marker(self, url: str) -> None:
        fresh = Company(_id=ID, careers_url=url)
        self.world.company, self.world.asked = fresh, True

    @rule()
    def the_company_is_deleted(self) -> None:
        self.world.company = None

    @precondition(lambda self: self.world.timer)
    @rule()
    def the_timer_is_deleted_by_hand(self) -> None:
        self.world.delete_timer()
        self.world.asked = True

    @rule(timer=st.none() | st.just(NEVER) | spans.map(lambda span: START + span))
    def the_timer_is_lost_or_moved(self, timer: datetime | None) -> None:
        self.world.timer = timer

    @precondition(lambda self: self.world.job)
    @rule()
    def the_job_is_called_off(self) -> None:
        tracked = self.world.rank is not None and self.world.company is not None
        # Two of one moment could not be told apart; the server's clock counts milliseconds, and
        # a person needs more to make a job and call it off.
        self.world.now += timedelta(milliseconds=1)
        if self.world.is_judging:
            self.world.job, self.world.owner_alive = None, True
            self.world.cause = self.world.cause.also(Cause(judging_off_at=self.world.now))
            self.world.judging_tried_at = self.world.now if tracked else None
            return
        self.world.job, self.world.owner_alive = None, True
        self.world.cause = self.world.cause.also(Cause(called_off_at=self.world.now))
        self.world.called_off_at = self.world.now if tracked else None
        self.world.asked = not tracked

    @precondition(lambda self: self.world.job is None)
    @rule()
    def a_job_is_typed_by_hand(self) -> None:
        self.world.job, self.world.asked = Job(_id=ObjectId(), status="pending"), True

    # What must always come true

    @invariant()
    def looking_comes_to_an_end_and_all_is_as_it_should_be(self) -> None:
        world = copy(self.world)
        world.settle()
        if world.company is None or world.rank is None:
            assert world.timer is None
            waiting = world.job is not None and world.job.status == "pending"
            assert not (waiting and world.job and world.job.reason in OURS)
        elif world.job is None or (world.is_judging and world.job.status == "pending"):
            # One that was moved by less than the slack is left where it is: as good as exact.
            due = next_scrape(world.rank, world.past, world.now)
            assert world.timer is not None
            served = world.serves_newcomer_at
            judges = world.judges_again_at if world.job is None else None
            exact = due <= world.timer <= due + slack(world.rank)
            assert exact or world.timer in (served, judges)
            assert not judges or world.timer <= judges, "somebody who changed is forgotten"
            assert not served or world.timer <= served, "somebody new is forgotten"
            assert world.timer > world.now

    @invariant()
    def a_waiting_job_keeps_its_turn_however_much_later_one_looks(self) -> None:
        world = copy(self.world)
        world.settle()
        later = replace(world, now=world.now + timedelta(days=30))
        # One that is only to judge again becomes a visit, sooner or later.
        if later.job and later.job.status == "pending" and not later.is_judging:
            assert later.look() == []

    @property
    def is_running(self) -> bool:
        job = self.world.job
        return job is not None and job.status == "processing" and self.world.owner_alive


TestCompany = CompanyMachine.TestCase
TestCompany.settings = settings(deadline=None, stateful_step_count=40, max_examples=250)
