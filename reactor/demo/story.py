"""The state of each company in the demo, derived from the reactor's log lines."""

import re
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from reactor.logs.lines import printable

_LATEST_LINES = 12
_DROPPED = "timer dropped: nobody tracks the company any more"
_STATES = {
    "enqueued": ("queued ({reason})", "yellow"),
    "turn set": ("queued ({reason})", "yellow"),
    "run started": ("visiting the careers page", "cyan"),
    "postings found": ("{found} postings found", "cyan"),
    "posting analysed": ("analysed: {title}", "cyan"),
    "run failed, job waits": ("again in {retry_in}: {error}", "yellow"),
    "job failed": ("{error}", "red"),
    "rank changed soon after a run: only the timer moves": ("waits until {next}", "green"),
    "job completed": ("done", "green"),
    "timer set": ("waits until {next}", "green"),
    _DROPPED: ("not tracked", "dim"),
}
"""State and colour of a company by log message."""


@dataclass
class Chapter:
    """One company's state; `own` if the user added the company."""

    name: str
    own: bool = False
    rank: str = ""
    state: str = "not tracked yet"
    colour: str = "dim"
    found: str = ""
    new: str = ""
    matched: int = 0


@dataclass
class DemoMatch:
    """A saved posting; `own` if the user added the person or the company."""

    user: str
    company: str
    own: bool
    score: int
    title: str


@dataclass
class DemoStory:
    """Follows the log; uses only what `tail -f` shows.

    Attributes:
        chapters: states by the company's label; those of the samples exist from the start.
        people: the samples; all other people are the user's own.
        matches: saved postings, newest last.
        latest: the latest log lines.
        finished: runs that ended for good, with any outcome.
    """

    chapters: dict[str, Chapter] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    matches: list[DemoMatch] = field(default_factory=list)
    latest: deque[str] = field(default_factory=lambda: deque(maxlen=_LATEST_LINES))
    finished: int = 0

    def tell(self, message: str, values: dict[str, Any], line: str) -> None:
        """Process one log line: its message, its `key=value` pairs, and its text."""
        self.latest.append(line)
        chapter = self._chapter(message, str(values.get("company", "")))
        if chapter is None:
            return
        # The outcome of a run matters more than the next timer; and a job inserted by hand can be
        # claimed before its turn is set.
        idle, running = chapter.colour == "dim", chapter.colour == "cyan"
        passed_over = (message == "timer set" and not idle) or (message == "turn set" and running)
        if (state := _state(message, values)) and not passed_over:
            chapter.state, chapter.colour = state
        if message == _DROPPED:
            chapter.rank = ""
        if message == "enqueued":
            chapter.rank = str(values["rank"]).rpartition(">")[2]
        if message == "match saved":
            chapter.matched += 1
            title, user = printable(str(values["title"])), printable(str(values["user"]))
            own = chapter.own or user not in self.people
            self.matches.append(DemoMatch(user, chapter.name, own, int(values["score"]), title))
        if message == "job completed":
            chapter.found, chapter.new = str(values["found"]), str(values["new"])
        if message in ("job completed", "job failed"):
            self.finished += 1

    def _chapter(self, message: str, label: str) -> Chapter | None:
        """The company's state; a new one at the first event of an unknown company."""
        if label and label not in self.chapters and message in _STATES:
            self.chapters[label] = Chapter(printable(label), own=True)
        return self.chapters.get(label)


def _state(message: str, values: dict[str, Any]) -> tuple[str, str] | None:
    """The company's state after a log line, with its colour; None if it does not change."""
    if message not in _STATES:
        return None
    text, colour = _STATES[message]
    told = text.format_map(values | {"error": _brief(values.get("error"))})
    return printable(told), colour


def _brief(error: object) -> str:
    """The error without its leading address."""
    return re.sub(r"^https?://\S+ ", "", str(error))
