"""Timers that fall together are spread, and stay where they were put."""

from datetime import timedelta

from reactor.decisions.actions import Action, Mark, SetTimer
from reactor.decisions.timer_jitter import spread
from tests.companies import DAY, HOUR, MINUTE, NOW, decide, facts, marked, timer_at


def planned(count: int) -> list[list[SetTimer]]:
    return [[timer_at(NOW + DAY)] for _ in range(count)]


def test_a_crowd_of_timers_is_spread_evenly_and_none_fires_early_or_too_late() -> None:
    plans = spread(planned(100))
    times = [action.at for plan in plans for action in plan if isinstance(action, SetTimer)]
    assert times[0] == NOW + DAY
    assert times == sorted(times)
    assert len(set(times)) == 100
    assert times[-1] < NOW + DAY + DAY / 50


def test_a_few_timers_stay_where_they_are() -> None:
    assert spread(planned(5)) == planned(5)


def test_one_more_than_a_reactor_works_on_at_once_are_a_crowd() -> None:
    plans = spread(planned(6))
    times = [action.at for plan in plans for action in plan if isinstance(action, SetTimer)]
    assert len(set(times)) == 6


def test_timers_of_different_minutes_are_no_crowd() -> None:
    plans = [[timer_at(NOW + minute * MINUTE)] for minute in range(100)]
    assert spread(plans) == plans


def test_other_actions_keep_their_places() -> None:
    marks: list[list[Action]] = [[Mark(marked()), *plan] for plan in planned(9)]
    moved = spread([*marks, []])
    assert all(plan[0] == Mark(marked()) and len(plan) == 2 for plan in moved[:-1])
    assert moved[-1] == []


def test_a_timer_that_was_spread_is_left_where_it_is() -> None:
    late = NOW + 18 * HOUR + timedelta(minutes=20)
    assert decide(facts(timer=late)) == []


def test_a_timer_later_than_any_spreading_would_put_it_is_set_right() -> None:
    late = NOW + 18 * HOUR + timedelta(minutes=40)
    assert decide(facts(timer=late)) == [timer_at(NOW + 18 * HOUR)]
