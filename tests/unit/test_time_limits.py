"""What a write that was not done in time says."""

import pytest
from pymongo.errors import ExecutionTimeout, NetworkTimeout, WTimeoutError

from reactor.mongo.time_limits import again_if_cut_short, is_time_up

_TIME_UP = 50


def test_only_what_mongodb_gave_up_itself_was_certainly_not_carried_out() -> None:
    assert is_time_up(ExecutionTimeout("operation exceeded time limit", _TIME_UP))
    assert not is_time_up(WTimeoutError("operation exceeded time limit", _TIME_UP))
    assert not is_time_up(NetworkTimeout("timed out"))


class Work:
    """Work whose time is up at its first tries."""

    def __init__(self, failing: int) -> None:
        self.tries = 0
        self._failing = failing

    async def __call__(self) -> str:
        """Try."""
        self.tries += 1
        if self.tries <= self._failing:
            raise ExecutionTimeout("operation exceeded time limit", _TIME_UP)
        return "done"


async def test_what_was_given_up_long_before_its_time_is_done_once_more() -> None:
    assert await again_if_cut_short(Work(failing=1), 3_600.0, is_time_up) == "done"
    with pytest.raises(ExecutionTimeout):
        await again_if_cut_short(never := Work(failing=9), 3_600.0, is_time_up)
    assert never.tries == 2


async def test_what_was_given_up_in_time_is_not_done_again() -> None:
    with pytest.raises(ExecutionTimeout):
        await again_if_cut_short(late := Work(failing=9), 0.0, is_time_up)
    assert late.tries == 1


async def test_what_failed_otherwise_is_not_done_again() -> None:
    """A claim of which only the acknowledgement is late has been carried out."""
    with pytest.raises(ExecutionTimeout):
        await again_if_cut_short(other := Work(failing=9), 3_600.0, lambda _: False)
    assert other.tries == 1
