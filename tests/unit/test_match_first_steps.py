"""What somebody wishes to become, and words of one language that look like another's."""

import pytest

from reactor.language.occupations import OCCUPATIONS
from reactor.language.phrasebook import words_of
from reactor.match.keyword.vocabulary import skills_in
from tests.unit.match_scene import candidate, match, posting

BRICKLAYER = "2014-2025: Bricklayer, Meyer Builders, Leeds.\n2009-2014: Bricklayer, Hull."


async def test_a_junior_post_in_the_trade_that_somebody_wishes_for_is_no_step_down() -> None:
    goals = {"preferences": {"careerGoals": ["Electrician within some years"]}}
    person = candidate(BRICKLAYER, **goals)
    found = await match(person, posting("Junior Electrician", "You lay cables on our sites."))
    assert not any("less senior" in each for each in found.consideration_points)


async def test_a_junior_post_in_ones_own_trade_stays_a_step_down() -> None:
    goals = {"preferences": {"careerGoals": ["Bricklayer"]}}
    person = candidate(BRICKLAYER, **goals)
    found = await match(person, posting("Junior Bricklayer", "You build walls on our sites."))
    assert any("less senior" in each for each in found.consideration_points)


@pytest.mark.parametrize(
    ("said", "occupation"),
    [
        ("medewerker loonzaken", "payroll"),
        ("processamento de salários", "payroll"),
        ("Lön- och systemspecialist", "payroll"),
        ("medewerker crediteuren en debiteuren", "accountant"),
        ("Diploma PDL", "payroll"),
        ("Insegnare cucina", "teacher"),
        ("enseigner le dessin", "teacher"),
    ],
)
def test_payroll_ledgers_and_teaching_are_known_by_their_work(said: str, occupation: str) -> None:
    assert occupation in {found.entry.name for found in OCCUPATIONS.find(words_of(said))}


def test_a_number_of_one_language_is_no_tax_of_another() -> None:
    assert not skills_in(words_of("inom två år"))
    assert [skill.name for skill in skills_in(words_of("déclarations de TVA"))] == ["VAT"]


@pytest.mark.parametrize(
    ("must", "is_strange"),
    [("You must be a registered nurse.", False), ("You must be good with people.", True)],
)
async def test_a_title_that_names_no_trade_is_of_the_trade_that_its_text_asks_for(
    must: str, *, is_strange: bool
) -> None:
    goals = {"preferences": {"careerGoals": ["Nurse at a clinic"]}}
    person = candidate("2015-2025: Registered nurse, ward, Leeds.", **goals)
    told = f"You see the workers of a harbour and vaccinate them.\n\nRequirements:\n- {must}"
    found = await match(person, posting("Adviser on the shop floor", told))
    assert any("names work" in each for each in found.consideration_points) is is_strange
