"""The layout of the demo's screen, fitted to its height."""

from collections.abc import Iterable

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reactor.demo.companies import COMPANIES
from reactor.demo.join_hint import JoinHint
from reactor.demo.story import Chapter, DemoMatch, DemoStory

_HEAD = 2
"""Lines above the rows of a table."""
_MATCHES_SHOWN = 6
_MIN_MATCHES = 2
_MIN_LOG = 5
"""Log lines on the screen, with the rule above them."""
_ROOM_FOR_ALL = 28
"""Lines needed for the story if the whole invitation stays on the screen."""


def panel(invitation: JoinHint) -> Panel:
    """The whole invitation as a panel."""
    return Panel(Text(invitation.whole), title="Scoutly Reactor, demo", border_style="blue")


def keeps_panel(console: Console, invitation: JoinHint) -> bool:
    """Whether the screen has room for the whole invitation and the story."""
    return _height(console, panel(invitation)) + _ROOM_FOR_ALL <= console.height


def picture(console: Console, invitation: JoinHint, story: DemoStory) -> Group:
    """Invitation, companies, best matches and the latest log lines, as far as they fit."""
    whole = keeps_panel(console, invitation)
    top = panel(invitation) if whole else Text(invitation.short, style="blue", overflow="fold")
    progress = Table.grid(expand=True)  # a bare bar would not end its line
    finished = min(story.finished, len(COMPANIES))
    progress.add_row(ProgressBar(total=len(COMPANIES), completed=finished))
    room = console.height - _height(console, Group(top, progress)) - 1
    least = _HEAD + (_HEAD + _MIN_MATCHES if story.matches else 0) + _MIN_LOG
    shown = companies(story.chapters.values(), max(room - least, len(COMPANIES)))
    parts: list[RenderableType] = [top, shown, progress]
    room -= _height(console, shown)
    most = min(_MATCHES_SHOWN, len(story.matches), room - _HEAD - _MIN_LOG)
    if most > 0:
        parts.append(matches(story.matches, most))
        room -= _HEAD + most
    if room > 1:
        parts.append(Rule("what the log files say", style="dim"))
        lines = list(story.latest)[1 - room :]
        parts.append(Text("\n".join(lines), overflow="ellipsis", no_wrap=True))
    return Group(*parts)


def companies(chapters: Iterable[Chapter], most: int | None = None) -> Table:
    """The companies; the user's own come first, the newest at the top."""
    table = _table()
    table.add_column("company", no_wrap=True, overflow="ellipsis")
    table.add_column("rank", justify="right", min_width=4)
    table.add_column("state", ratio=1, no_wrap=True)
    for column in ("found", "new", "saved"):
        table.add_column(column, justify="right", min_width=len(column))
    every = list(chapters)
    ordered = [c for c in reversed(every) if c.own] + [c for c in every if not c.own]
    shown = len(ordered) if most is None or len(ordered) <= most else most - 1
    for chapter in ordered[:shown]:
        state = Text(chapter.state, style=chapter.colour, overflow="ellipsis")
        matched = str(chapter.matched or "")
        name = Text(chapter.name, style="bold" if chapter.own else "")
        table.add_row(name, chapter.rank, state, chapter.found, chapter.new, matched)
    if shown < len(ordered):
        table.add_row(Text(f"\u2026 {len(ordered) - shown} more", style="dim"))
    return table


def matches(saved: Iterable[DemoMatch], most: int | None = None) -> Table:
    """The best matches; those about the user's own people or companies come first."""
    table = _table()
    table.add_column("score", justify="right")
    table.add_column("posting saved", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("at", no_wrap=True, overflow="ellipsis")
    table.add_column("for", no_wrap=True, overflow="ellipsis")
    newest = list(saved)[::-1]
    best = sorted(newest, key=lambda match: (not match.own, -match.score))
    for match in best[:most]:
        style = "bold" if match.own else ""
        told = (str(match.score), match.title, match.company, match.user)
        table.add_row(*(Text(text, style=style) for text in told))
    return table


def _height(console: Console, shown: RenderableType) -> int:
    return len(console.render_lines(shown, pad=False))


def _table() -> Table:
    """A table as wide as the screen, without rules."""
    return Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
