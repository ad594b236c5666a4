"""How long the campaigns are, and which of all the possible ones they are."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills", type=int, default=0, help="how many reactors a campaign kills; 0: only a few"
    )
    parser.addoption(
        "--seed", type=int, default=1, help="what the crash campaign's chance begins with"
    )
    parser.addoption(
        "--orders", type=int, default=3, help="how many events the orders have that are played"
    )
    parser.addoption(
        "--households", type=int, default=3, help="how many months of households are lived through"
    )
    parser.addoption(
        "--clocks", action="store_true", help="also set the clock of a running mongod back"
    )


@pytest.fixture
def households(request: pytest.FixtureRequest) -> int:
    """How many months of households are lived through."""
    number: int = request.config.getoption("--households", default=3)
    return number


@pytest.fixture
def orders(request: pytest.FixtureRequest) -> int:
    """How many events the orders have that are played."""
    depth: int = request.config.getoption("--orders", default=3)
    return depth
