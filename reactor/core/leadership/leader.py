"""Leader election: of a database's reactors, one decides about companies, the others follow.

All of them claim and run jobs. Only the leader looks at companies and moves the checkpoint. It
leads as long as its lease exists. When the lease is deleted, each follower receives that event,
and one takes over. It reads the stream again from the checkpoint, so that no event is lost that
the former leader read but did not act on. Then it looks at every company, as after a start.

Two reactors that both believe that they lead do no harm: every decision is a compare-and-set, and
only the reactor that the checkpoint names moves it. A database without a leader must not last.
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
        database: holds the checkpoint, which names the leader.
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
        """Whether it leads, to its knowledge; a reactor that lost its lease does not."""
        return bool(self._led_as) and self._led_as == self._lease.owner and not self._follows

    async def contend(self) -> bool:
        """Take the lead if no live reactor has it; returns whether this reactor leads."""
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
        """Move the checkpoint; returns whether this reactor still leads."""
        # A missing checkpoint was dropped with its database, so this token is outdated.
        return await self._checkpoints.save(token, leader=self._led_as) or await self.contend()
