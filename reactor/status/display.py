"""Shows a status once or at each change: as a picture, as text or as JSON."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from reactor.status.advice import advice_on
from reactor.status.json_status import essence
from reactor.status.record_builder import record_of
from reactor.status.rich_view import picture
from reactor.status.system_state import Status
from reactor.terminal import print_neatly


class StatusOutput(Protocol):
    """Where statuses are shown."""

    @property
    def ticks(self) -> bool:
        """Whether durations are to be shown as they grow."""

    def draw(self, status: Status, now: datetime, trouble: str) -> None:
        """Show a status as it looks `now`; `trouble` says why there is no newer one."""


class TextOutput:
    """Text for a person, or for a file: a new block whenever something has changed."""

    ticks = False

    def __init__(self, console: Console, height: int | None = None) -> None:
        self._console = console
        self._height = height
        self._shown: object = None

    def draw(self, status: Status, now: datetime, trouble: str) -> None:
        """Print it, unless all but the clock is as it was."""
        advice = advice_on(status)
        shown = (essence(record_of(status, advice)), trouble)
        if shown == self._shown:
            return
        if self._shown is not None:
            self._console.print()
        self._shown = shown
        shown_now = picture(status, advice, now, self._height)
        print_neatly(self._console, Text(status.said(trouble)) if trouble else shown_now)


class JsonOutput:
    """One JSON object, or one a line whenever something has changed."""

    ticks = False

    def __init__(self, console: Console, *, lines: bool) -> None:
        self._console = console
        self._indent = None if lines else 2
        self._ascii = not console.encoding.startswith("utf")
        self._shown: object = None

    def draw(self, status: Status, now: datetime, trouble: str) -> None:
        """Print it, unless all but the clock is as it was."""
        del now
        record = record_of(status, advice_on(status))
        if trouble or essence(record) == self._shown:
            return
        self._shown = essence(record)
        # Spaced as ever: some look for `"due": 1` in it.
        told = json.loads(record.model_dump_json(by_alias=True))
        text = json.dumps(told, indent=self._indent, ensure_ascii=self._ascii)
        self._console.out(text, highlight=False)


class LiveTerminal:
    """A terminal that is drawn over and over."""

    ticks = True

    def __init__(self, live: Live) -> None:
        self._live = live

    def draw(self, status: Status, now: datetime, trouble: str) -> None:
        """Draw it in the place of the last one."""
        console = self._live.console
        told = Text(status.said(trouble), style="bold red")
        taken = len(console.render_lines(told)) + 1 if trouble else 0
        shown = picture(status, advice_on(status), now, max(console.height - taken, 1))
        self._live.update(Group(told, "", shown) if trouble else shown, refresh=True)


@contextmanager
def opened(
    console: Console, *, as_json: bool, watch: bool, whole: bool = False
) -> Iterator[StatusOutput]:
    """What shows statuses in the way that was asked for and that the console can.

    Args:
        console: where.
        as_json: for programs.
        watch: over and over.
        whole: every line, also where a terminal has no room for all.
    """
    if as_json:
        yield JsonOutput(console, lines=watch)
    elif watch and console.is_terminal and not console.is_dumb_terminal:
        with Live(console=console, screen=True, auto_refresh=False) as live:
            yield LiveTerminal(live)
    else:
        fits = console.is_terminal and not (whole or watch)
        # The last line is the shell's.
        yield TextOutput(console, console.height - 1 if fits else None)
