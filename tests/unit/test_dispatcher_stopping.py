"""A dispatcher that stops: what runs may end within the grace, and nothing is left behind."""

from pymongo.errors import AutoReconnect, WriteError

from tests.dispatching import GRACE, Scene, job


def stop(scene: Scene) -> None:
    scene.dispatcher.stop()
    scene.settle()


def test_a_dispatcher_with_nothing_to_do_ends_at_once_and_leaves_nothing_behind() -> None:
    with Scene() as scene:
        scene.find_no_more()
        stop(scene)
        assert scene.ended
        assert scene.count("hand_back_strays") == 0


def test_runs_may_end_within_the_grace() -> None:
    with Scene() as scene:
        scene.claim(job(1), job(2))
        stop(scene)
        scene.wait(GRACE - 1)
        scene.end(1)
        scene.end(2, written=False)
        assert not scene.task.done()
        scene.answer("hand_back")
        assert scene.ended
        assert scene.stopped == []


def test_what_runs_after_the_grace_is_stopped_and_handed_back() -> None:
    with Scene() as scene:
        scene.claim(job(1), job(2))
        stop(scene)
        scene.wait(GRACE - 0.1)
        assert scene.stopped == []
        scene.wait(0.1)
        assert sorted(scene.stopped) == [1, 2]
        assert sorted(scene.asked("hand_back")) == [1, 2]
        scene.answer("hand_back")
        assert not scene.task.done()
        scene.answer("hand_back")
        assert scene.ended


def test_a_job_that_was_claimed_when_the_dispatcher_stopped_is_handed_back() -> None:
    with Scene() as scene:
        stop(scene)
        assert not scene.task.done()
        scene.claim(job(1))
        assert scene.started == []
        scene.answer("hand_back")
        assert scene.ended


def test_a_job_that_rests_is_handed_back_when_the_dispatcher_stops() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        scene.fail(1, ArithmeticError("unforeseen"))
        scene.find_no_more()
        stop(scene)
        assert scene.asked("hand_back") == [1]
        scene.answer("hand_back")
        assert scene.ended


def test_a_job_that_mongodb_does_not_take_back_ends_with_the_dispatcher() -> None:
    """It is released with the lease."""
    with Scene() as scene:
        scene.claim(job(1), None)
        scene.end(1, written=False)
        stop(scene)
        scene.answer("hand_back", WriteError("refused", 121))
        assert scene.ended
        assert scene.count("hand_back") == 1


def test_what_was_claimed_unawares_is_handed_back_when_all_runs_have_ended() -> None:
    with Scene() as scene:
        scene.claim(job(1), AutoReconnect("cut"))
        scene.wait(0.05)
        stop(scene)
        # The look that MongoDB has not answered is not waited for: it could not be the last.
        assert scene.asked("hand_back_strays") == []
        scene.end(1)
        scene.wait(1)
        assert scene.asked("hand_back_strays") == [("me", [])]
        scene.answer("hand_back_strays")
        assert scene.ended


def test_a_dispatcher_that_stops_while_claims_wait_claims_no_more() -> None:
    with Scene() as scene:
        scene.queue.to_blame = 7
        scene.claim(WriteError("refused", 121))
        scene.wait(0)
        scene.claim(WriteError("refused", 121))
        assert scene.claims == 0
        stop(scene)
        assert scene.ended
        scene.wait(3_600)
        assert scene.claims == 0


def test_after_a_lost_claim_nothing_is_left_behind() -> None:
    with Scene() as scene:
        scene.claim(AutoReconnect("cut"))
        scene.wait(0.05)
        scene.answer("hand_back_strays")
        scene.find_no_more()
        stop(scene)
        assert scene.ended
