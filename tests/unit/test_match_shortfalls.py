"""What a posting demands, denies and lets beginners do, told by how its lines are built."""

from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import CandidateInfo, Company, User
from reactor.language.remote import excludes_remote
from reactor.language.workplaces import workplaces_in
from reactor.match import candidate_of
from reactor.match.keyword.degree_requirements import practice_lacking, studies_lacking
from reactor.match.keyword.exclusions import exclusion_of
from reactor.match.keyword.job_types import JobType, unwanted_type
from reactor.match.keyword.judgement import judge
from reactor.match.keyword.level_asked import level_asked
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.posting_sections import passages_of
from reactor.match.keyword.seniority import Level
from reactor.match.keyword.seniority_gap import SeniorityGap, steps_to
from reactor.posting import Posting

COMPANY = Company.read(
    {"_id": ObjectId(), "companyID": "a", "company": "Acme", "careers_url": "https://a.example/"}
)
FAR_BELOW = -2


def posting(title: str, text: str) -> Posting:
    return Posting(url="https://a.example/1", title=title, text=text)


def info(**preferences: Any) -> CandidateInfo:
    told = {"_id": ObjectId(), "candidateInfo": {"preferences": preferences}}
    return User.read(told).candidate_info


def is_excluded(what: str, name: str, title: str, text: str) -> bool:
    excluding = info(exclusions={what: [name]})
    return exclusion_of(excluding, COMPANY, posting(title, text)) is not None


@pytest.mark.parametrize(
    ("demand", "cv"),
    [
        ("You need a degree in microbiology or biotechnology.", "BSc Mathematics, Leeds"),
        ("Si richiede laurea in agraria, patente B e due anni di pratica.", "Laurea in Fisica"),
        ("Nezbytné je vzdělání v oboru ekologie nebo lesnictví.", "Obor pozemní stavby, Brno"),
        ("Voraussetzung ist ein Studium der Geodäsie.", "Studium der Germanistik, Köln"),
    ],
)
def test_studies_of_another_subject_are_missed(demand: str, cv: str) -> None:
    assert studies_lacking(passages_of(demand), cv)


@pytest.mark.parametrize(
    ("demand", "cv"),
    [
        ("You need a degree in microbiology or biotechnology.", "MSc Biotechnology"),
        ("A degree in geodesy or equivalent experience.", "BSc Mathematics"),
        ("Laurea in agraria o comunque affine.", "Laurea in Fisica"),
        ("You need a completed degree.", "no degree, but twelve years at sea"),
    ],
)
def test_studies_of_the_subject_or_of_any_are_not(demand: str, cv: str) -> None:
    assert studies_lacking(passages_of(demand), cv) is None


def test_years_in_something_unknown_are_missed() -> None:
    demand = passages_of("We expect three years in procurement.")
    assert practice_lacking(demand, "Dispatcher for lorries")
    assert practice_lacking(demand, "Procurement clerk") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Homeoffice gibt es bei uns leider keines.",
        "De werkplaats is ons kantoor: thuiswerken past niet bij deze functie.",
        "Distansarbete förekommer inte i denna roll.",
        "Praca zdalna nie wchodzi w grę.",
    ],
)
def test_work_from_home_is_denied_by_any_verb(sentence: str) -> None:
    assert excludes_remote(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Remote work is not a problem for us.", "Télétravail possible, pas de déplacements."],
)
def test_what_is_no_problem_is_not_denied(sentence: str) -> None:
    assert not excludes_remote(sentence)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Porto team is designing two bridges.", "Porto"),
        ("Wir helfen beim Umzug nach Dresden.", "Dresden"),
        ("Nos bureaux sont à Grenoble.", "Grenoble"),
    ],
)
def test_a_place_of_work_is_told_by_what_lies_there(text: str, place: str) -> None:
    assert place in workplaces_in(text)


def test_who_is_too_small_to_sponsor_refuses_and_who_applies_for_the_pass_offers() -> None:
    assert sponsorship_of("We are too small to sponsor visas.") is False
    assert sponsorship_of("For non-EU nationals we apply for the talent passport.") is True


@pytest.mark.parametrize(
    ("what", "name", "title", "text"),
    [
        ("roleTypes", "Verkäufer", "Möbelverkäufer (m/w/d)", ""),
        (
            "roleTypes",
            "sales",
            "Nursery adviser",
            "You win new customers, negotiate contracts, reach your targets and earn commission.",
        ),
        ("roleTypes", "nattevagter", "Portier", "Arbejdstiden er fra 22 til 7."),
        ("roleTypes", "Außendienst", "Berater", "Im Außendienst besuchen Sie Apotheken."),
        ("industries", "laits infantiles", "Délégué", "Nous vendons du lait infantile."),
        ("technologies", "AI-generated video", "Editor", "We make films by AI and generate video."),
    ],
)
def test_what_is_excluded_is_met_in_other_words(
    what: str, name: str, title: str, text: str
) -> None:
    assert is_excluded(what, name, title, text)


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("night shifts", "Porter", "The house is open from 8 to 22, 7 days a week."),
        ("sales", "Buyer", "You negotiate contracts with suppliers."),
    ],
)
def test_what_only_seems_excluded_is_not(name: str, title: str, text: str) -> None:
    assert not is_excluded("roleTypes", name, title, text)


def test_a_post_that_takes_beginners_is_far_below_who_has_long_done_it() -> None:
    asked = level_asked("Florist", ("One year of practice, recent graduates welcome.",))
    assert steps_to(asked, SeniorityGap(Level.SENIOR, years=12, does_it=True)) == FAR_BELOW
    assert steps_to(asked, SeniorityGap(Level.MID, years=3, does_it=True)) != FAR_BELOW


def test_a_post_for_first_leaders_is_no_two_steps_above_who_wants_to_lead() -> None:
    cv = "Shop assistant, Leeds\n2021 - now shop assistant in a shoe shop, opening and tills"
    told = {"preferences": {"careerGoals": ["more responsibility"]}}
    user = User.read({"_id": ObjectId(), "cvText": cv, "candidateInfo": told})
    candidate = candidate_of("someone@example.org", user)
    assert candidate is not None
    text = "You run our shoe shop and its tills. {} Three years in shops."
    first, any_ = (
        judge(candidate, COMPANY, posting("Store Manager", text.format(each)), year=2026)
        for each in ("First-time managers are welcome.", "")
    )
    assert first.suitability_score > any_.suitability_score


def test_part_of_a_week_is_told_without_its_hours_but_not_where_it_only_may_be() -> None:
    told = posting("Florist", "Contrato indefinido a tiempo parcial de 24 horas.")
    assert unwanted_type(["full-time"], told) is JobType.PART_TIME
    assert unwanted_type(["full-time"], posting("Florist", "Part-time is possible.")) is None
