"""Opens what a trial needs, and closes it afterwards."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType

from reactor.doctor.finding import Finding
from reactor.doctor.patient import find_company
from reactor.doctor.trial import Trial
from reactor.instruments import open_instruments
from reactor.mongo import driver
from reactor.mongo.connection import open_database, require_primary
from reactor.mongo.followers import Followers
from reactor.settings import Settings

_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})


@asynccontextmanager
async def try_company(
    settings: Settings, named: str | None, stand_ins: Mapping[str, str] = _NO_STAND_INS
) -> AsyncIterator[AsyncIterator[Finding]]:
    """The findings of a visit to one company, as they come.

    Args:
        settings: all of them.
        named: the company's id, slug or name; None for one that is in trouble.
        stand_ins: addresses dialled instead of named hosts, where the internet would be.

    Raises:
        SettingsError: there is no such company, or MongoDB cannot be used.
    """
    database = open_database(settings)
    try:
        await require_primary(database)
        company = await find_company(database, named)
        async with open_instruments(settings, database, stand_ins) as instruments:
            yield Trial(
                instruments.scraper,
                instruments.matcher,
                Followers(database),
                min_score=settings.min_score,
            ).visit(company)
    finally:
        await driver.disconnect(database.client)
