"""The decision table, row by row: what is true of a company -> what is done about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId
from hypothesis import given
from hypothesis import strategies as st

from reactor.decisions.reactions import (
    NEVER,
    Action,
    Cause,
    DropTimer,
    Enqueue,
    Facts,
    Mark,
    Release,
    SetTimer,
    Stamp,
    Withdraw,
    depends_on_newcomers,
    plan,
)
from reactor.documents import Company, Job, Lease, Marker

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
COOLDOWN = 5 * MINUTE
ID = ObjectId("65f000000000000000000001")
URL = "https://acme.example/careers"
TIMER_GONE, CALLED_OFF = Cause(timer_gone=True), Cause(called_off=True)
LEASE = Lease(owner="reactor-1", token="t1")  # noqa: S106 - a claim's token, no secret
OURS = ("tracked", "rank-change", "edited", "due", "enqueue")


def marked(**fields: Any) -> Marker:
    """The marker of a company that was run with today's page at rank 90."""
    usual = {"rank": 90, "url": URL, "selector": "", "revision": 3}
    return Marker.model_validate(usual | fields)


def company(**fields: Any) -> Company:
    """A company scraped six hours ago."""
    usual = {"careers_url": URL, "last_successful_scrape": NOW - 6 * HOUR, "marker": marked()}
    return Company.model_validate({"id": ID} | usual | fields)


def failed(at: datetime, times: int = 1) -> Company:
    """A company whose last job failed."""
    return company(is_problematic=True, marker=marked(failures=times, failed_at=at))


def facts(about: Company | None = None, **fields: Any) -> Facts:
    """A company at rank 90 with which all is as it should be: its timer is set, no job."""
    usual: dict[str, Any] = {"rank": 90, "timer": NOW + 18 * HOUR}
    return Facts(company_id=ID, company=about or company(), **usual | fields)


def job(**fields: Any) -> Job:
    """A job that the reactor made now, stamped as it should be at rank 90."""
    usual = {"status": "pending", "reason": "due", "created_at": NOW}
    stamp = {"priority": 90.0, "turn": NOW - 90 * MINUTE}
    return Job.model_validate({"id": ObjectId(), "company_id": ID} | usual | stamp | fields)


def running() -> Job:
    return job(status="processing", lease=LEASE)


def typed(**fields: Any) -> Job:
    """A job as a person types it into mongosh."""
    return Job.model_validate({"id": 1, "company_id": ID, "status": "pending"} | fields)


def decide(seen: Facts, now: datetime = NOW) -> list[Action]:
    return plan(seen, now, COOLDOWN)


def reasons(seen: Facts, now: datetime = NOW) -> list[str]:
    return [action.reason for action in decide(seen, now) if isinstance(action, Enqueue)]


def timers(seen: Facts) -> list[SetTimer]:
    return [action for action in decide(seen) if isinstance(action, SetTimer)]


def marker_after(seen: Facts) -> Marker:
    """The marker once the plan has been carried out; it always comes last."""
    actions = decide(seen)
    assert not any(isinstance(action, Mark) for action in actions[:-1])
    match actions[-1:]:
        case [Mark(marker)]:
            return marker
        case _:
            return seen.marker


# Nothing to do


def test_looking_again_at_an_unchanged_company_does_nothing() -> None:
    assert decide(facts()) == []


def test_looking_again_at_an_unchanged_company_with_a_waiting_job_does_nothing() -> None:
    assert decide(facts(job=job()), NOW + 9 * DAY) == []


def test_looking_again_at_a_company_that_nobody_tracks_does_nothing() -> None:
    idle = company(marker=marked(rank=None))
    assert decide(facts(idle, rank=None, timer=None)) == []


def test_a_company_that_does_not_exist_and_has_nothing_is_left_alone() -> None:
    assert decide(Facts(company_id=ID, rank=90)) == []


# A company becomes tracked


