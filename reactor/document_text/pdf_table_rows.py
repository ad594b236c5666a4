"""Rows of tables that people lay out a CV in: the time on the left, and beside it what they did."""

from collections.abc import Iterator

_LONGEST_TIME = 40


class TableRows:
    """Joins the time in a row's first cell with the first line beside it; other lines stay.

    What calls it says where rows and cells begin, and gives the lines between.
    """

    def __init__(self) -> None:
        self._cell = 0
        self._lines = 0
        self._time = ""

    def begin_row(self) -> None:
        """A row begins."""
        self._cell = 0

    def begin_cell(self) -> None:
        """A cell of the row begins."""
        self._cell += 1
        self._lines = 0

    def line(self, line: str) -> Iterator[str]:
        """A line of the document, in a cell or elsewhere; gives those that are ready."""
        held, self._time = self._time, ""
        self._lines += 1
        if held and self._cell > 1:
            yield f"{held} {line}"
            return
        if held:
            yield held
        if self._cell == self._lines == 1 and _is_time(line):
            self._time = line
        else:
            yield line

    def end(self) -> Iterator[str]:
        """The document ends; gives what was held back."""
        if self._time:
            yield self._time


def _is_time(line: str) -> bool:
    return len(line) <= _LONGEST_TIME and any(map(str.isdigit, line))
