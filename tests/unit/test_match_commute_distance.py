"""What is in reach is never called far: homes, and places that people reach from there."""

import pytest
from bson import ObjectId

from reactor.documents import CandidateInfo, Company, User
from reactor.match.keyword.commute_distance import CommuteReach
from reactor.match.keyword.workplace import Workplace, workplace_of
from reactor.posting import Posting

NEAR = [
    ("Columbus", "US", "Dublin, OH"),
    ("Columbus", "US", "Dublin"),
    ("Portland", "US", "Vancouver, WA"),
    ("Portland", "US", "Portland"),
    ("Portland", "US", "Beaverton, Oregon"),
    ("Cambridge", "US", "Boston, MA"),
    ("Cambridge", "GB", "Cambridge"),
    ("Cambridge", "GB", "Ely"),
    ("San Jose", "US", "Bay Area"),
    ("San Jose", "US", "Palo Alto, CA"),
    ("Oakland", "US", "SF Bay Area"),
    ("St. Louis", "US", "Saint Louis, MO"),
    ("St. Louis", "US", "Clayton, MO"),
    ("Saint Paul", "US", "Minneapolis"),
    ("Kansas City", "US", "Overland Park, KS"),
    ("Washington", "US", "Arlington, VA"),
    ("Washington, DC", "US", "Bethesda, MD"),
    ("Brooklyn", "US", "New York, NY"),
    ("Newark", "US", "NYC"),
    ("Frankfurt", "DE", "Frankfurt am Main"),
    ("Frankfurt am Main", "DE", "Eschborn"),
    ("Frankfurt", "DE", "Offenbach"),
    ("Halle", "DE", "Leipzig"),
    ("Freiburg", "DE", "Emmendingen"),
    ("Mannheim", "DE", "Ludwigshafen"),
    ("Basel", "CH", "Lörrach, Deutschland"),
    ("Strasbourg", "FR", "Kehl"),
    ("Aachen", "DE", "Heerlen"),
    ("Salzburg", "AT", "Freilassing"),
    ("Köln", "DE", "Bonn"),
    ("Düsseldorf", "DE", "Ruhrgebiet"),
    ("Essen", "DE", "Essen"),
    ("Hamm", "DE", "Hamm"),
    ("Halle (Saale)", "DE", "Halle"),
    ("Lyon", "FR", "Lyon Part-Dieu"),
    ("Paris", "FR", "Saint-Ouen"),
    ("Paris", "FR", "Neuilly-sur-Seine"),
    ("Paris 11e", "FR", "Paris La Défense"),
    ("Nice", "FR", "Sophia Antipolis"),
    ("Tours", "FR", "Tours"),
    ("Birmingham", "GB", "Solihull"),
    ("Birmingham", "GB", "West Midlands"),
    ("Manchester", "GB", "Salford Quays"),
    ("London", "GB", "Canary Wharf"),
    ("London", "GB", "Heathrow"),
    ("London", "GB", "City of London"),
    ("London", "GB", "Central London"),
    ("London", "GB", "Richmond"),
    ("London", "GB", "Watford, Herts"),
    ("Bristol", "GB", "Bath"),
    ("Newcastle", "GB", "Gateshead"),
    ("Hull", "GB", "Kingston upon Hull"),
    ("Madrid", "ES", "Las Rozas"),
    ("Madrid", "ES", "Tres Cantos (Madrid)"),
    ("Madrid", "ES", "Comunidad de Madrid"),
    ("Barcelona", "ES", "L'Hospitalet de Llobregat"),
    ("Barcelona", "ES", "Sant Cugat del Vallès"),
    ("San Sebastián", "ES", "Donostia"),
    ("Palma de Mallorca", "ES", "Palma"),
    ("Vigo", "ES", "O Porriño"),
    ("Milano", "IT", "Assago"),
    ("Roma", "IT", "Roma EUR"),
    ("Torino", "IT", "Rivoli (TO)"),
    ("Amsterdam", "NL", "Schiphol"),
    ("Amsterdam", "NL", "Hoofddorp"),
    ("Amsterdam", "NL", "Randstad"),
    ("Utrecht", "NL", "Nieuwegein"),
    ("Den Bosch", "NL", "'s-Hertogenbosch"),
    ("Den Haag", "NL", "Rijswijk"),
    ("Warszawa", "PL", "Warszawa Mokotów"),
    ("Gdańsk", "PL", "Trójmiasto"),
    ("Gdynia", "PL", "Gdańsk Oliwa"),
    ("Katowice", "PL", "Gliwice"),
    ("Bruxelles", "BE", "Zaventem"),
    ("Antwerpen", "BE", "Mechelen"),
    ("Zürich", "CH", "Winterthur"),
    ("Zürich", "CH", "Zug"),
    ("Wien", "AT", "Wien 3."),
    ("Wien", "AT", "Mödling"),
    ("København", "DK", "Storkøbenhavn"),
    ("Stockholm", "SE", "Solna"),
    ("Oslo", "NO", "Lysaker"),
    ("Helsinki", "FI", "Espoo"),
    ("Lisboa", "PT", "Oeiras"),
    ("Porto", "PT", "Maia"),
    ("Praha", "CZ", "Praha 5 - Smíchov"),
    ("Toronto", "CA", "GTA"),
    ("Toronto", "CA", "Markham, ON"),
    ("Vancouver", "CA", "Burnaby, BC"),
    ("Montréal", "CA", "Laval, QC"),
    ("Bangalore", "IN", "Bengaluru, Karnataka"),
    ("Delhi", "IN", "Gurgaon"),
    ("New Delhi", "IN", "Noida, UP"),
    ("Mumbai", "IN", "Navi Mumbai"),
    ("Sydney", "AU", "Parramatta NSW"),
    ("São Paulo", "BR", "São Paulo - SP"),
    ("São Paulo", "BR", "Barueri/SP"),
    ("Ciudad de México", "MX", "CDMX"),
    ("Ciudad de México", "MX", "Polanco"),
    ("Singapore", "SG", "Singapore"),
    ("Dubai", "AE", "Dubai, UAE"),
    ("Singapore", "SG", "Central"),
    ("Hamburg", "DE", "Zentrale"),
]
FAR = [
    ("Genève", "CH", "Lausanne", CommuteReach.TOWN),
    ("Austin", "US", "Dallas, TX", CommuteReach.TOWN),
    ("Springfield", "US", "Chicago", CommuteReach.TOWN),
    ("Springfield, MA", "US", "Boston, MA", CommuteReach.TOWN),
    ("Newcastle upon Tyne", "GB", "Newcastle-under-Lyme", CommuteReach.TOWN),
    ("Frankfurt am Main", "DE", "Frankfurt (Oder)", CommuteReach.TOWN),
    ("Valencia", "ES", "Barcelona", CommuteReach.TOWN),
    ("Valencia", "ES", "Valencia, Venezuela", CommuteReach.ABROAD),
    ("Valencia", "ES", "Guadalajara", CommuteReach.TOWN),
    ("Austin", "US", "Waterloo", CommuteReach.TOWN),
    ("London", "CA", "London, UK", CommuteReach.ABROAD),
    ("London", "GB", "London, Ontario", CommuteReach.ABROAD),
    ("Paris", "FR", "Paris, TX", CommuteReach.ABROAD),
    ("Wien", "AT", "Berlin", CommuteReach.ABROAD),
    ("Porto", "PT", "Porto Alegre, Brasil", CommuteReach.ABROAD),
]


