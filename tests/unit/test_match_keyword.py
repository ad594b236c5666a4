"""Scores, wishes and reasons: what the keyword matcher says of a posting."""

import pytest
from bson import ObjectId

from reactor.documents import Company
from reactor.match import KeywordMatcher
from reactor.posting import Salary
from tests.in_this_process import InThisProcess
from tests.unit.match_scene import TEXT, candidate, match, posting

QUOTED = (
    "It asks “You build our Python services on AWS with PostgreSQL and Docker”;"
    " your profile says “Python, Django and PostgreSQL on AWS; six years”."
)


async def test_a_match_explains_itself() -> None:
    found = await match()
    assert found.suitability_score >= 80
    assert found.good_fit_reasons[0] == QUOTED
    assert found.stretch_goals == ("Your profile does not name Docker.",)
    assert found.tech_stack == ("Python", "AWS", "PostgreSQL", "Docker")
    assert found.experience_level == "senior"


async def test_the_same_input_gives_the_same_match() -> None:
    person, job = candidate(), posting()
    assert await match(person, job) == await match(person, job)


async def test_what_the_posting_states_is_passed_on() -> None:
    salary = Salary(min=70000, max=90000, currency="EUR", period="year")
    text = f"{TEXT}\nWe can sponsor your visa. We offer relocation support. Fluent German required."
    fields = (await match(job=posting(text=text, location="Berlin", salary=salary))).fields()
    assert fields["location"] == "Berlin"
    assert fields["salary"] == {"min": 70000, "max": 90000, "currency": "EUR", "period": "year"}
    assert fields["visaSponsorshipOffered"] is True
    assert fields["relocationAssistanceOffered"] is True
    assert fields["languageRequirements"] == ["German"]


async def test_wishes_cost_points_and_are_named() -> None:
    plain = await match(job=posting(location="Paris", remote=False, employment_type="CONTRACTOR"))
    wishes = {"jobTypes": ["Full-time"], "workEnvironments": ["Remote"]}
    home = {"currentResidence": {"country": "Germany"}}
    found = await match(
        candidate(preferences=wishes, logistics=home),
        posting(location="Paris", remote=False, employment_type="CONTRACTOR"),
    )
    assert found.suitability_score <= plain.suitability_score - 40
    assert found.consideration_points == (
        "Paris is outside your country; you would have to move.",
        "You want to work remotely; this is done on site, at least in part.",
        "The type of employment is contract work; you want full-time.",
    )


async def test_far_off_in_seniority_ranks_lower_and_is_said() -> None:
    found = await match(job=posting(title="Software Engineering Intern"))
    assert found.suitability_score < (await match()).suitability_score - 20
    assert "It is less senior than you are." in found.consideration_points


async def test_screening_drops_only_what_is_excluded_by_its_title() -> None:
    person = candidate(preferences={"exclusions": {"roleTypes": ["sales"]}})
    jobs = [posting(title=title) for title in ("Sales Engineer", "Salesforce Admin", "Cook")]
    firm = Company.read({"_id": ObjectId()})
    kept = await KeywordMatcher(InThisProcess()).screen(person, firm, jobs)
    assert [job.title for job in kept] == ["Salesforce Admin", "Cook"]


async def test_a_posting_whose_text_is_missing_is_judged_by_its_title() -> None:
    found = await match(job=posting(text=""))
    assert found.suitability_score >= 50
    assert "Judged by its title alone: its text could not be read." in found.consideration_points


async def test_nonsense_harms_nothing() -> None:
    for text in ("", "\x00" * 100, "((((" * 500, "é" * 10_000, "5 years " * 1000, "🦀 " * 1000):
        found = await match(candidate(text, careerGoals=[text]), posting(title=text, text=text))
        assert 0 <= found.suitability_score <= 100


async def test_years_in_another_field_make_nobody_senior() -> None:
    banker = "2005-2022: bank branch manager, 25 employees\n2024: bootcamp, Python and SQL"
    person = candidate(banker, preferences={"careerGoals": ["first job as software engineer"]})
    found = await match(person, posting("Principal Software Engineer"))
    assert found.suitability_score < 50
    assert "It is far more senior than your profile shows." in found.consideration_points


async def test_the_same_occupation_is_known_in_other_languages() -> None:
    nurse = candidate("Krankenpflegerin auf der Intensivstation, Beatmung und Dialyse")
    french = "Vous travaillez en soins intensifs auprès de patients ventilés, et en dialyse."
    fits = await match(nurse, posting("Infirmier diplômé", french))
    other = await match(nurse, posting("Dentiste", french))
    assert fits.suitability_score >= 70
    assert other.suitability_score < 50


async def test_reasons_name_what_they_rest_on() -> None:
    person = candidate(
        logistics={"currentResidence": {"city": "Berlin", "country": "Germany"}},
        languages=[{"language": "English", "level": "C1"}],
    )
    found = await match(person, posting(location="Berlin", text=f"{TEXT} Fluent English."))
    assert found.good_fit_reasons == (
        QUOTED,
        "Senior Software Engineer is in your field of work: your profile says “Software Engineer”.",
        "It is as senior as you are: senior.",
        "It is in Berlin; you live in Berlin.",
        "It asks for a language that you list: English C1.",
    )


@pytest.mark.parametrize(
    ("residence", "said"),
    [
        ({"city": "Rotterdam", "countryCode": "NL"}, "; you live in Rotterdam."),
        ({"city": "Leiden", "countryCode": "NL"}, ", 27 km from Leiden."),
        ({"country": "Netherlands"}, ", in the country where you live."),
        ({"countryCode": "NL"}, ", in the country where you live."),
    ],
)
async def test_where_somebody_lives_is_said_as_far_as_it_is_known(
    residence: dict[str, str], said: str
) -> None:
    person = candidate(logistics={"currentResidence": residence})
    found = await match(person, posting(location="Rotterdam, Netherlands", text=TEXT))
    assert f"It is in Rotterdam, Netherlands{said}" in found.good_fit_reasons
