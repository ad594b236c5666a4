"""What the keyword matcher says, in the language of the person whom it is for."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import reactor.match.keyword
from reactor.match.keyword.seniority import Level
from reactor.match.keyword.sentence import Countries, Joined, Languages, Listed, Sentence
from reactor.match.keyword.wording import ENGLISH, LOCALES, catalogue, language_for, told
from tests.unit.match_scene import candidate, match, permits, posting

_FOLDER = Path(reactor.match.keyword.__file__).parent
CURRICULA: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "curricula_in_languages.toml").read_text(encoding="utf-8")
)
GERMAN = """Ada Beispiel, Senior Software Engineer, Hamburg
Berufserfahrung: Seit 2018 entwickle ich bei einem Versandhaus die Dienste für den Warenkorb.
Python, Django und PostgreSQL auf AWS; davor war ich sechs Jahre Entwicklerin in einer Agentur."""


def names_in(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def calls() -> Iterator[ast.Call]:
    for file in sorted(_FOLDER.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def keys_in_code() -> set[str]:
    """The keys that the code names, those of levels and credentials by what they stand for."""
    literal = {
        str(call.args[0].value)
        for call in calls()
        if isinstance(call.func, ast.Name) and call.func.id == "Sentence"
        if isinstance(call.args[0], ast.Constant)
    }
    levels = {f"levels.{level.name.lower()}" for level in Level}
    known = tomllib.loads((_FOLDER / "credentials.toml").read_text(encoding="utf-8"))
    return literal | levels | {f"credentials.{one['name']}" for one in known["credential"]}


def parts_in_code() -> set[frozenset[str]]:
    """The names of the parts that the code fills in, together."""
    return {
        frozenset(str(keyword.arg) for keyword in call.keywords)
        for call in calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr == "format"
    }


def test_each_template_is_said_and_each_sentence_has_a_template() -> None:
    assert set(catalogue(ENGLISH).templates) == keys_in_code()


def test_each_template_names_parts_that_the_code_fills_in() -> None:
    named = {frozenset(names_in(each)) for each in catalogue(ENGLISH).templates.values()}
    assert named - {frozenset()} == parts_in_code()


@pytest.mark.parametrize("language", LOCALES)
def test_every_language_says_the_same_with_the_same_parts(language: str) -> None:
    english, theirs = catalogue(ENGLISH), catalogue(language)
    assert theirs.lists.keys() == english.lists.keys()
    assert {key: names_in(each) for key, each in theirs.templates.items()} == {
        key: names_in(each) for key, each in english.templates.items()
    }


@pytest.mark.parametrize("language", [each for each in LOCALES if each != ENGLISH])
def test_nothing_is_left_in_english(language: str) -> None:
    english, theirs = catalogue(ENGLISH).templates, catalogue(language).templates
    same = {key for key, template in theirs.items() if english[key] == template}
    # Some levels go by their English names everywhere.
    assert {key for key in same if not key.startswith("levels.")} <= {"phrases.language_at"}


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    files = {file.stem for file in (_FOLDER / "sentences").glob("*.toml")}
    assert files == set(LOCALES.values())


@pytest.mark.parametrize("language", LOCALES)
def test_a_person_is_told_in_the_language_of_their_cv(language: str) -> None:
    for cv in CURRICULA[language]:
        assert language_for(candidate(cv)) == language


@pytest.mark.parametrize(
    ("cv", "goals", "language"),
    [
        ("", ["Leitung der Buchhaltung", "Arbeit für die Umwelt"], "German"),
        ("", ["Un puesto de responsable en la empresa de mi ciudad"], "Spanish"),
        ("", ["Backend Engineer"], "English"),
        ("", [], "English"),
        (CURRICULA["Polish"][0], ["Head of the department, with a team of my own"], "Polish"),
    ],
)
def test_without_a_cv_the_wishes_tell_the_language(
    cv: str, goals: list[str], language: str
) -> None:
    assert language_for(candidate(cv, preferences={"careerGoals": goals})) == language


@pytest.mark.parametrize(
    ("language", "items", "joined", "words"),
    [
        ("English", ["a", "b", "c"], Joined.AND, "a, b and c"),
        ("German", ["a", "b", "c"], Joined.AND, "a, b und c"),
        ("German", ["a"], Joined.AND, "a"),
        ("Polish", ["a", "b"], Joined.OR, "a lub b"),
        ("Spanish", ["Java", "Python"], Joined.AND, "Java y Python"),
        ("Spanish", ["francés", "inglés"], Joined.AND, "francés e inglés"),
        ("Spanish", ["agua", "hielo"], Joined.AND, "agua y hielo"),
        ("Spanish", ["uno", "otro"], Joined.OR, "uno u otro"),
        ("German", ["a", "b"], Joined.QUOTES, "a“, „b"),
        ("French", ["a", "b"], Joined.QUOTES, "a\u00a0», «\u00a0b"),
    ],
)
def test_lists_are_joined_as_the_language_does(
    language: str, items: list[str], joined: Joined, words: str
) -> None:
    sentence = Sentence("stretch.not_named").format(skills=Listed(items, joined))
    (said,) = told([sentence], language)
    before, after = catalogue(language).templates[sentence.key].split("{skills}")
    assert said == f"{before}{words}{after}"


def test_skills_go_by_the_words_of_the_texts_where_these_are_not_english() -> None:
    skills = Listed(["Welding", "SAP"], own_words=["Schweißen", ""])
    said = [told([Sentence("stretch.not_named").format(skills=skills)], one) for one in LOCALES]
    assert said[:2] == [
        ("Your profile does not name Welding and SAP.",),
        ("In deinem Profil nicht genannt: Schweißen und SAP.",),
    ]


@pytest.mark.parametrize(
    ("language", "languages", "countries"),
    [
        ("English", "German or Dutch", "the Netherlands and Poland"),
        ("German", "Deutsch oder Niederländisch", "Niederlande und Polen"),
        ("Spanish", "alemán o neerlandés", "Países Bajos y Polonia"),
        ("Portuguese", "alemão ou neerlandês", "Países Baixos e Polónia"),
        ("Czech", "němčina nebo nizozemština", "Nizozemsko a Polsko"),
    ],
)
def test_languages_and_countries_have_their_names(
    language: str, languages: str, countries: str
) -> None:
    asked = Sentence("deal_breakers.lacks_language").format(
        languages=Languages(["German", "Dutch"])
    )
    where = Sentence("deal_breakers.no_permit").format(
        place="Oslo", countries=Countries(["NL", "PL"])
    )
    first, second = told([asked, where], language)
    assert languages in first
    assert countries in second


def test_many_countries_are_counted() -> None:
    many = Countries(["AT", "BE", "DE", "ES", "FR", "IT", "NL", "PL"])
    where = Sentence("deal_breakers.no_permit").format(place="Oslo", countries=many)
    assert "Frankreich, Italien und 2 weitere." in told([where], "German")[0]


async def test_a_match_for_a_german_cv_is_told_in_german() -> None:
    home = {"currentResidence": {"city": "Hamburg", "countryCode": "DE"}}
    info: dict[str, Any] = {"logistics": home, "preferences": {"jobTypes": ["Full-time"]}}
    found = await match(
        candidate(GERMAN, **info), posting(location="Hamburg", employment_type="PART_TIME")
    )
    assert found.good_fit_reasons == (
        (
            "Gefragt ist „You build our Python services on AWS with PostgreSQL and Docker“; in"
            " deinem Profil steht „Python, Django und PostgreSQL auf AWS; davor war ich sechs"
            " Jahre Entwicklerin in einer Agentur“."
        ),
        (
            "„Senior Software Engineer“ liegt in deinem Arbeitsfeld: In deinem Profil steht"
            " „Software Engineer“."
        ),
        "Die Stelle entspricht deiner Karrierestufe: Senior.",
        "Der Arbeitsort ist Hamburg; du wohnst in Hamburg.",
    )
    assert found.consideration_points == ("Angeboten wird: Teilzeit; du suchst: Vollzeit.",)
    assert found.stretch_goals == ("In deinem Profil nicht genannt: Docker.",)


async def test_a_deal_breaker_for_a_spanish_cv_is_told_in_spanish() -> None:
    person = candidate(CURRICULA["Spanish"][0], logistics=permits(("MX", "citizen"), home="MX"))
    found = await match(person, posting(location="Austin, TX"))
    assert found.suitability_score == 0
    assert found.consideration_points == (
        (
            "No tienes permiso para trabajar en el lugar del puesto (Austin, TX) y la oferta no"
            " incluye ayuda con el visado. Países con permiso que has indicado: México."
        ),
    )
