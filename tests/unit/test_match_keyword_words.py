"""What the parts of the keyword matcher read out of words."""

import pytest

from reactor.language.languages import language_of
from reactor.language.phrasebook import Phrasebook, words_of
from reactor.language.places import countries_in
from reactor.language.sentences import sentences_of
from reactor.match.keyword.career import career_of
from reactor.match.keyword.job_ad_detection import not_a_posting
from reactor.match.keyword.language_demands import language_demands, required_languages
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.proficiency import Proficiency
from reactor.match.keyword.seniority import Level, level_of_title
from reactor.match.keyword.vocabulary import skills_in
from reactor.match.keyword.years import stated_years, years_asked
from tests.unit.match_scene import posting


def test_phrases_are_found_whatever_their_accents_and_endings() -> None:
    book = Phrasebook([("buchhalt*", 1), ("*entwickler", 2), ("=MAG", 3), ("soins intensifs", 4)])
    words = words_of("Buchhälterin, Webentwickler; mag MAG soins INTENSIFS")
    assert [found.entry for found in book.find(words)] == [1, 2, 3, 4]


def test_a_line_that_was_only_wrapped_is_no_new_sentence() -> None:
    wrapped = "We are a small company by the sea and cannot sponsor any\nvisa. Short line\nnext"
    assert sentences_of(wrapped) == (
        "We are a small company by the sea and cannot sponsor any visa",
        "Short line",
        "next",
    )


def test_words_keep_the_marks_that_belong_to_them() -> None:
    words = words_of("C++, C#, .NET/Node.js; CI/CD (R&D). The end.New start, e-mail?")
    assert words == (
        *("C++", "C#", ".NET", "Node.js", "CI", "CD", "R&D"),
        *("The", "end", "New", "start", "e", "mail"),
    )


def test_skills_are_found_by_any_spelling_and_not_inside_other_words() -> None:
    text = "k8s, golang and Postgres; we react quickly, excel at it, and use JavaScript."
    names = [skill.name for skill in skills_in(words_of(text))]
    assert names == ["Kubernetes", "Go", "PostgreSQL", "JavaScript"]


@pytest.mark.parametrize(
    ("place", "countries"),
    [
        ("Berlin", {"DE"}),
        ("Austin, TX", {"US"}),
        ("Fort Collins, CO", {"US"}),
        ("London, UK or Remote (US)", {"GB", "US"}),
        ("Join us anywhere", set[str]()),
        ("North America", {"US", "CA"}),
    ],
)
def test_places_are_known_by_country(place: str, countries: set[str]) -> None:
    assert countries_in(place) == countries


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Senior Mechanical Engineer", Level.SENIOR),
        ("Werkstudent Marketing", Level.INTERN),
        ("Head of Sales", Level.LEAD),
        ("Sales Director", Level.EXECUTIVE),
        ("Executive Assistant to the CEO", None),
        ("Staff Engineer", Level.LEAD),
        ("Staff Accountant", Level.MID),
        ("Account Executive", None),
    ],
)
def test_titles_state_levels(title: str, level: Level | None) -> None:
    assert level_of_title(title) == level


def test_years_of_experience_are_the_lower_end() -> None:
    assert stated_years("You have 5-8 years of experience") == 5
    assert stated_years("Mindestens 3 Jahre") == 3
    assert stated_years("Founded in 2019") is None


@pytest.mark.parametrize(
    ("sentence", "least", "most"),
    [
        ("Twelve or more years in software engineering", 12, None),
        ("7+ years with Go", 7, None),
        ("Mehr als 4 Jahre Berufserfahrung", 4, None),
        ("Al menos dos años de experiencia", 2, None),
        ("Entre 3 y 5 años de experiencia", 3, 5),
        ("0-2 years of experience", 0, 2),
        ("Bis zu zwei Jahre Berufserfahrung", None, 2),
        ("We have 20 years of experience in logistics", None, None),
        ("Kinder von 1 bis 6 Jahren", None, None),
        ("Der Vertrag ist auf 2 Jahre befristet", None, None),
        ("Depuis plus de 10 ans, nous sommes leaders", None, None),
    ],
)
def test_years_are_asked_at_least_and_at_most(
    sentence: str, least: int | None, most: int | None
) -> None:
    asked = years_asked((sentence,))
    assert (asked.least, asked.most) == (least, most)


def test_sponsorship_is_told_from_its_refusal() -> None:
    assert sponsorship_of("We are unable to provide visa sponsorship.") is False
    assert sponsorship_of("Visa sponsorship available") is True
    assert sponsorship_of("We sponsor a local football club") is None
    assert sponsorship_of("Nice team.") is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Fluent German required.", {"German": Proficiency.FLUENT}),
        ("German at B2 and English.", {"German": Proficiency.GOOD, "English": 3}),
        ("Englisch C1, Deutsch A2", {"English": Proficiency.FLUENT, "German": 2}),
        ("English, French and German required.", {"English": 3, "French": 3, "German": 3}),
        ("Biegły angielski, niemiecki mile widziany.", {"English": Proficiency.FLUENT}),
        ("L'anglais est un plus, une excellente maîtrise du français est exigée.", {"French": 5}),
    ],
)
def test_languages_are_demanded_as_well_as_the_text_says(text: str, asked: dict[str, int]) -> None:
    found = {demand.languages[0]: int(demand.asked) for demand in language_demands(text)}
    assert found == asked


@pytest.mark.parametrize(
    ("title", "text", "is_one"),
    [
        ("How we test", f"{'We write about our work. ' * 20}Subscribe to our newsletter.", False),
        ("Careers", f"There are no open positions. {'We are happy people here. ' * 12}", False),
        ("Cook", f"You have cooked before. We pay well. Apply. {'Nice place. ' * 20}", True),
        (
            "Archivist",
            f"If the position has been filled, we say so. {'You keep maps. ' * 15}",
            True,
        ),
        ("Cook", "Too short to tell.", True),
    ],
)
def test_a_text_that_speaks_of_no_job_is_no_posting(title: str, text: str, is_one: bool) -> None:
    assert (not_a_posting(posting(title, text)) is None) == is_one


def test_alternatives_and_optional_languages_are_told_apart() -> None:
    assert required_languages("Fluent German or Dutch. French is nice to have.") == (
        ("German", "Dutch"),
    )
    assert required_languages("Native English and business level Japanese") == (
        ("English",),
        ("Japanese",),
    )
    assert language_of("Too short to tell.") is None


@pytest.mark.parametrize(
    ("year", "level"), [(2022, Level.JUNIOR), (2025, Level.MID), (2032, Level.SENIOR)]
)
def test_who_still_works_there_grows_with_the_years(year: int, level: Level) -> None:
    career = career_of([], "Software Engineer, Acme, since 2021", year)
    assert career.level_in(["software"]) is level
