"""A replica set of three nodes on loopback that elects a new primary within a second or two."""

import asyncio
import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver

_START_TIMEOUT = 60.0


class ReplicaSet:
    """Three mongods; gone, with their data, when it is closed."""

    def __init__(self) -> None:
        self.members = [TemporaryMongod() for _ in range(3)]

    @property
    def uri(self) -> str:
        """The set; the database is `scoutly`."""
        hosts = ",".join(f"127.0.0.1:{member.port}" for member in self.members)
        return f"mongodb://{hosts}/scoutly?replicaSet=rs0"

    async def __aenter__(self) -> Self:
        try:
            for member in self.members:
                member.start_process()
            await self._initiate()
            await self.primary()
        except BaseException:
            await asyncio.to_thread(self.close)
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """End the processes and delete their data."""
        for member in self.members:
            member.close()

    async def primary(self) -> TemporaryMongod:
        """The member that is primary, as soon as one is."""
        return await self._until_true("isWritablePrimary")

    async def step_down(self) -> None:
        """Let the primary hand over to another member."""
        primary = await self.primary()
        await self._ask(primary, {"replSetStepDown": 10, "secondaryCatchUpPeriodSecs": 5})

    async def _initiate(self) -> None:
        first = await self._until_true("isreplicaset")
        members = [
            {"_id": number, "host": f"127.0.0.1:{member.port}"}
            for number, member in enumerate(self.members)
        ]
        quick = {"electionTimeoutMillis": 1_000, "heartbeatIntervalMillis": 300}
        configuration = {"_id": "rs0", "members": members, "settings": quick}
        async with asyncio.timeout(_START_TIMEOUT):
            while not await self._ask(first, {"replSetInitiate": configuration}):  # noqa: ASYNC110 - the others may still start
                await asyncio.sleep(0.2)

    async def _until_true(self, field: str) -> TemporaryMongod:
        """A member whose `hello` says that `field` is true."""
        deadline = time.monotonic() + _START_TIMEOUT
        while time.monotonic() < deadline:
            for member in self.members:
                if member.process.poll() is None:
                    answer = await self._ask(member, {"hello": 1})
                    if answer and answer.get(field):
                        return member
            await asyncio.sleep(0.05)
        raise TimeoutError(f"no member of the set says {field}")

    async def _ask(self, member: TemporaryMongod, command: dict[str, Any]) -> Any:
        """A member's answer, None if it does not give one."""
        client = driver.connect(member.uri, serverSelectionTimeoutMS=2_000)
        try:
            with suppress(driver.AutoReconnect, driver.OperationFailure):
                return await client.admin.command(command)
        finally:
            await driver.disconnect(client)
