"""The change stream as the reactor uses it, whichever driver carries it."""

from collections.abc import Mapping
from typing import Any, Protocol

from reactor.mongo.collection import Document


class ChangeStream(Protocol):
    """An open change stream. Never cancel `next_batch`: its events would be lost."""

    @property
    def alive(self) -> bool:
        """False once the server has closed the stream."""

    @property
    def resume_token(self) -> Mapping[str, Any] | None:
        """Where to go on after the last event or empty batch that was returned."""

    @property
    def resumptions(self) -> int:
        """How often the driver has opened the stream anew by itself, as after a cut line."""

    async def next_batch(self) -> list[Document]:
        """The events that have come, at least one; none after waiting in vain."""
