"""Shows the story: live on a terminal, as plain lines elsewhere."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from loguru import logger
from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from reactor.demo.companies import COMPANIES
from reactor.demo.story import Chapter, Story
from reactor.logs.lines import pairs

if TYPE_CHECKING:
    from loguru import Message

_MATCHES_SHOWN = 6
_LOG_BORDERS = 3


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
        line = f"{record['time']:HH:mm:ss} {record['message']}  {pairs(record)}"
        ended = self.story.finished
        self.story.tell(record["message"], dict(record["extra"]), line)
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
        """All of it, the log as long as the terminal has room for."""
        progress = Table.grid(expand=True)
        finished = min(self.story.finished, len(COMPANIES))
        progress.add_row(ProgressBar(total=len(COMPANIES), completed=finished))
        upper = Group(
            Panel(self._hint, title="Scoutly Reactor, demo", border_style="blue"),
            self._companies(),
            progress,
            self._matches(_MATCHES_SHOWN),
        )
        taken = len(self._console.render_lines(upper, pad=False))
        room = self._console.height - taken - _LOG_BORDERS
        if room < 1:
            return upper
        log = Text("\n".join(list(self.story.latest)[-room:]), overflow="ellipsis", no_wrap=True)
        return Group(upper, Panel(log, title="what the log files say", border_style="dim"))

    def _companies(self) -> Table:
        table = Table(expand=True)
        table.add_column("company", no_wrap=True)
        table.add_column("rank", justify="right", min_width=4)
        table.add_column("state", ratio=1, no_wrap=True)
        for column in ("postings", "new", "matches"):
            table.add_column(column, justify="right", min_width=len(column))
        for chapter in self.story.chapters.values():
            state = Text(chapter.state, style=chapter.colour, overflow="ellipsis")
            matched = str(chapter.matched or "")
            table.add_row(chapter.name, chapter.rank, state, chapter.found, chapter.new, matched)
        return table

    def _matches(self, most: int) -> Table:
        table = Table(title="matches saved", title_justify="left", expand=True)
        table.add_column("score", justify="right")
        table.add_column("posting", ratio=1)
        table.add_column("for")
        best = sorted(self.story.matches[-most:], key=lambda match: -match.score)
        for match in best:
            table.add_row(str(match.score), match.title, match.user)
        return table