def test_a_company_never_tried_is_enqueued_as_soon_as_it_is_tracked() -> None:
    fresh = company(marker=None, last_successful_scrape=None)
    assert decide(facts(fresh, rank=80, timer=None)) == [
        Enqueue("tracked", 80.0, NOW - 80 * MINUTE),
        Mark(Marker(rank=80, url=URL, selector="")),
    ]


def test_a_newly_tracked_company_that_is_due_is_enqueued() -> None:
    idle = company(marker=marked(rank=None), last_successful_scrape=NOW - DAY)
    assert reasons(facts(idle, timer=None)) == ["tracked"]


def test_a_newly_tracked_company_that_is_not_due_gets_its_timer() -> None:
    idle = company(marker=marked(rank=None))
    assert decide(facts(idle, timer=None)) == [SetTimer(NOW + 18 * HOUR), Mark(marked())]


def test_a_user_without_history_there_is_enqueued_at_once() -> None:
    assert reasons(facts(newcomer=True)) == ["tracked"]


def test_a_user_without_history_waits_while_the_last_try_is_within_the_cooldown() -> None:
    just_run = company(last_successful_scrape=NOW - 4 * MINUTE)
    assert reasons(facts(just_run, newcomer=True)) == []


def test_a_user_without_history_does_not_cut_short_the_pause_after_failures() -> None:
    assert reasons(facts(failed(NOW - HOUR), newcomer=True)) == []


def test_a_user_without_history_is_enqueued_at_once_long_after_a_calling_off() -> None:
    """What was called off once and has run since is a company like any other."""
    once = company(marker=marked(called_off_at=NOW - 90 * DAY))
    assert reasons(facts(once, newcomer=True)) == ["tracked"]


# The effective rank changes


def test_a_rank_change_is_enqueued_now() -> None:
    assert decide(facts(rank=95)) == [
        Enqueue("rank-change", 95.0, NOW - 95 * MINUTE),
        Mark(marked(rank=95)),
    ]


@pytest.mark.parametrize("rank", [1, 89, 91, 100])
def test_a_rank_change_in_either_direction_is_enqueued(rank: int) -> None:
    assert reasons(facts(rank=rank)) == ["rank-change"]


def test_a_rank_change_within_the_cooldown_only_moves_the_timer() -> None:
    just_run = company(last_successful_scrape=NOW - 4 * MINUTE)
    seen = facts(just_run, rank=50, timer=NOW + DAY - 4 * MINUTE)
    moved = SetTimer(NOW + 3 * DAY - 4 * MINUTE, cooling=True)
    assert decide(seen) == [moved, Mark(marked(rank=50))]


def test_a_rank_change_within_the_cooldown_is_told_even_where_the_date_stays() -> None:
    """82 -> 90 is the same interval; who tails the log still learns that it was seen."""
    just_run = company(last_successful_scrape=NOW - MINUTE, marker=marked(rank=82))
    seen = facts(just_run, timer=NOW + DAY - MINUTE)
    assert [action.cooling for action in timers(seen)] == [True]


def test_a_rank_change_soon_after_a_failure_only_moves_the_timer() -> None:
    seen = facts(failed(NOW - MINUTE), rank=50)
    assert reasons(seen) == []
    assert [action.at for action in timers(seen)] == [NOW + 6 * DAY - MINUTE]


def test_the_cooldown_ends_to_the_second() -> None:
    at_its_end = company(last_successful_scrape=NOW - COOLDOWN)
    assert reasons(facts(at_its_end, rank=50)) == ["rank-change"]


def test_a_pending_job_gets_the_new_priority_and_turn() -> None:
    waiting = job()
    assert decide(facts(job=waiting, rank=40)) == [
        Stamp(waiting, 40.0, NOW - 40 * MINUTE, "due", NOW),
        Mark(marked(rank=40)),
    ]


def test_a_running_job_absorbs_a_rank_change() -> None:
    assert decide(facts(job=running(), rank=40)) == [Mark(marked(rank=40))]


