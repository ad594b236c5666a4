"""The slots' state machine, move by move; `test_orders.py` plays all orders of them."""

from collections.abc import Callable

import pytest

from reactor.core.dispatch.slots import Outlook, Phase, Placement, Slots
from reactor.documents import Job


def job(number: int, company: str | None = None, *, crashes: int = 0) -> Job:
    claimed = {"_id": number, "companyId": company or f"of {number}", "crashCount": crashes}
    lease = {"owner": "me", "token": f"t{number}"}
    return Job.read(claimed | {"status": "processing", "lease": lease})


def place(slots: Slots, *jobs: Job | None) -> Placement:
    """Claim and answer, as often as there are answers."""
    return [slots.answered(slots.claim(), each) for each in jobs][-1]


def phase(slots: Slots) -> Phase:
    """Read anew: mypy does not see that a move changes it."""
    return slots.phase


def claims(slots: Slots) -> bool:
    """Whether a claim is to be sent, read anew as well."""
    return slots.wants_claim


def recovers(slots: Slots) -> bool:
    """Whether strays are to be handed back, likewise."""
    return slots.wants_recovery


def taken(*jobs: Job, size: int = 3) -> Slots:
    """Slots in which these jobs run."""
    slots = Slots(size)
    assert place(slots, *jobs) is Placement.START
    return slots


def clearing(size: int = 3) -> Slots:
    """Slots in which one job runs, and that are cleared for number 9."""
    slots = taken(job(1), size=size)
    assert place(slots, job(9, crashes=1)) is Placement.HAND_BACK
    assert phase(slots) is Phase.CLEARING
    return slots


def test_free_slots_are_filled_by_one_claim_at_a_time() -> None:
    slots = Slots(3)
    assert claims(slots)
    assert not slots.claim().in_turn
    assert not claims(slots)


def test_an_empty_answer_ends_the_claims_until_there_is_news() -> None:
    slots = Slots(3)
    assert place(slots, None) is Placement.NOTHING
    assert not claims(slots)
    slots.hear()
    assert claims(slots)


def test_where_one_job_was_there_may_be_more() -> None:
    slots = Slots(3)
    empty = slots.claim()
    place(slots, job(1))
    slots.answered(empty, None)
    assert slots.outlook is Outlook.NEWS
    assert claims(slots)


def test_under_a_backlog_each_free_slot_has_its_claim_in_turn() -> None:
    slots = taken(job(1), job(2), job(3))
    slots.hear()
    assert slots.outlook is Outlook.BACKLOG
    assert not claims(slots)
    slots.ended("t1")
    slots.ended("t2")
    assert [slots.claim().in_turn for _ in range(2) if claims(slots)] == [True, True]
    assert not claims(slots)


def test_slots_that_are_not_all_taken_are_no_backlog() -> None:
    assert taken(job(1), job(2)).outlook is Outlook.NEWS


def test_a_backlog_ends_with_an_empty_answer() -> None:
    slots = taken(job(1), size=1)
    slots.ended("t1")
    place(slots, None)
    assert slots.outlook is Outlook.EMPTY


def test_a_job_that_was_claimed_too_late_is_handed_back() -> None:
    slots = Slots(3)
    assert slots.answered(slots.claim(), job(1), in_time=False) is Placement.HAND_BACK
    assert not slots.runs
    assert claims(slots)


def test_a_company_has_one_run_at_a_time() -> None:
    slots = taken(job(1, "a"))
    assert place(slots, job(2, "a")) is Placement.HAND_BACK
    slots.ended("t1")
    assert place(slots, job(2, "a")) is Placement.START


def test_a_crashed_job_waits_for_empty_slots_and_then_runs_alone() -> None:
    slots = clearing()
    assert slots.cleared_for == 9
    assert not claims(slots)
    slots.ended("t1")
    assert claims(slots)
    claim = slots.claim()
    assert not claims(slots)
    assert slots.answered(claim, job(9, crashes=1)) is Placement.START
    assert (slots.phase, slots.cleared_for, slots.wants_claim) == (Phase.SOLO, None, False)
    assert place(slots, job(2)) is Placement.HAND_BACK
    slots.ended("t2")
    assert phase(slots) is Phase.SOLO
    slots.ended("t9")
    assert phase(slots) is Phase.CLAIMING


def test_nothing_starts_while_the_slots_are_cleared() -> None:
    slots = clearing()
    assert place(slots, job(2)) is Placement.HAND_BACK
    assert place(slots, None) is Placement.NOTHING
    assert phase(slots) is Phase.CLEARING
    slots.ended("t1")
    assert phase(slots) is Phase.CLEARING


def test_slots_that_were_cleared_for_nothing_are_filled_again() -> None:
    slots = clearing()
    slots.ended("t1")
    place(slots, None)
    assert (slots.phase, slots.cleared_for) == (Phase.CLAIMING, None)
    slots = clearing()
    slots.ended("t1")
    assert place(slots, job(2)) is Placement.START
    assert phase(slots) is Phase.CLAIMING


