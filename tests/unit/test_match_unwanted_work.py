"""What somebody says in passing that they do not want, and weeks away from home."""

import pytest
from bson import ObjectId

from reactor.documents import Company, User
from reactor.match import candidate_of
from reactor.match.keyword.job_types import JobType, unwanted_type
from reactor.match.keyword.judgement import judge
from reactor.match.keyword.travel_work import is_away_from_home
from reactor.match.keyword.unwanted_work import unwanted_in
from reactor.posting import Posting

COMPANY = Company.read(
    {"_id": ObjectId(), "companyID": "a", "company": "Acme", "careers_url": "https://a.example/"}
)


TEACHER = """Professora de inglês no Porto
2015 - hoje: professora numa escola secundária, preparação de exames e direção de turma
Formação: licenciatura em línguas, Universidade do Porto. Gosto de trabalhar com jovens."""


@pytest.mark.parametrize(
    ("goal", "cv"),
    [
        ("hands-on work, no line management", "Developer"),
        ("Pflege, aber keine Nachtschicht mehr", "Pflegefachkraft"),
        ("cuisine sans travail de nuit", "Cuisinier"),
        ("enfermería sin turnos de noche", "Enfermera"),
        ("infermiera, non più turni di notte", "Infermiera"),
        ("zorg zonder nachtdiensten", "Verpleegkundige"),
        ("kierowca, bez pracy w nocy", "Kierowca"),
        ("řidič, ne noční směny", "Řidič"),
        ("elektriker, inte skiftarbete", "Elektriker"),
        ("", "Electrician\nI am looking for a day job without shift work."),
        ("", "Verkäuferin\nIch möchte nicht mehr in den Außendienst."),
    ],
)
def test_what_somebody_does_not_want_is_understood(goal: str, cv: str) -> None:
    assert unwanted_in((goal,) if goal else (), cv)


@pytest.mark.parametrize(
    ("goal", "cv"),
    [
        ("not only management", "Developer"),
        ("nicht nur Führung", "Entwickler"),
        ("kein Problem mit Schichtarbeit", "Schlosser"),
        ("no problem with night shifts", "Nurse"),
        ("sin problema con turnos de noche", "Enfermera"),
        ("plus de management", "Ingénieur"),
        ("trabalhar no ensino", TEACHER),
        ("lead a team", "Developer\nNo sales background."),
    ],
)
def test_what_somebody_does_not_mind_is_not_unwanted(goal: str, cv: str) -> None:
    assert unwanted_in((goal,), cv) == ()


def test_a_posting_of_what_is_not_wanted_is_no_save_and_no_deal_breaker() -> None:
    cv = "Senior backend developer, nine years\n2017 - present: Backend developer. Python, AWS."
    info = {"preferences": {"careerGoals": ["lead developer, not people management full time"]}}
    user = User.read({"_id": ObjectId(), "cvText": cv, "candidateInfo": info})
    candidate = candidate_of("someone@example.org", user)
    assert candidate is not None
    text = "You look after nine backend developers: reviews, pay, hiring. Python and AWS help."
    met = judge(
        candidate,
        COMPANY,
        Posting(url="https://a.example/1", title="Engineering Manager, Backend", text=text),
        year=2026,
    )
    assert 0 < met.suitability_score < 50
    assert any("people management" in each for each in met.consideration_points)


@pytest.mark.parametrize(
    "text",
    [
        "100% travel across the country, per diem.",
        "You work three weeks away and have one at home.",
        "14 days on, 14 off, flights paid.",
        "Du bist mehrere Wochen auf Montage.",
        "Dos semanas fuera y una en casa.",
        "Trzy tygodnie w trasie, tydzień w domu.",
        "Reisetätigkeit zu 90 %: 90 % Reisen in Europa.",
    ],
)
def test_weeks_away_from_home_are_seen(text: str) -> None:
    assert is_away_from_home(Posting(url="https://a.example/1", title="Fitter", text=text))


@pytest.mark.parametrize(
    "text",
    [
        "Two days a week on site.",
        "About 20% travel.",
        "No weeks away from home.",
        "30 Tage Urlaub.",
    ],
)
def test_a_journey_now_and_then_is_no_life_on_the_road(text: str) -> None:
    assert not is_away_from_home(Posting(url="https://a.example/1", title="Fitter", text=text))


@pytest.mark.parametrize(
    ("wish", "title", "text", "unwanted"),
    [
        ("Teilzeit", "Buchhalter (m/w/d) Vollzeit", "Sie buchen.", JobType.FULL_TIME),
        ("Part-time", "Accountant", "Part-time is not possible.", JobType.FULL_TIME),
        ("deeltijd", "Boekhouder", "Voltijd, 40 uur per week.", JobType.FULL_TIME),
        ("zkrácený úvazek", "Účetní", "Plný úvazek na pobočce.", JobType.FULL_TIME),
        ("Teilzeit", "Buchhalter", "Vollzeit oder Teilzeit, 60-100 %.", None),
        ("Teilzeit", "Buchhalter", "Sie buchen.", None),
        ("Freelance", "SAP consultant (permanent)", "You advise.", JobType.PERMANENT),
        ("Freelance", "SAP consultant", "Permanent or freelance, as you like.", None),
    ],
)
def test_hours_and_terms_are_those_that_somebody_wants(
    wish: str, title: str, text: str, unwanted: JobType | None
) -> None:
    posting = Posting(url="https://a.example/1", title=title, text=text)
    assert unwanted_type([wish], posting) is unwanted