# Nobody tracks it any more


def test_the_last_preference_going_drops_the_timer() -> None:
    assert decide(facts(rank=None)) == [DropTimer(), Mark(marked(rank=None))]


@pytest.mark.parametrize("reason", OURS)
def test_the_last_preference_going_withdraws_a_pending_job_of_ours(reason: str) -> None:
    waiting = job(reason=reason)
    assert decide(facts(job=waiting, rank=None)) == [
        Withdraw(waiting),
        DropTimer(),
        Mark(marked(rank=None)),
    ]


@pytest.mark.parametrize("reason", ["manual", ""])
def test_a_pending_job_made_by_hand_stays_when_the_last_preference_goes(reason: str) -> None:
    actions = decide(facts(job=job(reason=reason), rank=None))
    assert not any(isinstance(action, Withdraw) for action in actions)


def test_a_running_job_finishes_when_the_last_preference_goes() -> None:
    actions = decide(facts(job=running(), rank=None))
    assert actions == [DropTimer(), Mark(marked(rank=None))]


def test_a_deleted_company_loses_its_timer_and_its_pending_job() -> None:
    waiting = job()
    seen = Facts(company_id=ID, rank=90, job=waiting, timer=NOW + DAY)
    assert decide(seen) == [Withdraw(waiting), DropTimer()]


def test_a_company_switched_off_and_on_again_at_once_is_not_enqueued() -> None:
    """Switched off, the reactor dropped its timer: nobody else did, nobody said now."""
    idle = company(marker=marked(rank=None))
    seen = facts(idle, timer=None, cause=TIMER_GONE)
    assert decide(seen) == [SetTimer(NOW + 18 * HOUR), Mark(marked())]


# The company is edited


@pytest.mark.parametrize("edit", [{"careers_url": "https://acme.example/jobs"}, {"selector": "li"}])
def test_an_edited_page_is_enqueued(edit: dict[str, str]) -> None:
    assert reasons(facts(company(**edit))) == ["edited"]


def test_an_edited_url_is_enqueued_even_within_the_cooldown() -> None:
    edited = company(selector="li", last_successful_scrape=NOW - MINUTE)
    assert reasons(facts(edited)) == ["edited"]


def test_an_edited_url_does_not_wait_for_the_pause_after_failures() -> None:
    edited = failed(NOW - MINUTE, times=3).model_copy(update={"selector": "li"})
    assert reasons(facts(edited)) == ["edited"]
    assert marker_after(facts(edited)).failures == 0


def test_a_page_edited_during_a_run_is_enqueued_when_it_ends() -> None:
    """The marker holds the page that the run used, not the one it should have used."""
    edited = company(selector="li")
    assert reasons(facts(edited, job=running())) == []
    assert marker_after(facts(edited, job=running())).selector == ""
    assert reasons(facts(edited)) == ["edited"]


def test_a_company_that_a_person_cleared_is_enqueued_with_its_failures_forgotten() -> None:
    seen = facts(company(marker=marked(failures=3, failed_at=NOW - MINUTE)))
    assert reasons(seen) == ["edited"]
    assert marker_after(seen).failures == 0


def test_a_company_that_failed_is_not_enqueued_before_its_pause_is_over() -> None:
    assert decide(facts(failed(NOW - HOUR), timer=None)) == [SetTimer(NOW + 2 * DAY - HOUR)]


def test_a_page_that_no_run_has_used_yet_is_no_edit() -> None:
    seen = facts(company(marker=Marker(rank=90)))
    assert decide(seen) == [Mark(Marker(rank=90, url=URL, selector=""))]


def test_the_timer_follows_a_success_that_somebody_else_wrote() -> None:
    seen = facts(company(last_successful_scrape=NOW - HOUR))
    assert decide(seen) == [SetTimer(NOW + 23 * HOUR)]


# Timers