def test_a_crashed_job_that_went_elsewhere_is_waited_for_no_more() -> None:
    slots = clearing()
    slots.elsewhere([1, 2])
    assert phase(slots) is Phase.CLEARING
    slots.elsewhere([1, 9])
    assert phase(slots) is Phase.CLAIMING
    slots = taken(job(1), size=1)
    slots.doubt()
    slots.elsewhere([None])
    assert phase(slots) is Phase.RECOVERING


def test_a_crashed_job_clears_no_slots_that_recover_rest_or_stop() -> None:
    for change, expected in (
        (Slots.doubt, Phase.RECOVERING),
        (Slots.stop, Phase.STOPPING),
        (lambda slots: slots.refused(slots.claim()), Phase.RESTING),
    ):
        slots = taken(job(1))
        late = slots.claim()
        change(slots)
        assert slots.answered(late, job(9, crashes=1)) is Placement.HAND_BACK
        assert (slots.phase, slots.cleared_for) == (expected, None)


def test_a_job_that_was_claimed_before_the_others_were_in_doubt_runs() -> None:
    slots = taken(job(1))
    late = slots.claim()
    slots.doubt()
    assert slots.answered(late, job(2)) is Placement.START
    assert phase(slots) is Phase.RECOVERING


def test_after_a_lost_answer_strays_are_handed_back_before_anything_is_claimed() -> None:
    slots = Slots(3)
    other, lost = slots.claim(), slots.claim()
    slots.lost(lost)
    assert phase(slots) is Phase.RECOVERING
    assert not claims(slots)
    assert not recovers(slots)
    slots.answered(other, None)
    assert recovers(slots)
    slots.resume()
    assert (slots.phase, slots.wants_recovery, slots.wants_claim) == (Phase.CLAIMING, False, True)


def test_after_a_refusal_the_next_claim_waits() -> None:
    slots = Slots(3)
    slots.refused(slots.claim())
    assert phase(slots) is Phase.RESTING
    assert not slots.claims
    assert not claims(slots)
    assert not recovers(slots)
    slots.resume()
    assert claims(slots)


def test_a_refusal_changes_nothing_for_slots_that_recover_or_stop() -> None:
    for change, expected in ((Slots.doubt, Phase.RECOVERING), (Slots.stop, Phase.STOPPING)):
        slots = Slots(3)
        claim = slots.claim()
        change(slots)
        slots.refused(claim)
        assert phase(slots) is expected


def test_a_pause_that_is_over_changes_nothing_for_other_phases() -> None:
    slots = clearing()
    slots.resume()
    assert phase(slots) is Phase.CLEARING
    slots.stop()
    slots.resume()
    assert phase(slots) is Phase.STOPPING


def test_a_crashed_job_still_runs_alone_after_a_recovery() -> None:
    slots = taken(job(9, crashes=1))
    slots.doubt()
    slots.ended("of nobody")
    slots.resume()
    assert phase(slots) is Phase.SOLO


def test_slots_are_cleared_for_a_crashed_job_also_after_a_recovery() -> None:
    slots = clearing()
    slots.doubt()
    slots.resume()
    assert (slots.phase, slots.cleared_for, slots.wants_claim) == (Phase.CLEARING, 9, False)


def test_slots_that_became_empty_in_a_recovery_need_no_more_clearing() -> None:
    slots = clearing()
    slots.doubt()
    slots.ended("t1")
    slots.resume()
    assert (slots.phase, slots.cleared_for) == (Phase.CLAIMING, None)


def test_a_crashed_job_that_went_elsewhere_in_a_recovery_does_not_end_that() -> None:
    slots = clearing()
    slots.doubt()
    slots.elsewhere([9])
    assert phase(slots) is Phase.RECOVERING
    slots.resume()
    assert phase(slots) is Phase.CLAIMING


def test_slots_that_stop_claim_nothing_and_start_nothing() -> None:
    slots = Slots(3)
    late = slots.claim()
    slots.stop()
    assert not claims(slots)
    assert slots.answered(late, job(1)) is Placement.HAND_BACK
    assert not recovers(slots)


@pytest.mark.parametrize("stops_first", [True, False])
def test_slots_that_stop_in_doubt_hand_back_what_was_claimed_unawares(*, stops_first: bool) -> None:
    slots = Slots(3)
    for change in (Slots.stop, Slots.doubt) if stops_first else (Slots.doubt, Slots.stop):
        change(slots)
    assert (slots.phase, slots.wants_recovery) == (Phase.SETTLING, True)
    assert place(slots, job(1)) is Placement.HAND_BACK


@pytest.mark.parametrize(
    "news",
    [
        Slots.hear,
        Slots.doubt,
        Slots.resume,
        lambda slots: slots.ended("t1"),
        lambda slots: slots.lost(slots.claim()),
        lambda slots: slots.refused(slots.claim()),
        lambda slots: slots.elsewhere([9]),
    ],
)
def test_an_empty_answer_does_not_count_if_news_came_meanwhile(
    news: Callable[[Slots], None],
) -> None:
    slots = clearing(size=2)
    empty = slots.claim()
    news(slots)
    slots.answered(empty, None)
    assert slots.outlook is Outlook.NEWS
