"""`python -m pytest -p tests.drivers.swapped …`: any tests, with PyMongo Async in Motor's place."""

import sys

import pytest

from tests.drivers import pymongo_async
from tests.drivers.upstream import CANCELLED_CONNECT, mend_wait_for

sys.modules["reactor.mongo.driver"] = pymongo_async
sys.modules["motor"] = None  # type: ignore[assignment]  # importing it now fails


def pytest_configure(config: pytest.Config) -> None:
    mend_wait_for(pytest.MonkeyPatch())
    config.addinivalue_line("filterwarnings", CANCELLED_CONNECT)
