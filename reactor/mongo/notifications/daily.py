"""What is sent once a day: the report to who runs the reactor, and everybody's digest."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.driver import Write
from reactor.mongo.notifications.notice import Notice, gathered
from reactor.mongo.notifications.outbox import Outbox
from reactor.settings import Settings

_MAX_HELD = 500


class DailyNews:
    """Writes that belong to the transaction in which a report is taken on.

    Args:
        database: whose outbox is read and written.
        settings: whether anybody wants a report.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self._outbox = Outbox(database)
        self._operator = bool(settings.notify_urls)

    async def of_day(self, at: datetime, facts: Mapping[str, Any]) -> list[Write]:
        """The report of the moment `at`, and a digest for each person with matches held for one.

        Exactly what is held is gathered: what comes meanwhile is in the next digest.
        """
        which = f"{at:%Y-%m-%dT%H:%M:%SZ}"
        notices = [Notice("report", which, facts)] if self._operator else []
        held = await self._outbox.held(_MAX_HELD)
        people: dict[tuple[ObjectId | None, bool], list[Mapping[str, Any]]] = defaultdict(list)
        for notice in held:
            people[notice.user, notice.own].append(notice.facts)
        for (user, own), companies in people.items():
            digest = {"person": companies[0].get("person", ""), "companies": companies}
            of = which if own else f"{which}:operator"
            notices.append(Notice("digest", of, digest, user=user, own=own))
        writes = [notice.write(at) for notice in notices]
        return [*writes, gathered([notice.key for notice in held])] if held else writes
