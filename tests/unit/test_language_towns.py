"""Towns by name and by where they lie, as places name them."""

import pytest

from reactor.language.gazetteer import FILE, name_key, towns_named
from reactor.language.gazetteer.making import lines_of
from reactor.language.towns import parts_of


def first(place: str) -> list[tuple[str, str]]:
    """The likeliest town of each name, with its country."""
    named = [town for part in parts_of(place) for town in part.towns]
    return [(each.towns[0].name, each.towns[0].country) for each in named]


@pytest.mark.parametrize(
    ("names", "town", "country"),
    [
        (("München", "Munich", "Monachium", "Múnich", "Monaco di Baviera"), "munich", "DE"),
        (("Warszawa", "Warsaw", "Varsovie", "Varsovia", "Warschau"), "warsaw", "PL"),
        (("Wien", "Vienna", "Vienne", "Viena", "Wenen"), "vienna", "AT"),
        (("Den Haag", "The Hague", "'s-Gravenhage", "La Haye"), "the hague", "NL"),
        (("Köln", "Cologne", "Keulen", "Colonia", "Koeln"), "koln", "DE"),
        (("København", "Copenhagen", "Kopenhagen", "Köpenhamn"), "copenhagen", "DK"),
        (("Praha", "Prague", "Prag", "Praga"), "prague", "CZ"),
        (("Lisboa", "Lisbon", "Lissabon", "Lizbona"), "lisbon", "PT"),
        (("Genève", "Geneva", "Genf", "Ginebra"), "geneva", "CH"),
    ],
)
def test_a_town_is_known_by_its_names_in_many_languages(
    names: tuple[str, ...], town: str, country: str
) -> None:
    for name in names:
        found = {(each.name, each.country) for each in towns_named(name_key(name))}
        assert (town, country) in found, name


def test_distances_are_those_of_a_map() -> None:
    (hamburg,) = [town for town in towns_named("hamburg") if town.country == "DE"]
    (munich,) = [town for town in towns_named("munich") if town.country == "DE"]
    assert 600 <= hamburg.km_to(munich) <= 620
    assert hamburg.km_to(hamburg) == 0
    assert munich.time_zone == "Europe/Berlin"


def test_every_name_of_the_file_is_found() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    keys = [line.partition("\t")[0] for line in (lines[0], *lines[::997], lines[-1])]
    assert [key for key in keys if not towns_named(key)] == []


@pytest.mark.parametrize("name", ["", "no such town", "\t", "a\nb", "~~~", "zzzzzz", "munich\t"])
def test_what_is_no_name_finds_nothing(name: str) -> None:
    assert towns_named(name) == ()


def test_the_file_has_each_town_once_and_its_other_names_refer_to_it() -> None:
    town = {
        "name": "Köln",
        "countrycode": "DE",
        "admin1code": "07",
        "latitude": 50.934,
        "longitude": 6.95,
        "population": 1_000_000,
        "timezone": "Europe/Berlin",
        "alternatenames": ["Cologne", "CGN", "ke long", "Кёльн", "Colonia Agrippina", "Köln"],
    }
    village = {**town, "name": "Köl", "population": 5_100, "alternatenames": ["Elsewhere"]}
    assert list(lines_of([town, village])) == [
        "cologne\t>koln,DE,07\n",
        "colonia agrippina\t>koln,DE,07\n",
        "kol\tDE,07,50.93,6.95,5100,Europe/Berlin\n",
        "koln\tDE,07,50.93,6.95,1000000,Europe/Berlin\n",
    ]


@pytest.mark.parametrize(
    ("place", "towns"),
    [
        ("20095 Hamburg", [("hamburg", "DE")]),
        ("Hamburg Altona", [("altona", "DE")]),
        ("Berlin-Mitte", [("mitte", "DE")]),
        ("Großraum München", [("munich", "DE")]),
        ("Greater Boston", [("boston", "US")]),
        ("Lyon 3e", [("lyon", "FR")]),
        ("Leeds LS1 4AP", [("leeds", "GB")]),
        ("1011 AB Amsterdam", [("amsterdam", "NL")]),
        ("Île-de-France", [("paris", "FR")]),
        ("Austin, TX", [("austin", "US")]),
        ("DE-BY-Nürnberg", [("nuremberg", "DE")]),
        ("Québec, QC", [("quebec", "CA")]),
        ("Washington, DC", [("washington", "US")]),
        ("Buffalo, New York", [("buffalo", "US")]),
        ("Berlin, Hamburg or Vienna", [("berlin", "DE"), ("hamburg", "DE"), ("vienna", "AT")]),
        ("Moncalieri (TO)", [("moncalieri", "IT")]),
        ("Garching bei München", [("garching", "DE")]),
    ],
)
def test_a_place_is_read_as_postings_write_it(place: str, towns: list[tuple[str, str]]) -> None:
    assert first(place) == towns


@pytest.mark.parametrize(
    "place",
    ["Germany", "Remote, EU", "Mobile work", "Head Office", "Haus 3, Station B", "Texas", "Bayern",
     "Multiple locations", "Hybrid", "Klinikum Nord", "", "0" * 5_000, "a, " * 2_000],
)  # fmt: skip
def test_a_country_and_what_is_no_place_name_no_town(place: str) -> None:
    assert first(place) == []


def test_a_county_behind_a_town_is_no_town_elsewhere() -> None:
    assert first("Plymouth, Devon") == [("plymouth", "GB")]
    assert ("bengaluru", "IN") in first("Whitefield, Bangalore")
