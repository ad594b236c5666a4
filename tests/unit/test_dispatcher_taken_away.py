"""Runs that lost their job, or the lease under which it was claimed, are stopped; no others."""

import pytest
from pymongo.errors import AutoReconnect

from reactor.core.leadership.lease import Loss
from tests.dispatching import Scene, job

TOLD = "run stopped: somebody took its job away"


def stop_lost(scene: Scene, *job_ids: int) -> None:
    scene.begin(scene.dispatcher.stop_lost(job_ids))


def lose_lease(scene: Scene, loss: Loss) -> None:
    scene.lease.held = False
    scene.dispatcher.stop_all(loss)
    scene.settle()


# Jobs that were taken away


def test_a_run_is_stopped_whose_job_was_touched_and_is_held_no_more() -> None:
    with Scene(slots=4) as scene:
        scene.claim(*map(job, (1, 2, 3, 4)))
        stop_lost(scene, 1, 2, 3, 7)
        assert scene.asked("held_tokens") == [[1, 2, 3]]
        scene.answer("held_tokens", {"t1"})
        assert scene.asked("ended") == [[2, 3]]
        scene.answer("ended", [2])
        assert scene.stopped == scene.asked("hand_back") == [3]
        assert scene.told.count(TOLD) == 1


def test_ids_of_any_kind_can_be_touched() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        scene.begin(scene.dispatcher.stop_lost([{"of": "a person"}, [1], 1]))
        assert scene.asked("held_tokens") == [[1]]


def test_mongodb_is_asked_nothing_about_jobs_that_do_not_run_here() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        stop_lost(scene, 2, 3)
        scene.begin(scene.dispatcher.stop_lost([]))
        assert scene.count("held_tokens") == 0


def test_mongodb_is_asked_for_no_end_while_all_jobs_are_held() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        stop_lost(scene, 1)
        scene.answer("held_tokens", {"t1"})
        assert scene.count("ended") == 0
        assert scene.stopped == []


def test_a_run_is_stopped_once_and_that_is_told_once() -> None:
    with Scene(unwinds=True) as scene:
        scene.claim(job(1))
        for _ in range(2):
            stop_lost(scene, 1)
            scene.answer("held_tokens", set())
            scene.answer("ended", [])
        lose_lease(scene, Loss.GONE)
        assert scene.stopped == scene.asked("unwind") == [1]
        assert scene.told.count(TOLD) == 1
        scene.answer("unwind")
        assert scene.asked("hand_back") == [1]


def test_a_run_that_ends_while_its_job_is_looked_for_is_not_told_as_stopped() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        stop_lost(scene, 1)
        scene.answer("held_tokens", set())
        scene.end(1)
        scene.answer("ended", [])
        assert scene.told.count(TOLD) == 0


def test_after_a_gap_all_runs_are_looked_at_and_strays_are_handed_back() -> None:
    with Scene(slots=3) as scene:
        scene.claim(job(1), job(2), None)
        scene.begin(scene.dispatcher.reconcile())
        assert scene.asked("held_tokens") == [[1, 2]]
        scene.answer("held_tokens", {"t2"})
        scene.answer("ended", [])
        assert scene.stopped == [1]
        scene.answer("hand_back")
        scene.wait(0.05)
        assert scene.asked("hand_back_strays") == [("me", [2])]


def test_after_a_gap_strays_are_handed_back_though_nothing_runs() -> None:
    with Scene() as scene:
        scene.find_no_more()
        scene.begin(scene.dispatcher.reconcile())
        scene.wait(0.05)
        assert scene.asked("hand_back_strays") == [("me", [])]
        assert scene.count("held_tokens") == scene.count("ended") == 0


# A lease that was lost


@pytest.mark.parametrize("loss", [Loss.GONE, Loss.CUT_OFF])
def test_a_lost_lease_stops_every_run_and_hands_its_job_back(loss: Loss) -> None:
    with Scene() as scene:
        scene.claim(job(1), job(2))
        lose_lease(scene, loss)
        assert scene.stopped == scene.asked("hand_back") == [1, 2]


def test_while_mongodb_is_away_a_stopped_run_is_handed_back_again_and_again() -> None:
    with Scene() as scene:
        scene.claim(job(1))
        lose_lease(scene, Loss.CUT_OFF)
        for pause in (0.5, 1):
            scene.answer("hand_back", AutoReconnect("cut"))
            scene.wait(pause)
            assert scene.asked("hand_back") == [1]


def test_after_a_stall_runs_are_stopped_and_their_jobs_left_to_be_counted() -> None:
    with Scene(unwinds=True) as scene:
        scene.claim(job(1), job(2))
        stop_lost(scene, 1)
        scene.answer("held_tokens", set())
        scene.answer("ended", [])
        lose_lease(scene, Loss.STOPPED)
        assert scene.stopped == scene.asked("unwind") == [1, 2]
        scene.answer("unwind")
        scene.answer("unwind")
        assert scene.count("hand_back") == 0
        scene.lease.held = True
        scene.dispatcher.wake()
        scene.settle()
        assert scene.claims == 2


@pytest.mark.parametrize(("loss", "handed_back"), [(Loss.GONE, [1]), (Loss.STOPPED, [])])
def test_a_run_that_raises_while_it_unwinds_is_stopped_like_any_other(
    loss: Loss, handed_back: list[int]
) -> None:
    with Scene(unwinds=True) as scene:
        scene.claim(job(1))
        lose_lease(scene, loss)
        scene.answer("unwind", ArithmeticError("unforeseen"))
        assert scene.asked("hand_back") == handed_back
        scene.wait(3_600)
        assert scene.asked("hand_back") == handed_back
