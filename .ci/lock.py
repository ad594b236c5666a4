#!/usr/bin/env python3
"""Writes requirements.lock from pyproject.toml: packages, versions, and the hashes of their files.

    .ci/lock.py              what is pinned stays, as far as pyproject.toml allows it
    .ci/lock.py --upgrade    the newest of everything that it allows

Needs `uv` on PATH (`pip install uv`). The lock is for every system and Python at once: packages
that only some need carry a marker, and the hashes are those of all files of a release. Its three
sections are what the image installs, what builds the package, and what else the extras bring.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
OLDEST_PYTHON = "3.11"
TITLE = """\
# Written by .ci/lock.py from pyproject.toml; do not edit.
# pip install --require-hashes -r requirements.lock
# pip install --no-deps --no-build-isolation -e .
"""
SECTIONS = ("the image", "the package's build", "demo and dev")
_BLOCK = re.compile(r"(?m)^[A-Za-z0-9].*\n(?:[ \t]+.*\n)*")


def compiled(source: Path, into: Path, *options: str) -> str:
    """What uv pins for the requirements of a file; pins that `into` holds already are kept."""
    ask = ["uv", "pip", "compile", source.name, "--output-file", str(into)]
    ask += ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-header"]
    subprocess.run([*ask, "--quiet", *options], check=True, cwd=source.parent)
    return into.read_text()


def without(packages: str, others: str) -> str:
    """The packages of one text that do not stand in another."""
    there = {_name(block) for block in _BLOCK.findall(others)}
    return "".join(block for block in _BLOCK.findall(packages) if _name(block) not in there)


def _name(block: str) -> str:
    return re.split(r"[=\[ ;]", block, maxsplit=1)[0]


def main(options: list[str]) -> None:
    """Write the file."""
    project = ROOT / "pyproject.toml"
    with tempfile.TemporaryDirectory() as folder:
        kept = [Path(folder) / str(number) for number in range(len(SECTIONS))]
        for each in kept:
            each.write_text(LOCK.read_text() if LOCK.exists() else "")
        backend = Path(folder) / "build-system"
        needed = tomllib.loads(project.read_text())["build-system"]["requires"]
        backend.write_text("\n".join(needed))
        image = compiled(project, kept[0], "--extra", "openai", *options)
        build = compiled(backend, kept[1], *options)
        for each in (backend, *kept[:2]):
            each.write_text(re.sub(r"(?m)^    #.*\n", "", each.read_text()))
        same = [word for each in kept[:2] for word in ("--constraint", str(each))]
        everything = compiled(project, kept[2], "--all-extras", *same, *options)
    parts = (image, without(build, ""), without(everything, image + build))
    sections = (f"\n# == {name}\n{text}" for name, text in zip(SECTIONS, parts, strict=True))
    LOCK.write_text(TITLE + "".join(sections))


if __name__ == "__main__":
    main(sys.argv[1:])
