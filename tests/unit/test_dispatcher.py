"""The dispatcher runs what it claims, job by job."""

import pytest

from reactor.core.leadership.lease import Loss
from reactor.documents import Job
from tests.dispatching import Scene, job


def test_a_job_runs_and_leaves_its_slot_when_its_end_is_written() -> None:
    with Scene(slots=1) as scene:
        scene.claim(job(1))
        assert scene.started == [1]
        assert scene.claims == 0
        scene.end(1, written=True)
        assert scene.claims == 1
        assert scene.count("hand_back") == 0


def test_a_job_whose_end_its_run_did_not_write_is_handed_back() -> None:
    with Scene(slots=1) as scene:
        scene.claim(job(1))
        scene.end(1, written=False)
        assert scene.asked("hand_back") == [1]
        assert scene.claims == 0
        scene.answer("hand_back")
        assert scene.claims == 1
        assert scene.count("hand_back") == 1


@pytest.mark.parametrize("error", [ArithmeticError("unforeseen"), SystemExit(1)])
def test_a_run_that_raises_harms_no_other_and_its_job_rests_outside_its_slot(
    error: BaseException,
) -> None:
    with Scene() as scene:
        scene.claim(job(1), job(2))
        scene.fail(1, error)
        assert scene.claims == 1
        assert scene.count("hand_back") == 0
        assert scene.stopped == []
        scene.wait(5)
        assert scene.asked("hand_back") == [1]


def test_jobs_are_claimed_for_as_long_as_slots_are_free() -> None:
    with Scene(slots=2) as scene:
        scene.claim(job(1), job(2))
        assert scene.started == [1, 2]
        assert scene.claims == 0


def test_an_empty_queue_is_asked_again_only_when_there_is_news() -> None:
    with Scene() as scene:
        scene.find_no_more()
        scene.wait(3_600)
        assert scene.claims == 0
        scene.dispatcher.wake()
        scene.settle()
        assert scene.claims == 1


def test_a_backlog_is_known_and_claimed_in_turn() -> None:
    with Scene(slots=1) as scene:
        before = scene.dispatcher.has_backlog
        scene.claim(job(1))
        assert (before, scene.dispatcher.has_backlog) == (False, True)
        scene.end(1)
        [claim] = scene.asked("claim")
        assert claim["in_turn"]


def test_companies_that_are_at_work_are_not_claimed() -> None:
    with Scene(slots=3) as scene:
        scene.claim(job(1, "a"), job(2, "b"))
        scene.end(2, written=False)
        assert scene.asked("hand_back") == [2]
        [claim] = scene.asked("claim")
        assert claim["not_of"] == ["a", "b"]


def test_the_company_of_a_job_that_rests_is_claimed() -> None:
    with Scene(slots=2) as scene:
        scene.claim(job(1, "a"), job(2, "b"))
        scene.fail(1, ArithmeticError("unforeseen"))
        [claim] = scene.asked("claim")
        assert claim["not_of"] == ["b"]


def test_a_second_job_of_a_company_is_handed_back() -> None:
    with Scene() as scene:
        scene.claim(job(1, "a"), job(2, "a"))
        assert scene.started == [1]
        assert scene.asked("hand_back") == [2]


def test_nothing_is_claimed_without_a_lease() -> None:
    with Scene() as scene:
        scene.lease.held = False
        scene.claim(job(1))
        assert scene.claims == 0
        scene.lease.held = True
        scene.dispatcher.wake()
        scene.settle()
        assert scene.claims == 1


@pytest.mark.parametrize(
    "late", [job(1, owner="me before"), Job.read({"_id": 1, "status": "processing"})]
)
def test_a_job_that_was_not_claimed_under_the_present_lease_does_not_run(late: Job) -> None:
    with Scene() as scene:
        scene.claim(late)
        assert scene.started == []
        assert scene.asked("hand_back") == [1]
        scene.answer("hand_back")
        assert scene.claims == 1


def test_a_run_that_is_stopped_before_its_first_turn_hands_its_job_back() -> None:
    with Scene() as scene:
        [claim] = scene.queue.open
        # It is called after the run's task was made, and before that has its first turn.
        claim.answer.add_done_callback(lambda _: scene.dispatcher.stop_all(Loss.GONE))
        scene.claim(job(1))
        assert scene.started == []
        assert scene.asked("hand_back") == [1]


def test_slots_that_are_cleared_for_a_job_are_filled_again_when_that_went_elsewhere() -> None:
    with Scene() as scene:
        scene.claim(job(1), job(9, crashes=1))
        scene.answer("hand_back")
        assert scene.claims == 0
        scene.dispatcher.note_left([2])
        scene.settle()
        assert scene.claims == 0
        scene.dispatcher.note_left([9])
        scene.settle()
        assert scene.claims == 1


def test_a_crashed_job_runs_alone() -> None:
    with Scene() as scene:
        scene.claim(job(1), job(9, crashes=1))
        scene.answer("hand_back")
        scene.end(1)
        scene.claim(job(9, crashes=1))
        assert scene.started == [1, 9]
        assert scene.claims == 0
        scene.end(9)
        assert scene.claims == 1
