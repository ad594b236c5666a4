"""Which files are changed, and by how many processes at a time."""

from pathlib import Path

import pytest

from tests.mutation.subjects import SUBJECTS


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--mutants",
        metavar="all|NAMES",
        help="change all files that decide, or these: `schedule,slots`",
    )
    parser.addoption(
        "--mutant-processes", type=int, default=2, help="how many mutants are tried at a time"
    )


@pytest.fixture
def chosen(request: pytest.FixtureRequest) -> list[str]:
    """The files to change."""
    names = request.config.getoption("--mutants", default=None)
    if names is None:
        pytest.skip("takes minutes: run it with `pytest tests/mutation --mutants all -s`")
    files = {Path(file).stem: file for file in SUBJECTS}
    wanted = list(files) if names == "all" else names.split(",")
    if unknown := [name for name in wanted if name not in files]:
        pytest.fail(f"{', '.join(unknown)}: none of {', '.join(files)}", pytrace=False)
    return [files[name] for name in wanted]


@pytest.fixture
def processes(request: pytest.FixtureRequest) -> int:
    """How many mutants are tried at a time."""
    count: int = request.config.getoption("--mutant-processes", default=2)
    return count
