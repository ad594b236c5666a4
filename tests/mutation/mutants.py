"""The mutants of a source: the same source with one small change each."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutation.changes import Change, changes

_TYPES = {"annotation", "returns", "decorator_list", "type_params", "bases"}
"""Fields of the syntax tree that say what something is, and not what is done."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A source with one change.

    Attributes:
        within: the function or class that holds it; `""` for the module itself.
        number: of the line that is changed, from 1.
        operator: what kind of change it is.
        line: the line as it stands, without its indentation.
        becomes: the same after the change.
        source: all of the changed source.
    """

    within: str
    number: int
    operator: str
    line: str
    becomes: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from others, also when lines are added above it."""
        return self.within, self.operator, self.line, self.becomes


def mutants(source: str) -> list[Mutant]:
    """All mutants of a source, by line."""
    found = {
        mutant.source: mutant
        for within, node in _nodes(ast.parse(source), ())
        for change in changes(node)
        if (mutant := _mutant(source, within, change)).source != source
    }
    return sorted(found.values(), key=lambda mutant: mutant.number)


def _nodes(node: ast.AST, within: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ast.AST]]:
    """Every node that does something, and the names of what it stands in."""
    yield within, node
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        within = (*within, node.name)
    for field, value in ast.iter_fields(node):
        parts = value if isinstance(value, list) else [value]
        if field in _TYPES or (not within and _is_alias(node)):
            continue
        for part in parts:
            # Python 3.11 does not know where in a source the parts of an f-string stand.
            if isinstance(part, ast.AST) and not isinstance(part, ast.JoinedStr):
                yield from _nodes(part, within)


def _is_alias(node: ast.AST) -> bool:
    """Whether it names a union of types."""
    match node:
        case ast.Assign(value=ast.BinOp(op=ast.BitOr())):
            return True
    return False


def _mutant(source: str, within: tuple[str, ...], change: Change) -> Mutant:
    node, lines = change.node, source.encode().splitlines(keepends=True)
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    head, rest = lines[node.lineno - 1][: node.col_offset], lines[node.end_lineno - 1]
    changed = head + _text(source, change).encode() + rest[node.end_col_offset :]
    mutated = [*lines[: node.lineno - 1], changed, *lines[node.end_lineno :]]
    return Mutant(
        within=".".join(within),
        number=node.lineno,
        operator=change.operator,
        line=lines[node.lineno - 1].decode().strip(),
        becomes=changed.decode().strip(),
        source=b"".join(mutated).decode(),
    )


def _text(source: str, change: Change) -> str:
    if change.by is None:
        return f"{ast.get_source_segment(source, change.node)} if False"
    text = ast.unparse(ast.fix_missing_locations(change.by))
    plain = isinstance(change.by, ast.stmt | ast.Name | ast.Constant | ast.Attribute | ast.Call)
    return text if plain or type(change.by) is type(change.node) is ast.Compare else f"({text})"
