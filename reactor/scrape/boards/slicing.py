"""Cutting a list that a board shows only so much of into slices that it shows whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MOST_VALUES = 100
"""Values of a facet that are asked for at once."""


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list can be narrowed by.

    Attributes:
        name: what requests call it.
        counts: how many postings have each of its values, by the value's id.
    """

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many postings have any value; one that has two counts twice."""
        return sum(self.counts.values())

    def fits(self, cap: int) -> bool:
        """Whether the postings of each value can be shown."""
        return len(self.counts) > 1 and max(self.counts.values()) < cap


@dataclass(frozen=True, slots=True)
class Slicing:
    """How to ask for a list slice by slice.

    Attributes:
        name: the facet that it is narrowed by.
        slices: the ids that each request asks for, and how many postings they have together.
        whole: whether the slices are known to make up the whole list.
    """

    name: str
    slices: tuple[tuple[tuple[str, ...], int], ...]
    whole: bool


def slicing_of(facets: Iterable[Facet], *, total: int, cap: int) -> Slicing | None:
    """How to cut a list of `total` postings that ends at `cap`; None if no facet can.

    A facet will do if each of its values is below the cap, and if its counts add up to the total:
    postings without a value, or with two, would be missing or counted twice. A total that is the
    cap itself tells only that there are as many or more. Two facets that add up to the same number
    then tell the total; one that nothing confirms is used, but its slices may not be all.
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
    """The slicing with the fewest slices."""
    all_of_them = [Slicing(each.name, tuple(_slices(each, cap)), whole) for each in facets]
    return min(all_of_them, key=lambda each: len(each.slices), default=None)


def _slices(facet: Facet, cap: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """As many values at once as stay below the cap."""
    together: list[str] = []
    number = 0
    for identity, count in facet.counts.items():
        if together and (number + count >= cap or len(together) >= MOST_VALUES):
            yield tuple(together), number
            together, number = [], 0
        together.append(identity)
        number += count
    if together:
        yield tuple(together), number