def test_a_timer_that_fires_enqueues_what_is_due() -> None:
    due = company(last_successful_scrape=NOW - DAY)
    assert decide(facts(due, timer=None, cause=TIMER_GONE)) == [
        Enqueue("due", 90.0, NOW - 90 * MINUTE)
    ]


def test_what_is_due_is_enqueued_whether_its_timer_fired_or_not() -> None:
    """The rebuild finds it: a stopped TTL monitor or a dropped collection forgets nothing."""
    due = company(last_successful_scrape=NOW - DAY)
    assert reasons(facts(due, timer=None)) == ["due"]
    assert reasons(facts(due, timer=NEVER)) == ["due"]


def test_a_company_long_overdue_is_enqueued_with_a_higher_priority() -> None:
    overdue = company(last_successful_scrape=NOW - 3 * DAY)
    assert decide(facts(overdue)) == [Enqueue("due", 270.0, NOW - 270 * MINUTE)]


def test_a_timer_deleted_by_hand_enqueues_also_what_is_not_due() -> None:
    assert reasons(facts(timer=None, cause=TIMER_GONE)) == ["due"]


def test_a_timer_deleted_within_the_cooldown_is_set_again() -> None:
    just_run = company(last_successful_scrape=NOW - MINUTE)
    seen = facts(just_run, timer=None, cause=TIMER_GONE)
    assert decide(seen) == [SetTimer(NOW + DAY - MINUTE)]


@pytest.mark.parametrize("timer", [None, NEVER, NOW + HOUR, NOW - DAY, NOW + 99 * DAY])
def test_a_missing_or_wrong_timer_is_set_right(timer: datetime | None) -> None:
    assert decide(facts(timer=timer)) == [SetTimer(NOW + 18 * HOUR)]


def test_a_company_with_a_job_needs_no_timer() -> None:
    assert decide(facts(job=job(), timer=None)) == []
    assert decide(facts(job=running(), timer=None, cause=TIMER_GONE)) == []


# A person calls a job off


def test_a_called_off_company_gets_its_next_time_and_no_job() -> None:
    due = company(last_successful_scrape=NOW - 9 * DAY)
    seen = facts(due, timer=None, cause=CALLED_OFF)
    assert decide(seen) == [SetTimer(NOW + DAY), Mark(marked(called_off_at=NOW))]


@pytest.mark.parametrize("newcomer", [False, True])
@pytest.mark.parametrize("last_success", [None, NOW - 9 * DAY])
@pytest.mark.parametrize("later", [timedelta(), MINUTE, 23 * HOUR])
def test_a_called_off_company_is_not_enqueued_before_its_next_time(
    later: timedelta, last_success: datetime | None, *, newcomer: bool
) -> None:
    due = company(last_successful_scrape=last_success, marker=marked(called_off_at=NOW))
    assert reasons(facts(due, newcomer=newcomer), NOW + later) == []
    assert reasons(facts(due, newcomer=newcomer), NOW + DAY) != []


def test_calling_off_goes_before_every_reason_to_enqueue() -> None:
    marker = marked(rank=50, url="https://old.example", failures=1, failed_at=NOW - DAY)
    seen = facts(company(marker=marker), newcomer=True, cause=CALLED_OFF)
    assert reasons(seen) == []


@pytest.mark.parametrize("edit", [{"careers_url": "https://acme.example/jobs"}, {"selector": "li"}])
def test_a_calling_off_takes_in_the_edit_before_it(edit: dict[str, str]) -> None:
    """The job that the person deleted was the edit's own."""
    marker = marker_after(facts(company(**edit), cause=CALLED_OFF))
    assert reasons(facts(company(**edit, marker=marker)), NOW + MINUTE) == []


def test_a_calling_off_takes_in_the_clearing_before_it() -> None:
    cleared = company(marker=marked(failures=2, failed_at=NOW - HOUR), is_problematic=False)
    marker = marker_after(facts(cleared, cause=CALLED_OFF))
    assert reasons(facts(company(marker=marker)), NOW + MINUTE) == []


