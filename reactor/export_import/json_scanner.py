"""Reads a long JSON document incrementally, with only one entry in memory."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any, TextIO

_DECODER = JSONDecoder()
_BLANKS = re.compile(r"[ \t\n\r]*")
_MAY_GO_ON = re.compile(r"[-+.0-9eE]*\Z")
"""The end of the buffer after a number, where further digits may follow."""
_AT_ONCE = 65_536
"""Characters per read."""
_LONGEST = 20_000_000
"""Characters of one entry; MongoDB stores documents of up to 16 MB."""


class MalformedError(ValueError):
    """The input is no valid JSON; the message has line, column and cause."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A member of the document, or one entry of a member that is a list.

    Attributes:
        name: name of the member.
        number: index of the entry from 0; None for a whole member.
        value: the parsed value.
        size: its length in characters.
    """

    name: str
    number: int | None
    value: Any
    size: int


def pieces(file: TextIO, lists: Collection[str]) -> Iterator[Piece]:
    """Yield the members of a JSON object in order; nothing if the document is no object.

    Args:
        file: the document.
        lists: members whose entries are yielded one by one, if they are lists.

    Raises:
        MalformedError: the input is no valid JSON.
        RecursionError: the input is nested too deeply.
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
        """The next character that is not blank; `""` at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text) or not self._read_on():
                return self._text[self._at : self._at + 1]

    def take(self, allowed: str) -> str:
        """Consume the next character, which must be one of `allowed`."""
        sign = self.next()
        if not sign or sign not in allowed:
            raise self.wrong(f"Expecting {' or '.join(map(repr, allowed))}")
        self._at += 1
        return sign

    def opens(self, start: str, end: str) -> bool:
        """Enter an object or a list; returns whether it has any entry."""
        self.take(start)
        if self.next() != end:
            return True
        self.take(end)
        return False

    def goes_on(self, end: str) -> bool:
        """Consume the separator after an entry; returns whether another entry follows."""
        return self.take(f",{end}") == ","

    def name(self) -> str:
        """The name of a member."""
        if self.next() != '"':
            raise self.wrong("Expecting property name enclosed in double quotes")
        return str(self.value()[0])

    def value(self) -> tuple[Any, int]:
        """The value at this position, and its length."""
        self.next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                # The value may be incomplete; but an invalid one is not read to the end of the
                # file.
                if len(self._text) - self._at < _LONGEST and self._read_on():
                    continue
                self._at = error.pos
                raise self.wrong(error.msg) from None
            if _MAY_GO_ON.match(self._text, end) and self._read_on():
                continue
            size, self._at = end - self._at, end
            return value, size

    def _read_on(self) -> bool:
        """Read more and drop consumed text; False at the end of the file."""
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
        """An error with this position."""
        line, column = self._place()
        return MalformedError(f"line {line}, column {column}: {what}")
