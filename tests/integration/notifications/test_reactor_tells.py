"""The whole reactor: what it refuses at its start, and what it tells of the one before it."""

import asyncio

import pytest

from reactor.app import Reactor
from reactor.core.liveness.crash_note import CrashNote
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.telephones import Phone, telling


async def test_an_address_that_apprise_does_not_know_is_refused_and_not_shown(
    settings: Settings, phone: Phone
) -> None:
    with pytest.raises(SettingsError, match="REACTOR_NOTIFY_URLS: number 2 of 2") as error:
        await Reactor(telling(settings, phone.url(), "tgram://hush")).run()
    assert "hush" not in str(error.value)


async def test_what_ended_a_reactor_is_told_by_the_next_once(
    settings: Settings, phone: Phone, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    theirs = telling(settings, phone.url())
    theirs.log_dir.mkdir()
    for _ in range(2):
        CrashNote(theirs).leave("the change stream was stuck")
        reactor = Reactor(theirs)
        async with asyncio.TaskGroup() as group:
            group.create_task(reactor.run())
            await eventually(lambda: database.notifications.find_one({"state": "sent"}))
            await reactor.started.wait()
            reactor.stop()
        assert CrashNote(theirs).read() is None
    (message,) = phone.messages["operator"]
    assert message["title"] == "The reactor had to be started again"
    assert "the change stream was stuck" in message["message"]
