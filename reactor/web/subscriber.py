"""One open page: the rows to send to it, each once and in its newest state."""

import asyncio
import re
from collections.abc import Iterable

from reactor.web.live_rows import PagePart

MOST = 100
"""Rows that wait for a page; who does not take them is let go, and comes again."""

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_RELOAD = "event: reload-list\ndata:\n\n"


class Subscriber:
    """What waits for one page.

    Args:
        position: how far its page is, in the changes.
        most: how many rows may wait.

    Attributes:
        position: what has happened up to here is sent, or waits to be.
        closed: whether nothing more is to be sent.
    """

    def __init__(self, position: int, most: int = MOST) -> None:
        self.position = position
        self.closed = False
        self._most = most
        self._waiting: dict[str, str] = {}
        self._woken = asyncio.Event()

    def put(self, rows: Iterable[PagePart], position: int) -> None:
        """Let rows wait; one that waits already is replaced."""
        self.position = max(self.position, position)
        if _RELOAD not in self._waiting.values():
            self._waiting |= {row.id: message(row) for row in rows}
        if len(self._waiting) > self._most:
            self.close()
        if self._waiting:
            self._woken.set()

    def put_reload(self, position: int) -> None:
        """Let the page be read anew: then no row has to be sent."""
        self.position = max(self.position, position)
        self._waiting = {"": _RELOAD}
        self._woken.set()

    def close(self) -> None:
        """Send nothing more."""
        self.closed = True
        self._waiting.clear()
        self._woken.set()

    async def take(self, patience: float) -> list[str]:
        """What waits, as soon as something does; nothing after waiting in vain, or once closed.

        Args:
            patience: seconds.
        """
        try:
            async with asyncio.timeout(patience):
                await self._woken.wait()
        except TimeoutError:
            return []
        if not self.closed:
            self._woken.clear()
        taken, self._waiting = list(self._waiting.values()), {}
        return taken


def message(row: PagePart) -> str:
    """A row as the browser takes it: htmx puts it in the place of the element with its id."""
    into = f' data-into="#{row.into}"' if row.into else ""
    swap = "outerMorph" if row.text else "delete"
    text = f'<hx-partial hx-target="#{row.id}"{into} hx-swap="{swap}">{row.text}</hx-partial>'
    return "".join(f"data: {line}\n" for line in _LINE_ENDS.split(text)) + "\n"
