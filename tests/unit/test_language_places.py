import pytest

from reactor.language.places import countries_in, is_town, names_country


@pytest.mark.parametrize("words", ["Bergamo", "Kortrijk", "Graz, Austria", "Indonesien", "Nairobi"])
def test_towns_and_countries_are_known(words: str) -> None:
    assert is_town(words)


@pytest.mark.parametrize("words", ["Senior Baker", "our shop in Graz", "Records", ""])
def test_other_words_are_no_towns(words: str) -> None:
    assert not is_town(words)


def test_countries_are_known_by_their_names_in_many_languages() -> None:
    names = ("Norwegen", "Norvège", "Noruega", "Norvegia", "Noorwegen", "Norwegia", "Norsko")
    assert {country for name in names for country in countries_in(name)} == {"NO"}


def test_a_name_that_is_a_state_as_well_is_left_to_the_town() -> None:
    assert countries_in("Atlanta, Georgia") == {"US"}


def test_only_a_whole_name_is_a_country() -> None:
    assert names_country("New Zealand")
    assert not names_country("Norway Office Products")
