"""Deal-breakers, wishes, and what the keyword matcher says about them."""

from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import Company, User
from reactor.match import Candidate, KeywordMatcher, Match
from reactor.match.keyword.languages import language_of, required_languages
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.phrasebook import words_of
from reactor.match.keyword.places import countries_in
from reactor.match.keyword.seniority import Level, level_of_title, stated_years
from reactor.match.keyword.vocabulary import skills_in
from reactor.posting import Posting, Salary

CV = "Senior Software Engineer\nPython, Django and PostgreSQL on AWS; six years."
TEXT = "You build our Python services on AWS with PostgreSQL and Docker. 5 years of experience."


def candidate(cv: str = CV, **info: Any) -> Candidate:
    user = User.read({"_id": ObjectId(), "email": "a@example.org", "candidateInfo": info})
    return Candidate("a@example.org", user, cv)


def posting(title: str = "Senior Software Engineer", text: str = TEXT, **more: Any) -> Posting:
    return Posting(url="https://jobs.example/1", title=title, text=text, **more)


async def match(
    person: Candidate | None = None, job: Posting | None = None, **company: Any
) -> Match:
    firm = Company.read({"_id": ObjectId(), "company": "Acme"} | company)
    return KeywordMatcher().judge(person or candidate(), firm, job or posting())


def permits(*listed: tuple[str, str], home: str = "") -> dict[str, Any]:
    return {
        "currentResidence": {"countryCode": home},
        "workAuthorization": [{"regionCode": code, "status": status} for code, status in listed],
    }


async def test_a_match_explains_itself() -> None:
    found = await match()
    assert found.suitability_score >= 80
    assert "Your profile names Python, AWS and PostgreSQL." in found.good_fit_reasons
    assert found.stretch_goals == ("Your profile does not name Docker.",)
    assert found.tech_stack == ("Python", "AWS", "PostgreSQL", "Docker")
    assert found.experience_level == "senior"


async def test_the_same_input_gives_the_same_match() -> None:
    person, job = candidate(), posting()
    assert await match(person, job) == await match(person, job)


async def test_what_the_posting_states_is_passed_on() -> None:
    salary = Salary(min=70000, max=90000, currency="EUR", period="year")
    text = f"{TEXT}\nWe can sponsor your visa. We offer relocation support. Fluent German required."
    fields = (await match(job=posting(text=text, location="Berlin", salary=salary))).fields()
    assert fields["location"] == "Berlin"
    assert fields["salary"] == {"min": 70000, "max": 90000, "currency": "EUR", "period": "year"}
    assert fields["visaSponsorshipOffered"] is True
    assert fields["relocationAssistanceOffered"] is True
    assert fields["languageRequirements"] == ["German"]


@pytest.mark.parametrize(
    ("info", "job", "word"),
    [
        (
            {"preferences": {"exclusions": {"technologies": ["PHP"]}}},
            posting(text=f"{TEXT} Some PHP, too."),
            "PHP",
        ),
        (
            {"preferences": {"exclusions": {"technologies": ["Golang"]}}},
            posting(text=f"{TEXT} Parts are in Go."),
            "Golang",
        ),
        (
            {"preferences": {"exclusions": {"roleTypes": ["Management"]}}},
            posting(title="Software Engineering Manager"),
            "Management",
        ),
        (
            {"preferences": {"exclusions": {"roleTypes": ["internships"]}}},
            posting(title="Software Engineer (Intern)"),
            "internships",
        ),
        (
            {"logistics": permits(("EU", "citizen"), home="DE")},
            posting(location="Austin, TX"),
            "Austin, TX",
        ),
        (
            {"logistics": permits(("US", "requires_sponsorship"), home="IN")},
            posting(location="Remote - US", remote=True),
            "Remote - US",
        ),
        (
            {"logistics": permits(("CA", "citizen"))},
            posting(text=f"{TEXT} You must be authorized to work in the United States."),
            "US",
        ),
        (
            {"languages": [{"language": "English", "level": "native"}]},
            posting(text=f"{TEXT} Fluent in German and English."),
            "German",
        ),
        (
            {"languages": [{"language": "English"}, {"language": "French", "level": "A2"}]},
            posting(text=f"{TEXT} Professional French required."),
            "French",
        ),
        (
            {"languages": [{"language": "English", "level": "C2"}]},
            posting(
                text="Wir suchen eine Person, die mit uns die Software für den Versand baut."
                " Das Team ist klein und die Wege sind kurz. Wir arbeiten mit Python und"
                " PostgreSQL, und wir freuen uns auf die Bewerbung mit Lebenslauf. Die Stelle ist"
                " ab sofort zu besetzen."
            ),
            "German",
        ),
    ],
)
async def test_a_deal_breaker_scores_zero_and_says_why(
    info: dict[str, Any], job: Posting, word: str
) -> None:
    found = await match(candidate(**info), job)
    assert found.suitability_score == 0
    assert len(found.consideration_points) == 1
    assert word in found.consideration_points[0]
    assert found.good_fit_reasons == ()


