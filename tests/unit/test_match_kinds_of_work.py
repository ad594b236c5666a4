"""Trades under one name, goals in a word, who lends people: what a match is told by."""

from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import CandidateInfo, Company, User
from reactor.language.occupations import OCCUPATIONS
from reactor.language.occupations.in_titles import occupations_in_title
from reactor.language.phrasebook import words_of
from reactor.match import candidate_of
from reactor.match.keyword.career import career_of
from reactor.match.keyword.exclusions import exclusion_of
from reactor.match.keyword.judgement import judge
from reactor.match.keyword.level_asked import level_asked
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.seniority import Level
from reactor.match.keyword.specialties import are_apart, branches_of_profile, branches_of_title
from reactor.match.matcher import Match
from reactor.posting import Posting

WORTH_A_LOOK = 50


def company(name: str = "Acme") -> Company:
    return Company.read(
        {"_id": ObjectId(), "companyID": "a", "company": name, "careers_url": "https://a.example/"}
    )


def posting(title: str, text: str = "", **more: Any) -> Posting:
    return Posting(url="https://a.example/1", title=title, text=text, **more)


def judged(cv: str, job: Posting, info: dict[str, Any] | None = None) -> Match:
    user = User.read({"_id": ObjectId(), "cvText": cv, "candidateInfo": info or {}})
    candidate = candidate_of("someone@example.org", user)
    assert candidate is not None
    return judge(candidate, company(), job, year=2026)


def excluding(*roles: str, industries: tuple[str, ...] = ()) -> CandidateInfo:
    user = User.read(
        {
            "_id": ObjectId(),
            "candidateInfo": {
                "preferences": {
                    "exclusions": {"roleTypes": list(roles), "industries": list(industries)}
                }
            },
        }
    )
    return user.candidate_info


def are_of_one_branch(title: str, line: str) -> bool:
    wanted = branches_of_title(
        words_of(title), [found.entry for found in occupations_in_title(title)]
    )
    own = branches_of_profile([words_of(line)])
    assert wanted, title
    assert own, line
    return not are_apart(wanted, own)


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("MTRA (m/w/d) Radiologie", "Notfallsanitäter, Rettungswache Freiburg"),
        ("Zahntechniker", "Zahnmedizinische Fachangestellte seit 2015"),
        ("Speech therapist", "Occupational therapist, acute stroke ward"),
        ("Hörakustiker", "Augenoptiker, Filiale Kassel"),
        ("Veterinary Surgeon", "Registered Veterinary Nurse since 2018"),
        ("Restauratore di libri", "Archivista e bibliotecario"),
        ("Boulanger", "Pâtissière en restaurant"),
        ("Fahrlehrer", "Personal trainer in a gym"),
        ("Steuerberater", "Steuerfachangestellte, Kanzlei"),
        ("Tram driver", "Busfahrer im Linienverkehr"),
    ],
)
def test_trades_that_are_learned_apart_do_not_stand_in(title: str, line: str) -> None:
    assert not are_of_one_branch(title, line)


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Radiologietechnologin", "MTRA, Radiologie am Rathaus"),
        ("Orthophoniste", "Logopädin in eigener Praxis"),
        ("Opticien-lunetier", "Augenoptikerin"),
        ("Boulanger-pâtissier", "Pâtissière en restaurant"),
        ("RVN, Veterinary Nurse", "Head veterinary nurse"),
    ],
)
def test_one_trade_in_two_languages_is_one(title: str, line: str) -> None:
    assert are_of_one_branch(title, line)


PARAMEDIC = "Notfallsanitäter\n2019 - heute: Notfallsanitäter, Rettungsdienst. Notrufe, Fahrzeuge."
DISPATCH = "Sie sitzen am Telefon und am Funk und koordinieren alle Notrufe."


def goals(*told: str) -> dict[str, Any]:
    return {"preferences": {"careerGoals": list(told)}}


def test_a_goal_of_one_word_finds_the_post_that_it_names() -> None:
    job = posting("Disponent Integrierte Leitstelle", DISPATCH)
    wishing = judged(PARAMEDIC, job, goals("Lehrkraft oder Leitstelle"))
    other = judged(PARAMEDIC, job, goals("Lehrkraft"))
    assert wishing.suitability_score >= WORTH_A_LOOK > other.suitability_score


def test_an_occupation_as_a_goal_is_no_wish_for_every_compound_of_it() -> None:
    cv = "Steuerfachangestellte\n2019 - heute: Steuerfachangestellte, Kanzlei. DATEV, Abschlüsse."
    job = posting("Sekretariat einer Steuerkanzlei", "Telefon, Post, Termine und Empfang.")
    wishing = judged(cv, job, goals("Steuerfachwirtin"))
    assert wishing.suitability_score == judged(cv, job).suitability_score


