"""What the query of a careers URL narrows a board's list to."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlsplit

from reactor.scrape.boards.board import Vacancy

Filters = tuple[tuple[str, str], ...]

_FACETS: Mapping[str, str] = {
    **dict.fromkeys(
        ("department", "departments", "departmentid", "dept", "category"), "department"
    ),
    **dict.fromkeys(("team", "teams", "teamid"), "team"),
    **dict.fromkeys(("location", "locations", "locationid", "office", "offices"), "location"),
    **dict.fromkeys(("officeid", "city", "cities", "region"), "location"),
    **dict.fromkeys(("country", "countries", "countrycode"), "country"),
    **dict.fromkeys(("remote", "isremote", "workplace", "workplacetype"), "remote"),
    **dict.fromkeys(("worktype", "remotestatus"), "remote"),
    **dict.fromkeys(("commitment", "employment", "employmenttype", "jobtype"), "employment"),
}
_TRUTHS = {"1": "true", "yes": "true", "on": "true", "0": "false", "no": "false"}
_EVERYTHING = frozenset({"", "all", "any", "*"})


def filters_of(url: str) -> Filters:
    """The filters in the query of `url`, by facet; what is no known filter is left out."""
    pairs = parse_qsl(urlsplit(url).query)
    named = ((_FACETS.get(_bare(name)), value.strip().casefold()) for name, value in pairs)
    return tuple((facet, value) for facet, value in named if facet and value not in _EVERYTHING)


def narrowed(vacancies: Iterable[Vacancy], filters: Filters) -> tuple[Vacancy, ...]:
    """The vacancies that suit: of each filtered facet, at least one of the values asked for."""
    wanted: dict[str, set[str]] = {}
    for facet, value in filters:
        wanted.setdefault(facet, set()).update((value, _TRUTHS.get(value, value)))
    return tuple(
        vacancy
        for vacancy in vacancies
        if all(values & vacancy.facets.get(facet, set()) for facet, values in wanted.items())
    )


def _bare(name: str) -> str:
    """`departments[]`, `Department_ID` and `department-id` without what dresses them up."""
    return name.removesuffix("[]").replace("_", "").replace("-", "").lower()