@pytest.mark.parametrize(
    ("info", "job"),
    [
        ({"preferences": {"exclusions": {"technologies": ["Go"]}}}, f"{TEXT} Go the extra mile?"),
        ({"preferences": {"exclusions": {"technologies": ["Java"]}}}, f"{TEXT} And JavaScript."),
        ({"languages": [{"language": "English"}]}, f"{TEXT} German is a plus."),
        ({"languages": [{"language": "English"}]}, f"{TEXT} Fluent in English or German."),
        ({"languages": [{"language": "Deutsch"}]}, f"{TEXT} Fluent German required."),
        ({"languages": []}, f"{TEXT} Fluent German required."),
        ({"languages": [{"language": "English"}]}, f"{TEXT} We serve the German market."),
    ],
)
async def test_what_only_looks_like_a_deal_breaker_is_none(info: dict[str, Any], job: str) -> None:
    go_is_no_bullet = job.replace("Go the", "We go the")
    assert (await match(candidate(**info), posting(text=go_is_no_bullet))).suitability_score >= 50


@pytest.mark.parametrize(
    ("logistics", "job"),
    [
        (permits(("EU", "citizen"), home="DE"), posting(location="Lisbon, Portugal")),
        (permits(("US", "no sponsorship required")), posting(location="New York")),
        (permits(("EU", "citizen")), posting(location="Remote", remote=True)),
        (
            permits(("EU", "citizen")) | {"willingToRelocate": True},
            posting(location="Toronto", text=f"{TEXT} Visa sponsorship is available."),
        ),
        (permits(("GB", "citizen")), posting(location="Berlin or London, UK")),
    ],
)
async def test_who_may_work_there_is_not_turned_away(
    logistics: dict[str, Any], job: Posting
) -> None:
    assert (await match(candidate(logistics=logistics), job)).suitability_score >= 50


async def test_wishes_cost_points_and_are_named() -> None:
    plain = await match(job=posting(location="Paris", remote=False, employment_type="CONTRACTOR"))
    wishes = {"jobTypes": ["Full-time"], "workEnvironments": ["Remote"]}
    home = {"currentResidence": {"country": "Germany"}, "willingToRelocate": False}
    found = await match(
        candidate(preferences=wishes, logistics=home),
        posting(location="Paris", remote=False, employment_type="CONTRACTOR"),
    )
    assert found.suitability_score <= plain.suitability_score - 40
    assert found.consideration_points == (
        "Paris is outside your country; you would have to move.",
        "You want to work remotely; this is done on site.",
        "It is CONTRACTOR; you want Full-time.",
    )


async def test_far_off_in_seniority_ranks_lower_and_is_said() -> None:
    found = await match(job=posting(title="Software Engineering Intern"))
    assert found.suitability_score < (await match()).suitability_score - 20
    assert "It is less senior than you are." in found.consideration_points


async def test_screening_drops_only_what_is_excluded_by_its_title() -> None:
    person = candidate(preferences={"exclusions": {"roleTypes": ["sales"]}})
    jobs = [posting(title=title) for title in ("Sales Engineer", "Salesforce Admin", "Cook")]
    firm = Company.read({"_id": ObjectId()})
    kept = await KeywordMatcher().screen(person, firm, jobs)
    assert [job.title for job in kept] == ["Salesforce Admin", "Cook"]


async def test_a_posting_whose_text_is_missing_is_judged_by_its_title() -> None:
    found = await match(job=posting(text=""))
    assert found.suitability_score >= 50
    assert "Judged by its title alone: its text could not be read." in found.consideration_points


async def test_nonsense_harms_nothing() -> None:
    for text in ("", "\x00" * 100, "((((" * 500, "é" * 10_000, "5 years " * 1000, "🦀 " * 1000):
        found = await match(candidate(text, careerGoals=[text]), posting(title=text, text=text))
        assert 0 <= found.suitability_score <= 100


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
        ("Head of Sales", Level.EXECUTIVE),
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


def test_sponsorship_is_told_from_its_refusal() -> None:
    assert sponsorship_of("We are unable to provide visa sponsorship.") is False
    assert sponsorship_of("Visa sponsorship available") is True
    assert sponsorship_of("We sponsor a local football club") is True  # a word is all it sees
    assert sponsorship_of("Nice team.") is None


def test_alternatives_and_optional_languages_are_told_apart() -> None:
    assert required_languages("Fluent German or Dutch. French is nice to have.") == (
        ("German", "Dutch"),
    )
    assert required_languages("Native English and business level Japanese") == (
        ("English",),
        ("Japanese",),
    )
    assert language_of("Too short to tell.") is None
