"""Where people may work, and help with permits, wherever a posting offers it."""

import pytest

from reactor.documents import CandidateInfo
from reactor.language.places import countries_in
from reactor.match.keyword.demanded_countries import demanded_countries
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.places import may_work_in
from tests.unit.match_scene import candidate, match, permits, posting


@pytest.mark.parametrize(
    ("said", "offers"),
    [
        ("Nairobi, Kenya \u2013 relocation & work permit provided", True),
        ("Berlin (visa support)", True),
        ("Amsterdam \u2013 we sponsor", True),
        ("We are a licensed sponsor.", True),
        ("Unterstützung bei Visum und Umzug.", True),
        ("Bürger der EU sind willkommen, bei der Bewilligung helfen wir.", True),
        ("Nous prenons en charge votre titre de séjour.", True),
        ("Tramitamos el permiso de trabajo.", True),
        ("Aiutiamo con il permesso di soggiorno.", True),
        ("We regelen je verblijfsvergunning als kennismigrant.", True),
        ("Zapewniamy pomoc w uzyskaniu wizy.", True),
        ("Apoio no visto de trabalho.", True),
        ("Pomůžeme s vízem.", True),
        ("Vi hjälper dig med arbetstillstånd.", True),
        ("A valid work permit is required.", False),
        ("Eine gültige Arbeitserlaubnis ist erforderlich.", False),
        ("We are unable to sponsor visas.", False),
        ("We offer ACCA sponsorship.", None),
        ("We sponsor language classes.", None),
    ],
)
def test_help_with_a_permit_is_told_from_demands_and_other_gifts(
    said: str, offers: bool | None
) -> None:
    assert sponsorship_of(said) is offers


async def test_a_permit_that_the_place_offers_is_offered() -> None:
    person = candidate(logistics=permits(("NG", "citizen"), home="NG"))
    there = "Nairobi, Kenya"
    assert (await match(person, posting(location=there))).suitability_score == 0
    helped = posting(location=f"{there} \u2013 relocation & work permit provided")
    assert (await match(person, helped)).suitability_score >= 50


@pytest.mark.parametrize(
    ("citizen_of", "may", "may_not"),
    [
        ("DE", {"FR", "NO", "CH", "LI", "IE"}, {"GB", "US"}),
        ("EU", {"PL", "IE", "IS"}, {"GB"}),
        ("CH", {"DE", "CH"}, {"GB"}),
        ("NO", {"SE", "CH"}, {"GB"}),
        ("IE", {"GB", "FR"}, {"US"}),
        ("GB", {"IE"}, {"FR", "DE"}),
        ("NZ", {"AU"}, {"GB"}),
    ],
)
def test_citizens_may_work_where_treaties_say_so(
    citizen_of: str, may: set[str], may_not: set[str]
) -> None:
    info = CandidateInfo.read({"logistics": permits((citizen_of, "citizen"))})
    allowed = may_work_in(info) or frozenset()
    assert may <= allowed
    assert may_not.isdisjoint(allowed)


@pytest.mark.parametrize(
    ("region", "members", "others"),
    [
        ("Remote \u2013 EMEA, contractors welcome", {"NG", "AE", "DE", "GB"}, {"US", "IN"}),
        ("Remote (APAC)", {"IN", "AU", "JP"}, {"US"}),
        ("Remote \u2013 LATAM", {"BR", "MX"}, {"US"}),
        ("Americas", {"US", "BR", "CA"}, {"DE"}),
        ("DACH", {"DE", "AT", "CH"}, {"FR"}),
        ("Benelux", {"NL", "BE", "LU"}, {"DE"}),
        ("Nordics", {"SE", "FI", "IS"}, {"DE"}),
        ("CEE", {"PL", "RO", "UA"}, {"DE"}),
        ("UK&I", {"GB", "IE"}, {"FR"}),
        ("any African country", {"NG", "KE", "ZA"}, {"FR"}),
        ("South Africa", {"ZA"}, {"NG"}),
    ],
)
def test_regions_are_all_their_countries(region: str, members: set[str], others: set[str]) -> None:
    assert members <= countries_in(region)
    assert others.isdisjoint(countries_in(region))


@pytest.mark.parametrize(
    ("said", "countries"),
    [
        ("UK right to work is essential.", {"GB"}),
        ("Work authorization for Canada needed.", {"CA"}),
        ("Canadian work permit required.", {"CA"}),
        ("Full working rights in Australia are essential.", {"AU"}),
        ("US citizens or green card holders only.", {"US"}),
        ("British nationals only (security clearance).", {"GB"}),
        ("We can only hire in the US.", {"US"}),
        ("Remote, but UK-based candidates only.", {"GB"}),
        ("Nur Bewerber mit Schweizer Arbeitsbewilligung.", {"CH"}),
        ("Deutsche Staatsangehörigkeit erforderlich.", {"DE"}),
        ("Permis de travail suisse valable exigé.", {"CH"}),
        ("La nationalité française est requise.", {"FR"}),
        ("Vous devez être autorisé à travailler en France.", {"FR"}),
        ("Télétravail possible depuis la France uniquement.", {"FR"}),
        ("Imprescindible permiso de trabajo en vigor para España.", {"ES"}),
        ("Cittadinanza italiana necessaria.", {"IT"}),
        ("Residenza in Italia richiesta.", {"IT"}),
        ("Je hebt een geldige werkvergunning voor Nederland.", {"NL"}),
        ("Wymagane pozwolenie na pracę w Polsce.", {"PL"}),
        ("Pracovní povolení v ČR podmínkou.", {"CZ"}),
        ("Autorização de trabalho em Portugal obrigatória.", {"PT"}),
        ("Vaga remota, apenas para residentes no Brasil.", {"BR"}),
        ("Giltigt arbetstillstånd i Sverige krävs.", {"SE"}),
        ("We sell to customers in France and need the right to work hard.", set()),
        ("Our German team loves the US.", set()),
    ],
)
def test_the_country_of_a_permit_is_read_from_the_text(said: str, countries: set[str]) -> None:
    assert demanded_countries(f"We bake bread. {said}") == countries
