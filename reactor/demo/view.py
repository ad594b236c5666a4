"""Shows the demo: live on a terminal, as plain lines elsewhere."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from loguru import logger
from rich.console import Console, Group
from rich.live import Live

from reactor.demo.companies import COMPANIES
from reactor.demo.join_hint import JoinHint
from reactor.demo.people import PEOPLE
from reactor.demo.screen_lines import companies, keeps_panel, matches, panel, picture
from reactor.demo.story import Chapter, DemoStory
from reactor.logs.lines import pairs

if TYPE_CHECKING:
    from loguru import Message

_JOB = re.compile(r" job=\S+")


class DemoView:
    """Renders the reactor's log lines for people.

    Attributes:
        story: the state so far.
        run_ended: set when a run has ended for good.
    """

    def __init__(
        self, console: Console, invitation: JoinHint, on_closed: Callable[[], None]
    ) -> None:
        self.story = DemoStory(
            chapters={company.slug: Chapter(company.name) for company in COMPANIES},
            people=frozenset(person.email for person in PEOPLE),
        )
        self.run_ended = asyncio.Event()
        self._console = console
        self._invitation = invitation
        self._on_closed = on_closed
        self._live: Live | None = None

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Follow the log while the block runs."""
        sink = logger.add(self._hear, level="INFO", format="{message}")
        try:
            if self._console.is_terminal:
                if not keeps_panel(self._console, self._invitation):
                    # Printed above the live view, where it can be scrolled back to.
                    self._console.print(panel(self._invitation))
                with Live(console=self._console, transient=True, auto_refresh=False) as self._live:
                    self._draw()
                    yield
            else:
                self._console.print(self._invitation.whole, markup=False, soft_wrap=True)
                yield
        finally:
            self._live = None
            logger.remove(sink)

    def summary(self) -> Group:
        """The final state of companies and matches."""
        return Group(companies(self.story.chapters.values()), matches(self.story.matches))

    def _hear(self, message: "Message") -> None:
        record = message.record
        line = f"{record['time']:HH:mm:ss} {record['message']}  {pairs(record)}".rstrip()
        ended = self.story.finished
        # Job ids are dropped for lack of room; a company has one job at a time.
        self.story.tell(record["message"], dict(record["extra"]), _JOB.sub("", line))
        if self.story.finished > ended:
            self.run_ended.set()
        try:
            if self._live:
                self._draw()
            else:
                self._console.print(line, markup=False, highlight=False, soft_wrap=True)
        except SystemExit:
            # rich raises this at a closed pipe (`reactor demo | head`) and is silent afterwards.
            self._on_closed()

    def _draw(self) -> None:
        if self._live:
            shown = picture(self._console, self._invitation, self.story)
            self._live.update(shown, refresh=True)
