"""What somebody wants of a post and what its text says: people led, days at home, terms."""

import pytest
from bson import ObjectId

from reactor.documents import Company, User
from reactor.language.remote import text_is_remote, way_of_working
from reactor.match import candidate_of
from reactor.match.keyword.job_types import JobType, unwanted_type
from reactor.match.keyword.judgement import judge
from reactor.match.keyword.language_demands import required_languages
from reactor.match.keyword.team_size import people_led
from reactor.match.matcher import Match
from reactor.posting import Posting

COMPANY = Company.read(
    {"_id": ObjectId(), "companyID": "a", "company": "Acme", "careers_url": "https://a.example/"}
)


def judged(cv: str, title: str, text: str, *, goals: tuple[str, ...] = ()) -> Match:
    info = {"preferences": {"careerGoals": list(goals)}}
    user = User.read({"_id": ObjectId(), "cvText": cv, "candidateInfo": info})
    candidate = candidate_of("someone@example.org", user)
    assert candidate is not None
    posting = Posting(url="https://a.example/1", title=title, text=text)
    return judge(candidate, COMPANY, posting, year=2026)


@pytest.mark.parametrize(
    "line",
    [
        "You are responsible for payroll for 400 employees.",
        "Du verantwortest die Lohnabrechnung für rund 600 Mitarbeitende.",
        "Vous gérez la paie pour 250 salariés.",
        "Gestionas las nóminas para 300 empleados.",
        "Gestisci le paghe per 180 dipendenti.",
        "Je bent verantwoordelijk voor de salarisadministratie voor 500 medewerkers.",
        "Odpowiadasz za listę płac dla 350 pracowników.",
        "Du ansvarar för lönerna för omkring 400 medarbetare.",
        "A resort with 340 rooms.",
    ],
)
def test_those_for_whom_work_is_done_are_not_led(line: str) -> None:
    assert people_led([line]) == 0


@pytest.mark.parametrize(
    ("line", "led"),
    [
        ("You lead a team of 12 people.", 12),
        ("You are responsible for 14 employees.", 14),
        ("Sie tragen Verantwortung für 20 Mitarbeitende.", 20),
        ("Du har ansvar för 9 medarbetare.", 9),
        ("Vous encadrez 6 collaborateurs.", 6),
    ],
)
def test_those_who_report_to_somebody_are_led(line: str, led: int) -> None:
    assert people_led([line]) == led


@pytest.mark.parametrize(
    "text",
    [
        "On site with one home-office day.",
        "Vor Ort mit einem Homeoffice-Tag.",
        "Ein Homeoffice-Tag in der Woche.",
        "Présentiel avec un jour de télétravail.",
        "Presencial con un día de teletrabajo.",
        "Um dia de teletrabalho por semana.",
        "In sede con un giorno di smart working.",
        "Op kantoor met een thuiswerkdag; één avond per week vanuit huis.",
        "Stacjonarnie, jeden dzień w tygodniu praca zdalna.",
        "På plats med en dag hemifrån.",
        "One evening a week from home.",
        "Jeden den v týdnu na dálku.",
    ],
)
def test_a_day_or_an_evening_at_home_is_no_remote_work(text: str) -> None:
    assert text_is_remote(text) is not True
    assert way_of_working(None, "", text) != "remote"


@pytest.mark.parametrize(
    "text", ["The job is fully remote.", "Teletrabajo 100 %.", "Work from home."]
)
def test_work_that_is_done_from_home_stays_remote(text: str) -> None:
    assert text_is_remote(text) is True


@pytest.mark.parametrize(
    ("wishes", "title", "text", "expected"),
    [
        (("permanent",), "Baker", "A temporary contract of three months.", JobType.TEMPORARY),
        (("unbefristet",), "Bäcker", "Eine befristete Stelle bis Mai.", JobType.TEMPORARY),
        (("indefinido",), "Panadera", "Contrato temporal de tres meses.", JobType.TEMPORARY),
        (("CDI",), "Boulanger", "Poste en CDD de six mois.", JobType.TEMPORARY),
        (("full-time",), "Weekend staff", "You serve our guests.", JobType.PART_TIME),
        (("Vollzeit",), "Verkäufer", "12 bis 16 Stunden pro Woche.", JobType.PART_TIME),
        (("heltid",), "Bagare", "Tjänsten är 20 timmar i veckan.", JobType.PART_TIME),
        (("permanent", "temporary"), "Baker", "A temporary contract.", None),
        (("permanent",), "Baker", "A temporary contract, then permanent.", None),
        (("full-time",), "Baker", "Part-time or full-time, as you like.", None),
        (("full-time",), "Baker", "38 hours per week, 8 hours a day.", None),
        (("full-time",), "Baker", "Six hours of training.", None),
        ((), "Weekend staff", "Ten hours a week.", None),
    ],
)
def test_a_term_or_hours_that_nobody_wants_are_told_from_the_text(
    wishes: tuple[str, ...], title: str, text: str, expected: JobType | None
) -> None:
    posting = Posting(url="https://a.example/1", title=title, text=text)
    assert unwanted_type(wishes, posting) is expected


