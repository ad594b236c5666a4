"""How long the crash campaign is, and which of all the possible ones it is."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills", type=int, default=20, help="how many reactors the crash campaign kills"
    )
    parser.addoption(
        "--seed", type=int, default=1, help="what the crash campaign's chance begins with"
    )
