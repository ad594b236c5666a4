"""Applications without a vacancy are no postings to offer."""

import pytest

from reactor.language.general_applications import is_general_application

GENERAL = (
    *("General Application", "Open Application - Amsterdam", "Spontaneous application (all teams)"),
    *("Speculative CV", "Unsolicited application", "Expression of Interest", "Talent Pool"),
    *("Join our talent community", "Don't see a role that fits you?", "Future Opportunities"),
    *("Initiativbewerbung (m/w/d)", "Initiativbewerbung bei Acme", "Candidature spontan\u00e9e"),
    *("Candidature libre", "Candidatura espont\u00e1nea", "Autocandidatura", "Banco de Talentos"),
    *("Candidatura spontanea", "Open sollicitatie", "Spontanans\u00f6kan", "\u00c5pen s\u00f8knad"),
    *("Uopfordret ans\u00f8gning", "Aplikacja spontaniczna", "Submit your CV"),
    *("Didn't find your dream job?", "Deine Stelle nicht dabei?", "Baza talent\u00f3w"),
    *("Open application - Bakery", "Initiativbewerbung als Koch (m/w/d)"),
)
POSTINGS = (
    *("Application Engineer", "Open Source Developer", "General Manager", "Talent Pool Manager"),
    *("General Application Developer", "Talent Community Lead", "Spontaneous Ventilation Nurse"),
    *("General Application Support Engineer", "Open Applications Developer"),
    *("Head of Talent Network", "Developer, Open Application Platform"),
    *("Talent Acquisition Manager", "Talent Partner", "Open Source Engineer"),
    *("Community Manager", "Pool Attendant"),
    *("Interest Rate Trader", "Open Application Platform Engineer", "Cook", ""),
)


@pytest.mark.parametrize("title", GENERAL)
def test_an_application_without_a_vacancy_is_told_by_its_title(title: str) -> None:
    assert is_general_application(title)


@pytest.mark.parametrize("title", POSTINGS)
def test_a_vacancy_is_none(title: str) -> None:
    assert not is_general_application(title)


def test_a_text_may_say_that_it_is_about_no_vacancy_in_particular() -> None:
    assert is_general_application("Bakers", "This is not a specific vacancy. Tell us who you are.")
    assert is_general_application("Bäcker", "Dies ist keine konkrete Stelle.")
    assert not is_general_application("Baker", "It is not a role for everyone. You rise at three.")
