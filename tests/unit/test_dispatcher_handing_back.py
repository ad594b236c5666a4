"""Jobs that are handed back: none is lost, and none holds up others."""

import pytest
from pymongo.errors import AutoReconnect, WriteError

from reactor.core.leadership.lease import Loss
from tests.dispatching import Scene, job

_REFUSAL = WriteError("a validator refuses it", 121)


def test_while_mongodb_is_away_a_job_waits_in_its_slot_to_be_handed_back() -> None:
    with Scene(slots=1) as scene:
        scene.claim(job(1))
        scene.end(1, written=False)
        scene.answer("hand_back", AutoReconnect("cut"))
        assert scene.claims == 0
        scene.wait(0.5)
        scene.answer("hand_back")
        assert scene.claims == 1


@pytest.mark.parametrize("error", [_REFUSAL, ValueError("unforeseen")], ids=repr)
def test_a_job_that_mongodb_does_not_take_back_rests_and_leaves_its_slot(error: Exception) -> None:
    with Scene(slots=1) as scene:
        scene.claim(job(1))
        scene.end(1, written=False)
        scene.answer("hand_back", error)
        assert scene.claims == 1
        scene.claim(job(2))
        scene.wait(5)
        scene.answer("hand_back")
        assert scene.count("hand_back") == 2
        assert scene.stopped == []
        assert scene.claims == 0


def test_a_job_that_rests_is_handed_back_after_ever_longer_pauses() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        scene.end(1, written=False)
        for pause in (5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600):
            scene.answer("hand_back", _REFUSAL)
            scene.wait(pause - 0.1)
            assert scene.asked("hand_back") == []
            scene.wait(0.1)
            assert scene.asked("hand_back") == [1]


def test_each_job_that_rests_has_pauses_of_its_own() -> None:
    with Scene() as scene:
        scene.claim(job(1), job(2))
        scene.end(1, written=False)
        scene.answer("hand_back", _REFUSAL)
        scene.wait(5)
        scene.answer("hand_back", _REFUSAL)
        scene.end(2, written=False)
        scene.answer("hand_back", _REFUSAL)
        scene.wait(5)
        assert scene.asked("hand_back") == [2]


def test_a_job_that_rests_is_handed_back_as_soon_as_somebody_changes_it() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        scene.fail(1, ArithmeticError("unforeseen"))
        scene.begin(scene.dispatcher.stop_lost([1]))
        scene.answer("held_tokens", set())
        scene.answer("ended", [])
        assert scene.asked("hand_back") == [1]


def rested(scene: Scene) -> None:
    scene.fail(1, ArithmeticError("unforeseen"))
    scene.wait(5)


def unwritten(scene: Scene) -> None:
    scene.end(1, written=False)


def stopped(scene: Scene) -> None:
    scene.dispatcher.stop_all(Loss.GONE)
    scene.settle()


@pytest.mark.parametrize("handed_back", [rested, unwritten, stopped])
@pytest.mark.parametrize("loss", Loss)
def test_handing_back_is_not_cut(handed_back: object, loss: Loss) -> None:
    assert callable(handed_back)
    with Scene() as scene:
        scene.claim(job(1))
        handed_back(scene)
        assert scene.asked("hand_back") == [1]
        scene.dispatcher.stop_all(loss)
        scene.settle()
        assert scene.asked("hand_back") == [1]
        scene.answer("hand_back", AutoReconnect("cut"))
        scene.wait(0.5)
        assert scene.asked("hand_back") == [1]


def test_a_job_that_was_claimed_too_late_is_handed_back_uncut() -> None:
    with Scene() as scene:
        scene.claim(job(1, owner="me before"))
        scene.dispatcher.stop_all(Loss.STOPPED)
        scene.settle()
        assert scene.asked("hand_back") == [1]


@pytest.mark.parametrize("answered", [True, False])
def test_who_cuts_the_dispatcher_waits_two_seconds_at_most_for_what_runs(*, answered: bool) -> None:
    with Scene() as scene:
        scene.claim(job(1))
        scene.task.cancel()
        scene.settle()
        assert scene.stopped == scene.asked("hand_back") == [1]
        scene.wait(1.9)
        assert not scene.task.done()
        if answered:
            scene.answer("hand_back")
        else:
            scene.wait(0.1)
        assert scene.ended
        assert scene.count("hand_back") == 1


def test_who_cuts_the_dispatcher_waits_for_nothing_that_mongodb_refuses() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        scene.task.cancel()
        scene.settle()
        scene.answer("hand_back", AutoReconnect("cut"))
        assert scene.ended


def test_who_cuts_the_dispatcher_does_not_wait_for_what_rests() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        scene.fail(1, ArithmeticError("unforeseen"))
        scene.task.cancel()
        scene.settle()
        assert scene.ended
        assert scene.count("hand_back") == 0
