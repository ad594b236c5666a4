"""Which files are changed, and by how many processes at a time."""

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
    wanted = [f"/{name}.py" for name in names.split(",")]
    return [file for file in SUBJECTS if names == "all" or file.endswith(tuple(wanted))]


@pytest.fixture
def processes(request: pytest.FixtureRequest) -> int:
    """How many mutants are tried at a time."""
    count: int = request.config.getoption("--mutant-processes", default=2)
    return count
