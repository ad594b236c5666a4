"""Splits a capped list into slices that a board shows completely."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MAX_VALUES = 100
"""Maximum values of a facet in one request."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A property by which a list can be filtered.

    Attributes:
        name: its name in requests.
        counts: the number of postings by value id.
    """

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """The number of postings with any value; one with two values counts twice."""
        return sum(self.counts.values())

    def fits(self, cap: int) -> bool:
        """Whether the postings of each value can be shown completely."""
        return len(self.counts) > 1 and max(self.counts.values()) < cap


@dataclass(frozen=True, slots=True)
class Slicing:
    """A division of a list into slices.

    Attributes:
        name: the facet that it is filtered by.
        slices: the value ids of each request, with their number of postings.
        whole: whether the slices certainly make up the whole list.
    """

    name: str
    slices: tuple[tuple[tuple[str, ...], int], ...]
    whole: bool


def slicing_of(facets: Iterable[Facet], *, total: int, cap: int) -> Slicing | None:
    """Return a division of a list of `total` postings capped at `cap`; None if no facet fits.

    A facet fits if each of its values is below the cap and its counts add up to the total:
    otherwise postings without a value would be missing, or those with two counted twice. A total
    equal to the cap only means that there are at least as many. Two facets with the same sum then
    confirm the total; an unconfirmed facet is used, but its slices may be incomplete.
    """
    known = [facet for facet in facets if facet.total >= cap]
    if total > cap:
        fitting = [each for each in known if each.fits(cap) and each.total == total]
        return _shortest(fitting, cap, whole=True)
    totals = [facet.total for facet in known]
    fitting = [each for each in known if each.fits(cap)]
    confirmed = [each for each in fitting if totals.count(each.total) > 1]
    if confirmed:
        return _shortest(confirmed, cap, whole=True)
    most = max((each.total for each in fitting), default=0)
    return _shortest([each for each in fitting if each.total == most], cap, whole=False)


def _shortest(facets: Iterable[Facet], cap: int, *, whole: bool) -> Slicing | None:
    """Return the slicing with the fewest slices."""
    all_of_them = [Slicing(each.name, tuple(_slices(each, cap)), whole) for each in facets]
    return min(all_of_them, key=lambda each: len(each.slices), default=None)


def _slices(facet: Facet, cap: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield as many values at once as stay below the cap."""
    together: list[str] = []
    number = 0
    for identity, count in facet.counts.items():
        if together and (number + count >= cap or len(together) >= MAX_VALUES):
            yield tuple(together), number
            together, number = [], 0
        together.append(identity)
        number += count
    if together:
        yield tuple(together), number
