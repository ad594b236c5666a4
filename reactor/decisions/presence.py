"""Which of a company's postings are there, missing or gone: a pure decision.

A machine's list is believed at once, or where it is doubted, the second time in a row; one that
was made out on a page only when a posting has been
missing from it four times in a row, for pages flicker. A list that was cut tells of nobody's end,
and a run that failed has no list at all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

ENOUGH_ON_A_PAGE = 4
"""Whole lists in a row that a posting must be missing from, where they come from a page."""

ENOUGH_IN_DOUBT = 2
"""Such lists in a row where a machine's list is doubted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of a posting that was read once.

    Attributes:
        url: its address.
        likeness: tells whether another address holds the same posting; `""` if unknown.
        listed: whether a run that was finished has seen it on the list.
        missed: whole lists in a row that it was missing from.
        gone: whether it was found to be gone.
        home: the address that its page named as its own, `""` for none.
        wording: tells whether another posting has the same title and text; `""` if unknown.
        location: as stated.
    """

    url: str
    likeness: str = ""
    listed: bool = True
    missed: int = 0
    gone: bool = False
    home: str = ""
    wording: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """What a list says about a company's postings.

    Attributes:
        listed: addresses that it shows, without those that turned out to be dead.
        back: those of them that had been gone.
        missing: those that it should show and does not, and how often in a row by now.
        gone: those that are gone, as it shows or as they answered themselves.
        unnoted: those of the listed ones of which something else is remembered.
    """

    listed: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    unnoted: tuple[str, ...] = ()


def presence(  # noqa: PLR0913 - three of them are questions that are answered by name
    kept: Collection[Kept],
    listed: Iterable[str],
    dead: Collection[str] = (),
    *,
    whole: bool,
    exact: bool,
    doubted: bool = False,
) -> Presence:
    """What has become of the postings in `kept`.

    Args:
        kept: all that are remembered of one company.
        listed: the addresses that its list shows now.
        dead: those whose own page says that they are gone, whatever the list shows.
        whole: whether the list is all that there is.
        exact: whether it is a machine's list: a single absence is enough.
        doubted: whether even a machine's list is believed only the second time in a row.
    """
    shown = [url for url in dict.fromkeys(listed) if url not in dead]
    there = {*shown, *dead}
    absent = [p for p in kept if whole and not p.gone and p.url not in there]
    missing = {posting.url: posting.missed + 1 for posting in absent}
    enough = (ENOUGH_IN_DOUBT if doubted else 1) if exact else ENOUGH_ON_A_PAGE
    lost = [url for url, times in missing.items() if times >= enough]
    noted = {p.url for p in kept if p.listed and not (p.missed or p.gone)}
    return Presence(
        listed=tuple(shown),
        back=tuple(p.url for p in kept if p.gone and p.url in there and p.url not in dead),
        missing={url: times for url, times in missing.items() if times < enough},
        gone=(*dead, *lost),
        unnoted=tuple(url for url in shown if url not in noted),
    )
