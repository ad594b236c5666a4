"""Opens and closes the resources of an examination or a trial."""

# ruff: noqa: PLC0415 - an examination needs no page parsers, which take half a second to import

from collections.abc import AsyncIterable, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType

from reactor.doctor.check_runner import Examination
from reactor.doctor.checks import CheckGroup
from reactor.doctor.checks.check import Case
from reactor.doctor.checks.notifications import send_tests
from reactor.doctor.finding import Finding
from reactor.doctor.named_company import find_company
from reactor.doctor.redaction import redacted
from reactor.mongo import driver
from reactor.mongo.connection import open_database, require_primary
from reactor.mongo.followers import Followers
from reactor.settings import Settings

_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})


@asynccontextmanager
async def examine(settings: Settings) -> AsyncIterator[AsyncIterator[tuple[CheckGroup, Finding]]]:
    """The findings of every check, as they come.

    Raises:
        SettingsError: MongoDB's address is malformed.
    """
    database = open_database(settings)
    try:
        found = Examination(Case(settings, database)).findings()
        yield _discreet_groups(found, settings)
    finally:
        await driver.disconnect(database.client)


@asynccontextmanager
async def dry_run_company(
    settings: Settings,
    named: str | None,
    stand_ins: Mapping[str, str] = _NO_STAND_INS,
    *,
    verbose: bool = False,
) -> AsyncIterator[AsyncIterator[Finding]]:
    """The findings of a visit to one company, as they come.

    Args:
        settings: the settings.
        named: the company's id, slug, name or address; None for a failing one.
        stand_ins: addresses to dial instead of named hosts, for the demo and tests.
        verbose: whether the scores of each group of records are shown.

    Raises:
        SettingsError: there is no such company, or MongoDB is unavailable.
    """
    from reactor.doctor.dry_run import DryRun
    from reactor.pipeline.seen_postings import SeenPostings
    from reactor.pipeline.toolset import open_toolset

    database = open_database(settings)
    try:
        await require_primary(database)
        company = await find_company(database, named)
        opened = open_toolset(settings, database, stand_ins, keeps_pages=False)
        async with opened as instruments:
            seen = SeenPostings(database, instruments.worker, keeps=False)
            followers = Followers(database)
            least = settings.min_score
            trial = DryRun(instruments, followers, seen, min_score=least, verbose=verbose)
            yield _discreet(trial.visit(company), settings)
    finally:
        await driver.disconnect(database.client)


@asynccontextmanager
async def try_notifications(settings: Settings) -> AsyncIterator[AsyncIterator[Finding]]:
    """The outcome of a test message to each address of `REACTOR_NOTIFY_URLS`."""
    yield _discreet(send_tests(settings), settings)


async def _discreet(findings: AsyncIterable[Finding], settings: Settings) -> AsyncIterator[Finding]:
    async for finding in findings:
        yield redacted(finding, settings.secrets)


async def _discreet_groups(
    found: AsyncIterable[tuple[CheckGroup, Finding]], settings: Settings
) -> AsyncIterator[tuple[CheckGroup, Finding]]:
    async for group, finding in found:
        yield group, redacted(finding, settings.secrets)
