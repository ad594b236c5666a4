"""When the checkpoint is written."""

from collections.abc import Mapping
from typing import Any, cast

from reactor.core.leadership.leader import Leadership
from reactor.core.stream.batch import Position
from reactor.core.stream.checkpointing import Checkpointing


class Lead:
    """A leadership that notes what is saved."""

    def __init__(self) -> None:
        self.saved: list[Mapping[str, Any]] = []

    async def save(self, token: Mapping[str, Any]) -> bool:
        self.saved.append(token)
        return True


async def test_the_first_position_is_saved_at_once_though_nothing_happened() -> None:
    lead = Lead()
    checkpointing = Checkpointing(cast("Leadership", lead))
    await checkpointing.move_on(Position({"_data": "1"}, 0), acted=False)
    assert lead.saved == [{"_data": "1"}]


async def test_later_ones_are_not_saved_after_each_event() -> None:
    lead = Lead()
    checkpointing = Checkpointing(cast("Leadership", lead))
    for number in range(5):
        await checkpointing.move_on(Position({"_data": str(number)}, 0), acted=True)
    assert lead.saved == [{"_data": "0"}]
    await checkpointing.finish()
    assert lead.saved[-1] == {"_data": "4"}
