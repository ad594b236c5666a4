"""What a write that was not done in time says."""

from pymongo.errors import ExecutionTimeout, NetworkTimeout, WTimeoutError

from reactor.mongo.time_limits import is_time_up

_TIME_UP = 50


def test_only_what_mongodb_gave_up_itself_was_certainly_not_carried_out() -> None:
    assert is_time_up(ExecutionTimeout("operation exceeded time limit", _TIME_UP))
    assert not is_time_up(WTimeoutError("operation exceeded time limit", _TIME_UP))
    assert not is_time_up(NetworkTimeout("timed out"))
