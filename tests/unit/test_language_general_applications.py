import pytest

from reactor.language.general_applications import is_general_application


@pytest.mark.parametrize(
    "title",
    [
        *("General Application", "Open application - Bakery", "Initiativbewerbung (m/w/d)"),
        *("Candidature spontanée", "Talent Pool", "Join our talent community"),
        *("Open sollicitatie", "Aplikacja spontaniczna", "Candidatura espontánea"),
        *(
            "Candidatura spontanea",
            "Spontanansökan",
            "Uopfordret ansøgning",
            "Expression of Interest",
        ),
    ],
)
def test_titles_of_general_applications_are_told(title: str) -> None:
    assert is_general_application(title)


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Talent Acquisition Manager",
            "Application Engineer",
            "General Manager",
            "Talent Partner",
        ),
        *("Open Source Engineer", "Community Manager", "Pool Attendant", "Talent Pool Manager"),
    ],
)
def test_roles_with_the_same_words_are_none(title: str) -> None:
    assert not is_general_application(title)


def test_a_text_may_say_that_it_is_about_no_vacancy_in_particular() -> None:
    assert is_general_application("Bakers", "This is not a specific vacancy. Tell us who you are.")
    assert is_general_application("Bäcker", "Dies ist keine konkrete Stelle.")
    assert not is_general_application("Baker", "It is not a role for everyone. You rise at three.")
