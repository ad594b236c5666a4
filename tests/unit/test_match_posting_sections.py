"""What the parts of a posting are, and whose helpers a title names."""

import pytest

from reactor.match.keyword.assistant_roles import aide_in
from reactor.match.keyword.credentials import credentials_demanded
from reactor.match.keyword.matching_quotes import MAX_QUOTE, quote
from reactor.match.keyword.nice_to_have import welcome_parts
from reactor.match.keyword.posting_sections import passages_of


def kinds(text: str) -> list[tuple[str, str]]:
    return [(passage.kind.name, " ".join(passage.words)) for passage in passages_of(text)]


def test_headings_say_what_stands_below_them() -> None:
    text = (
        "About us\nWe make boats.\nYour tasks\n- Saw wood\n"
        "What you bring: patience\n- A saw\nNice to have\n- Glue\nWe offer\n- Soup"
    )
    assert kinds(text) == [
        ("ASIDE", "We make boats"),
        ("ASKED", "Saw wood"),
        ("MUST", "patience"),
        ("MUST", "A saw"),
        ("WELCOME", "Glue"),
        ("ASIDE", "Soup"),
    ]


def test_what_is_said_of_the_company_ends_where_somebody_is_spoken_to() -> None:
    text = "Über uns\nWir bauen Boote.\nDu sägst Holz."
    assert kinds(text) == [("ASIDE", "Wir bauen Boote"), ("ASKED", "Du sägst Holz")]


def test_a_wish_in_running_text_ends_with_its_sentence() -> None:
    assert kinds("You saw wood. Nice to have: planes. You glue it, too.") == [
        ("ASKED", "You saw wood"),
        ("WELCOME", "planes"),
        ("ASKED", "You glue it too"),
    ]


def test_an_unknown_heading_ends_what_is_said_of_the_company() -> None:
    text = "Benefits\nFree lunch\nGym nearby\nDaily grind\nBuilding services for many hospitals"
    assert [kind for kind, _ in kinds(text)] == ["ASIDE", "ASIDE", "ASKED", "ASKED"]


def test_an_item_of_a_list_is_no_heading() -> None:
    assert kinds("Requirements\n- Experience\n- Benefits") == [
        ("MUST", "Experience"),
        ("MUST", "Benefits"),
    ]


@pytest.mark.parametrize(
    ("sentence", "welcome"),
    [
        ("Saws, and ideally planes", "ideally planes"),
        ("Saws are a must, planes a plus", "planes a plus"),
        ("Saws (required), planes (nice to have)", "planes nice to have"),
        ("Hobel von Vorteil, Sägen zwingend erforderlich", "Hobel von Vorteil"),
        ("Cepillos, sierras y limas serán valorados", "Cepillos sierras y limas serán valorados"),
        ("Saws and planes", ""),
    ],
)
def test_what_is_only_welcome_ends_where_something_is_demanded(sentence: str, welcome: str) -> None:
    parts = [" ".join(words) for is_welcome, words in welcome_parts(sentence) if is_welcome]
    assert " ".join(parts) == welcome


def test_no_word_of_a_sentence_is_lost() -> None:
    sentence = "You know saws, ideally planes (a plus), and glue is required."
    words = [word for _, part in welcome_parts(sentence) for word in part]
    assert " ".join(words) == "You know saws ideally planes a plus and glue is required"


@pytest.mark.parametrize(
    ("title", "helps"),
    [
        ("Teaching Assistant", {"teacher"}),
        ("Pflegehelferin (m/w/d)", {"nurse"}),
        ("Assistant Buyer", set[str]()),
        ("Executive Assistant", None),
        ("Assistant Store Manager", None),
        ("Assistant Professor", None),
        ("Medewerker spoedeisende hulp", None),
        ("Sozialpädagogische Familienhilfe", None),
        ("Nurse", None),
    ],
)
def test_titles_tell_whose_helpers_they_are(title: str, helps: set[str] | None) -> None:
    aide = aide_in(title)
    assert (None if aide is None else set(aide.of)) == helps


@pytest.mark.parametrize(
    ("text", "demanded"),
    [
        ("A valid driving licence is required.", ["driving_licence"]),
        ("Requirements\n- PhD in chemistry", ["doctorate"]),
        ("Requirements\n- PhD or equivalent experience", []),
        ("Nice to have\n- PhD", []),
        ("You supervise PhD students.", []),
    ],
)
def test_only_what_is_insisted_on_is_demanded(text: str, demanded: list[str]) -> None:
    assert [one.name for one, _ in credentials_demanded(passages_of(text))] == demanded


def test_a_long_line_is_quoted_around_what_matters() -> None:
    line = f"{'sawing ' * 40}with Kafka and {'planing ' * 40}"
    quoted = quote(line, "Kafka")
    assert "Kafka" in quoted
    assert quoted.startswith("…")
    assert quoted.endswith("…")
    assert len(quoted) <= MAX_QUOTE + 2
