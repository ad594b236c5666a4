"""Occupations that are near each other, and titles that nobody knows."""

import pytest

from reactor.language.occupations import ALL_OCCUPATIONS, OCCUPATIONS, Occupation
from reactor.language.phrasebook import words_of
from reactor.match.keyword.vocabulary import NEAR_OCCUPATIONS, nearness
from tests.unit.match_scene import candidate, match, posting

ELECTRICIAN = "Electricista oficial de 1ª, 2013-2026. Cuadros eléctricos, baja tensión."
NURSE = "Gesundheits- und Krankenpflegerin, Intensivstation, 2015-2026. Beatmung."


def _occupation(title: str) -> Occupation:
    return next(found.entry for found in OCCUPATIONS.find(words_of(title)))


def test_every_occupation_that_is_near_another_is_one() -> None:
    known = {f"{one.field}/{one.name}" for one in ALL_OCCUPATIONS}
    assert NEAR_OCCUPATIONS - known == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elektriker", "Solarteur"),
        ("Pflegefachkraft", "Stationsleitung"),
        ("Lehrerin", "Head of Mathematics"),
        ("Rechtsanwältin", "AML Analyst"),
        ("Heilerziehungspfleger", "Sozialarbeiterin"),
        ("Logistics Planner", "Spedytor"),
    ],
)
def test_neighbours_are_near_in_both_directions(one: str, other: str) -> None:
    near = nearness(_occupation(one), _occupation(other))
    assert 0.5 <= near < 1
    assert near == nearness(_occupation(other), _occupation(one))


def test_strangers_of_one_field_are_not_near() -> None:
    assert nearness(_occupation("Nurse"), _occupation("Dentist")) == 0
    assert nearness(_occupation("Nurse"), _occupation("Nurse")) == 1


@pytest.mark.parametrize(
    ("cv", "title", "text"),
    [
        (
            ELECTRICIAN,
            "Oficial de primera instalador fotovoltaico",
            "Montaje de módulos, inversores y cuadros eléctricos en baja tensión.",
        ),
        (
            NURSE,
            "Stationsleitung (m/w/d) Intensivstation",
            "Sie führen Pflegekräfte. Examinierte Pflegefachkraft, Beatmung, Intensivstation.",
        ),
    ],
)
async def test_a_neighbour_of_somebodys_occupation_is_worth_an_evening(
    cv: str, title: str, text: str
) -> None:
    assert (await match(candidate(cv), posting(title, text))).suitability_score >= 50


async def test_a_title_of_no_known_field_is_judged_by_its_text() -> None:
    text = "You tend lamps, lenses, foghorns and beacons, and read forecasts over harbour radio."
    keeper = candidate("Lamps, lenses, foghorns, beacons and harbour radio since 2012.")
    stranger = candidate(NURSE)
    title = "Wrangler of Beacons"
    assert (await match(keeper, posting(title, text))).suitability_score >= 50
    assert (await match(stranger, posting(title, text))).suitability_score < 30


async def test_an_occupation_late_in_the_text_tells_where_the_title_is_silent() -> None:
    friendly = "We are a small and friendly house by the river. " * 12
    person = candidate("Elektriker, 2014-2025. Leitungen und Schalter.")
    told = await match(person, posting("Light Bringer", f"{friendly}You are an electrician."))
    untold = await match(person, posting("Light Bringer", f"{friendly}You are a person."))
    assert told.suitability_score > untold.suitability_score + 20
