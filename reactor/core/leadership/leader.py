"""Which of the reactors of a database decides about companies: one leads, the others follow.

All of them claim and run jobs. The leader alone looks at companies, and moves the checkpoint. It
leads for as long as its lease is there. When that goes, each follower hears of it from its stream,
and one takes over: it reads the stream again from the checkpoint, so that nothing that the former
leader read and did not act on is lost, and then looks at every company, as a reactor that starts.

Two that believe they lead harm nothing: every decision is written by compare-and-set, and only the
one whom the checkpoint names moves it. That nobody leads is what must not last.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from loguru import logger

from reactor.core.leadership.lease import Lease
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.reactions.checkpoints import Checkpoints

_log = logger.bind(channel="queue-processor")
Token = Mapping[str, Any]


class Leadership:
    """Whether this reactor leads.

    Args:
        database: where the lead is passed on.
        lease: this reactor's.
        on_taken: called with the checkpoint when this reactor begins to lead.
    """

    def __init__(
        self, database: ScoutlyDatabase, lease: Lease, on_taken: Callable[[Token | None], None]
    ) -> None:
        self._checkpoints = Checkpoints(database)
        self._lease = lease
        self._on_taken = on_taken
        self._turn = asyncio.Lock()
        self._led_as = ""
        self._follows = False

    @property
    def leads(self) -> bool:
        """Whether it leads, as far as it knows; a reactor that lost its lease does not."""
        return bool(self._led_as) and self._led_as == self._lease.owner and not self._follows

    async def contend(self) -> bool:
        """Take the lead if nobody who is alive has it; gives whether this reactor leads."""
        async with self._turn:
            led, owner = self.leads, self._lease.owner
            former = {self._led_as, *self._lease.former} - {"", owner}
            leads = await self._checkpoints.lead(owner, former=former)
            token = await self._checkpoints.load() if leads and not led else None
            if leads:
                self._led_as, self._follows = owner, False
            elif led or not self._follows:
                self._follows = True
                _log.info("another reactor leads the decisions: this one claims and runs jobs")
            if leads and not led:
                _log.info("this reactor leads the decisions")
                self._on_taken(token)
            return self.leads

    async def save(self, token: Token) -> bool:
        """Move the checkpoint; whether this reactor leads still."""
        # A checkpoint that is gone was dropped with its database: this token is of before that.
        return await self._checkpoints.save(token, leader=self._led_as) or await self.contend()
