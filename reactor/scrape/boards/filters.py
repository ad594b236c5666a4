"""Selects vacancies of a board by the filters of the careers URL."""

from collections.abc import Iterable, Sequence

from reactor.scrape.boards.board import Vacancy
from reactor.scrape.boards.facets import Filters, are_identities, suits, wanted_of

_TRUTHS = {"true", "false"}
_CODE_LENGTH = 2


def narrowed(vacancies: Iterable[Vacancy], filters: Filters) -> tuple[Vacancy, ...]:
    """Return the vacancies with at least one wanted value of each filtered facet.

    Filters that the list cannot answer (`unanswerable`) are ignored.
    """
    listed = tuple(vacancies)
    left_aside = unanswerable(listed, filters)
    wanted = wanted_of(tuple(each for each in filters if each not in left_aside))
    return tuple(vacancy for vacancy in listed if suits(vacancy.facets, wanted))


def unanswerable(vacancies: Sequence[Vacancy], filters: Filters) -> Filters:
    """Return the filters by values that no vacancy of the list states.

    Examples are a list without departments, or with department names where an id is wanted. If
    every posting were left out, the company would seem to have none.
    """
    return tuple(each for each in filters if vacancies and not _answerable(vacancies, each))


def _answerable(vacancies: Sequence[Vacancy], one: tuple[str, str]) -> bool:
    for name, values in wanted_of((one,)).items():
        stated = frozenset[str]().union(*(each.facets.get(name, ()) for each in vacancies))
        if name == "remote":
            return bool(values & _TRUTHS or stated - _TRUTHS)
        if not stated:
            return False
        if name == "country" and all(map(_is_code, values)) and not any(map(_is_code, stated)):
            return False
        if are_identities(values) and not any(are_identities((each,)) for each in stated):
            return False
    return True


def _is_code(country: str) -> bool:
    return len(country) == _CODE_LENGTH
