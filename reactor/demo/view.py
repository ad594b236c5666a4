"""Shows the story: live on a terminal, as plain lines elsewhere."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from loguru import logger
from rich import box
from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reactor.demo.companies import COMPANIES
from reactor.demo.story import Chapter, Story
from reactor.logs.lines import pairs

if TYPE_CHECKING:
    from loguru import Message

_MATCHES_SHOWN = 6
_MATCHES_HEAD = 2
_LEAST_LOG = 5
"""Lines on the screen, with the rule above them."""
_JOB = re.compile(r" job=\S+")


class DemoView:
    """Turns log lines into a picture that a person can follow.

    Attributes:
        story: what has been told so far.
        run_ended: set whenever a run has ended for good.
    """

    def __init__(self, console: Console, hint: str, on_closed: Callable[[], None]) -> None:
        self.story = Story(chapters={c.slug: Chapter(c.name) for c in COMPANIES})
        self.run_ended = asyncio.Event()
        self._console = console
        self._hint = hint
        self._on_closed = on_closed
        self._live: Live | None = None

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Follow the log while the block runs."""
        sink = logger.add(self._hear, level="INFO", format="{message}")
        try:
            if self._console.is_terminal:
                self._console.print(
                    Panel(self._hint, title="Scoutly Reactor, demo", border_style="blue")
                )
                with Live(console=self._console, transient=True, auto_refresh=False) as self._live:
                    self._draw()
                    yield
            else:
                self._console.print(self._hint)
                yield
        finally:
            self._live = None
            logger.remove(sink)

    def summary(self) -> Group:
        """Where everything stands at the end."""
        return Group(self._companies(), self._matches(len(self.story.matches)))

    def _hear(self, message: "Message") -> None:
        record = message.record
        line = f"{record['time']:HH:mm:ss} {record['message']}  {pairs(record)}".rstrip()
        ended = self.story.finished
        # The picture has no room for the ids of jobs, of which a company has one at a time.
        self.story.tell(record["message"], dict(record["extra"]), _JOB.sub("", line))
        if self.story.finished > ended:
            self.run_ended.set()
        try:
            if self._live:
                self._draw()
            else:
                self._console.print(line, markup=False, highlight=False, soft_wrap=True)
        except SystemExit:
            # What rich makes of a closed pipe (`reactor demo | head`), after which it is silent.
            self._on_closed()

    def _draw(self) -> None:
        if self._live:
            self._live.update(self._picture(), refresh=True)

    def _picture(self) -> Group:
        """What fits on the screen: the companies, the last matches, and the end of the log."""
        finished = min(self.story.finished, len(COMPANIES))
        progress = Table.grid(expand=True)  # the bar alone would not end its line
        progress.add_row(ProgressBar(total=len(COMPANIES), completed=finished))
        upper = Group(self._companies(), progress)
        room = self._console.height - len(self._console.render_lines(upper, pad=False)) - 1
        shown = min(_MATCHES_SHOWN, len(self.story.matches), room - _MATCHES_HEAD - _LEAST_LOG)
        if shown > 0:
            upper.renderables.append(self._matches(shown))
            room -= _MATCHES_HEAD + shown
        if room > 1:
            upper.renderables.append(Rule("what the log files say", style="dim"))
            lines = list(self.story.latest)[1 - room :]
            upper.renderables.append(Text("\n".join(lines), overflow="ellipsis", no_wrap=True))
        return upper

    def _companies(self) -> Table:
        table = _table()
        table.add_column("company", no_wrap=True)
        table.add_column("rank", justify="right", min_width=4)
        table.add_column("state", ratio=1, no_wrap=True)
        for column in ("found", "new", "saved"):
            table.add_column(column, justify="right", min_width=len(column))
        for chapter in self.story.chapters.values():
            state = Text(chapter.state, style=chapter.colour, overflow="ellipsis")
            matched = str(chapter.matched or "")
            table.add_row(chapter.name, chapter.rank, state, chapter.found, chapter.new, matched)
        return table

    def _matches(self, most: int) -> Table:
        table = _table()
        table.add_column("score", justify="right")
        table.add_column("posting saved", ratio=1)
        table.add_column("for")
        best = sorted(self.story.matches[-most:], key=lambda match: -match.score)
        for match in best:
            table.add_row(str(match.score), Text(match.title), Text(match.user))
        return table


def _table() -> Table:
    """A table as wide as the screen, without lines that cost room."""
    return Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
