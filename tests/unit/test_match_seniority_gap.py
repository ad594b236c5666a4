"""Years, people led and parts of CVs, as a standing reads them."""

import pytest

from reactor.match.keyword.career import career_of
from reactor.match.keyword.level_asked import level_asked
from reactor.match.keyword.seniority import Level, rank_of_title, takes_untrained
from reactor.match.keyword.seniority_gap import SeniorityGap, steps_to
from reactor.match.keyword.team_size import people_led
from reactor.match.keyword.years import YearsAsked, years_asked


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("Minst fem års erfarenhet av inköp", YearsAsked(5)),
        ("Noll till två års erfarenhet", YearsAsked(0, 2)),
        ("En arkitekt (0\u20133 år)", YearsAsked(0, 3)),
        ("Alespoň osm let praxe ve výrobě", YearsAsked(8)),
        ("Six years or more in hotel kitchens", YearsAsked(6)),
        ("Je bent minimaal 18 jaar", YearsAsked()),
        ("You are 21 years or older", YearsAsked()),
        ("Eighteen years of experience in banking", YearsAsked(18)),
        ("Many have been more than twelve years with us", YearsAsked()),
    ],
)
def test_years_of_experience_are_told_from_years_of_age_and_service(
    told: str, asked: YearsAsked
) -> None:
    assert years_asked((told,)) == asked


@pytest.mark.parametrize(
    ("line", "led"),
    [
        ("You manage fourteen accountants and report to the CFO", 14),
        ("Führung von 35 Mitarbeitenden", 35),
        ("Vous encadrez une équipe de six personnes", 6),
        ("accountable for 1,200 employees in two plants", 1200),
        ("zarządzanie 25-osobowym zespołem", 25),
        ("We are 300 people in four countries", 0),
        ("You lead phonics and join five colleagues", 0),
        ("a team led by two engineers", 0),
        ("You run 12 projects a year", 0),
    ],
)
def test_people_are_led_where_the_line_says_so(line: str, led: int) -> None:
    assert people_led([line]) == led


def test_under_a_title_that_leads_a_team_needs_no_word_of_leading() -> None:
    cv = "Foreman, warehouse, 2018-2026. Forklifts.\nTeam of 11, two shifts"
    assert career_of([], cv, 2026).led == 11
    assert career_of([], cv.replace("Foreman", "Picker"), 2026).led == 0


@pytest.mark.parametrize(
    ("sentence", "is_so"),
    [
        ("No experience needed, we train you.", True),
        ("Ervaring is niet nodig.", True),
        ("Doświadczenie nie jest wymagane.", True),
        ("Não é exigida experiência.", True),
        ("No experience with Kubernetes is needed.", False),
        ("Hospital experience is not required.", False),
    ],
)
def test_only_who_asks_for_no_experience_at_all_takes_the_untrained(
    sentence: str, *, is_so: bool
) -> None:
    assert takes_untrained([sentence]) is is_so


@pytest.mark.parametrize(
    "title", ["Werkleiter", "Vedoucí směny", "Caposquadra", "Skiftleder", "Kierownik zmiany"]
)
def test_a_rank_leads_and_an_expert_does_not(title: str) -> None:
    assert rank_of_title(title) is not None
    assert rank_of_title("Senior accountant") is None


ACCOUNTS = """Accountant, Leeds
Experience
03.2022 - present: Accountant, Leeds
06.2019 - 02.2022: Accountant, York
2009 - 2019: Harbour pilot boat crew
Education
2015 - 2019: Accountant's diploma, evenings
Status
Resident of the United Kingdom since 2003"""


def test_only_the_work_of_a_field_counts_as_its_years() -> None:
    standing = career_of([], ACCOUNTS, 2026).standing_in(["finance"])
    assert (standing.years, standing.level) == (7, Level.SENIOR)
    assert standing.worked == 17


def test_months_before_a_year_are_no_years() -> None:
    career = career_of([], "Accountant, Leeds, Jan 2015 - Mar 2018", 2026)
    assert career.standing_in(["finance"]).years == 3


@pytest.mark.parametrize(
    ("text", "own", "steps"),
    [
        ("Twelve years of experience.", SeniorityGap(Level.SENIOR, 6), 2),
        ("Seven years of experience.", SeniorityGap(Level.SENIOR, 5), 0),
        ("Eight years of experience.", SeniorityGap(Level.MID, 4), 1),
        ("One to three years of experience.", SeniorityGap(Level.SENIOR, 5), -1),
        ("One to three years of experience.", SeniorityGap(Level.SENIOR, 12), -2),
        ("You lead a team of 6 people.", SeniorityGap(Level.SENIOR, 6), 1),
        ("You lead a team of 6 people.", SeniorityGap(Level.SENIOR, 6, led=4), 0),
        ("You lead a department of 60 people.", SeniorityGap(Level.SENIOR, 6), 2),
        ("You lead a department of 60 people.", SeniorityGap(Level.SENIOR, 6, led=20), 0),
        ("You lead 900 people.", SeniorityGap(Level.LEAD, 20, led=40), 2),
        ("No experience needed.", SeniorityGap(Level.SENIOR, 6), -2),
        ("No experience needed.", SeniorityGap(Level.SENIOR, 6, does_it=True), 0),
        ("No experience needed.", SeniorityGap(Level.JUNIOR, is_elsewhere=True), 0),
    ],
)
def test_steps_are_counted_from_where_somebody_stands(
    text: str, own: SeniorityGap, steps: int
) -> None:
    assert (steps_to(level_asked("Baker", (text,)), own) or 0) == steps


def test_who_has_led_for_long_is_ready_to_lead() -> None:
    asked = level_asked("Team leader, bakery", ())
    assert steps_to(asked, SeniorityGap(Level.SENIOR, 12, led=3)) == 0
    assert steps_to(asked, SeniorityGap(Level.SENIOR, 12)) == 1
    assert steps_to(asked, SeniorityGap(Level.SENIOR, 6, led=3)) == 1


def test_an_internship_is_far_below_who_has_worked_for_years_in_any_field() -> None:
    asked = level_asked("Internship, bakery", ())
    assert steps_to(asked, SeniorityGap(Level.JUNIOR, worked=6, is_elsewhere=True)) == -2
    assert steps_to(asked, SeniorityGap(Level.JUNIOR, worked=6, is_beginner=True)) == -1
    enrolled = level_asked("Internship, bakery", ("You are enrolled at a university.",))
    assert steps_to(enrolled, SeniorityGap(Level.JUNIOR, is_beginner=True)) == -2


def test_a_paragraph_tells_of_each_work_in_its_own_sentence() -> None:
    told = (
        "I worked for eleven years as a head chef in two hotels by the sea and loved it. "
        "For two years I have been a software developer in a small firm that builds shops."
    )
    career = career_of([], told, 2026)
    assert career.standing_in(["software"]).years == 2
    assert career.level_in(["software"]) is Level.MID
