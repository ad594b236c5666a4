"""Every regular expression of the package, and how it is applied."""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import reactor

_FUNCTIONS = frozenset(
    ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
)
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAMES_THEM = re.compile(r"\bre\.|\bPattern\b")
_ANCHORED = frozenset(("match", "fullmatch"))


@dataclass(frozen=True)
class Expression:
    """A pattern and where it stands.

    Attributes:
        name: module and constant, or module and line.
        pattern: the pattern.
        method: `match` or `fullmatch` where it is never applied otherwise, else `search`.
    """

    name: str
    pattern: re.Pattern[Any]
    method: str

    def applied_to(self, text: str) -> Callable[[], object]:
        """The work of applying it to a text; to search is to find all that is there."""
        subject: Any = text.encode("latin-1", "replace") if self.reads_bytes else text
        if self.method == "search":
            return lambda: deque(self.pattern.finditer(subject), maxlen=0)
        return partial(getattr(self.pattern, self.method), subject)

    @property
    def reads_bytes(self) -> bool:
        """Whether it is one for bytes."""
        return isinstance(self.pattern.pattern, bytes)


def modules() -> list[ModuleType]:
    """Every module of the package."""
    names = (
        found.name
        for found in pkgutil.walk_packages(reactor.__path__, "reactor.")
        if not found.name.endswith("__main__")
    )
    return [importlib.import_module(name) for name in names]


def modules_with_expressions() -> list[str]:
    """The names of modules that may hold or spell out patterns, without importing them."""
    folder = Path(reactor.__path__[0])
    return sorted(
        ".".join(("reactor", *file.relative_to(folder).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for file in folder.rglob("*.py")
        if _NAMES_THEM.search(file.read_text(encoding="utf-8"))
    )


def expressions(name: str) -> list[Expression]:
    """All patterns that a module holds or spells out and no other module gave it, each once."""
    module = importlib.import_module(name)
    uses, given = _uses(module), _given(module)
    found: dict[tuple[Any, int], Expression] = {}
    for constant, pattern in _held(module):
        if constant in given:
            continue
        used = uses.get(constant, set()) if constant.startswith("_") else {"*"}
        _add(found, Expression(f"{name}.{constant}", pattern, _method(used)))
    for place, pattern, function in _spelled(module):
        _add(found, Expression(place, pattern, _method({function})))
    return list(found.values())


def _add(found: dict[tuple[Any, int], Expression], expression: Expression) -> None:
    key = expression.pattern.pattern, expression.pattern.flags
    known = found.get(key)
    if known is None or expression.method == "search":
        found[key] = expression


def _method(used: set[str]) -> str:
    if used and used <= _ANCHORED:
        return "match" if "match" in used else "fullmatch"
    return "search"


def _held(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a module's own constants, classes and what they hold."""
    for name, value in vars(module).items():
        if not name.startswith("__"):
            for pattern in _inside(value, module, set()):
                yield name, pattern


def _inside(value: Any, module: ModuleType, seen: set[int]) -> Iterator[re.Pattern[Any]]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif inspect.isclass(value) and value.__module__ == module.__name__:
        parts = list(vars(value).values())
    elif isinstance(value, Mapping):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        parts = list(value)
    elif dataclasses.is_dataclass(value) and not inspect.isclass(value):
        parts = [getattr(value, field.name, None) for field in dataclasses.fields(value)]
    elif type(value).__module__.startswith("reactor.") and not inspect.isclass(value):
        parts = list(getattr(value, "__dict__", {}).values())
    else:
        return
    if not isinstance(value, re.Pattern):
        for part in parts:
            yield from _inside(part, module, seen)


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _FUNCTIONS
        ):
            yield node.func.attr, node


def _spelled(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """The patterns in calls of the re module whose source the module's constants make up."""
    for function, call in _calls(_tree(module)):
        if function != "compile" and (source := _value(call.args[0], module)) is not None:
            flags = [
                _value(keyword.value, module) for keyword in call.keywords if keyword.arg == "flags"
            ]
            yield f"{module.__name__}:{call.lineno}", re.compile(source, *flags), function


def built_later(module: ModuleType) -> list[str]:
    """Calls of the re module in functions, whose source only a run of the program knows."""
    tree = _tree(module)
    functions = [node for node in ast.walk(tree) if isinstance(node, _FUNCTION)]
    return [
        f"{module.__name__}:{call.lineno}"
        for function in functions
        for _, call in _calls(function)
        if _value(call.args[0], module) is None
    ]


@cache
def _tree(module: ModuleType) -> ast.Module:
    """The source of a module, parsed; nothing if it names no regular expressions."""
    source = inspect.getsource(module)
    return ast.parse(source if _NAMES_THEM.search(source) else "")


def _value(node: ast.expr, module: ModuleType) -> Any:
    try:
        return eval(compile(ast.Expression(node), "", "eval"), vars(module))  # noqa: S307 - our own source
    except NameError:
        return None


def _uses(module: ModuleType) -> dict[str, set[str]]:
    """By constant of a module, the methods it calls on it; `*` where it is handed on."""
    found: dict[str, set[str]] = {}
    tree = _tree(module)
    called = {
        id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.setdefault(node.id, set()).add(called.get(id(node), "*"))
    return found


def _given(module: ModuleType) -> set[str]:
    """The names that a module has from other modules of the package."""
    return {
        each.asname or each.name
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reactor")
        for each in node.names
    }
