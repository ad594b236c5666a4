"""What has happened to each company so far, told by the reactor's own log lines."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

_LATEST_LINES = 12


@dataclass
class Chapter:
    """One company's part of the story."""

    name: str
    rank: str = ""
    state: str = "not tracked yet"
    colour: str = "dim"
    found: str = ""
    new: str = ""
    matched: int = 0


@dataclass
class Match:
    """A posting that was saved for somebody."""

    user: str
    score: int
    title: str


@dataclass
class Story:
    """Follows the log; knows nothing that a person with `tail -f` would not know.

    Attributes:
        chapters: by the company's slug.
        matches: what was saved, newest last.
        latest: the last lines of the log.
        finished: runs that ended for good, well or not.
    """

    chapters: dict[str, Chapter] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    latest: deque[str] = field(default_factory=lambda: deque(maxlen=_LATEST_LINES))
    finished: int = 0

    def tell(self, message: str, values: dict[str, Any], line: str) -> None:
        """Add one log line: its message, its `key=value` pairs, and how it reads."""
        self.latest.append(line)
        chapter = self.chapters.get(str(values.get("company")))
        if chapter is None:
            return
        match message:
            case "enqueued" | "turn set":
                chapter.rank = str(values.get("rank", chapter.rank)).rpartition(">")[2]
                chapter.state, chapter.colour = f"queued ({values['reason']})", "yellow"
            case "run started":
                chapter.state, chapter.colour = "visiting the careers page", "cyan"
            case "postings found":
                chapter.found = str(values["found"])
                chapter.state, chapter.colour = "reading and matching", "cyan"
            case "match saved":
                chapter.matched += 1
                title, user = str(values["title"]), str(values["user"])
                self.matches.append(Match(user, int(values["score"]), title))
            case "run failed, job waits":
                chapter.state = f"{values['error']}; again in {values['retry_in']}"
                chapter.colour = "yellow"
            case "job failed":
                chapter.state, chapter.colour = str(values["error"]), "red"
                self.finished += 1
            case "job completed":
                chapter.new = str(values["new"])
                chapter.state, chapter.colour = "done", "green"
                self.finished += 1
            case "timer dropped: nobody tracks the company any more":
                chapter.state, chapter.colour, chapter.rank = "not tracked", "dim", ""
