"""Careers pages that cannot be read with certainty, and what a model would say of them."""

from collections.abc import Sequence

from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.dom_groups.page_hints import PageHints
from reactor.scrape.page_outline import GroupChoice, Outline
from reactor.scrape.rule import PageRule

URL = "https://oven.example/work"
BERTHS = (
    ("Night Baker", "Kiel"),
    ("Night Owl at the Ovens", "Lübeck"),
    ("Friend of the Till", "Kiel"),
    ("Master of Crates", "Husum"),
    ("Quiet Hand for the Dough", "Kiel"),
)
ROOMS = (("Blue Room", "80 €"), ("Room with a View", "95 €"), ("Attic Nest", "70 €"))
TEAM = (("Alice Brown", "owner"), ("James Miller", "baker"), ("Laura Smith", "cook"))
_TALK = "<p>We have baked in this harbour for a hundred years, and like to get up early.</p>"


def rows(pairs: Sequence[tuple[str, str]], kind: str) -> str:
    """Cards of one kind."""
    return "".join(
        f'<div class="{kind}-card"><h3 class="{kind}-name">{name}</h3>'
        f'<span class="{kind}-note">{note}</span></div>'
        for name, note in pairs
    )


def page(berths: Sequence[tuple[str, str]] = BERTHS, kind: str = "berth", more: str = "") -> str:
    """A baker's page: what is offered, rooms, the team."""
    return (
        "<html lang='en'><head><title>The Oven</title></head><body>"
        "<nav><a href='/'>Home</a><a href='/bread'>Bread</a><a href='/rooms'>Rooms</a></nav>"
        f"<main><h1>Behind our oven</h1>{_TALK}<section class='{kind}s'>{rows(berths, kind)}"
        f"</section>{more}<h2>Our rooms</h2><section class='rooms'>{rows(ROOMS, 'room')}</section>"
        f"<h2>Our team</h2><section class='team'>{rows(TEAM, 'person')}</section></main>"
        "<footer><a href='/imprint'>Imprint</a><a href='/privacy'>Privacy</a></footer>"
        "</body></html>"
    )


def outline_of(markup: str, *, missing: bool = False) -> Outline:
    """What a model is told of a page that is not certain."""
    outline = read_careers_page(markup, URL, "", PageHints(missing=missing)).outline
    assert outline, "the page was read with certainty"
    return outline


def choice_of(outline: Outline, title: str) -> GroupChoice:
    """The group in which a field has this as its first sample; the field after it is the place."""
    for number, group in enumerate(outline.groups, 1):
        for place, field in enumerate(group.fields, 1):
            if field.samples[0] == title:
                after = place + 1 if place < len(group.fields) else None
                return GroupChoice(number, place, after)
    raise AssertionError(f"{title} is not in the outline")


def learned(markup: str, title: str = BERTHS[0][0]) -> PageRule:
    """The rule that a truthful model would make of a page."""
    outline = outline_of(markup)
    return outline.rule([choice_of(outline, title)])
