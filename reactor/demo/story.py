"""What has happened to each company so far, told by the reactor's own log lines."""

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
"""What a log line's message says about its company, and in which colour."""


@dataclass
class Chapter:
    """One company's part of the story; `own` if whoever watches added the company."""

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
    """A posting that was saved for somebody; `own` if whoever watches added them or the company."""

    user: str
    company: str
    own: bool
    score: int
    title: str


@dataclass
class DemoStory:
    """Follows the log; knows nothing that a person with `tail -f` would not know.

    Attributes:
        chapters: by the company's label; the samples' are there from the beginning.
        people: the samples; everybody else is of those who watch.
        matches: what was saved, newest last.
        latest: the last lines of the log.
        finished: runs that ended for good, well or not.
    """

    chapters: dict[str, Chapter] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    matches: list[DemoMatch] = field(default_factory=list)
    latest: deque[str] = field(default_factory=lambda: deque(maxlen=_LATEST_LINES))
    finished: int = 0

    def tell(self, message: str, values: dict[str, Any], line: str) -> None:
        """Add one log line: its message, its `key=value` pairs, and how it reads."""
        self.latest.append(line)
        chapter = self._chapter(message, str(values.get("company", "")))
        if chapter is None:
            return
        # How a run ended says more than when the next one starts; and a job that was typed by
        # hand can be claimed before its turn is set.
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
        """The company's; a new one for one that was not there, as soon as something happens."""
        if label and label not in self.chapters and message in _STATES:
            self.chapters[label] = Chapter(printable(label), own=True)
        return self.chapters.get(label)


def _state(message: str, values: dict[str, Any]) -> tuple[str, str] | None:
    """Where a log line leaves its company, and the colour for that; None if it stays."""
    if message not in _STATES:
        return None
    text, colour = _STATES[message]
    told = text.format_map(values | {"error": _brief(values.get("error"))})
    return printable(told), colour


def _brief(error: object) -> str:
    """The error without the address that it begins with."""
    return re.sub(r"^https?://\S+ ", "", str(error))
