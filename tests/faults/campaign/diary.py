"""What the reactors did, in the order in which they did it, beyond their deaths."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the process `pid`.

    Attributes:
        event: `born`, with the weapon that it carries, and `died`, of which if it was one;
            `begun` and `ended`, a run of a company; `unnamed`, a write that nobody named.
        pid: the process.
        subject: the weapon, company or write.
    """

    event: str
    pid: int
    subject: str = ""


class Diary:
    """A file to which all processes append: its order is the order of events."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, entry: Entry) -> None:
        """Append an entry, whole and at once, for the next moment may be the last."""
        line = json.dumps(asdict(entry)) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)

    def entries(self) -> list[Entry]:
        """All of them, in order."""
        if not self.path.exists():
            return []
        return [Entry(**json.loads(line)) for line in self.path.read_text().splitlines()]


def overlaps(entries: Iterable[Entry]) -> Iterator[str]:
    """Runs of a company that began while another run of it was alive, in words."""
    alive: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        company, pid = entry.subject, entry.pid
        match entry.event:
            case "begun":
                if company in alive:
                    yield f"{company} ran in {alive[company]} and {pid} at once (entry {number})"
                alive[company] = pid
            case "ended":
                alive.pop(company, None)
            case "died":
                alive = {company: runner for company, runner in alive.items() if runner != pid}
