import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bytes-seconds",
        type=float,
        default=1.5,
        help="for how long a mutating server answers in the campaign of bytes",
    )