def test_a_stated_type_in_another_language_is_the_one_that_is_wanted() -> None:
    info = {"preferences": {"jobTypes": ["Vollzeit"]}}
    user = User.read({"_id": ObjectId(), "cvText": "Koch, 6 Jahre", "candidateInfo": info})
    candidate = candidate_of("someone@example.org", user)
    assert candidate is not None
    posting = Posting(
        url="https://a.example/1", title="Koch", text="Kochen.", employment_type="FULL_TIME"
    )
    said = " ".join(judge(candidate, COMPANY, posting, year=2026).consideration_points)
    assert "Vollzeit" not in said


@pytest.mark.parametrize(
    ("cv", "title", "text"),
    [
        (
            "Lagerist\n2016 - heute: Lagerist, Baumarkt, Kassel. Kommissionierung, Inventur.",
            "Teamleiter Lager",
            "Sie führen vier Kräfte, planen Kommissionierung und Inventur.",
        ),
        (
            "Löneadministratör\n2015 - nu: Löneadministratör, Lund. Tidrapporter, pensioner.",
            "Gruppchef lön",
            "Du leder tre personer och följer tidrapporter och pensioner.",
        ),
    ],
)
def test_a_rank_and_the_word_of_a_field_are_of_that_field(cv: str, title: str, text: str) -> None:
    assert judged(cv, title, text).suitability_score >= 45
    elsewhere = "Tandläkare\n2015 - nu: Tandläkare, Lund."
    assert judged(elsewhere, title, text).suitability_score < 30


def test_a_bracket_says_in_which_science() -> None:
    cv = "Microbiologist\n2022 - present: Microbiologist, dairy, Cork. Sterility tests, PCR."
    text = "You run sterility tests and PCR. One to four years of experience."
    assert judged(cv, "Scientist II (Microbiology)", text).suitability_score >= 60


def test_a_helper_of_what_is_a_goal_is_a_step_towards_it() -> None:
    cv = "Hotel receptionist\n2022 - present: Hotel receptionist, Porto.\nEducation\nProcurement"
    text = "You support our buyers with orders. Hotel experience is welcome."
    wishing = judged(cv, "Procurement Assistant", text, goals=("procurement",))
    buyer = "Senior buyer\n2012 - present: Senior buyer, steel works. Procurement, orders."
    below = judged(buyer, "Procurement Assistant", text, goals=("procurement manager",))
    assert not any("less senior" in point for point in wishing.consideration_points)
    assert below.suitability_score < 50


def test_a_title_that_names_another_occupation_of_the_field_is_another_job() -> None:
    cv = "Truck driver\n2012 - present: Truck driver, haulier, Leeds. Deliveries in the north."
    text = "You plan tours at a desk, answer calls and book slots for deliveries."
    assert judged(cv, "Transport Dispatcher", text).suitability_score < 50


def test_an_own_occupation_of_which_nothing_is_missing_is_worth_a_look() -> None:
    cv = "Rececionista de hotel\n2021 - presente: Rececionista de hotel, Faro. Check-in, caixa."
    text = "Welcome guests at our river hotel. Two years at a front desk. Visa sponsorship offered."
    assert judged(cv, "Front Desk Agent", text).suitability_score >= 55


@pytest.mark.parametrize(
    "text",
    [
        "Fluent BSL is essential.",
        "Gebärdensprache auf hohem Niveau ist erforderlich.",
        "Fluent Sign Language required.",
    ],
)
def test_a_sign_language_is_a_language(text: str) -> None:
    assert required_languages(text) == (("Sign language",),)
