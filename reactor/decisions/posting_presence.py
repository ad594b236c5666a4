"""Which of a company's postings are listed, missing or gone: a pure decision.

One absence from a board's list is enough, or two in a row if the list is doubted. A list that was
recognised on a page flickers: there, a posting is gone after four absences in a row. A truncated
list proves no absence, and a failed run has no list.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

ENOUGH_ON_A_PAGE = 4
"""Absences in a row from complete lists that were recognised on a page."""

ENOUGH_IN_DOUBT = 2
"""Absences in a row from a doubted list of a board."""


@dataclass(frozen=True, slots=True)
class KnownPosting:
    """The stored state of a posting that was read before.

    Attributes:
        url: its address.
        likeness: hash of title, place and text (`repost_detection.likeness`); `""` if unknown.
        listed: whether a finished run has seen it on the list.
        missed: complete lists in a row without it.
        gone: whether it is gone.
        home: the address that its page declared as its own, `""` for none.
        wording: hash of title and text (`repost_detection.wording`); `""` if unknown.
        location: location as stated.
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
    """The effect of a list on a company's postings.

    Attributes:
        listed: addresses on the list, without dead ones.
        back: those of them that had been gone.
        missing: absent addresses that are not yet gone, with their absences in a row.
        gone: addresses that are gone, by their absence or their own page.
        unnoted: those of the listed ones of which something else is stored.
    """

    listed: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    unnoted: tuple[str, ...] = ()


def presence(  # noqa: PLR0913 - three are flags passed by name
    kept: Collection[KnownPosting],
    listed: Iterable[str],
    dead: Collection[str] = (),
    *,
    whole: bool,
    exact: bool,
    doubted: bool = False,
) -> Presence:
    """The presence of the postings in `kept`.

    Args:
        kept: all stored postings of one company.
        listed: the addresses on its present list.
        dead: addresses whose own page says that the posting is gone; they override the list.
        whole: whether the list is complete.
        exact: whether the list comes from a board: one absence is enough.
        doubted: whether a board's list needs two absences in a row.
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
