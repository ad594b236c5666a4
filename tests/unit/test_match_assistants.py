"""An assistant's post is below those whom it helps, and not below those who are assistants."""

import pytest

from reactor.match.keyword.assistant_roles import aide_in, is_assistants
from reactor.match.keyword.career import career_of
from reactor.match.keyword.level_asked import level_asked
from reactor.match.keyword.seniority import Level


@pytest.mark.parametrize(
    "title",
    ["Gehilfe im Malerbetrieb, Malergeselle", "Helping assistant, journeyman plumber"],
)
def test_who_has_served_their_time_is_no_helper(title: str) -> None:
    assert aide_in(title) is None


def test_a_helper_without_a_trade_is_one() -> None:
    assert aide_in("Gehilfe im Malerbetrieb") is not None


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Executive assistant", True),
        ("Assistenz der Geschäftsführung", True),
        ("Direktionsassistenz", True),
        ("Assistante de direction", True),
        ("Assistant store manager", False),
        ("Assistant professor", False),
        ("Bricklayer", False),
    ],
)
def test_an_assistant_of_any_kind_is_told_from_a_deputy(title: str, is_one: bool) -> None:
    assert is_assistants(title) is is_one


@pytest.mark.parametrize(
    ("goals", "cv", "wishes"),
    [
        (["Direktionsassistenz"], "Sekretärin seit 2004", True),
        (["office management"], "Clerk\nLooking for a post as laboratory assistant.", True),
        (["qualità"], "Cuoco\nCerco un posto da tecnico o assistente di laboratorio.", True),
        (["assistant store manager"], "Shop assistant since 2020", False),
        (["teaching"], "Teacher\nLooking for no assistant post, but a class of my own.", False),
    ],
)
def test_who_looks_for_an_assistants_post_is_not_above_it(
    goals: list[str], cv: str, wishes: bool
) -> None:
    assert career_of(goals, cv, 2026).wishes_to_help is wishes


@pytest.mark.parametrize(
    ("title", "text", "level"),
    [
        ("Trainee Controlling", "Das Programm ist für Hochschulabsolventen.", Level.JUNIOR),
        ("Trainee logistiky", "Přijmeme tři absolventy technických škol.", Level.JUNIOR),
        ("Trainee audit", "Cherchons jeunes diplômés.", Level.JUNIOR),
        ("Trainee, accounts", "For those who are enrolled and will be graduates.", Level.INTERN),
        ("Trainee baker (apprenticeship)", "For fresh graduates.", Level.INTERN),
        ("Trainee, accounts", "You learn while you work.", Level.INTERN),
        ("Internship, accounts", "Former interns are now our graduates.", Level.INTERN),
    ],
)
def test_a_trainees_post_for_graduates_is_a_first_post(title: str, text: str, level: Level) -> None:
    assert level_asked(title, (text,)).stated is level
