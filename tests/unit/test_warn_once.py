"""Warned once is warned once, whatever the server says around it."""

from uuid import uuid4

from reactor.mongo.setup.warn_once import warn_once
from tests.faults.scene import listening


def test_a_warning_is_said_once_for_each_thing_it_is_about() -> None:
    one, other = uuid4().hex, uuid4().hex
    with listening() as told:
        for database in (one, other):
            for about in ("users", "timers"):
                for moment in range(3):
                    warn_once("not installed", database, about, error=f"at {moment}")
    assert told.messages["not installed"] == 4
