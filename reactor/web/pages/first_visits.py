"""The first visits, pushed to whoever watches them."""

from collections.abc import Sequence

from bson import ObjectId

from reactor.core.stream.recent_changes import Change
from reactor.documents import User
from reactor.mongo.views.first_visits import read_first_visits
from reactor.web.live_rows import Audience, PagePart
from reactor.web.site import Site
from reactor.web.templating import render

NAMES = {"email": 1, "userId": 1}
"""What is read of a person."""

_SHOWN = ("jobqueues", "savedjobs", "companies", "usercompanypreferences", "timers")


class LiveFirstVisits:
    """Keeps the page of somebody's first visits as it would be if it were loaded now."""

    name = "visits"

    def __init__(self, site: Site) -> None:
        self._database = site.database

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """All of it, if anything has happened that it may show."""
        if changes is None:
            return None
        which = audience.part(1)
        if not ObjectId.is_valid(which):
            return []
        if not any(change.collection in _SHOWN for change in changes):
            return []
        found = await self._database.users.find_one({"_id": ObjectId(which)}, NAMES)
        if found is None:
            return None
        visits = await read_first_visits(self._database, User.read(found))
        shown = {"id": which, "found": visits, "again": 0, "watched": True}
        text = render("parts/welcome_visits.html", audience.now, **shown)
        return [PagePart("visits", text)]
