"""Words that a page cut or spread are whole again, and others stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.cv.tasks import read_cv
from reactor.document_text.text_repair import repaired
from reactor.fetch.page import Page
from tests.pdfs import lettered_pdf, text_pdf


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Teacher of mathe-\nmatics", "Teacher of mathematics"),
        ("Weiter\u00ad\nbildung, Pfle\u00adge", "Weiterbildung, Pflege"),
        ("self-\nemployed tutor", "self-employed tutor"),
        ("a full-\nstack team, data-\ndriven", "a full-stack team, data-driven"),
        ("state-of-the-\nart labs", "state-of-the-art labs"),
        ("e-commerce and e-com-\nmerce", "e-commerce and e-com-merce"),
        ("2017-\n2019 in Leeds", "2017-2019 in Leeds"),
        ("since 2019-\npresent", "since 2019-present"),
        ("Java- und\nPython", "Java- und\nPython"),
        ("Java-\nund Python-Entwicklung", "Java- und Python-Entwicklung"),
        ("Java-\nEntwickler", "Java-Entwickler"),
        ("Müller-\nLüdenscheidt", "Müller-Lüdenscheidt"),
        ("team-minded; team-\nminded", "team-minded; team-minded"),
        ("Leeds -\nYork", "Leeds -\nYork"),
        ("Skills -\n- Java", "Skills -\n- Java"),
        ("a trailing-", "a trailing-"),
    ],
)
def test_a_word_that_was_cut_at_the_end_of_a_line_is_joined(broken: str, whole: str) -> None:
    assert repaired(broken) == whole


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("P R O F I L E", "PROFILE"),
        ("W O R K   E X P E R I E N C E", "WORK EXPERIENCE"),
        ("J a v a and P y t h o n since 2015", "Java and Python since 2015"),
        ("A b i t u r  2 0 1 0", "Abitur 2010"),
        ("Führerschein A B C D", "Führerschein A B C D"),
        ("A B C D E", "A B C D E"),
        ("1 2 3 4 5", "1 2 3 4 5"),
        ("C + R & D", "C + R & D"),
        ("I am a nurse", "I am a nurse"),
    ],
)
def test_letters_that_were_set_apart_are_closed_up(broken: str, whole: str) -> None:
    assert repaired(broken) == whole


def test_a_pdf_that_places_each_letter_by_itself_is_read_by_lines_and_columns() -> None:
    left = ("Skills", "Welding and rigging", "Forklift licence")
    right = ("Experience", "2019 Head welder, Kiel yard", "2015 Welder")
    text = read_cv(Page("", 200, "application/pdf", lettered_pdf(left, right)))
    assert text.split("\n") == [*left, *right]


def test_what_a_pdf_cut_is_whole_in_the_cv() -> None:
    lines = ("Welder and metal-", "lurgist with a passion for thick plates", "in the yard at Kiel")
    assert "Welder and metallurgist" in read_cv(Page("", 200, "application/pdf", text_pdf(lines)))


@given(text=st.text(st.sampled_from("aB1-\u00ad\n ,"), max_size=200))
def test_nothing_is_lost_but_hyphens_and_spaces(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(sign for sign in of if sign.isalnum())

    assert letters(repaired(text)) == letters(text)
