"""What pages show is worked out the same for every number, date and state."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from bson import ObjectId
from hypothesis import given
from hypothesis import strategies as st

from reactor.core.liveness.health import HealthCheck
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.documents import User
from reactor.mongo.outage_retry import Availability
from reactor.mongo.views.paging import PageKey, cursor_in
from reactor.mongo.views.totals import Totals
from reactor.web.i18n import words_of
from reactor.web.presenters.ages import age, lasting
from reactor.web.presenters.bars import HEIGHT, chart
from reactor.web.presenters.reasons import reason
from reactor.web.presenters.state import state_of
from reactor.web.viewer import chosen, places

EN = words_of("en")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ADA, NOOR = (
    User(_id=ObjectId(f"{number:024x}"), email=f"{name}@example.org")
    for number, name in enumerate(("ada", "noor"))
)


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=59), "now"),
        (timedelta(seconds=-59), "now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=-14), "in 14 min"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=-1), "tomorrow"),
        (timedelta(days=12), "12 days ago"),
    ],
)
def test_ages_are_told_in_the_largest_unit(passed: timedelta, said: str) -> None:
    assert age(NOW - passed, NOW, EN) == said


@given(st.timedeltas())
def test_any_length_is_told(length: timedelta) -> None:
    assert lasting(length, EN)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=40))
def test_bars_stay_within_their_chart_and_rise_with_their_numbers(
    days: list[tuple[int, int]],
) -> None:
    drawn = chart([[("good", well), ("bad", ill)] for well, ill in days], ["x"] * len(days))
    for bar in drawn.bars:
        assert all(part.y >= 0 and part.height >= 0 for part in bar.segments)
        assert all(part.y + part.height <= HEIGHT + 0.1 for part in bar.segments)
    heights = [sum(part.height for part in bar.segments) for bar in drawn.bars]
    order = sorted(range(len(days)), key=lambda at: sum(days[at]))
    slack = 4  # what is there at all is seen
    assert all(heights[less] <= heights[more] + slack for less, more in pairwise(order))


@given(
    st.datetimes(timezones=st.just(UTC)) | st.floats(allow_nan=False) | st.text(),
    st.binary(min_size=12, max_size=12),
)
def test_a_cursor_survives_its_address(value: datetime | float | str, row: bytes) -> None:
    cursor = PageKey(value, ObjectId(row))
    assert cursor_in(str(cursor)) == cursor


@given(st.text())
def test_what_is_no_cursor_is_the_first_page(said: str) -> None:
    assert cursor_in(said) is None or isinstance(cursor_in(said), PageKey)


@pytest.mark.parametrize(
    ("people", "cookie", "email", "person"),
    [
        ([], "", "", None),
        ([ADA], "", "", ADA),
        ([ADA], "all", "", None),
        ([ADA, NOOR], "", "", None),
        ([ADA, NOOR], str(NOOR.id), "", NOOR),
        ([ADA, NOOR], str(NOOR.id), ADA.email, NOOR),
        ([ADA, NOOR], "", ADA.email.upper(), ADA),
        ([ADA, NOOR], "gone", "", None),
    ],
)
def test_whose_matches_are_shown(
    people: list[User], cookie: str, email: str, person: User | None
) -> None:
    assert chosen(people, cookie, email) == person


def test_the_menu_knows_where_one_is() -> None:
    menu = ("/", "/matches", "/companies")
    assert [place.here for place in places(menu, "/")] == [True, False, False]
    assert [place.here for place in places(menu, "/matches/1")] == [False, True, False]
    assert [place.name for place in places(menu, "/matcheses")] == ["home", "matches", "companies"]
    assert not any(place.here for place in places(menu, "/matcheses"))


def test_a_reason_that_nobody_knows_was_a_persons() -> None:
    assert reason("due", EN) == "it was due"
    assert reason("whatever", EN) == reason("", EN) == reason("manual", EN)


@pytest.mark.parametrize(
    ("totals", "stream_open", "keyless", "said", "advice"),
    [
        (None, True, True, "state.no_mongodb", "advice.no_mongodb"),
        (Totals(preferences=1), False, True, "state.unwell", "advice.unwell"),
        (Totals(), True, False, "state.well", "advice.nobody_tracks"),
        (Totals(preferences=1), True, True, "state.well", "advice.keyless"),
        (Totals(preferences=1), True, False, "state.well", "advice.nothing"),
    ],
)
def test_the_state_comes_with_one_thing_to_do(
    totals: Totals | None, stream_open: bool, keyless: bool, said: str, advice: str
) -> None:
    pulse = Heartbeat()
    pulse.opened.set()
    health = HealthCheck(pulse, Availability())
    state = state_of(health, totals, stream_open=stream_open, keyless=keyless)
    assert (state.said, state.advice) == (said, advice)
    assert state.well is (said == "state.well")
