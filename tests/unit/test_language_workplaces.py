"""Where texts say that the work is done, and in which hours."""

import pytest

from reactor.language.time_zones import hours_of_countries, hours_of_zone, least_apart, stated_hours
from reactor.language.workplaces import workplaces_in


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("You will work from our East Austin office.", "East Austin"),
        ("Three days a week at our Amsterdam office.", "Amsterdam"),
        ("This role is based in Seattle.", "Seattle"),
        ("Our clinic in Leeds needs you.", "Leeds"),
        ("Am Standort Leipzig erwartet Sie ein junges Team.", "Leipzig"),
        ("Du arbeitest in unserem Werk in Gliwice.", "Gliwice"),
        ("Arbeitsort: 70173 Stuttgart.", "Stuttgart"),
        ("Au sein de nos bureaux de Bordeaux.", "Bordeaux"),
        ("Poste basé à Marseille.", "Marseille"),
        ("Trabajarás en nuestras oficinas de Zaragoza.", "Zaragoza"),
        ("La risorsa lavorerà presso la nostra sede di Bologna.", "Bologna"),
        ("Je werkt op ons kantoor in Maastricht.", "Maastricht"),
        ("Praca w naszym biurze w Gdańsku.", "Gdańsk"),
        ("Praca w siedzibie w Krakowie.", "Kraków"),
        ("Trabalho presencial no nosso escritório em Braga.", "Braga"),
        ("Du arbetar på vårt kontor i Göteborg.", "Göteborg"),
        ("Pracujete v naší pobočce v Brno.", "Brno"),
    ],
)
def test_the_place_of_work_is_found_in_the_text(sentence: str, place: str) -> None:
    assert place in workplaces_in(f"We are a team of ten. {sentence} Write to us.")


@pytest.mark.parametrize(
    "sentence",
    [
        "We have offices in Berlin and Madrid.",
        "Founded in Munich, we serve customers in our Paris store.",
        "Twice a year we meet at our Berlin office.",
        "You come to our Lisbon office twice a year.",
        "The Office of Tomorrow is ours.",
        "our office is bright",
        "",
    ],
)
def test_other_places_of_a_company_are_not_where_the_work_is(sentence: str) -> None:
    assert workplaces_in(sentence) == ()


def test_a_text_that_names_many_places_lists_its_branches() -> None:
    towns = ("Ulm", "Kiel", "Bonn", "Jena", "Trier", "Essen", "Halle", "Mainz", "Fulda")
    assert workplaces_in(" ".join(f"Standort: {town}." for town in towns)) == ()


@pytest.mark.parametrize(
    ("text", "hours", "give"),
    [
        ("Core hours are 9 to 5 EST.", {-5}, 0),
        ("You work US Pacific time.", {-8}, 0),
        ("Four hours of overlap with CET ± 2.", {1}, 2),
        ("Your time zone is UTC-3.", {-3}, 0),
        ("Working hours: UTC+5.", {5}, 0),
        ("Arbeitszeit von 9 bis 17 Uhr MEZ.", {1}, 0),
        ("Horario de 9 a 18 horas CET.", {1}, 0),
        ("Remote (GMT±3).", {0}, 3),
        ("Remote, UTC+1 to UTC+3.", {1, 2, 3}, 0),
        ("Remote, GMT -1 to +1.", {-1, 0, 1}, 0),
        ("Our EST team wrote a book.", set(), 0),
        ("The Pacific Ocean is near; hours fly.", set(), 0),
        ("The webinar is at 9 am PST.", set(), 0),
    ],
)
def test_the_hours_of_work_are_those_of_the_zone_that_is_named(
    text: str, hours: set[float], give: int
) -> None:
    assert stated_hours(text) == (frozenset(hours), give)


def test_hours_lie_apart_by_the_shorter_way_round() -> None:
    assert least_apart({-10}, {12}) == 2
    assert least_apart({1, -5}, {5.5}) == 4.5
    assert least_apart(set(), {1}) is None


def test_zones_and_countries_have_hours() -> None:
    assert hours_of_zone("Asia/Kolkata") == 5.5
    assert hours_of_zone("No/Such") is None
    assert hours_of_zone("../../etc/passwd") is None
    assert hours_of_zone("") is None
    assert {-5, -6, -7, -8} <= hours_of_countries({"US"})
    assert hours_of_countries({"XX"}) == frozenset()
