"""What an address says of a list of matches, and the addresses of others like it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reactor.errors import SettingsError
from reactor.mongo.views.match_filters import EVERYTHING, NEWEST, SORTED_BY, WITHDRAWN, MatchFilter
from reactor.mongo.views.matches import MatchList, SavedMatch, Tally
from reactor.saved_job_status import STATUSES, status_of
from reactor.web.urls import Value

_LONGEST = 100
_ALWAYS = (STATUSES[0], "APPLIED")
"""Tabs that are there even if nothing is under them."""


@dataclass(frozen=True, slots=True)
class MatchTab:
    """One tab.

    Attributes:
        name: a status, or `all` or `withdrawn`.
        count: how many matches are under it.
        query: what its address says.
        here: whether it is shown.
    """

    name: str
    count: int
    query: Mapping[str, Value]
    here: bool


def wanted_in(query: Mapping[str, str]) -> MatchFilter:
    """What an address asks for; whatever makes no sense in it is left out."""
    said = {name: " ".join(value.split())[:_LONGEST] for name, value in query.items()}
    text, sort = said.get("text", ""), said.get("sort", "")
    return MatchFilter(
        tab=_tab(said.get("status", "")) or _usual_tab(text),
        text=text,
        company=said.get("company", ""),
        place=said.get("place", ""),
        score=_score(said.get("score", "")),
        sort=sort if sort in SORTED_BY else NEWEST,
    )


def query_of(wanted: MatchFilter) -> dict[str, Value]:
    """What the address of a list says; what goes without saying is left out."""
    return {
        "status": wanted.tab if wanted.tab != _usual_tab(wanted.text) else "",
        "text": wanted.text,
        "company": wanted.company,
        "place": wanted.place,
        "score": wanted.score or "",
        "sort": wanted.sort if wanted.sort != NEWEST else "",
    }


def is_sifted(wanted: MatchFilter) -> bool:
    """Whether anything but the tab and the order is asked for."""
    return replace(wanted, tab="", sort="") != MatchFilter(tab="", sort="")


def is_under(match: SavedMatch, tab: str) -> bool:
    """Whether a match stands under a tab, as MongoDB would say (`views.match_filters.under`)."""
    undecided = match.status == STATUSES[0]
    if tab in (EVERYTHING, WITHDRAWN):
        return tab == EVERYTHING or (undecided and match.withdrawn_at is not None)
    return match.status == tab and not (undecided and match.withdrawn_at)


def tabs(wanted: MatchFilter, inbox: MatchList) -> Sequence[MatchTab]:
    """The tabs: those under which there is something, the one that is shown, and the usual ones."""
    found = {each.tab for each in inbox.tallies}
    known = (*STATUSES, WITHDRAWN)
    others = sorted(found.difference(known))
    there = [name for name in (*known, *others) if name in found | {wanted.tab, *_ALWAYS}]
    every = sum(each.count for each in inbox.tallies)
    tallies = [*(Tally(tab=name, count=inbox.count(name)) for name in there if name != EVERYTHING)]
    return tuple(
        MatchTab(
            name=each.tab,
            count=each.count,
            query=query_of(replace(wanted, tab=each.tab)),
            here=each.tab == wanted.tab,
        )
        for each in (*tallies, Tally(tab=EVERYTHING, count=every))
    )


def _usual_tab(text: str) -> str:
    """Where nothing is said: what is undecided, and for whoever searches everything."""
    return EVERYTHING if text else STATUSES[0]


def _tab(said: str) -> str:
    if said.lower() in (EVERYTHING, WITHDRAWN):
        return said.lower()
    try:
        return status_of(said) if said else ""
    except SettingsError:
        return said  # whatever stands in the database has a tab


def _score(said: str) -> int:
    return min(int(said), 100) if said.isascii() and said.isdecimal() else 0
