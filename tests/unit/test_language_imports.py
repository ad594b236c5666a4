"""Which way imports go: language knows neither pages nor candidates, nor these each other."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reactor

_ROOT = Path(reactor.__file__).parent
_BELOW_LANGUAGE = ("reactor.language", "reactor.posting")
"""What language may use of the project: itself, and the values that it gives."""


def modules_imported(folder: str) -> Iterator[tuple[str, str]]:
    """Each file of a room with each module that it imports, in functions too."""
    for file in sorted((_ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file.name, each.name) for each in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file} imports relatively"
                yield file.name, node.module or ""


def test_language_rests_on_nothing_but_the_standard_library_and_babel() -> None:
    foreign = [
        f"{file} imports {module}"
        for file, module in modules_imported("language")
        if module.partition(".")[0] not in {*sys.stdlib_module_names, "babel"}
        and not module.startswith(_BELOW_LANGUAGE)
    ]
    assert foreign == []


@pytest.mark.parametrize(("room", "other"), [("scrape", "match"), ("match", "scrape")])
def test_scraping_and_matching_do_not_know_each_other(room: str, other: str) -> None:
    known = [
        f"{file} imports {module}"
        for file, module in modules_imported(room)
        if f"{module}.".startswith(f"reactor.{other}.")
    ]
    assert known == []
