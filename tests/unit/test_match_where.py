"""Where work is done, and what that is to somebody who will not move."""

import pytest

from reactor.match import Match
from tests.unit.where_scene import Situation, judged, situations

SITUATIONS = list(situations())
NOT_MOVING = "and you will not move."


def about_place(match: Match) -> list[str]:
    """The considerations that speak of the place, or of its hours."""
    marks = ("your country", " km from ", "will not move", "time zone", "border", "may not work")
    return [each for each in match.consideration_points if any(mark in each for mark in marks)]


def holds(wants: str, match: Match) -> bool:
    score, against = match.suitability_score, match.consideration_points
    first = against[0] if against else ""
    if wants == "abroad":
        return score == 0 and len(against) == 1 and "outside your country" in first
    if wants == "permit":
        return score == 0 and len(against) == 1 and "You may not work in" in first
    if wants == "town":
        return 0 < score < 50 and " km from " in first and first.endswith(NOT_MOVING)
    if wants == "hours":
        return score >= 50 and any("time zone" in each for each in against)
    if wants == "border":
        return score >= 50 and "across the border" in first
    return score >= 50 and (wants == "move" or about_place(match) == [])


@pytest.mark.parametrize("situation", SITUATIONS, ids=[each.name for each in SITUATIONS])
def test_a_place_counts_as_people_who_live_somewhere_expect(situation: Situation) -> None:
    match = judged(situation.person, situation.place, situation.sentence)
    told = (match.suitability_score, match.consideration_points, match.good_fit_reasons)
    assert holds(situation.wants, match), told
    if situation.wants in {"town", "abroad"}:
        assert [each for each in match.good_fit_reasons if each.startswith("It is in")] == []


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(SITUATIONS) >= 200
    assert len({each.person for each in SITUATIONS}) >= 20


@pytest.mark.parametrize(
    ("place", "home", "km"),
    [("München", "Hamburg", 612), ("Lübeck", "Hamburg", 58), ("Kiel", "Hamburg", 86)],
)
def test_another_town_is_told_with_its_distance(place: str, home: str, km: int) -> None:
    match = judged("hamburg_nurse", place)
    assert match.consideration_points[0] == f"It is in {place}, {km} km from {home}, {NOT_MOVING}"


def test_how_far_people_go_to_work_can_be_set() -> None:
    assert judged("hamburg_nurse", "Lübeck", commute_km=60).suitability_score >= 50
    assert judged("hamburg_nurse", "Norderstedt", commute_km=5).suitability_score < 50


def test_work_in_reach_names_its_distance_as_a_reason() -> None:
    assert (
        "It is in Norderstedt, 17 km from Hamburg."
        in judged("hamburg_nurse", "Norderstedt").good_fit_reasons
    )


def test_who_has_not_said_whether_they_would_move_is_told_and_loses_little() -> None:
    near = judged("hamburg_nurse", "Hamburg", move="unsaid")
    away = judged("hamburg_nurse", "München", move="unsaid")
    assert 0 < near.suitability_score - away.suitability_score <= 5
    assert "you have not said whether you would move" in away.consideration_points[0]
    abroad = judged("hamburg_nurse", "Wien", move="unsaid")
    assert 0 < abroad.suitability_score < away.suitability_score


def test_who_would_move_hears_nothing_against_a_place() -> None:
    for place in ("München", "Wien"):
        assert about_place(judged("hamburg_nurse", place, move="yes")) == []


@pytest.mark.parametrize("place", ["Remote, Europe", "Remote (EU)", "Remote - Spain", "Europe"])
def test_no_region_is_called_a_town_in_which_work_is(place: str) -> None:
    reasons = judged("madrid_developer", place, remote=True).good_fit_reasons
    assert [each for each in reasons if each.startswith("It is in")] == []
    assert "It can be done from España, where you live." in reasons


def test_a_town_of_the_same_name_is_that_of_the_country_that_is_spoken_of() -> None:
    assert judged("madrid_developer", "Toledo, OH").suitability_score == 0
    assert 0 < judged("madrid_developer", "Toledo").suitability_score < 50
    assert judged("austin_marketer", "Paris").suitability_score == 0
    assert 0 < judged("austin_marketer", "Paris, TX").suitability_score < 50


def test_a_small_town_abroad_is_known_where_its_country_is_spoken_of() -> None:
    assert judged("madrid_developer", "Herzogenaurach").suitability_score >= 50
    assert judged("madrid_developer", "Herzogenaurach, DE").suitability_score == 0
    home = judged("madrid_developer", "Herzogenaurach", headquarters="Nürnberg, Germany")
    assert home.suitability_score == 0


def test_what_a_text_says_of_its_company_is_no_place_of_work() -> None:
    for sentence in (
        "We have offices in Berlin, Lisbon and Vienna.",
        "We were founded in Amsterdam and our customers are in Paris.",
        "Twice a year we meet at our Amsterdam office.",
    ):
        assert judged("madrid_developer", "", sentence).suitability_score >= 50


def test_work_from_home_is_not_measured_from_the_office() -> None:
    match = judged("madrid_developer", "Berlin", "Fully remote.", remote=True)
    assert match.suitability_score >= 50
    assert about_place(match) == []


@pytest.mark.parametrize(
    ("sentence", "hours"),
    [
        ("You work from 9 to 5 Pacific time.", 9),
        ("Working hours are 10 am to 6 pm EST.", 6),
        ("Your time zone is UTC+9, give or take: overlap hours matter.", 8),
    ],
)
def test_hours_far_from_home_are_a_consideration(sentence: str, hours: int) -> None:
    match = judged("madrid_developer", "Remote", f"Anywhere in the world. {sentence}")
    told = f"It is done in a time zone {hours} hours away from yours."
    assert told in match.consideration_points


@pytest.mark.parametrize(
    "sentence",
    [
        "Working hours are 9 to 5 CET.",
        "We need overlap with EST ± 3 hours.",
        "The webinar is at 9 am PST.",
        "Our EST team wrote a book.",
    ],
)
def test_hours_near_home_and_times_of_something_else_are_none(sentence: str) -> None:
    assert about_place(judged("madrid_developer", "Remote", sentence)) == []


def test_the_money_of_a_country_hints_at_it_where_nothing_else_does() -> None:
    plain, paid = judged("madrid_developer"), judged("madrid_developer", "", "25 lakh rupees.")
    assert plain.suitability_score - paid.suitability_score == 25
    assert "INR" in paid.consideration_points[0]
    assert about_place(judged("bangalore_developer", "", "25 lakh rupees.")) == []
