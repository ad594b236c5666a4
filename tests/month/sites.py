"""How companies build their sites: lists, cards, tables, pages, steps; odd cards without links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

PER_PAGE = 4


class Shown(Protocol):
    """A posting, as a site shows it."""

    title: str
    town: str
    slug: str
    text: str


@dataclass(frozen=True)
class Site:
    """A site.

    Attributes:
        layout: how its list is built.
        linked: whether each posting has a page.
        plain: whether its postings have plain titles under a plain heading.
        paged: whether its list has several pages.
        step: whether the careers page only leads to the list.
        style: the prefix of its classes.
    """

    layout: str
    linked: bool = True
    plain: bool = True
    paged: bool = False
    step: bool = False
    style: str = "x"

    def redesigned(self) -> "Site":
        """The same by another hand."""
        other = {"list": "cards", "cards": "table", "table": "list"}
        return replace(self, layout=other.get(self.layout, self.layout), style="renewed")


KINDS = (
    Site("list"),
    Site("cards"),
    Site("table"),
    Site("list", paged=True),
    Site("cards", step=True),
    Site("odd", linked=False, plain=False, style="berth"),
    Site("odd", linked=False, plain=False, style="crew"),
    Site("terms", linked=False, plain=False, style="post"),
)
_TALK = "<p>We have worked in this harbour for a hundred years, and like to get up early.</p>"
_ROOMS = (("Blue Room", "80 €"), ("Room with a View", "95 €"), ("Attic Nest", "70 €"))
_TEAM = (("Alice Brown", "owner"), ("James Miller", "baker"), ("Laura Smith", "cook"))
_FRAME = "<nav><a href='/'>Home</a><a href='/bread'>Bread</a><a href='/rooms'>Rooms</a></nav>"
_FOOT = "<footer><a href='/imprint'>Imprint</a><a href='/privacy'>Privacy</a></footer>"


def pages_of(
    site: Site, shown: Sequence[Shown], board: str = ""
) -> dict[tuple[str, str | None], str]:
    """A site's pages, by path and by the page of the list that is asked for.

    Args:
        site: how it is built.
        shown: its postings.
        board: the board that it shows its list from; `""` for its own pages.
    """
    if board:
        src = f"https://boards.greenhouse.io/embed/job_board/js?for={board}"
        widget = f"<h1>Work with us</h1>{_TALK}<script src='{src}'></script>"
        return {("/jobs", None): _page(widget)}
    found: dict[tuple[str, str | None], str] = {
        (f"/jobs/{each.slug}", None): _page(f"<h1>{each.title}</h1><p>{each.text}</p>")
        for each in shown
        if site.linked
    }
    path = "/vacancies" if site.step else "/jobs"
    if site.step:
        way = "<a href='/vacancies'>View open positions</a>"
        found["/jobs", None] = _page(f"<h1>Work with us</h1>{_TALK * 6}{way}")
    cut = PER_PAGE if site.paged else max(len(shown), 1)
    parts = [shown[begin : begin + cut] for begin in range(0, len(shown), cut)]
    for number, part in enumerate(parts, 1):
        pages = "".join(
            f"<li><a href='{path}?page={n}'>{n}</a></li>" for n in range(1, len(parts) + 1)
        )
        pager = f"<ul class='pagination'>{pages}</ul>" if len(parts) > 1 else ""
        found[path, str(number) if number > 1 else None] = _page(
            _LAYOUTS[site.layout](site.style, part) + pager
        )
    return found


def _page(body: str) -> str:
    head = "<html lang='en'><head><title>Working here</title></head>"
    return f"{head}<body>{_FRAME}<main>{body}</main>{_FOOT}</body></html>"


def _list(style: str, shown: Sequence[Shown]) -> str:
    rows = "".join(
        f"<li class='{style}-job'><a href='/jobs/{each.slug}'>{each.title}</a>"
        f" <span class='{style}-place'>{each.town}</span></li>"
        for each in shown
    )
    return f"<h1>Open positions</h1><ul class='{style}-jobs'>{rows}</ul>"


def _cards(style: str, shown: Sequence[Shown]) -> str:
    rows = "".join(
        f"<div class='{style}-card'><h3>{each.title}</h3><p class='{style}-town'>{each.town}</p>"
        f"<a class='{style}-more' href='/jobs/{each.slug}'>Read more</a></div>"
        for each in shown
    )
    return f"<h1>Open positions</h1><div class='{style}-grid'>{rows}</div>"


def _table(style: str, shown: Sequence[Shown]) -> str:
    rows = "".join(
        f"<tr><td><a href='/jobs/{each.slug}'>{each.title}</a></td><td>{each.town}</td></tr>"
        for each in shown
    )
    head = "<tr><th>Position</th><th>Place</th></tr>"
    return f"<h1>Open positions</h1><table class='{style}-table'>{head}{rows}</table>"


def _odd(style: str, shown: Sequence[Shown]) -> str:
    rows = "".join(
        f"<div class='{style}-card'><h3 class='{style}-name'>{each.title}</h3>"
        f"<span class='{style}-town'>{each.town}</span><p>{each.text}</p></div>"
        for each in shown
    )
    return f"<h1>Behind our oven</h1>{_TALK}<section class='{style}s'>{rows}</section>{_REST}"


def _terms(style: str, shown: Sequence[Shown]) -> str:
    rows = "".join(
        f"<dt>{each.title}</dt><dd><b class='{style}-town'>{each.town}</b><p>{each.text}</p></dd>"
        for each in shown
    )
    return f"<h1>Behind our oven</h1>{_TALK}<dl class='{style}s'>{rows}</dl>{_REST}"


def _others(pairs: Sequence[tuple[str, str]], kind: str) -> str:
    return "".join(
        f'<div class="{kind}-card"><h3 class="{kind}-name">{name}</h3>'
        f'<span class="{kind}-note">{note}</span></div>'
        for name, note in pairs
    )


_REST = (
    f"<h2>Our rooms</h2><section class='rooms'>{_others(_ROOMS, 'room')}</section>"
    f"<h2>Our team</h2><section class='team'>{_others(_TEAM, 'person')}</section>"
)
_LAYOUTS: dict[str, Callable[[str, Sequence[Shown]], str]] = {
    "list": _list,
    "cards": _cards,
    "table": _table,
    "odd": _odd,
    "terms": _terms,
}
