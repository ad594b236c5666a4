"""A long JSON document read piece by piece, so that only one entry of it is in memory."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any, TextIO

_DECODER = JSONDecoder()
_BLANKS = re.compile(r"[ \t\n\r]*")
_MAY_GO_ON = re.compile(r"[-+.0-9eE]*\Z")
"""Behind a number that is cut: all that was read so far may belong to it."""
_AT_ONCE = 65_536
"""Characters that are read in one go."""
_LONGEST = 20_000_000
"""Characters of one entry; MongoDB keeps documents of 16 MB."""


class MalformedError(ValueError):
    """What was read is no JSON; the message names line, column and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A member of the document, or one entry of a member that is a list.

    Attributes:
        name: of the member.
        number: of the entry, from 0; None for a whole member.
        value: what stands there.
        size: how many characters it takes there.
    """

    name: str
    number: int | None
    value: Any
    size: int


def pieces(file: TextIO, lists: Collection[str]) -> Iterator[Piece]:
    """The members of a JSON object as they stand there; nothing if it is no object.

    Args:
        file: where the document is read from.
        lists: the members whose entries come one by one, if they are lists.

    Raises:
        MalformedError: it is no JSON.
        RecursionError: something is nested too deeply.
    """
    scanner = _Scanner(file)
    if scanner.next() != "{":
        scanner.value()
        return
    more = scanner.opens("{", "}")
    while more:
        name = scanner.name()
        scanner.take(":")
        if name in lists and scanner.next() == "[":
            yield from _entries(scanner, name)
        else:
            yield Piece(name, None, *scanner.value())
        more = scanner.goes_on("}")
    if scanner.next():
        raise scanner.wrong("Extra data")


def _entries(scanner: "_Scanner", name: str) -> Iterator[Piece]:
    number = 0
    more = scanner.opens("[", "]")
    while more:
        yield Piece(name, number, *scanner.value())
        number += 1
        more = scanner.goes_on("]")


class _Scanner:
    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text, self._at = "", 0
        self._line, self._column = 1, 1

    def next(self) -> str:
        """The next character that is no blank; `""` at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text) or not self._read_on():
                return self._text[self._at : self._at + 1]

    def take(self, allowed: str) -> str:
        """The next character, which must be one of these."""
        sign = self.next()
        if not sign or sign not in allowed:
            raise self.wrong(f"Expecting {' or '.join(map(repr, allowed))}")
        self._at += 1
        return sign

    def opens(self, start: str, end: str) -> bool:
        """Enter an object or a list; gives whether there is anything in it."""
        self.take(start)
        if self.next() != end:
            return True
        self.take(end)
        return False

    def goes_on(self, end: str) -> bool:
        """Pass what stands behind an entry; gives whether another one follows."""
        return self.take(f",{end}") == ","

    def name(self) -> str:
        """The name of a member."""
        if self.next() != '"':
            raise self.wrong("Expecting property name enclosed in double quotes")
        return str(self.value()[0])

    def value(self) -> tuple[Any, int]:
        """The value that begins here, and how long it is."""
        self.next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                # It may only have been cut; but what is wrong is not read to the end of the file.
                if len(self._text) - self._at < _LONGEST and self._read_on():
                    continue
                self._at = error.pos
                raise self.wrong(error.msg) from None
            if _MAY_GO_ON.match(self._text, end) and self._read_on():
                continue
            size, self._at = end - self._at, end
            return value, size

    def _read_on(self) -> bool:
        """Read more and forget what lies behind; False at the end of the file."""
        rest = self._text[self._at :]
        more = self._file.read(max(_AT_ONCE, len(rest)))
        if not more:
            return False
        self._line, self._column = self._place()
        self._text, self._at = rest + more, 0
        return True

    def _place(self) -> tuple[int, int]:
        passed = self._text[: self._at]
        lines = passed.count("\n")
        column = len(passed) - passed.rfind("\n") if lines else self._column + len(passed)
        return self._line + lines, column

    def wrong(self, what: str) -> MalformedError:
        """An error that names this place."""
        line, column = self._place()
        return MalformedError(f"line {line}, column {column}: {what}")
