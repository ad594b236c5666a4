"""What is done in a post, beside its field, and who neither does it nor wants to."""

import pytest
from bson import ObjectId

from reactor.documents import Company, User
from reactor.match import candidate_of
from reactor.match.keyword.job_functions import LEADING, function_strange_in, functions_of_profile
from reactor.match.keyword.judgement import judge
from reactor.match.matcher import Match
from reactor.posting import Posting

COMPANY = Company.read(
    {"_id": ObjectId(), "companyID": "a", "company": "Acme", "careers_url": "https://a.example/"}
)
DESIGNER = """Mechanical design engineer, eight years
2019 - present: Mechanical design engineer, pump maker. SolidWorks, castings, seals, GD&T.
2017 - 2019: Design engineer, valve maker."""
ASKED = "Castings, seals and pumps are your world; you know SolidWorks and GD&T."


def judged(cv: str, title: str, text: str, *goals: str) -> Match:
    info = {"preferences": {"careerGoals": list(goals)}}
    user = User.read({"_id": ObjectId(), "cvText": cv, "candidateInfo": info})
    candidate = candidate_of("someone@example.org", user)
    assert candidate is not None
    posting = Posting(url="https://a.example/1", title=title, text=text)
    return judge(candidate, COMPANY, posting, year=2026)


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Application Engineer, Pumps", "Application Engineer"),
        ("Kundenberater Pumpen (m/w/d)", "Kundenberater"),
        ("Technico-commercial pompes", "Technico commercial"),
        ("Asesor técnico de bombas", "Asesor"),
        ("Formatore tecnico pompe", "Formatore"),
        ("Inkoper gietwerk", "Inkoper"),
        ("Kontroler jakości odlewów", "Kontroler"),
        ("Técnico de suporte a bombas", "suporte"),
        ("Teknisk skribent", "skribent"),
        ("Nákupčí odlitků", "Nákupčí"),
        ("Innkjøper pumper", "Innkjøper"),
    ],
)
def test_a_title_names_a_function_that_somebody_does_not_have(title: str, word: str) -> None:
    assert function_strange_in(title, functions_of_profile((), DESIGNER)) == word


@pytest.mark.parametrize(
    ("title", "goal"),
    [
        ("Application Engineer, Pumps", "move into customer support"),
        ("Kundenberater Pumpen (m/w/d)", "technische Beratung"),
        ("Formatore tecnico pompe", "formazione tecnica"),
        ("Inkoper gietwerk", "inkoop van gietwerk"),
        ("Kontroler jakości odlewów", "kontrola jakości"),
        ("Nákupčí odlitků", "nákup"),
    ],
)
def test_a_function_that_is_somebodys_goal_is_theirs(title: str, goal: str) -> None:
    assert function_strange_in(title, functions_of_profile((goal,), DESIGNER)) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Design Engineer / Application Engineer",
        "Konstrukteur (m/w/d) für den Vertrieb",
        "Design engineer - sales tooling",
        "Sachbearbeiter Vertriebsinnendienst",
        "Commercial property surveyor",
    ],
)
def test_what_a_title_only_mentions_is_no_function(title: str) -> None:
    assert function_strange_in(title, functions_of_profile((), DESIGNER)) == ""


def test_another_function_of_the_same_field_is_worth_no_evening_and_told() -> None:
    own = judged(DESIGNER, "Mechanical Design Engineer", ASKED, "senior design engineer")
    other = judged(DESIGNER, "Technical Sales Engineer", ASKED, "senior design engineer")
    assert own.suitability_score >= 70
    assert other.suitability_score < 50
    assert any("Sales" in each for each in other.consideration_points)


def test_another_function_is_worth_one_to_those_who_want_it() -> None:
    met = judged(DESIGNER, "Mechanical Application Engineer", ASKED, "customer support for pumps")
    assert met.suitability_score >= 50


@pytest.mark.parametrize(
    ("goal", "leads"),
    [
        ("lead a small team", True),
        ("später Gruppenleitung", True),
        ("guidare un piccolo ufficio", True),
        ("coordinar un equipo", True),
        ("vedoucí oddělení", True),
        ("backend engineer", False),
        ("mehr mit Wärmepumpen arbeiten", False),
        ("pharmacie clinique", False),
    ],
)
def test_who_wants_to_lead_says_so_in_their_goals(goal: str, leads: bool) -> None:
    assert (LEADING in functions_of_profile((goal,), DESIGNER)) is leads


def test_a_team_to_lead_is_for_those_who_want_it_or_say_nothing() -> None:
    title, text = "Design Team Lead", f"You lead six engineers. {ASKED}"
    unwished = judged(DESIGNER, title, text, "more simulation work")
    wished = judged(DESIGNER, title, text, "design engineer, later leading a team")
    unsaid = judged(DESIGNER, title, text)
    assert unwished.suitability_score < 50 <= wished.suitability_score
    assert unsaid.suitability_score >= 50


BRIEF = (
    "Mechanical engineer, seven years of SolidWorks and CNC machining. Some work on test benches."
)


def test_a_cv_that_lists_no_posts_does_not_say_what_somebody_would_not_do() -> None:
    assert function_strange_in("Applications Engineer", functions_of_profile((), BRIEF)) == ""


def test_a_brief_cv_is_read_whole_where_somebody_names_goals() -> None:
    own = functions_of_profile(("mechanical design",), BRIEF)
    assert function_strange_in("Robotics Test Engineer", own) == ""
    assert function_strange_in("Sales Engineer", own) != ""
