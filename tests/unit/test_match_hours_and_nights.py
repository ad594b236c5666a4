"""What a posting says of full hours, of nights away and of those who still learn."""

import pytest
from bson import ObjectId

from reactor.documents import Company
from reactor.match.keyword.industries import industry_shown
from reactor.match.keyword.job_types import JobType, unwanted_type
from reactor.match.keyword.seniority import Level, level_of_title
from reactor.match.keyword.travel_work import is_away_from_home
from reactor.posting import Posting


def _posting(title: str, text: str) -> Posting:
    return Posting(url="https://a.example/1", title=title, text=text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Doktersassistent (20-28 uur)", "Je werkt voltijd samen met twee huisartsen."),
        ("Fysiotherapeut", "Het salaris is 3.200 tot 4.100 euro bruto bij voltijd."),
        ("Ergotherapeutin", "Das Gehalt liegt bei 3.900 Euro auf Basis Vollzeit."),
        ("Librarian", "Pay is 31,000 pounds based on full time."),
        ("Comptable", "CDI à temps plein ou à 80 %, selon votre souhait."),
        ("Buchhalter", "Die Stelle ist in Vollzeit oder mit 70 % zu besetzen."),
        ("Contable", "Jornada completa o al 60 %, a convenir."),
    ],
)
def test_full_hours_that_may_be_fewer_or_only_count_pay_are_no_full_time(
    title: str, text: str
) -> None:
    assert unwanted_type(["part-time"], _posting(title, text)) is None


@pytest.mark.parametrize("text", ["The post is full-time.", "Werk bij ons: voltijd, 38 uur."])
def test_full_hours_that_are_said_are_full_time(text: str) -> None:
    assert unwanted_type(["part-time"], _posting("Clerk", text)) is JobType.FULL_TIME


@pytest.mark.parametrize(
    ("text", "away"),
    [
        ("Expect about 120 nights a year in hotels.", True),
        ("Du schläfst etwa 110 Nächte im Jahr auswärts.", True),
        ("Comptez 90 nuits par an à l'hôtel.", True),
        ("Unas 100 noches al año fuera de casa.", True),
        ("Około 80 nocy w roku w hotelu.", True),
        ("Our hotel has 140 rooms, and guests stay three nights.", False),
        ("You are away for 5 nights a year.", False),
    ],
)
def test_many_nights_of_a_year_are_work_away_from_home(text: str, away: bool) -> None:
    assert is_away_from_home(_posting("Fitter", text)) is away


@pytest.mark.parametrize("title", ["Practicante de contabilidad", "Pasantía en marketing"])
def test_who_practises_in_spanish_is_an_intern(title: str) -> None:
    assert level_of_title(title) is Level.INTERN


@pytest.mark.parametrize(
    ("title", "shown"), [("Kucharz, Bron", False), ("Ślusarz, broń i amunicja", True)]
)
def test_a_town_is_no_weapon(title: str, shown: bool) -> None:
    company = Company.read(
        {"_id": ObjectId(), "companyID": "a", "company": "Acme", "careers_url": "https://a.example"}
    )
    found = industry_shown(["armement"], company, _posting(title, "Kuchnia na 300 osób."))
    assert (found is not None) is shown


@pytest.mark.parametrize(
    ("title", "text", "unwanted"),
    [
        ("Pflegefachkraft in Teilzeit", "20 bis 40 Wochenstunden nach Wunsch.", None),
        ("Verpleegkundige (deeltijd)", "Een contract van 24 tot 36 uur per week.", None),
        ("Nurse, part-time", "20 to 30 hours a week, as you like.", JobType.PART_TIME),
        ("Pflegefachkraft in Teilzeit", "Wir bieten 40 Stunden Fortbildung.", JobType.PART_TIME),
    ],
)
def test_hours_that_reach_a_full_week_are_not_only_part_time(
    title: str, text: str, unwanted: JobType | None
) -> None:
    assert unwanted_type(["full-time"], _posting(title, text)) is unwanted
