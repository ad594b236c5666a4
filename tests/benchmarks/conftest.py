"""Options, the report, and contenders in processes of their own.

pytest tests/benchmarks -m benchmark -s
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.settings import Settings
from tests.benchmarks.process import ContenderProcess, contender, environment
from tests.benchmarks.report import Report
from tests.benchmarks.sizes import Sizes

Contend = Callable[..., AbstractAsyncContextManager[ContenderProcess]]


def pytest_addoption(parser: pytest.Parser) -> None:
    Sizes.add_options(parser)


@pytest.fixture(scope="session")
def sizes(request: pytest.FixtureRequest) -> Sizes:
    return Sizes.of(request.config)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def report(mongod: TemporaryMongod) -> AsyncIterator[Report]:
    """The tables; every required figure once more when all benchmarks have run."""
    client = driver.connect(mongod.uri)
    version = (await client.admin.command("buildInfo"))["version"]
    await driver.disconnect(client)
    report = Report()
    yield report
    report.sum_up(version)


@pytest.fixture
def contend(settings: Settings, tmp_path: Path) -> Contend:
    """Runs a contender on this test's database, with default settings but for those given."""
    usual = partial(environment, settings.mongodb_uri.get_secret_value(), tmp_path / "logs")

    def start(
        name: str,
        *,
        logs: bool = True,
        stand_ins: Mapping[str, str] | None = None,
        **changed: str,
    ) -> AbstractAsyncContextManager[ContenderProcess]:
        return contender(name, usual(**changed), logs=logs, stand_ins=stand_ins or {})

    return start
