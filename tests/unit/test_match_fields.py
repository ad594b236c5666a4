"""What field a posting is in, where its title does not say, and what else a person may be."""

import pytest

from reactor.language.genders import without_gender_marks
from reactor.language.occupations import ALL_OCCUPATIONS
from reactor.language.phrasebook import words_of
from reactor.match.keyword.affinity import affinity, agreement, telling_words
from reactor.match.keyword.specialties import BRANCHED_OCCUPATIONS
from reactor.match.keyword.vocabulary import GENERAL_OCCUPATIONS
from tests.unit.match_scene import candidate, match, posting

KNOWN = {f"{one.field}/{one.name}" for one in ALL_OCCUPATIONS}

BREWER = """Jonas Hertling, Brauer und Mälzer
2014 - 2026: Sudhaus und Gärkeller einer Landbrauerei. Maischen, Läutern, Würzekochung,
Hefepropagation, Stammwürze und pH messen, CIP-Reinigung, Abfüllung in Flaschen und KEG."""
ODD_BREWING = """Ein Kessel, sechs Leute, viel Durst. Wir suchen jemanden, der unser Sudhaus fährt.
Deine Aufgaben: Maischen und Läutern, Würzekochung, Gärkeller und Hefepropagation überwachen,
Stammwürze messen, CIP-Reinigung der Tanks, Abfüllung in KEG."""
CLERK = """Sabine Ortlieb, Buchhalterin
2015 - 2026: Kreditoren und Debitoren, Umsatzsteuervoranmeldung, Monatsabschluss in DATEV,
Anlagenbuchhaltung, Mahnwesen, Reisekosten."""
OTHER_FIELD = "is not in the field"

CHANGER = """Paolo Ferrante - data analyst
2022 - 2026: Data analyst at an insurer. SQL, dbt, Looker dashboards, churn models in Python.
2010 - 2018: Chef de partie in a hotel kitchen. Menus, mise en place, HACCP, banqueting, larder.

Education
2021: Data bootcamp"""
KITCHEN = """We are looking for a chef de partie for our hotel kitchen. You run the larder, plan
menus, prepare mise en place for banqueting and keep the HACCP records."""
ANALYSIS = """We are looking for an analyst. You write SQL and dbt models, build Looker dashboards
and explain churn to the insurer's product teams."""

TEACHER = """Marion Delcourt
2012 - 2026: professeure de français au collège. Grammaire, littérature, expression écrite."""
FRENCH = "Collège privé. Vous enseignez la grammaire, la littérature et l'expression écrite."
MATHS = "Collège privé. Vous enseignez l'algèbre et la géométrie, de la grammaire du calcul."


async def test_an_odd_title_is_of_the_field_of_its_text() -> None:
    told = await match(candidate(BREWER), posting("Herrscher der Blasen", ODD_BREWING))
    assert told.suitability_score >= 50
    assert not [one for one in told.consideration_points if OTHER_FIELD in one]


async def test_an_odd_title_is_nothing_for_people_of_other_fields() -> None:
    told = await match(candidate(CLERK), posting("Herrscher der Blasen", ODD_BREWING))
    assert told.suitability_score < 50
    assert [one for one in told.consideration_points if OTHER_FIELD in one]


async def test_a_title_is_in_doubt_whose_occupation_the_text_never_names_again() -> None:
    """No sailor is meant; the kettle has a captain."""
    told = await match(candidate(BREWER), posting("Matrose im Sudhaus", ODD_BREWING))
    assert told.suitability_score >= 50


async def test_a_clear_title_of_another_field_is_no_match_however_alike_the_texts_are() -> None:
    text = f"{ODD_BREWING} Als Buchhalter machst du den Monatsabschluss und das Mahnwesen."
    told = await match(candidate(BREWER), posting("Finanzbuchhalter", text))
    assert told.suitability_score < 50


async def test_words_of_all_postings_are_no_agreement() -> None:
    one = telling_words(words_of("Wir bieten flexible Arbeitszeiten und ein motiviertes Team."))
    other = telling_words(words_of("Motiviert, flexibel, teamfähig; Arbeitszeiten nach Bedarf."))
    assert agreement(one, other) == 0


def test_texts_agree_as_much_whichever_is_held_against_the_other() -> None:
    one, other = telling_words(words_of(BREWER)), telling_words(words_of(ODD_BREWING))
    assert affinity(one, other) == pytest.approx(affinity(other, one), rel=0.2)
    assert affinity(one, other) > 3 * affinity(telling_words(words_of(CLERK)), other)


def test_names_in_capitals_tell_more_than_short_words() -> None:
    weights = telling_words(words_of("KNX Dach Photovoltaikanlage"))
    assert weights["knx"] > weights["photov"] > weights["dach"]


async def test_a_career_of_long_ago_is_not_offered_to_who_has_left_it() -> None:
    person = candidate(CHANGER, preferences={"careerGoals": ["analytics engineer"]})
    kitchen = await match(person, posting("Chef de Partie", KITCHEN))
    analysis = await match(person, posting("Insights Tamer", ANALYSIS))
    assert kitchen.suitability_score < 50 <= analysis.suitability_score


async def test_a_goal_that_names_a_title_in_its_words_is_the_field() -> None:
    """Both are words of all postings, in which the texts cannot agree."""
    person = candidate(TEACHER, preferences={"careerGoals": ["relations sociales et projets"]})
    job = posting(
        "Relations sociales et projets", "Un chauffeur vous dépose dans la Creuse, dès mars."
    )
    told = await match(person, job)
    assert not [one for one in told.consideration_points if OTHER_FIELD in one]


async def test_another_branch_of_somebodys_occupation_is_no_match() -> None:
    own = await match(candidate(TEACHER), posting("Professeur·e de français", FRENCH))
    other = await match(candidate(TEACHER), posting("Professeur·e de mathématiques", MATHS))
    assert other.suitability_score < 50 <= own.suitability_score


async def test_a_project_manager_is_one_of_some_field() -> None:
    builder = candidate(
        "Project Manager\n2015 - 2026: Project manager, roads and bridges. Asphalt."
    )
    text = "You lead clinical trials: protocols, ethics committees, GCP, monitoring of sites."
    told = await match(builder, posting("Project Manager", text))
    assert told.suitability_score < 50


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("Chef·fe de projet", "Chef de projet"),
        ("Conseiller·ère en insertion", "Conseiller en insertion"),
        ("Koordynator(ka) dostaw", "Koordynator dostaw"),
        ("Programador/a web", "Programador web"),
        ("Erzieher:in Krippe", "Erzieher Krippe"),
        ("Node.js Engineer", "Node.js Engineer"),
        ("CI/CD Engineer (m/w/d)", "CI/CD Engineer (m/w/d)"),
    ],
)
def test_marks_of_gender_do_not_part_a_name(marked: str, bare: str) -> None:
    assert without_gender_marks(marked) == bare


def test_what_is_said_of_occupations_is_said_of_some_that_are_known() -> None:
    assert set() == GENERAL_OCCUPATIONS - KNOWN
    assert set() == BRANCHED_OCCUPATIONS - KNOWN