@pytest.mark.parametrize(
    ("goal", "wished"),
    [
        ("Laborleiter", Level.LEAD),
        ("Laborleiter auf lange Sicht", None),
        ("team lead one day", None),
        ("kierownik działu w przyszłości", None),
    ],
)
def test_what_somebody_wants_one_day_is_no_step_of_today(goal: str, wished: Level | None) -> None:
    assert career_of([goal], "", 2026).wished == wished


def test_who_directs_few_is_no_executive() -> None:
    few = ("Gestione di cinque collaboratori, ordini e vendite.",)
    many = ("Lei dirige un gruppo di 120 collaboratori.",)
    assert level_asked("Direttore di farmacia", few).stated is Level.LEAD
    assert level_asked("Direttore di farmacia", many).stated is Level.EXECUTIVE


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Agila Bemanning", "bemanningsföretag"),
        ("PersonalPlus Zeitarbeit GmbH", "Zeitarbeit"),
        ("Proman Intérim", "intérim"),
        ("Flex Uitzendbureau", "uitzendwerk"),
    ],
)
def test_a_companys_name_tells_that_it_lends_people(name: str, role: str) -> None:
    job = posting("Konsult", "Du handlägger ärenden.")
    found = exclusion_of(excluding(role), company(name), job)
    assert found is not None
    assert found.name == role
    assert exclusion_of(excluding(role), company("Uppsala kommun"), job) is None


@pytest.mark.parametrize(
    ("role", "title"),
    [
        ("24-Stunden-Dienste", "Notfallsanitäter - 24h-Dienst"),
        ("24-hour duty", "Paramedic, 24h duty"),
        ("seizoenswerk", "Seizoensmedewerker groen"),
        ("travail saisonnier", "Serveur saisonnier"),
        ("over the road", "OTR Truck Driver"),
    ],
)
def test_an_exclusion_is_met_however_it_is_spelled(role: str, title: str) -> None:
    assert exclusion_of(excluding(role), company(), posting(title)) is not None


@pytest.mark.parametrize(
    ("role", "title", "text"),
    [
        ("24-Stunden-Dienste", "Notfallsanitäter", "12-Stunden-Dienste, unbefristet."),
        ("seizoenswerk", "Hovenier", "Vast contract, elk seizoen ander werk."),
    ],
)
def test_an_exclusion_is_not_met_by_another_number_or_word(
    role: str, title: str, text: str
) -> None:
    assert exclusion_of(excluding(role), company(), posting(title, text)) is None


def test_a_casino_is_excluded_by_games_online() -> None:
    job = posting("Product Designer", "We build online casino games. Casinos in 40 countries.")
    assert exclusion_of(excluding(industries=("jogo online",)), company(), job) is not None


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("We are an IND recognised sponsor; visa included, Dutch not needed.", True),
        ("We are a licensed sponsor.", True),
        ("We are not a licensed sponsor.", False),
        ("Unfortunately we cannot offer sponsorship.", False),
    ],
)
def test_who_may_sponsor_says_so(text: str, offered: bool) -> None:
    assert sponsorship_of(text) is offered


def test_a_town_beside_home_is_not_its_namesake_abroad() -> None:
    info = {
        "logistics": {
            "currentResidence": {"city": "Bruxelles", "country": "Belgique", "countryCode": "BE"},
            "workAuthorization": [
                {"region": "Union européenne", "regionCode": "EU", "status": "Citizen"}
            ],
        }
    }
    cv = "Gestionnaire sinistres\n2020 - présent: gestionnaire sinistres, assurances."
    job = posting("Gestionnaire sinistres", "Vous gérez les sinistres.", location="Waterloo")
    assert judged(cv, job, info).suitability_score >= WORTH_A_LOOK


@pytest.mark.parametrize(
    "title", ["Post-éditeur indépendant", "Redactor autónomo", "Freelance editor"]
)
def test_work_on_ones_own_account_is_no_save_for_who_wants_a_contract(title: str) -> None:
    cv = "Editor\n2018 - present: Editor, publishing house. Proofreading, layout."
    job = posting(title, "You edit texts: proofreading and layout.")
    wanting = {"preferences": {"jobTypes": ["CDI"]}}
    assert judged(cv, job, wanting).suitability_score < WORTH_A_LOOK


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("hemşire", "nurse"),
        ("bucătar", "cook"),
        ("villanyszerelő", "electrician"),
        ("бухгалтер", "accountant"),
        ("konobar", "waiter"),
        ("čašníčka", "waitress"),
        ("νοσηλεύτρια", "nurse"),
    ],
)
def test_what_somebody_is_is_read_in_many_languages(title: str, other: str) -> None:
    read = {found.entry for found in occupations_in_title(title)}
    assert read
    assert read == {found.entry for found in occupations_in_title(other)}


@pytest.mark.parametrize(
    "title", ["Kulissenbauer (m/w/d)", "Scenic carpenter", "Constructrice de décors", "Decorbouwer"]
)
def test_who_builds_sets_for_a_stage_is_a_carpenter(title: str) -> None:
    assert "carpenter" in {found.entry.name for found in OCCUPATIONS.find(words_of(title))}
