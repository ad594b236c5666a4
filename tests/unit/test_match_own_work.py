"""What of a CV is somebody's own work, how their years count, and which papers they lack."""

import pytest

from reactor.documents import CandidateInfo
from reactor.language.phrasebook import words_of
from reactor.match.keyword.career import career_of
from reactor.match.keyword.degree_requirements import qualification_lacking
from reactor.match.keyword.demanded_countries import demanded_countries
from reactor.match.keyword.exclusions import excluded_by_title
from reactor.match.keyword.level_asked import level_asked
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.own_work import fields_of_profile, occupations_of_profile
from reactor.match.keyword.posting_sections import passages_of
from reactor.match.keyword.proficiency import Proficiency, worded_proficiency
from reactor.match.keyword.role_types import excluded_types
from reactor.match.keyword.seniority import Level, level_of_title
from reactor.match.keyword.text_locations import told_places


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Commercial & Privacy Counsel", "sales"),
        ("- I advise marketing, HR and product on contracts", "people"),
        ("Wir arbeiten eng mit Vertrieb und Einkauf zusammen, dazu Reklamationen", "sales"),
    ],
)
def test_whom_somebody_works_for_is_not_what_they_are(line: str, field: str) -> None:
    words = words_of(line)
    fields = fields_of_profile((), [(words, 1.0)], ())
    assert fields.get(field, 0.0) < 0.5
    told = occupations_of_profile([(words, 1.0)])
    assert all(clear < 0.5 for one, (clear, _) in told.items() if one.field == field)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("2019 - 2022 HR, Acme GmbH", "people"),
        ("Head of Marketing", "marketing"),
        ("Vertrieb", "sales"),
    ],
)
def test_what_a_short_or_dated_line_names_is_what_they_are(line: str, field: str) -> None:
    assert fields_of_profile((), [(words_of(line), 1.0)], ())[field] >= 1.0


def test_a_long_wish_names_what_somebody_wants() -> None:
    words = words_of("move into marketing for a company that makes health care products")
    assert fields_of_profile((), [(words, 4.0)], ())["marketing"] >= 4.0


@pytest.mark.parametrize(
    "goal",
    [
        "junior tester",
        "juniorní tester",
        "rekvalifikace na testera",
        "zmiana branży: tester",
        "karriärbyte till testare",
        "omscholing tot tester",
        "cambiar de sector: tester",
    ],
)
def test_who_changes_their_trade_begins_in_it(goal: str) -> None:
    career = career_of([goal], "Teacher\n2012 - 2025: teacher", 2026)
    assert career.beginner is not None
    assert career.beginner <= Level.JUNIOR


@pytest.mark.parametrize(
    "title",
    [
        "Beca de marketing",
        "Bolsa de estágio em finanças",
        "Volontariat Redaktion",
        "Contrat d'apprentissage cuisine",
        "Apprendista elettricista",
        "Werkervaringsplek HR",
    ],
)
def test_a_scholarship_is_a_post_for_trainees(title: str) -> None:
    assert level_of_title(title) is Level.INTERN
    info = CandidateInfo(excluded_role_types=("internships",))
    assert excluded_by_title(info, title) is not None


def test_who_trains_apprentices_is_none() -> None:
    assert level_of_title("Ausbilder Holz (m/w/d) Überbetriebliche Ausbildung") is not Level.INTERN


def test_an_exclusion_of_several_schools_means_each_of_them() -> None:
    types = excluded_types("teaching in primary or secondary schools")
    assert [one.kinds for one in types] == [("teaching",), ("teaching",)]
    info = CandidateInfo(excluded_role_types=("sales or truck driver",))
    assert excluded_by_title(info, "Truck driver, regional") is not None
    assert excluded_by_title(info, "Plumber") is None


@pytest.mark.parametrize(
    "text",
    [
        "We are experienced in sponsoring H-1B and O-1 visas.",
        "We gladly apply for your work permit.",
        "Wir beantragen gern das Visum.",
        "Nous sommes prêts à demander le visa.",
    ],
)
def test_sponsorship_is_seen_in_other_words(text: str) -> None:
    assert sponsorship_of(text) is True


def test_sponsorship_that_is_refused_stays_refused() -> None:
    assert sponsorship_of("We cannot sponsor H-1B visas.") is False


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Nello stabilimento di Brescia lavorano seicento persone su tre turni.", "Brescia"),
        ("Trabajarás en la planta de Burgos con cincuenta compañeros.", "Burgos"),
        ("Vous rejoignez notre usine de Limoges, deux cents personnes.", "Limoges"),
    ],
)
def test_the_town_of_a_plant_is_that_of_the_work(text: str, town: str) -> None:
    countries = {"Brescia": "IT", "Burgos": "ES", "Limoges": "FR"}
    assert [part.text for part in told_places(text, frozenset({countries[town]}))] == [town]


def test_everybody_who_lives_in_a_country_is_nobody_elsewhere() -> None:
    text = "We are remote; anyone living in the Czech Republic or Slovakia can apply."
    assert demanded_countries(text) == {"CZ", "SK"}


@pytest.mark.parametrize(
    ("text", "cv"),
    [
        ("Le diplôme de cadre de santé est exigé.", "Infirmière, diplôme d'État, Lyon"),
        ("Wymagany certyfikat spawacza TIG.", "Ślusarz, montaż maszyn"),
        ("Ein Zertifikat als Fachkraft Arbeitssicherheit ist zwingend erforderlich.", "Schlosser"),
        ("È obbligatorio il certificato di guida alpina.", "Cuoco, ristorante di montagna"),
    ],
)
def test_a_diploma_that_is_demanded_and_not_had_is_told(text: str, cv: str) -> None:
    assert qualification_lacking(passages_of(text), cv) is not None


@pytest.mark.parametrize(
    ("text", "cv"),
    [
        ("Le diplôme de cadre de santé est exigé.", "Cadre de santé depuis 2019"),
        ("Aucun diplôme de commerce n'est exigé.", "Cuisinier"),
        ("A certificate in welding or similar is required.", "Cook"),
        ("Un diplôme de cuisine serait un plus.", "Serveur"),
    ],
)
def test_a_diploma_that_is_had_or_not_demanded_is_no_lack(text: str, cv: str) -> None:
    assert qualification_lacking(passages_of(text), cv) is None


def test_the_age_of_a_company_is_no_experience() -> None:
    assert level_asked("Educadora", ("ONG con 20 años en la provincia.",)).years is None
    assert level_asked("Educadora", ("Cinco años de experiencia con menores.",)).years == 5


def test_enough_of_a_language_is_less_than_all_of_it() -> None:
    assert worded_proficiency("enough french to follow a meeting") is Proficiency.CONVERSATIONAL
    assert worded_proficiency("abbastanza tedesco per telefonare") is Proficiency.CONVERSATIONAL