def workplace(city: str, country: str, place: str, km: int = 50) -> Workplace:
    residence = {"city": city, "countryCode": country}
    user = User.read(
        {"_id": ObjectId(), "candidateInfo": {"logistics": {"currentResidence": residence}}}
    )
    posting = Posting(url="https://jobs.example/1", title="Cook", location=place)
    return workplace_of(user.candidate_info, Company.read({"_id": ObjectId()}), posting, km)


@pytest.mark.parametrize(("city", "country", "place"), NEAR)
def test_what_is_in_reach_is_not_called_far(city: str, country: str, place: str) -> None:
    assert workplace(city, country, place).distance.reach <= CommuteReach.UNKNOWN


@pytest.mark.parametrize(("city", "country", "place", "reach"), FAR)
def test_what_is_out_of_reach_is_told(
    city: str, country: str, place: str, reach: CommuteReach
) -> None:
    assert workplace(city, country, place).distance.reach is reach


def test_most_places_in_reach_are_known_to_be() -> None:
    near = [workplace(*each).distance.reach is CommuteReach.NEAR for each in NEAR]
    assert sum(near) >= 0.9 * len(near)


def test_across_a_border_is_near_and_foreign() -> None:
    distance = workplace("Strasbourg", "FR", "Kehl").distance
    assert (distance.reach, distance.is_foreign) == (CommuteReach.NEAR, True)


def test_without_a_town_of_their_own_only_the_country_counts() -> None:
    assert workplace("", "DE", "München").distance.reach is CommuteReach.COUNTRY
    assert workplace("Kleinkleckersdorf", "DE", "München").distance.reach is CommuteReach.COUNTRY
    assert workplace("", "DE", "Wien").distance.reach is CommuteReach.ABROAD


def test_without_a_country_of_their_own_nothing_is_claimed() -> None:
    info = CandidateInfo()
    posting = Posting(url="https://jobs.example/1", title="Cook", location="Wien")
    found = workplace_of(info, Company.read({"_id": ObjectId()}), posting)
    assert found.distance.reach is CommuteReach.UNKNOWN
    assert found.countries == {"AT"}
