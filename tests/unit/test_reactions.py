"""The decision table, row by row: tracking, ranks and edits."""

import pytest

from reactor.decisions.actions import DropTimer, Enqueue, Mark, Stamp, Withdraw
from reactor.decisions.company_facts import Facts
from reactor.documents import Marker
from tests.companies import (
    COOLDOWN,
    DAY,
    HOUR,
    ID,
    MINUTE,
    NOW,
    OURS,
    URL,
    company,
    decide,
    facts,
    failed,
    job,
    marked,
    marker_after,
    reasons,
    running,
    timer_at,
    timers,
)

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
    assert decide(facts(idle, timer=None)) == [timer_at(NOW + 18 * HOUR), Mark(marked())]


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
    moved = timer_at(NOW + 3 * DAY - 4 * MINUTE, 50, cooling=True)
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
        Withdraw(waiting, called_off=False),
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
    assert decide(seen) == [Withdraw(waiting, called_off=False), DropTimer()]


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


@pytest.mark.parametrize("failures", [1, 3])
def test_a_company_that_a_person_cleared_is_enqueued_with_its_failures_forgotten(
    failures: int,
) -> None:
    seen = facts(company(marker=marked(failures=failures, failed_at=NOW - MINUTE)))
    assert reasons(seen) == ["edited"]
    assert marker_after(seen).failures == 0


def test_a_rank_change_forgets_no_failures_of_a_company_that_nobody_cleared() -> None:
    seen = facts(failed(NOW - HOUR, times=2), rank=95)
    assert reasons(seen) == ["rank-change"]
    assert marker_after(seen).failures == 2


def test_a_rank_change_forgets_the_failures_of_a_company_that_was_cleared_too() -> None:
    seen = facts(company(marker=marked(failures=1, failed_at=NOW - HOUR)), rank=95)
    assert reasons(seen) == ["rank-change"]
    assert marker_after(seen).failures == 0


def test_a_company_that_failed_is_not_enqueued_before_its_pause_is_over() -> None:
    assert decide(facts(failed(NOW - HOUR), timer=None)) == [timer_at(NOW + 2 * DAY - HOUR)]


def test_a_page_that_no_run_has_used_yet_is_no_edit() -> None:
    seen = facts(company(marker=Marker(rank=90)))
    assert decide(seen) == [Mark(Marker(rank=90, url=URL, selector=""))]


def test_of_a_page_of_which_half_is_known_the_other_half_is_remembered() -> None:
    moved = {"careers_url": f"{URL}/2", "selector": "li"}
    only_selector = facts(company(**moved, marker=marked(url=None)))
    only_url = facts(company(**moved, marker=marked(selector=None)))
    assert decide(only_selector) == [Mark(marked(url=f"{URL}/2"))]
    assert decide(only_url) == [Mark(marked(selector="li"))]


def test_the_timer_follows_a_success_that_somebody_else_wrote() -> None:
    seen = facts(company(last_successful_scrape=NOW - HOUR))
    assert decide(seen) == [timer_at(NOW + 23 * HOUR)]
