"""Claims that fail: which were refused, and which may have been carried out all the same."""

import pytest
from pymongo.errors import AutoReconnect, ExecutionTimeout, WriteError, WTimeoutError

from reactor.mongo.jobs.queue import CLAIMED_WITHIN_MS
from tests.dispatching import Scene, job

_LATEST = 2 * CLAIMED_WITHIN_MS / 1000
"""Seconds: the driver sends a claim twice."""

_REFUSED = [
    WriteError("a validator refuses it", 121),
    ExecutionTimeout("somebody holds the job", 50),
    ValueError("it cannot be encoded"),
]
_LOST = [AutoReconnect("cut"), WTimeoutError("not acknowledged in time", 64)]


def lose(scene: Scene) -> None:
    scene.claim(AutoReconnect("cut"))


@pytest.mark.parametrize("error", _REFUSED, ids=repr)
def test_after_a_refused_claim_the_next_one_waits_and_nothing_is_handed_back(
    error: Exception,
) -> None:
    with Scene() as scene:
        scene.claim(job(1), error)
        scene.wait(0.9)
        assert scene.claims == 0
        scene.wait(0.1)
        assert scene.claims == 1
        scene.wait(_LATEST)
        assert scene.count("hand_back_strays") == 0


def test_claims_that_are_refused_again_and_again_wait_ever_longer() -> None:
    with Scene() as scene:
        for pause in (1, 2, 4):
            scene.claim(WriteError("refused", 121))
            scene.wait(pause - 0.1)
            assert scene.claims == 0
            scene.wait(0.1)
            assert scene.claims == 1


def test_a_job_whose_claim_is_refused_holds_up_no_other() -> None:
    with Scene() as scene:
        scene.queue.to_blame = 7
        scene.claim(WriteError("refused", 121))
        scene.wait(0)
        [claim] = scene.asked("claim")
        assert claim["but"] == [7]


@pytest.mark.parametrize("error", _LOST, ids=repr)
def test_after_a_lost_claim_what_does_not_run_is_handed_back_before_the_next(
    error: Exception,
) -> None:
    with Scene() as scene:
        scene.claim(job(1), error)
        assert scene.claims == 0
        scene.wait(0.05)
        assert scene.asked("hand_back_strays") == [("me", [1])]
        assert scene.claims == 0
        scene.answer("hand_back_strays")
        assert scene.claims == 1


def test_what_is_claimed_is_handed_back_only_once_no_claim_is_under_way() -> None:
    with Scene(slots=2) as scene:
        scene.claim(job(1), job(2))
        scene.end(1)
        scene.end(2)
        assert scene.claims == 2
        lose(scene)
        scene.wait(1)
        assert scene.count("hand_back_strays") == 0
        scene.claim(job(3))
        scene.wait(1)
        assert scene.asked("hand_back_strays") == [("me", [3])]


def test_news_during_a_recovery_starts_no_second_one() -> None:
    with Scene() as scene:
        lose(scene)
        scene.wait(0.05)
        scene.dispatcher.wake()
        scene.wait(1)
        assert len(scene.asked("hand_back_strays")) == 1
        scene.answer("hand_back_strays")
        scene.wait(1)
        assert scene.count("hand_back_strays") == 1


def test_recoveries_wait_ever_longer_for_as_long_as_every_claim_is_lost() -> None:
    with Scene() as scene:
        for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0):
            before = scene.count("hand_back_strays")
            lose(scene)
            scene.wait(pause - 0.01)
            assert scene.count("hand_back_strays") == before
            scene.wait(0.01)
            assert scene.count("hand_back_strays") == before + 1
            scene.answer("hand_back_strays")


def test_a_claim_that_is_answered_makes_the_next_recovery_quick_again() -> None:
    with Scene() as scene:
        lose(scene)
        scene.wait(0.05)
        scene.answer("hand_back_strays")
        scene.find_no_more()
        scene.dispatcher.wake()
        scene.settle()
        lose(scene)
        scene.wait(0.05)
        assert scene.asked("hand_back_strays") == [("me", [])]


def test_a_recovery_that_mongodb_refuses_is_tried_again() -> None:
    with Scene() as scene:
        lose(scene)
        scene.wait(0.05)
        scene.answer("hand_back_strays", WriteError("refused", 121))
        assert scene.asked("hand_back_strays") == []
        scene.wait(0.1)
        scene.answer("hand_back_strays", AutoReconnect("cut"))
        scene.wait(0.5)
        assert scene.claims == 0
        scene.answer("hand_back_strays")
        assert scene.claims == 1


def test_a_claim_that_is_carried_out_after_the_first_look_is_found_by_a_second() -> None:
    with Scene() as scene:
        lose(scene)
        scene.wait(0.05)
        scene.answer("hand_back_strays")
        scene.find_no_more()
        scene.wait(_LATEST - 0.001)
        assert scene.count("hand_back_strays") == 1
        scene.wait(0.001)
        assert scene.count("hand_back_strays") == 2


def test_after_several_lost_claims_the_second_look_follows_the_last() -> None:
    with Scene() as scene:
        lose(scene)
        scene.wait(3)
        scene.answer("hand_back_strays")
        lose(scene)
        scene.wait(1)
        scene.answer("hand_back_strays")
        scene.find_no_more()
        scene.wait(_LATEST - 1)
        assert scene.count("hand_back_strays") == 2
        scene.wait(1)
        assert scene.count("hand_back_strays") == 3
