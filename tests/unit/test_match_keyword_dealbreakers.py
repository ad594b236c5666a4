"""Deal-breakers and what only looks like one: place, language, exclusions."""

from typing import Any

import pytest

from reactor.match.keyword.exclusions import excluded_by_title
from reactor.posting import Posting
from tests.unit.match_scene import TEXT, candidate, match, permits, posting

POLISH = (
    "Szukamy osoby do pracy w warsztacie: obowiązki to spawanie i montaż, oferujemy umowę o pracę."
    " Praca jest na miejscu, w godzinach od szóstej do czternastej, z zespołem."
)


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
            "You may not work in the United States",
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
            {"languages": [{"language": "English"}, {"language": "German", "level": "B1"}]},
            posting(text=f"{TEXT} Englisch B2, Deutsch C1."),
            "German",
        ),
        (
            {"languages": [{"language": "English"}]},
            posting(title="German-speaking Software Engineer"),
            "German",
        ),
        (
            {"preferences": {"exclusions": {"industries": ["gambling"]}}},
            posting(text=f"{TEXT} We run an online casino and take bets on football."),
            "gambling",
        ),
        (
            {"preferences": {"exclusions": {"roleTypes": ["people management"]}}},
            posting(title="Leiterin Softwareentwicklung"),
            "people management",
        ),
        (
            {"logistics": permits(("US", "citizen"), home="US")},
            posting(title="Spawacz", location="Zabrze", text=f"{POLISH} {POLISH}"),
            "Zabrze",
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
        (
            {"languages": [{"language": "English"}, {"language": "German", "level": "A2"}]},
            f"{TEXT} Fluent English and basic German.",
        ),
        (
            {"languages": [{"language": "English"}, {"language": "German", "level": "B2"}]},
            f"{TEXT} Fluent German required.",
        ),
        (
            {"preferences": {"exclusions": {"technologies": ["PHP"]}}},
            f"{TEXT} No PHP. Knowledge of PHP is a plus.",
        ),
        (
            {"preferences": {"exclusions": {"industries": ["gambling"]}}},
            f"{TEXT} One of our customers is a casino.",
        ),
        (
            {"preferences": {"exclusions": {"industries": ["defence", "gambling"]}}},
            f"{TEXT} In the defence of privacy we leave no time slots open, in defence of users.",
        ),
        (
            {"preferences": {"exclusions": {"roleTypes": ["temporary agency work"]}}},
            f"{TEXT} Please no offers of a staffing agency.",
        ),
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


@pytest.mark.parametrize(
    ("role", "title", "is_one"),
    [
        ("people management", "Product Manager", False),
        ("people management", "Restaurant Manager", True),
        ("contract", "Contracts Manager", False),
        ("contract", "Software Engineer (contract)", True),
        ("sales", "Commercial Lawyer", False),
        ("sales", "Ingénieur commercial", True),
        ("beekeeping", "Beekeeper", True),
    ],
)
def test_role_types_are_known_by_what_they_are(role: str, title: str, is_one: bool) -> None:
    info = candidate(preferences={"exclusions": {"roleTypes": [role]}}).user.candidate_info
    assert (excluded_by_title(info, title) is not None) == is_one
