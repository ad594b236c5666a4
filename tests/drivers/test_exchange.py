"""Motor's end costs one file: the reactor runs on what will replace it."""

import ast
import asyncio
import sys
from pathlib import Path

import reactor

_CHECKOUT = Path(__file__).parents[2]
_PACKAGE = Path(reactor.__file__).parent


def _imported(source: Path) -> set[str]:
    """The top-level packages that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def _importing(package: str) -> list[str]:
    sources = sorted(_PACKAGE.rglob("*.py"))
    return [str(each.relative_to(_PACKAGE)) for each in sources if package in _imported(each)]


def test_one_file_imports_motor_and_two_more_what_both_drivers_share() -> None:
    assert _importing("motor") == ["mongo/driver.py"]
    assert _importing("pymongo") == [
        "mongo/driver.py",
        "mongo/time_limits.py",
        "mongo/writes.py",
    ]


async def test_the_core_works_with_motor_exchanged() -> None:
    scenario = Path(__file__).with_name("scenario.py")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pytest", "-p", "tests.drivers.swapped", "-p", "no:cacheprovider"),
        str(scenario),
        cwd=_CHECKOUT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert b"1 passed" in said
