"""A deal-breaker is found only where a sentence says it: nobody loses a good job by a likeness."""

import pytest

from reactor.match.keyword.demanded_countries import demanded_countries, is_open_to
from reactor.match.keyword.offers import sponsorship_of
from reactor.match.keyword.seniority import Level, level_of_title
from tests.unit.match_scene import candidate, match, permits, posting
from tests.unit.test_match_keyword_exclusions import excluded

LIVING_IN_DUBLIN = {
    **permits(("EU", "Citizen"), ("GB", "Permanent Resident"), home="IE"),
    "currentResidence": {"city": "Dublin", "country": "Ireland", "countryCode": "IE"},
    "willingToRelocate": False,
}


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("night work", "Ward Nurse", "This is a day clinic. Night shifts are not part of the job."),
        ("night work", "Nights? No, a nurse for our days", "You work on a ward."),
        ("Nachtarbeit", "Pflegekraft", "Nachtdienste gibt es bei uns nicht."),
        ("Nachtarbeit", "Nachtschicht? Nein, Tagespflege!", "Wir arbeiten von acht bis vier."),
        ("travail de nuit", "Infirmier", "Travail de nuit ? Jamais chez nous."),
        ("nachtdienst", "Verzorgende", "Nachtdiensten komen bij ons niet voor."),
        ("noční směny", "Operátor", "Noční směny u nás nejsou."),
        ("natarbejde", "Portør", "Natarbejde forekommer ikke."),
        ("nattarbete", "Undersköterska, aldrig natt", "Du arbetar på dagen."),
        ("trabajo nocturno", "Celador", "Turnos nocturnos no hay."),
    ],
)
def test_what_is_denied_behind_a_mention_or_after_a_question_excludes_nothing(
    name: str, title: str, text: str
) -> None:
    assert not excluded("roleTypes", name, "Acme", title, text)


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("Nachtarbeit", "Pflegekraft", "Nachtdienste sind nicht selten."),
        ("Nachtarbeit", "Pflegekraft", "Nachtschicht? Dann bewirb dich."),
        ("night work", "Guard", "Night shifts? No experience needed."),
        ("night work", "Guard", "Night shifts are not the only thing you will do."),
        ("night work", "Guard", "You work night shifts without exception."),
        ("Nachtarbeit", "Wache", "Du übernimmst Nachtdienste und keine Wochenenden."),
    ],
)
def test_what_only_sounds_like_a_denial_excludes_as_before(
    name: str, title: str, text: str
) -> None:
    assert excluded("roleTypes", name, "Acme", title, text)


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("HGV driving", "Minibus Driver", "You take pupils to school and home again."),
        ("lorry driving", "Driver, patient transport", "You drive patients to the clinic."),
        ("financial controller", "Chief Financial Officer", "You lead finance and the treasury."),
        ("helpdesk", "Technical Support Engineer, Level 3", "You debug kernels and storage."),
    ],
)
def test_what_a_title_shares_with_its_whole_trade_is_no_excluded_kind_of_it(
    name: str, title: str, text: str
) -> None:
    assert not excluded("roleTypes", name, "Acme", title, text)


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("HGV driving", "HGV Driver", "Trunking."),
        ("lorry driving", "Truck Driver", "Long hours on the motorway."),
        ("HGV driving", "Driver", "You will be an HGV driver for our depot."),
        ("solo payroll", "Payroll Specialist", "Buste paga."),
        ("helpdesk", "Technical Support Engineer", "You take the first calls."),
    ],
)
def test_the_excluded_kind_itself_is_found_by_title_or_text(
    name: str, title: str, text: str
) -> None:
    assert excluded("roleTypes", name, "Acme", title, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("praca na nocki", "Praca w systemie czterobrygadowym."),
        ("Nachtschicht", "Sie arbeiten in Vollkontischicht."),
        ("travail de nuit", "Le poste est en 5x8."),
        ("třísměnný provoz", "Pracujeme na tři směny."),
        ("nattarbete", "Arbetet går i femskift."),
        ("nachtdienst", "Je werkt in een vijfploegendienst."),
        ("overnight tours", "You are away for six nights at a stretch."),
    ],
)
def test_shift_systems_are_known_by_their_names(name: str, text: str) -> None:
    assert excluded("roleTypes", name, "Acme", "Operator", text)


def test_two_shifts_are_not_three() -> None:
    assert not excluded("roleTypes", "třísměnný provoz", "Acme", "Seřizovač", "Dvousměnný provoz.")


@pytest.mark.parametrize(
    "text",
    [
        "You spend a day a week in our London office, the rest from home, which may be in Ireland.",
        "Three days in our Belfast office, otherwise wherever you like on the island of Ireland.",
    ],
)
async def test_who_may_stay_at_home_for_most_of_the_week_need_not_move(text: str) -> None:
    told = f"You build our Python services on AWS. {text} You need the right to work in the UK."
    found = await match(candidate(logistics=LIVING_IN_DUBLIN), posting(text=told))
    assert found.suitability_score > 0, found.consideration_points


async def test_who_must_be_at_an_office_abroad_would_have_to_move() -> None:
    told = "You build our Python services on AWS. You work five days a week in our London office."
    found = await match(candidate(logistics=LIVING_IN_DUBLIN), posting(text=told))
    assert found.suitability_score == 0


@pytest.mark.parametrize(
    ("text", "country", "is_open"),
    [
        ("Den Rest im Homeoffice, gern auch in Österreich.", "AT", True),
        ("Le reste en télétravail, en Belgique aussi.", "BE", True),
        ("Il resto da casa, anche in Svizzera.", "CH", True),
        ("Working from home in Ireland is not possible.", "IE", False),
        ("You may work from home anywhere in the EU.", "IE", False),
        ("Our customers are in Ireland.", "IE", False),
    ],
)
def test_a_country_is_open_to_work_from_home_where_a_sentence_names_it(
    text: str, country: str, *, is_open: bool
) -> None:
    assert is_open_to(text, frozenset({country})) is is_open


async def test_a_region_that_is_called_like_a_town_abroad_may_be_at_home() -> None:
    told = (
        "You build our Python services. We are a dairy in Munster and work in our Munster office."
    )
    found = await match(candidate(logistics=LIVING_IN_DUBLIN), posting(text=told))
    assert found.suitability_score > 0, found.consideration_points


@pytest.mark.parametrize(
    "said",
    [
        "People from elsewhere are welcome: we pay for permits and flights.",
        "We hire through the Global Talent Stream and help with the papers.",
        "Wir helfen Ihnen mit der Chancenkarte.",
    ],
)
def test_ways_of_immigration_that_a_company_offers_are_help_with_a_visa(said: str) -> None:
    assert sponsorship_of(said) is True


def test_permission_to_work_is_a_demand_as_a_right_to_work_is() -> None:
    assert demanded_countries("You need existing permission to work in Norway.") == {"NO"}


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Assessor, Rail Apprenticeships", None),
        ("Trainer für Azubis", None),
        ("Formateur d'apprentis", None),
        ("Rail Apprenticeship", Level.INTERN),
        ("PhD position: soil chemistry", Level.JUNIOR),
        ("Doktorandin Bodenchemie", Level.JUNIOR),
    ],
)
def test_who_trains_those_who_begin_is_none_of_them(title: str, level: Level | None) -> None:
    assert level_of_title(title) is level
