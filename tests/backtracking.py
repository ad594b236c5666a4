"""Texts that make a regular expression backtrack, made from its own parse tree.

A backtracking engine is slow where one text can be split among the parts of a pattern in many
ways, or where a search that failed at one place reads the same text again from the next. Both need
a repeat: the attacks repeat what each repeat of the pattern takes, behind what leads to it, and
end in something that fits nowhere.
"""

import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_parser = importlib.import_module("re._parser")  # no types, and none public since Python 3.11
_MANY = 20  # a repeat of fewer characters cannot make much of a text
_UNBOUNDED = int(importlib.import_module("re._constants").MAXREPEAT)
_ENDING = "\x01\n\x01"  # hardly any pattern ends so
_ALPHABET = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\n\t\r\x01\u00a0\u00e9\u00df\u2013\u20ac\u4e2d\u3002\u0430"
)


@dataclass(frozen=True)
class Attack:
    """A text that can be made as long as one likes."""

    start: str
    pump: str
    end: str

    def text(self, length: int) -> str:
        """Of about `length` characters."""
        return self.start + self.pump * max(1, length // len(self.pump)) + self.end

    def __str__(self) -> str:
        return f"{self.start!r} + {self.pump!r} * n + {self.end!r}"


def attacks(pattern: re.Pattern[Any], *, most: int) -> list[Attack]:
    """Attacks on a pattern, none twice: of more than `most` every second, third, ..."""
    source = pattern.pattern
    tree = _parser.parse(source, pattern.flags & ~re.DEBUG)
    kinds = _letters(tree, ignoring_case=bool(pattern.flags & re.IGNORECASE))
    if isinstance(source, bytes):
        kinds = [letter for letter in kinds if ord(letter) < 0x100]
    letters = _Letters(kinds)
    simple = dict.fromkeys(_simple(tree, letters))
    of_repeats = [pair for pair in dict.fromkeys(_of_repeats(tree, letters)) if pair not in simple]
    some = of_repeats[:: max(1, -(-len(of_repeats) // most))]
    return [Attack(start, pump, _ENDING) for start, pump in (*simple, *some) if pump]


class _Letters:
    """One letter of each kind that a pattern tells apart, and which of them its nodes take."""

    def __init__(self, letters: list[str]) -> None:
        self.every = letters
        self._fitting: dict[_Key, list[str]] = {}

    def fitting(self, node: Any) -> list[str]:
        """Those that a node takes; a pattern of many words has few nodes that differ."""
        key = _key(node)
        if key not in self._fitting:
            takes = _takes(node)
            self._fitting[key] = [each for each in self.every if takes is not None and takes(each)]
        return self._fitting[key]


_Key = tuple[str, int]


def _key(node: Any) -> _Key:
    """What two nodes share that take the same letters; other ones may share theirs too."""
    op, argument = node
    return str(op), argument if isinstance(argument, int) else id(argument)


def _simple(tree: Any, letters: _Letters) -> Iterator[tuple[str, str]]:
    """The alphabet of the pattern, and what it looks for, again and again."""
    for letter in letters.every:
        yield "", letter
    for variant in range(6):
        whole = _sample(tree, letters, variant)
        yield "", whole
        yield "", whole[:-1]
        yield "", whole + " "


def _of_repeats(tree: Any, letters: _Letters) -> Iterator[tuple[str, str]]:
    for leading, body in _repeats(tree, letters, ("", "")):
        for pump in dict.fromkeys(_pumps(body, letters)):
            for start in dict.fromkeys(leading):
                yield start, pump
                yield "", start + pump
                yield "", start


def _pumps(body: Any, letters: _Letters) -> Iterator[str]:
    """What one turn of a repeat takes: every kind of letter, or some samples of a longer body."""
    if len(body) == 1 and _takes(body[0]) is not None:
        yield from letters.fitting(body[0])
        return
    for variant in range(6):
        yield _sample(body, letters, variant)


def _repeats(
    tree: Any, letters: _Letters, leading: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every repeat of many turns with texts that lead to it."""
    for op, argument in tree:
        name = str(op)
        if name in _REPEATS:
            _, most, body = argument
            if most == _UNBOUNDED or most >= _MANY:
                yield leading, body
        for part in _parts(name, argument):
            yield from _repeats(part, letters, leading)
        leading = tuple(
            text + _sample([(op, argument)], letters, variant)
            for variant, text in enumerate(leading)
        )


_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
# Where in its argument a node keeps the pattern inside it.
_BODY = {**dict.fromkeys(_REPEATS, 2), "SUBPATTERN": 3, "ASSERT": 1, "ASSERT_NOT": 1}


def _parts(name: str, argument: Any) -> list[Any]:
    """The patterns inside a node of the tree."""
    if name in _BODY:
        return [argument[_BODY[name]]]
    match name:
        case "ATOMIC_GROUP":
            return [argument]
        case "BRANCH":
            return list(argument[1])
        case "GROUPREF_EXISTS":
            return [part for part in argument[1:] if part is not None]
    return []


def _sample(tree: Any, letters: _Letters, variant: int) -> str:
    """A text that the tree matches, its look-arounds aside; variants differ in their choices."""
    text = ""
    for op, argument in tree:
        name = str(op)
        if name in _REPEATS:
            least, _, body = argument
            turns = max(least, 1 if variant % 2 else 0)
            text += _sample(body, letters, variant) * min(turns, 300)
        elif name == "BRANCH":
            text += _sample(argument[1][variant % len(argument[1])], letters, variant)
        elif name in {"SUBPATTERN", "ATOMIC_GROUP"}:
            text += _sample(_parts(name, argument)[0], letters, variant)
        elif _takes((op, argument)) is not None:
            fitting = letters.fitting((op, argument))
            text += fitting[variant % len(fitting)] if fitting else ""
    return text


def _letters(tree: Any, *, ignoring_case: bool) -> list[str]:
    """One letter of each kind that the pattern tells apart."""
    nodes = list({_key(node): node for node in _single(tree)}.values())
    own = {chr(code) for node in nodes for code in _codes(node)}
    tests = [test for node in nodes if (test := _takes(node)) is not None]
    kinds: dict[tuple[bool, ...], str] = {}
    for letter in (*_ALPHABET, *sorted(own)):
        kind = tuple(
            test(letter) or (ignoring_case and test(letter.swapcase()[:1])) for test in tests
        )
        kinds.setdefault(kind, letter)
    return list(kinds.values())


def _single(tree: Any) -> Iterator[Any]:
    for op, argument in tree:
        if _takes((op, argument)) is not None:
            yield op, argument
        for part in _parts(str(op), argument):
            yield from _single(part)


def _codes(node: Any) -> Iterable[int]:
    op, argument = node
    match str(op):
        case "LITERAL" | "NOT_LITERAL":
            return [int(argument)]
        case "IN":
            return [code for part in argument for code in _codes(part)]
        case "RANGE":
            return [int(argument[0])]
    return []


def _takes(node: Any) -> Callable[[str], bool] | None:
    """Whether a node of one letter takes a letter; None for nodes of another kind."""
    op, argument = node
    match str(op):
        case "LITERAL" | "NOT_LITERAL":
            return lambda letter: (ord(letter) == argument) == (str(op) == "LITERAL")
        case "ANY":
            return lambda letter: letter != "\n"
        case "RANGE":
            return lambda letter: argument[0] <= ord(letter) <= argument[1]
        case "CATEGORY":
            return _CATEGORIES[str(argument)]
        case "IN":
            parts = [test for part in argument if (test := _takes(part)) is not None]
            negated = str(argument[0][0]) == "NEGATE"
            return lambda letter: any(test(letter) for test in parts) != negated
    return None


def _fits(source: str) -> Callable[[str], bool]:
    pattern = re.compile(source)
    return lambda letter: pattern.match(letter) is not None


_CATEGORIES = {
    f"CATEGORY_{name}": _fits(source)
    for name, source in {
        "DIGIT": r"\d",
        "NOT_DIGIT": r"\D",
        "SPACE": r"\s",
        "NOT_SPACE": r"\S",
        "WORD": r"\w",
        "NOT_WORD": r"\W",
    }.items()
}