def test_a_rank_change_and_a_clearing_that_were_called_off_stay_called_off() -> None:
    """One job answers both edits, so one calling off ends both."""
    marker = marked(failures=2, failed_at=NOW - HOUR)
    seen = facts(company(marker=marker, is_problematic=False), rank=95)
    assert reasons(seen) == ["rank-change"]
    called_off = facts(company(marker=marker_after(seen)), rank=95, cause=CALLED_OFF)
    later = company(marker=marker_after(called_off))
    assert reasons(facts(later, rank=95), NOW + MINUTE) == []


def test_a_job_that_replaced_the_one_called_off_goes_on() -> None:
    waiting = job(reason="manual")
    assert decide(facts(job=waiting, cause=CALLED_OFF)) == []


# Jobs


@pytest.mark.parametrize("fields", [{"created_at": NOW}, {}])
def test_a_job_typed_by_hand_is_stamped_as_manual(fields: dict[str, Any]) -> None:
    bare = typed(**fields)
    assert decide(facts(job=bare)) == [Stamp(bare, 90.0, NOW - 90 * MINUTE, "manual", NOW)]


def test_a_job_claimed_before_it_was_stamped_still_gets_its_reason() -> None:
    bare = typed(status="processing", lease=LEASE)
    assert [type(action) for action in decide(facts(job=bare))] == [Stamp]


def test_a_manual_job_of_a_company_that_nobody_tracks_has_the_default_rank() -> None:
    bare = typed(created_at=NOW)
    idle = company(marker=marked(rank=None))
    seen = facts(idle, rank=None, timer=None, job=bare)
    assert decide(seen) == [Stamp(bare, 50.0, NOW - 50 * MINUTE, "manual", NOW)]


def test_a_job_from_the_future_has_its_turn_as_if_created_now() -> None:
    ahead = job(created_at=NOW + 9 * DAY, turn=None)
    assert decide(facts(job=ahead)) == [Stamp(ahead, 90.0, NOW - 90 * MINUTE, "due", NOW)]


def test_a_job_from_the_future_keeps_its_turn_once_it_has_one() -> None:
    """A turn that moves at every look would let the job wait for ever."""
    [stamp] = decide(facts(job=job(created_at=NOW + 9 * DAY)))
    assert isinstance(stamp, Stamp)
    stamped = job(created_at=stamp.created_at, turn=stamp.turn, priority=stamp.priority)
    assert decide(facts(job=stamped), NOW + HOUR) == []


def test_a_job_whose_reactor_is_gone_is_released() -> None:
    lost = running()
    seen = facts(job=lost, owner_alive=False)
    assert decide(seen) == [Release(lost, seen.company)]


def test_a_job_whose_reactor_is_gone_is_released_though_nobody_tracks_the_company() -> None:
    lost = running()
    seen = facts(job=lost, rank=None, owner_alive=False)
    assert decide(seen) == [Release(lost, seen.company)]


def test_a_marker_keeps_its_revision_for_the_comparison() -> None:
    assert marker_after(facts(rank=95)).revision == 3


@given(
    rank=st.sampled_from([None, 40, 90]),
    before=st.sampled_from([None, 40, 90]),
    has_job=st.booleans(),
    hours=st.integers(0, 100),
    failures=st.integers(0, 2),
)
def test_newcomers_are_asked_for_wherever_they_matter(
    rank: int | None, before: int | None, has_job: bool, hours: int, failures: int
) -> None:
    past = company(
        last_successful_scrape=NOW - hours * HOUR,
        marker=marked(rank=before, failures=failures),
        is_problematic=failures > 0,
    )
    seen = facts(past, rank=rank, job=job() if has_job else None)
    if not depends_on_newcomers(seen):
        assert decide(replace(seen, newcomer=True)) == decide(replace(seen, newcomer=False))
