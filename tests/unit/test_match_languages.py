"""Which languages a posting requires, which it only wishes for, and which it only mentions."""

import pytest

from reactor.match.keyword.language_demands import required_languages
from tests.unit.match_scene import TEXT, candidate, match, posting


@pytest.mark.parametrize(
    "sentence",
    [
        "We are a Swedish manufacturer of pumps and good employers.",
        "Acme Group, a Swedish manufacturer with 4,500 employees, is merging its businesses.",
        "You need to know the German market and French law.",
        "Part of an Italian group; you must like good coffee.",
        "We sponsor good language classes in Norwegian, Swedish and Danish.",
        "Free Spanish lessons for all employees who need them.",
        "Wir sind ein französischer Konzern mit guten Produkten.",
        "Notre groupe allemand exige de la rigueur, en droit français.",
        "Somos una empresa española con buen ambiente.",
        "Lavori per un'azienda italiana di buon livello.",
        "Wij zijn een Engelse onderneming met een goed product.",
        "Pracujesz dla francuskiej firmy, dobre warunki.",
        "Pools is superhandig.",
        "Duits is handig, niet verplicht.",
        "Spanish would help when colleagues visit.",
        "German is a plus.",
        "German is a big plus for our customers.",
        "Lead 22 associates, about half of them Polish and Ukrainian speakers.",
        "Half of the team speaks Ukrainian.",
        "Our residents speak Turkish and Arabic.",
        "Viele unserer Gäste sprechen Russisch.",
        "La mitad de los pacientes hablan alemán.",
        "La moitié des élèves parlent arabe.",
        "Większość gości to osoby, część mówi po niemiecku.",
        "Knowledge of Urdu is an asset in our community but not required.",
        "French or Spanish is nice to have.",
        "Nice to have: aeromedical course, Spanish B2, SAP.",
        "Se valorará doctorado en curso, inglés B2 y experiencia.",
        "Inglés B2 deseable.",
        "English B2 desirable.",
        "L'anglais serait un plus.",
        "L'inglese B2 costituisce titolo preferenziale.",
        "Gradita la conoscenza del francese.",
        "Mile widziane: Comarch, niemiecki w stopniu komunikatywnym.",
        "Dodatkowym atutem będzie niemiecki B2.",
        "Inglês B2 será valorizado.",
        "Engelska är meriterande.",
        "Dansk er en fordel.",
        "Basic Dutch (A2) helps.",
        "Aucune connaissance du néerlandais n'est requise.",
        "No knowledge of Dutch required.",
        "Wir sprechen Deutsch, Polnisch und Ukrainisch im Team.",
        "Our team speaks twelve languages, among them Polish and Turkish.",
        "Nice to have:\n- Kubernetes\n- German B2\n- sailing",
    ],
)
def test_a_language_that_is_only_wished_for_or_spoken_of_is_not_required(sentence: str) -> None:
    assert required_languages(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "languages"),
    [
        ("Gute Deutschkenntnisse (Mundart verstehen von Vorteil), Führerausweis.", ["German"]),
        ("Deutsch B2, Führerschein von Vorteil.", ["German"]),
        ("German at C1 (this is not negotiable) plus fluent English.", ["German", "English"]),
        ("You teach classes in Spanish and must speak it well.", ["Spanish"]),
        ("Nice to have:\n- SAP\nRequired:\n- German B2", ["German"]),
        ("Je spreekt vloeiend Nederlands en redt je in het Duits.", ["Dutch", "German"]),
        ("German is required, French preferred.", ["German"]),
        ("Il lavoro richiede un ottimo inglese.", ["English"]),
        ("Požadujeme výbornou angličtinu a němčina výhodou.", []),
        ("French law firm seeks fluent French speakers.", ["French"]),
        ("We are looking for German speakers for our hub.", ["German"]),
    ],
)
def test_a_language_is_required_where_the_words_about_it_say_so(
    sentence: str, languages: list[str]
) -> None:
    assert [each[0] for each in required_languages(sentence)] == languages


@pytest.mark.parametrize(
    ("asked", "held", "is_ruled_out", "is_short"),
    [
        ("English C1.", "C1", False, False),
        ("Good English (min. B2).", "A2", True, False),
        ("English good enough for daily meetings (C1).", "B2", False, True),
        ("English C1.", "B2", False, True),
        ("English C1.", "B1", True, False),
        ("English C1.", "A2", True, False),
        ("English B2.", "B2", False, False),
        ("English B2.", "A2", True, False),
        ("Native English required.", "C1", False, True),
        ("Native English required.", "B2", True, False),
        ("Fluent English.", "B2", False, True),
        ("Sufficient English for briefings.", "B1", False, False),
        ("You get by in English.", "A2", False, True),
    ],
)
async def test_a_step_below_what_is_asked_costs_points_and_two_rule_out(
    asked: str, held: str, is_ruled_out: bool, is_short: bool
) -> None:
    person = candidate(cv="", languages=[{"language": "English", "level": held}])
    found = await match(person, posting(text=f"{TEXT} {asked}"))
    told = " ".join(found.consideration_points)
    assert (found.suitability_score == 0) is is_ruled_out
    assert ("a step above the level that you list" in told) is is_short
