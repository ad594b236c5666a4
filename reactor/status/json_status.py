"""The JSON of `reactor status --json`: names stay, and new ones may come.

Dates are in UTC, as ISO 8601 writes them; what is not known is null. The lists hold the first few
of what `companies` and `queue` count. `reactor status --schema` prints this as a JSON Schema.
"""

from collections.abc import Mapping

from reactor.mongo.views.home import NextVisit
from reactor.mongo.views.jobs import QueuedJob
from reactor.mongo.views.operations import OperationsRecord
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.mongo.views.rules import LearnedList
from reactor.mongo.views.troubles import FailingCompany


class ThisMachine(ReadModel):
    """The machine on which the command runs, and the reactor that answers there.

    Attributes:
        address: where a reactor would answer; `""` if it has no port.
        answers: whether one does.
        well: whether it thinks so of itself.
        mongodb: how MongoDB is to it.
        stream_read_seconds_ago: since its stream was last read.
        stream_lag_seconds: from the last change to the decision about it.
        loop_lag_p99_seconds: by which its event loop was hardly ever late in the last minute.
        loop_lag_max_seconds: by which it was late at most.
        memory_bytes: that it uses.
        log_dir: where logs are written.
        disk_free_bytes, disk_total_bytes: of the disk there.
    """

    address: str = ""
    answers: bool = False
    well: bool | None = None
    mongodb: str | None = None
    stream_read_seconds_ago: float | None = None
    stream_lag_seconds: float | None = None
    loop_lag_p99_seconds: float | None = None
    loop_lag_max_seconds: float | None = None
    memory_bytes: int | None = None
    log_dir: str = ""
    disk_free_bytes: int | None = None
    disk_total_bytes: int | None = None


class CompanyCounts(ReadModel):
    """How many companies there are.

    Attributes:
        total: all of them.
        tracked: that somebody tracks.
        due, overdue, never_visited: of the tracked ones; overdue is late by a whole interval.
        due_not_queued: that are due and have no job.
        problematic: that could not be read at the last try, tracked or not.
        unrecognised: tracked ones that showed no list that was recognised.
        learned: of whose pages there is a learned rule.
    """

    total: int = 0
    tracked: int = 0
    due: int = 0
    overdue: int = 0
    never_visited: int = 0
    due_not_queued: int = 0
    problematic: int = 0
    unrecognised: int = 0
    learned: int = 0


class TierRecord(ReadModel):
    """The ranks that share an interval, and the tracked companies that have them."""

    lowest: int
    highest: int
    every_seconds: int
    preferences: int = 0
    companies: int = 0
    due: int = 0
    overdue: int = 0
    never_visited: int = 0


class QueueCounts(ReadModel):
    """How many jobs there are.

    Attributes:
        pending: that are claimed in their turn.
        waiting: that wait for a retry, a budget or a model.
        waiting_for_budget: of these, those that wait for a budget.
        to_judge_again: of all these, those that visit nobody.
        processing: that run.
        completed_last_day, failed_last_day: that ended.
        declined_last_day: postings about which the model said nothing usable.
    """

    pending: int = 0
    waiting: int = 0
    waiting_for_budget: int = 0
    to_judge_again: int = 0
    processing: int = 0
    completed_last_day: int = 0
    failed_last_day: int = 0
    declined_last_day: int = 0


class CompanyDue(ReadModel):
    """A company that is due and has no job yet, and the job that it will get."""

    company: str
    rank: int
    priority: float
    reason: str


class PersonsMatches(ReadModel):
    """One person's matches of the last seven days; `best` is the highest score, of `title`."""

    user: str
    count: int = 0
    best: int = 0
    title: str = ""
    latest_at: Moment | None = None


class UnknownUsers(ReadModel):
    """Names in preferences that track and mean nobody: nothing is matched for them."""

    total: int = 0
    names: tuple[str, ...] = ()


class UnreadCvRecord(ReadModel):
    """A person's CV that cannot be read: why, and the code of the cause."""

    user: str
    why: str
    code: str


class UnmatchedPeople(ReadModel):
    """People for whom nothing can be matched, or not by their CVs."""

    nothing_to_match_by: tuple[str, ...] = ()
    unread_cvs: tuple[UnreadCvRecord, ...] = ()


class BadPreferenceCounts(ReadModel):
    """Preferences that do not count, by what is wrong with them; `example` is the id of one."""

    total: int = 0
    rank: int = 0
    company: int = 0
    unknown_company: int = 0
    example: str | None = None


class AdviceRecord(ReadModel):
    """What to do, and what that is about."""

    about: str
    do: str


class StatusRecord(OperationsRecord):
    """How everything stands.

    Attributes:
        here: this machine.
        catching_up_from: when the changes happened that are acted on only now.
        companies: how many there are.
        rules: the newest learned ones.
        tiers: how companies and preferences spread over the frequencies.
        due_next: the most urgent companies without a job.
        queue: how many jobs there are.
        running, next, waiting: the first of them.
        failed_without_company: jobs of the last day that name no company that exists.
        timers: the visits that come next.
        failed: companies that cannot be read, the highest ranks first.
        matches: of the last seven days, by person.
        unknown_users, unmatched, bad_preferences: what keeps people from matches.
        advice: what to do, the most important first.
    """

    here: ThisMachine
    catching_up_from: Moment | None = None
    companies: CompanyCounts
    rules: tuple[LearnedList, ...] = ()
    tiers: tuple[TierRecord, ...] = ()
    due_next: tuple[CompanyDue, ...] = ()
    queue: QueueCounts
    running: tuple[QueuedJob, ...] = ()
    next: tuple[QueuedJob, ...] = ()
    waiting: tuple[QueuedJob, ...] = ()
    failed_without_company: tuple[QueuedJob, ...] = ()
    timers: tuple[NextVisit, ...] = ()
    failed: tuple[FailingCompany, ...] = ()
    matches: tuple[PersonsMatches, ...] = ()
    unknown_users: UnknownUsers
    unmatched: UnmatchedPeople
    bad_preferences: BadPreferenceCounts
    advice: tuple[AdviceRecord, ...] = ()


def essence(record: StatusRecord) -> Mapping[str, object]:
    """What people would call the same if it had not changed: without clocks and signs of life."""
    reactors = [
        each.model_copy(update={"refreshed_at": None, "expires_at": None})
        for each in record.reactors
    ]
    here = (record.here.answers, record.here.well)
    fleeting = {"now": None, "checkpoint_at": None, "mongodb": None}
    return {**dict(record), **fleeting, "reactors": reactors, "here": here}
