"""What takes longer than an answer may: its page is read anew as soon as it has ended."""

from collections.abc import Sequence

from reactor.core.stream.recent_changes import TASK, Change
from reactor.web.live_rows import Audience, PagePart
from reactor.web.site import Site


class LiveTask:
    """Tells a page that waits, of a CV that is read or a test that is sent, when it may go on."""

    name = "task"

    def __init__(self, _: Site) -> None:
        pass

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """None as soon as it has ended."""
        name = audience.part(-1)
        ended = changes is None or any(
            change.collection == TASK and change.key == name for change in changes
        )
        return None if ended else []
