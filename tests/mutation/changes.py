"""Small changes of meaning: what a slip of the pen would make of an expression or a statement."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

_COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Change(NamedTuple):
    """One change.

    Attributes:
        operator: what kind of change it is.
        node: what is replaced.
        by: what it is replaced by; None for a pattern, which then never matches.
    """

    operator: str
    node: ast.expr | ast.stmt | ast.pattern
    by: ast.expr | ast.stmt | None


def changes(node: ast.AST) -> Iterator[Change]:
    """Every change of this node itself; those of its parts come from these."""
    yield from _of_expressions(node)
    yield from _of_branches(node)
    yield from _of_statements(node)


def _of_expressions(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            yield from _combinations(node)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield Change("not or sign dropped", node, operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            yield Change("arithmetic", node, ast.BinOp(left, _ARITHMETIC[type(op)](), right))
        case ast.Call(func=ast.Name(id=name) as func) if name in _CALLS:
            yield Change("other function", func, ast.Name(_CALLS[name]))
        case ast.Constant(value=bool() as value):
            yield Change("constant", node, ast.Constant(not value))
        case ast.Constant(value=int() | float() as value):
            yield Change("constant", node, ast.Constant(value + 1))


def _of_branches(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.If(test=test) | ast.IfExp(test=test):
            yield from _forced(test)
        case ast.While(test=test) if not isinstance(test, ast.Constant):
            yield Change("branch", test, ast.Constant(value=False))
        case ast.comprehension(ifs=tests):
            for test in tests:
                yield from _forced(test)
        case ast.match_case(pattern=pattern, guard=guard):
            yield from _forced(guard) if guard else [Change("branch", pattern, None)]


def _of_statements(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in _ARITHMETIC:
            other = ast.AugAssign(target, _ARITHMETIC[type(op)](), value)
            yield Change("arithmetic", node, other)
        case ast.Expr(value=ast.Call() | ast.Await()) if not _is_log(node):
            yield Change("statement dropped", node, ast.Pass())
        case ast.Assign(targets=[ast.Attribute() | ast.Tuple(elts=[ast.Attribute(), *_])]):
            yield Change("statement dropped", node, ast.Pass())


def _comparisons(node: ast.Compare) -> Iterator[Change]:
    for place, op in enumerate(node.ops):
        for other in _COMPARISONS[type(op)]:
            ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield Change("comparison", node, ast.Compare(node.left, ops, node.comparators))


def _combinations(node: ast.BoolOp) -> Iterator[Change]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield Change("and/or", node, ast.BoolOp(other, node.values))
    for place, value in enumerate(node.values):
        rest = [*node.values[:place], *node.values[place + 1 :]]
        yield Change(
            "operand dropped", node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        )
        yield from _negated(value)


def _negated(test: ast.expr) -> Iterator[Change]:
    """With a `not`, where no other change turns it round."""
    if isinstance(test, ast.Name | ast.Attribute | ast.Call):
        yield Change("not added", test, ast.UnaryOp(ast.Not(), test))


def _forced(test: ast.expr) -> Iterator[Change]:
    yield Change("branch", test, ast.Constant(value=True))
    yield Change("branch", test, ast.Constant(value=False))
    yield from _negated(test)


def _is_log(node: ast.Expr) -> bool:
    """Whether it only tells the log: no decision hangs on that."""
    match node.value:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="_log" | "logger"))):
            return True
    return False
