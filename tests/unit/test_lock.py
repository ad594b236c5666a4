"""The lock file is that of pyproject.toml: what is asked for is pinned, and nothing else is."""

import importlib.util
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
EXTRAS = PROJECT["project"]["optional-dependencies"]
ASKED_BY_US = ("scoutly-reactor (pyproject.toml)", "-r build-system")
MEND = "run .ci/lock.py (it needs uv), and commit requirements.lock"


def lock_writer() -> ModuleType:
    """`.ci/lock.py`, which is no package's."""
    spec = importlib.util.spec_from_file_location("lock_writer", ROOT / ".ci" / "lock.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(name: str) -> str:
    """The lines of a section."""
    return LOCK.partition(f"# == {name}\n")[2].partition("# == ")[0]


def pins(text: str) -> dict[str, str]:
    """Names and versions."""
    found = re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", text)
    return {canonicalize_name(name): version for name, version in found}


def asked_for() -> list[Requirement]:
    """What pyproject.toml names, in any extra, and for the build."""
    named = (
        PROJECT["project"]["dependencies"],
        *EXTRAS.values(),
        PROJECT["build-system"]["requires"],
    )
    found = [Requirement(each) for each in chain.from_iterable(named)]
    return [each for each in found if each.name != PROJECT["project"]["name"]]


def test_all_that_is_asked_for_is_pinned_as_it_is_asked_for() -> None:
    there = pins(LOCK)
    missing = [
        str(each)
        for each in asked_for()
        if there.get(canonicalize_name(each.name), "") not in each.specifier
    ]
    assert missing == [], MEND


def test_nothing_is_pinned_that_is_not_asked_for_any_more() -> None:
    """By what uv says of each package: which other one wants it."""
    wanted = {canonicalize_name(each.name) for each in asked_for()}
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", LOCK)
    by_us = [block for block in blocks if any(who in block for who in ASKED_BY_US)]
    assert len(by_us) >= len(wanted) - 1
    assert set(chain.from_iterable(map(pins, by_us))) <= wanted, MEND


def test_what_the_pinned_packages_need_themselves_is_pinned() -> None:
    there = pins(LOCK)
    missing = set()
    for name, version in there.items():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # for another system
        if found.version == version:
            needed = map(Requirement, found.requires or ())
            missing |= {
                f"{each} of {name}"
                for each in needed
                if (each.marker is None or each.marker.evaluate({"extra": ""}))
                and there.get(canonicalize_name(each.name), "") not in each.specifier
            }
    assert missing == set(), MEND


def test_every_file_of_a_pin_is_known_by_its_hash() -> None:
    blocks = re.findall(r"(?m)^[A-Za-z0-9].*\n(?:[ \t]+.*\n)*", LOCK)
    assert len(blocks) == len(pins(LOCK)) > 100
    assert [each for each in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", each)] == []


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK


def test_the_image_gets_what_the_program_needs_and_no_tool_of_ours() -> None:
    image = pins(section("the image"))
    needed = [*PROJECT["project"]["dependencies"], *EXTRAS["openai"]]
    assert {canonicalize_name(Requirement(each).name) for each in needed} <= set(image)
    tools = {canonicalize_name(Requirement(each).name) for each in EXTRAS["dev"] + EXTRAS["demo"]}
    assert not tools & set(image)


def test_the_build_gets_all_that_it_needs_from_its_own_section() -> None:
    assert "hatchling" in pins(section("the package's build"))


def test_no_package_stands_in_two_sections() -> None:
    sections = [set(pins(section(name))) for name in lock_writer().SECTIONS]
    assert all(sections)
    assert sum(map(len, sections)) == len(set().union(*sections)) == len(pins(LOCK))


@pytest.mark.parametrize("others", ["", "b==1 \\\n    --hash=sha256:0\n    # via c\n"])
def test_sections_are_taken_apart_by_whole_packages(others: str) -> None:
    packages = "a==2 ; x < '3' \\\n    --hash=sha256:1\nb==1 \\\n    --hash=sha256:0\n"
    left = lock_writer().without(packages, others)
    assert set(pins(left)) == ({"a"} if others else {"a", "b"})
    assert left.startswith("a==2 ; x < '3' \\\n    --hash=sha256:1\n")
