"""Progress for people: a bar on a terminal, and one line for each ended run."""

from contextlib import AbstractContextManager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from reactor.documents import Job
from reactor.mongo.views.totals import QueueTotals
from reactor.oneshot.finished_runs import EndedRun
from reactor.terminal import harmless

_WORDS = {
    "completed": ("completed", "green"),
    "failed": ("failed", "red"),
    "pending": ("waits", "yellow"),
}
_HANDED_BACK = ("handed back", "yellow")
_WIDTH = 12


class ProgressView:
    """Shows the progress of a drain.

    Args:
        console: the console.
        grace: seconds that running jobs get after a stop.
        quiet: whether nothing is shown, because the output is for a program.
    """

    def __init__(self, console: Console, *, grace: float, quiet: bool = False) -> None:
        self._console = console
        self._grace = grace
        self._quiet = quiet
        self._running = 0
        self._done = 0
        self._claimable = 0
        self._elsewhere = 0
        self._waited = False
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=quiet or not console.is_terminal,
        )
        self._task = self._bar.add_task("looking at the queue", total=None)

    def shown(self) -> AbstractContextManager[Progress]:
        """Show the bar while the block runs."""
        return self._bar

    def counted(self, remaining: QueueTotals) -> None:
        """Update the counts."""
        self._claimable = remaining.claimable
        self._elsewhere = max(sum(remaining.running.values()) - self._running, 0)
        self._draw()
        idle = not (self._running or self._claimable)
        if idle and self._elsewhere and not (self._quiet or self._waited):
            self._waited = True
            jobs = "1 job that runs" if self._elsewhere == 1 else f"{self._elsewhere} jobs that run"
            self._console.print(
                f"waiting for {jobs} elsewhere, to see whether that reactor is alive",
                soft_wrap=True,
            )

    def started(self, job: Job) -> None:
        """Count a started run."""
        del job
        self._running += 1
        self._claimable = max(self._claimable - 1, 0)
        self._draw()

    def ended(self, job: Job, ended: EndedRun) -> None:
        """Print one line for an ended run."""
        del job
        self._running -= 1
        self._done += 1
        self._draw()
        if not self._quiet:
            word, style = _WORDS.get(ended.status, _HANDED_BACK)
            line = Text.assemble(
                (f"{word:{_WIDTH}}", style), (harmless(ended.label), "bold"), f"  {_why(ended)}"
            )
            line.rstrip()
            self._console.print(line, soft_wrap=True)

    def stopping(self) -> None:
        """Announce that the drain is stopping."""
        if self._running and not self._quiet:
            many = f"{self._running} running {'job' if self._running == 1 else 'jobs'}"
            self._console.print(
                f"stopping: {many} may finish within {self._grace:g} s; "
                "Ctrl-C again hands them back now",
                soft_wrap=True,
            )

    def _draw(self) -> None:
        self._bar.update(
            self._task,
            description=f"{self._running} running"
            + (f", {self._elsewhere} elsewhere" if self._elsewhere else ""),
            completed=self._done,
            total=self._done + self._running + self._claimable,
        )


def _why(ended: EndedRun) -> str:
    """The figures of a run, or the reason of its failure."""
    if ended.status != "completed":
        return harmless(ended.message)
    found, new, matched = (ended.result.get(key, 0) for key in ("found", "new", "matched"))
    return harmless(f"{found} postings, {new} new, {matched} matched")
