"""What names a role: the matcher's occupations, titles of many languages, and no more."""

import pytest

from reactor.language.occupations import NAMES_OF_PEOPLE, OCCUPATIONS
from reactor.language.phrasebook import words_of
from reactor.language.roles import names_role

_ENDINGS = ("", "er", "erin", "in", "e", "a", "o", "te", "t")


def _written(spelling: str) -> list[str]:
    """What a spelling of the list stands for: `buchhalt*` for `buchhalter`."""
    word = spelling.removeprefix("=")
    return [word.replace("*", ending) for ending in _ENDINGS] if "*" in word else [word]


def test_every_occupation_that_the_matcher_knows_is_a_role_to_the_scraper() -> None:
    unknown = [
        spelling
        for spelling in NAMES_OF_PEOPLE
        if not any(names_role(word) or names_role(f"Senior {word}") for word in _written(spelling))
    ]
    assert unknown == []


def test_what_names_work_and_not_people_tells_the_matcher_only() -> None:
    assert [found.entry.name for found in OCCUPATIONS.find(words_of("Nursing"))] == ["nurse"]
    assert not names_role("Nursing")


@pytest.mark.parametrize(
    "title",
    [
        *("Zahnarzt", "Hebamme", "Notar", "Psychologe", "Stationsleitung", "Chemikant"),
        *("Kranführer", "Elektromeister", "Autohändler", "Industrieschlosser", "Oberärztin"),
        *("Messebauer", "Fachverkäuferin", "Ingenieur*in Bau", "Azubi Koch", "Pizzabäcker"),
        *("Bricklayer", "Solar Installer", "Police Officer", "Firefighter", "Kitchen Staff"),
        *("Working Student Finance", "MTS, Compilers", "Tech Lead", "Lead, Growth", "Farm Worker"),
        *("Éducatrice spécialisée", "Approvisionneur", "Responsable achats", "Avocate"),
        *("Stage développement web", "Commercial itinérant", "Assistant RH H/F"),
        *("Instalador fotovoltaico", "Conductor C+E", "Limpiadora", "Técnica de laboratorio"),
        *("Impiegata amministrativa", "Programmatore", "Tirocinio area legale"),
        *("Logistiek medewerker", "Verpleegkundige IC", "Kassamedewerker"),
        *("Spedytor", "Planista produkcji", "Kadrowa", "Enfermeiro", "Jovem Aprendiz"),
        *("Undersköterska natt", "Tømrer", "Sygeplejerske", "Řidič sk. C", "Všeobecná sestra"),
    ],
)
def test_titles_of_every_trade_name_roles(title: str) -> None:
    assert names_role(title)


@pytest.mark.parametrize(
    "line",
    [
        *("Lead generation", "Lead times", "Become a partner", "Technology partner", "Web host"),
        *(
            "Mouth guard",
            "On the other hand",
            "Early stage",
            "Stage lighting",
            "Website builder",
        ),
        *("Healthcare", "Hotel", "Marketing", "Retail", "Psychologie", "Krankenpflege", "Brauerei"),
        *("Hydraulik", "Technik", "Elektronik", "Logistik", "Einleitung", "Weltmarktführer"),
        *("Turismo responsable", "Servicio técnico", "Centro médico", "Commercial vehicles"),
        *("Our staff", "Developer API", "Power tools", "Leistungen", "Bewerber", "Schnittstelle"),
    ],
)
def test_words_of_navigation_and_products_name_none(line: str) -> None:
    assert not names_role(line)
