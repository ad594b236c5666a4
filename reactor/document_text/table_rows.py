"""Table rows in the layout of a CV: the period on the left, the activity on the right."""

from collections.abc import Iterator

_MAX_TIME = 40


class TableRows:
    """Joins the period in a row's first cell with the first line of the next cell.

    Other lines are unchanged. The caller reports the beginnings of rows and cells, and the lines.
    """

    def __init__(self) -> None:
        self._cell = 0
        self._lines = 0
        self._time = ""

    def begin_row(self) -> None:
        """Begin a row."""
        self._cell = 0

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        self._cell += 1
        self._lines = 0

    def line(self, line: str) -> Iterator[str]:
        """Take a line of the document, in a cell or elsewhere; yield the complete lines."""
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
        """End the document; yield the line held back."""
        if self._time:
            yield self._time


def _is_time(line: str) -> bool:
    return len(line) <= _MAX_TIME and any(map(str.isdigit, line))
