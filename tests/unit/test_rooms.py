"""The house: its rooms import one way."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

REACTOR = Path(__file__).parents[2] / "reactor"
FILES = list(REACTOR.rglob("*.py"))


def imports_of(file: Path) -> Iterator[str]:
    """The rooms of ours that a file imports from, also within functions and for types."""
    for node in ast.walk(ast.parse(file.read_text())):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if name.startswith("reactor."):
                yield name.split(".")[1]


def rooms() -> dict[str, set[str]]:
    """Which rooms each room imports from."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in REACTOR.rglob("*.py"):
        room = file.relative_to(REACTOR).parts[0].removesuffix(".py")
        found[room].update(set(imports_of(file)) - {room})
    return found


def test_rooms_import_one_way() -> None:
    found = rooms()
    assert {"mongo", "web", "scrape", "pipeline"} <= set(found)
    TopologicalSorter(found).prepare()  # a circle would be a CycleError that names it


def files() -> dict[str, set[str]]:
    """Which files each file imports from."""
    names = {".".join(file.relative_to(REACTOR.parent).with_suffix("").parts) for file in FILES}
    found: dict[str, set[str]] = defaultdict(set)
    for file in FILES:
        name = ".".join(file.relative_to(REACTOR.parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = {f"{node.module}.{each.name}" for each in node.names} & names
                package = {node.module, f"{node.module}.__init__"} & names
                found[name] |= (modules or package) - {name}
    return found


def test_files_import_one_way_also_for_types() -> None:
    found = files()
    assert len(found) > 100
    TopologicalSorter(found).prepare()


def test_a_circle_would_be_noticed() -> None:
    found = rooms()
    with pytest.raises(CycleError):
        TopologicalSorter(found | {"mongo": found["mongo"] | {"web"}}).prepare()


def test_no_class_name_means_two_things() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for file in FILES:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].add(str(file.relative_to(REACTOR)))
    assert len(homes) > 100
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {str(file.relative_to(REACTOR)): len(file.read_text().splitlines()) for file in FILES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
