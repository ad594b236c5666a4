"""Applications without a vacancy are no postings to offer."""

import pytest

from reactor.scrape.words.titles import is_general_application

GENERAL = (
    *("General Application", "Open Application - Amsterdam", "Spontaneous application (all teams)"),
    *("Speculative CV", "Unsolicited application", "Expression of Interest", "Talent Pool"),
    *("Join our talent community", "Don't see a role that fits you?", "Future Opportunities"),
    *("Initiativbewerbung (m/w/d)", "Initiativbewerbung bei Acme", "Candidature spontan\u00e9e"),
    *("Candidature libre", "Candidatura espont\u00e1nea", "Autocandidatura", "Banco de Talentos"),
    *("Candidatura spontanea", "Open sollicitatie", "Spontanans\u00f6kan", "\u00c5pen s\u00f8knad"),
    *("Uopfordret ans\u00f8gning", "Aplikacja spontaniczna"),
)
POSTINGS = (
    *("Application Engineer", "Open Source Developer", "General Manager", "Talent Pool Manager"),
    *("General Application Developer", "Talent Community Lead", "Spontaneous Ventilation Nurse"),
    *("Interest Rate Trader", "Open Application Platform Engineer", "Cook", ""),
)


@pytest.mark.parametrize("title", GENERAL)
def test_an_application_without_a_vacancy_is_told_by_its_title(title: str) -> None:
    assert is_general_application(title)


@pytest.mark.parametrize("title", POSTINGS)
def test_a_vacancy_is_none(title: str) -> None:
    assert not is_general_application(title)
