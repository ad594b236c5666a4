"""What each kind of event asks for, in the shape that the stream's projection gives it.

MongoDB's `$project` leaves out what is missing: an absent field is no key here, never None.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from reactor.core.stream.batch import Batch
from reactor.core.stream.fold import fold, is_new_job
from reactor.decisions.look_causes import Cause

ACME, OTHER = ObjectId(), ObjectId()
KEY = ObjectId()
AT, LATER = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 1, 13, tzinfo=UTC)
LOOK: set[str] = set()
EDITED, CALLED_OFF, TIMER_DELETED = {"edited"}, {"called off"}, {"timer deleted"}
NO_KEYS = [{"a": 1}, [1]]
"""Values that MongoDB stores anywhere and that are no keys of a Python set or dict."""


def folded(*events: dict[str, Any]) -> Batch:
    """What events ask for that happened at `AT`, unless they say otherwise."""
    batch = Batch()
    for event in events:
        fold({"wallTime": AT} | event, batch)
    return batch


def said(batch: Batch) -> dict[ObjectId, set[str]]:
    """What people said of each company, beyond that it should be looked at."""
    return {
        company_id: {
            name
            for name, at in (
                ("edited", cause.edited_at),
                ("called off", cause.called_off_at),
                ("timer deleted", cause.timer_deleted_at),
            )
            if at
        }
        for company_id, cause in batch.causes.items()
    }


def preference(operation: str, **fields: Any) -> dict[str, Any]:
    event = {"operationType": operation, "collection": "usercompanypreferences", "key": KEY}
    return event | {"ours": False} | fields


def company(operation: str, key: Any = ACME) -> dict[str, Any]:
    return {"operationType": operation, "collection": "companies", "key": key, "ours": False}


def job(operation: str, **fields: Any) -> dict[str, Any]:
    event = {"operationType": operation, "collection": "jobqueues", "key": KEY}
    return event | {"ours": False} | fields


def timer(operation: str, kind: Any, of: Any) -> dict[str, Any]:
    event = {"operationType": operation, "collection": "timers", "key": {"kind": kind, "of": of}}
    return event | {"ours": False}


# Preferences


@pytest.mark.parametrize(
    "event",
    [
        preference("insert", company=ACME),
        preference("update", before=ACME),
        preference("replace", company=ACME, before=ACME),
        preference("delete", before=ACME),
    ],
)
def test_an_edited_preference_asks_for_a_look_at_its_company(event: dict[str, Any]) -> None:
    batch = folded(event)
    assert said(batch) == {ACME: EDITED}
    assert not batch.scan
    assert not batch.preferences


def test_a_moved_preference_asks_for_a_look_at_both_companies() -> None:
    assert folded(preference("update", before=ACME, moved=OTHER)).causes.keys() == {ACME, OTHER}


def test_a_replaced_preference_asks_for_a_look_at_both_companies() -> None:
    assert folded(preference("replace", before=ACME, company=OTHER)).causes.keys() == {ACME, OTHER}


def test_an_update_without_an_image_is_looked_up() -> None:
    batch = folded(preference("update"))
    assert batch.preferences == {KEY: AT}
    assert not batch.scan


@pytest.mark.parametrize(
    "event",
    [
        preference("delete"),
        preference("replace", company=ACME),
        preference("update", moved=ACME),
        preference("update", moved=None),
    ],
)
def test_a_preference_that_left_an_unknown_company_asks_for_a_look_at_all(
    event: dict[str, Any],
) -> None:
    assert folded(event).scan


def test_an_inserted_preference_never_asks_for_a_look_at_all() -> None:
    assert not folded(preference("insert", company=ACME)).scan


@pytest.mark.parametrize("company_id", ["65f000000000000000000001", 7, None, True])
def test_a_preference_whose_company_id_is_no_object_id_is_passed_over(company_id: Any) -> None:
    assert folded(preference("insert", company=company_id)).causes == {}


# Companies


@pytest.mark.parametrize("operation", ["insert", "update", "replace", "delete"])
def test_an_edited_company_is_looked_at(operation: str) -> None:
    assert said(folded(company(operation))) == {ACME: EDITED}


@pytest.mark.parametrize("key", ["acme", 7, {"a": 1}])
def test_a_company_whose_id_is_no_object_id_is_passed_over(key: Any) -> None:
    assert folded(company("insert", key)).causes == {}


# Jobs


def test_an_inserted_pending_job_wakes_the_queue_before_anything_is_decided() -> None:
    event = job("insert", company=ACME, status="pending")
    assert is_new_job(event)
    assert folded(event) == Batch(
        {ACME: Cause(told_by="job", told_at=AT)}, urgent=True, events=1, oldest=AT
    )


def test_a_job_that_a_reactor_inserted_with_its_turn_needs_no_look() -> None:
    """Its reactor wakes the queue once it has told of it; another one may have a slot free."""
    event = job("insert", company=ACME, status="pending", ours=True)
    assert not is_new_job(event)
    assert folded(event) == Batch(wake=True, events=1, oldest=AT)


@pytest.mark.parametrize(
    "event",
    [
        job("insert", company=ACME, status="failed"),
        job("update", before=ACME, status="pending"),
        preference("insert", company=ACME, status="pending"),
        {"operationType": "dropDatabase"},
    ],
)
def test_nothing_else_is_a_new_job(event: dict[str, Any]) -> None:
    assert not is_new_job(event)


def test_a_company_that_the_end_of_a_run_marked_needs_no_look_of_its_own() -> None:
    assert folded(company("update") | {"ours": True}) == Batch(events=1, oldest=AT)


def test_a_batch_remembers_when_its_earliest_change_happened() -> None:
    early, late = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    batch = folded(*(company("update") | {"wallTime": at} for at in (early, late)))
    assert batch.oldest == early


@pytest.mark.parametrize("status", ["completed", "failed", "processing"])
def test_a_job_inserted_in_another_status_calls_nothing_off(status: str) -> None:
    batch = folded(job("insert", company=ACME, status=status))
    assert said(batch) == {ACME: LOOK}
    assert not batch.wake


@pytest.mark.parametrize("before", ["failed", "completed", "processing"])
def test_a_job_set_back_to_pending_by_hand_starts_over(before: str) -> None:
    batch = folded(job("update", before=ACME, status="pending", statusBefore=before))
    assert batch.restarted == {KEY: AT}
    assert batch.touched == {KEY: AT}
    assert batch.wake
    assert said(batch) == {ACME: LOOK}


def test_a_job_set_back_to_pending_without_an_image_starts_over_and_is_looked_up() -> None:
    batch = folded(job("update", status="pending"))
    assert batch.restarted == {KEY: AT}
    assert batch.unknown_jobs == {KEY: AT}


def test_a_pending_job_that_is_replaced_as_pending_does_not_start_over() -> None:
    batch = folded(
        job("replace", company=ACME, before=ACME, status="pending", statusBefore="pending")
    )
    assert not batch.restarted
    assert batch.touched == {KEY: AT}


def test_a_job_that_a_run_put_back_wakes_the_queue_and_keeps_its_count() -> None:
    event = job("update", before=ACME, status="pending", statusBefore="processing", ours=True)
    assert folded(event) == Batch(
        {ACME: Cause(told_by="job", told_at=AT)},
        wake=True,
        touched={KEY: AT},
        events=1,
        oldest=AT,
    )


@pytest.mark.parametrize("before", ["pending", "processing"])
@pytest.mark.parametrize("status", ["completed", "failed"])
def test_a_job_finished_by_hand_is_called_off_and_its_run_stopped(status: str, before: str) -> None:
    batch = folded(job("update", before=ACME, status=status, statusBefore=before))
    assert said(batch) == {ACME: CALLED_OFF}
    assert batch.touched == {KEY: AT}


def test_whoever_sets_back_the_job_that_they_finished_has_called_nothing_off() -> None:
    off = job("update", before=ACME, status="failed", statusBefore="pending")
    back = job("update", before=ACME, status="pending", statusBefore="failed")
    assert said(folded(off, back)) == {ACME: LOOK}
    assert said(folded(off, back, off)) == {ACME: CALLED_OFF}


@pytest.mark.parametrize("status", ["completed", "failed"])
def test_a_job_that_a_run_finished_is_not_called_off(status: str) -> None:
    event = job("update", before=ACME, status=status, statusBefore="processing", ours=True)
    batch = folded(event)
    assert said(batch) == {ACME: LOOK}
    assert not batch.touched


@pytest.mark.parametrize("before", ["pending", "processing"])
def test_a_deleted_job_is_called_off_and_its_run_stopped(before: str) -> None:
    batch = folded(job("delete", before=ACME, statusBefore=before))
    assert said(batch) == {ACME: CALLED_OFF}
    assert batch.touched == {KEY: AT}
    assert not batch.scan


@pytest.mark.parametrize("before", ["completed", "failed"])
def test_a_finished_job_that_is_swept_away_calls_nothing_off(before: str) -> None:
    assert said(folded(job("delete", before=ACME, statusBefore=before))) == {ACME: LOOK}


def test_a_finished_job_whose_verdict_a_person_mends_calls_nothing_off() -> None:
    event = job("update", before=ACME, status="completed", statusBefore="failed")
    assert said(folded(event)) == {ACME: LOOK}


def test_a_job_that_the_reactor_withdrew_is_not_called_off() -> None:
    batch = folded(job("delete", before=ACME, statusBefore="pending", ours=True))
    assert said(batch) == {ACME: LOOK}


def test_a_deleted_job_without_an_image_stops_its_run_and_costs_no_look_at_all() -> None:
    batch = folded(job("delete"))
    assert batch.deleted == {KEY: AT}
    assert batch.touched == {KEY: AT}
    assert not batch.scan


def test_a_job_inserted_and_deleted_without_an_image_is_called_off() -> None:
    batch = folded(job("insert", company=ACME, status="pending", ours=True), job("delete"))
    assert said(batch) == {ACME: CALLED_OFF}
    assert not batch.deleted


def test_a_job_withdrawn_without_an_image_is_not_called_off() -> None:
    inserted = job("insert", company=ACME, status="pending", ours=True)
    batch = folded(inserted, job("update", withdrawn=True, ours=True), job("delete"))
    assert batch.causes == {}
    assert not batch.deleted


def test_a_job_finished_by_hand_without_an_image_is_looked_up() -> None:
    assert folded(job("update", status="completed")).finished == {KEY: AT}


@pytest.mark.parametrize("status", ["completed", "failed"])
def test_a_job_that_its_run_finished_without_an_image_is_not_called_off(status: str) -> None:
    batch = folded(job("update", status=status, ours=True))
    assert not batch.finished
    assert batch.active == {KEY: None}


def test_a_job_that_somebody_let_go_of_wakes_the_queue_and_asks_for_no_look() -> None:
    """A lease or a time to wait for that was taken away, by a reactor or by hand."""
    event = job("update", before=ACME, statusBefore="pending", ours=True)
    assert folded(event) == Batch(wake=True, events=1, oldest=AT)


def test_a_crashed_job_that_another_reactor_claims_is_told() -> None:
    batch = folded(job("update", status="processing", claimedBy="another", ours=True))
    assert batch.left == {KEY: "another"}
    assert not batch.wake


@pytest.mark.parametrize("waits", [False, True])
def test_a_crashed_job_that_another_reactor_lets_go_again_is_waited_for(waits: bool) -> None:
    """But not one that waits for a time of its own now."""
    claimed = job("update", status="processing", claimedBy="another", ours=True)
    let_go = job("update", status="pending", statusBefore="processing", ours=True, retried=waits)
    assert folded(claimed, let_go).left == ({KEY: "another"} if waits else {})


def test_a_job_that_was_inserted_with_a_lease_or_a_time_to_wait_for_is_freed() -> None:
    event = job("insert", company=ACME, status="pending", encumbered=True)
    assert folded(event).encumbered == {KEY: AT}


def test_a_deleted_job_lets_the_queue_be_looked_at() -> None:
    assert folded(job("delete", before=ACME, statusBefore="processing")).wake


def test_a_moved_job_asks_for_a_look_at_both_companies() -> None:
    batch = folded(job("update", before=ACME, moved=OTHER, statusBefore="pending"))
    assert batch.causes.keys() == {ACME, OTHER}


def test_a_job_moved_from_an_unknown_company_asks_for_a_look_at_all() -> None:
    """Without an image: the company that it left has neither a job nor a timer now."""
    assert folded(job("update", moved=OTHER)).scan


def test_a_job_that_names_no_company_is_a_new_job_all_the_same() -> None:
    """It is claimed, and fails with a message that says so."""
    event = job("insert", status="pending")
    assert is_new_job(event)
    assert folded(event).causes == {}


# Timers


def test_a_scrape_timer_that_goes_asks_for_a_look_and_says_so() -> None:
    assert said(folded(timer("delete", "scrape", ACME))) == {ACME: TIMER_DELETED}


@pytest.mark.parametrize("operation", ["update", "replace"])
def test_a_scrape_timer_that_somebody_moved_is_looked_at(operation: str) -> None:
    assert said(folded(timer(operation, "scrape", ACME))) == {ACME: LOOK}


def test_a_timer_that_was_due_was_deleted_by_the_ttl_monitor_and_by_nobody_else() -> None:
    """Its image tells: what was still to come, only a person can have deleted."""
    fired = timer("delete", "scrape", ACME) | {"expireAt": AT}
    assert said(folded(fired)) == {ACME: LOOK}
    assert said(folded(fired | {"expireAt": LATER})) == {ACME: TIMER_DELETED}


@pytest.mark.parametrize("odd", ["soon", None, [], 7, ["x", 3]])
def test_a_timer_that_could_never_fire_was_deleted_by_a_person(odd: Any) -> None:
    event = timer("delete", "scrape", ACME) | {"expireAt": odd}
    assert said(folded(event)) == {ACME: TIMER_DELETED}


def test_a_timer_with_several_dates_fires_at_the_earliest() -> None:
    event = timer("delete", "scrape", ACME) | {"expireAt": [LATER, AT]}
    assert said(folded(event)) == {ACME: LOOK}


def test_a_timer_that_a_reactor_drops_was_deleted_by_no_person() -> None:
    """The mark stands in the image, or came before the deletion where no images are kept."""
    deleted = timer("delete", "scrape", ACME)
    assert said(folded(deleted | {"droppedBefore": True})) == {ACME: LOOK}
    assert said(folded(timer("update", "scrape", ACME) | {"dropped": True}, deleted)) == {
        ACME: LOOK
    }


def test_a_dropped_timer_is_known_in_the_next_batch_too() -> None:
    first = folded(timer("update", "scrape", ACME) | {"dropped": True})
    assert first.causes == {}
    following = first.next()
    fold({"wallTime": AT} | timer("delete", "scrape", ACME), following)
    assert said(following) == {ACME: LOOK}
    again = following.next()
    fold({"wallTime": AT} | timer("delete", "scrape", ACME), again)
    assert said(again) == {ACME: TIMER_DELETED}


def test_a_timer_that_was_to_be_dropped_and_was_set_instead_is_a_timer_again() -> None:
    marked = timer("update", "scrape", ACME) | {"dropped": True}
    batch = folded(marked, timer("update", "scrape", ACME), timer("delete", "scrape", ACME))
    assert said(batch) == {ACME: TIMER_DELETED}


def test_what_people_said_counts_from_the_last_time_and_is_told_from_the_first() -> None:
    off = job("delete", before=ACME, statusBefore="pending")
    cause = folded(off, off | {"key": OTHER, "wallTime": LATER}).causes[ACME]
    assert (cause.called_off_at, cause.called_off) == (LATER, OTHER)
    assert (cause.told_by, cause.told_at) == ("job", AT)


def test_whoever_sets_back_a_job_that_they_finished_without_an_image_calls_nothing_off() -> None:
    off, back = job("update", status="failed"), job("update", status="pending")
    assert folded(off, back).finished == {}
    assert folded(off, back, off).finished == {KEY: AT}


def test_a_retry_timer_that_goes_ends_the_jobs_rest() -> None:
    assert folded(timer("delete", "retry", KEY)).rested == {KEY: AT}


def test_a_lease_timer_that_goes_names_the_reactor_that_is_gone() -> None:
    assert folded(timer("delete", "lease", "reactor-1")).expired == {"reactor-1": AT}


@pytest.mark.parametrize("operation", ["delete", "update"])
def test_a_budget_timer_that_goes_or_is_edited_names_its_model(operation: str) -> None:
    assert folded(timer(operation, "budget", "flash")).budgets == {"flash"}


def test_a_report_timer_that_fires_tells_when_and_one_that_is_edited_does_not() -> None:
    at = datetime(2026, 1, 1, 8, tzinfo=UTC)
    fired = timer("delete", "report", "2026-01-01") | {"wallTime": at}
    assert folded(fired).reports == {"2026-01-01": at}
    assert folded(timer("update", "report", "2026-01-01")).reports == {"2026-01-01": None}


@pytest.mark.parametrize("kind", ["other", None, {"a": 1}])
def test_other_timers_ask_for_nothing(kind: Any) -> None:
    assert folded(timer("delete", kind, KEY)) == Batch(urgent=True, events=1, oldest=AT)


@pytest.mark.parametrize(
    "key", ["x", 7, ObjectId(), {}, {"kind": "scrape"}, {"kind": "scrape", "of": "x"}]
)
def test_a_document_in_timers_that_is_no_timer_is_passed_over(key: Any) -> None:
    event = {"operationType": "delete", "collection": "timers", "key": key, "ours": False}
    assert folded(event) == Batch(urgent=True, events=1, oldest=AT)


# Collections that go


@pytest.mark.parametrize("operation", ["drop", "rename"])
@pytest.mark.parametrize(
    "collection", ["companies", "usercompanypreferences", "jobqueues", "timers"]
)
def test_a_dropped_or_renamed_collection_is_named(operation: str, collection: str) -> None:
    batch = folded({"operationType": operation, "collection": collection, "ours": False})
    assert batch.dropped == {collection}


def test_a_dropped_database_is_noticed_though_it_names_no_collection() -> None:
    assert folded({"operationType": "dropDatabase", "ours": False}).dropped


# Many events


def test_ten_thousand_edits_of_one_company_are_one_look() -> None:
    batch = folded(*[preference("update", before=ACME)] * 10_000)
    assert said(batch) == {ACME: EDITED}
    assert batch.events == 10_000


def test_what_several_events_tell_of_a_company_is_taken_together() -> None:
    batch = folded(
        timer("delete", "scrape", ACME),
        job("delete", before=ACME, statusBefore="pending"),
        preference("update", before=ACME),
    )
    assert said(batch) == {ACME: EDITED | CALLED_OFF | TIMER_DELETED}


# One bad document harms only itself


@pytest.mark.parametrize("odd", NO_KEYS)
@pytest.mark.parametrize("field", ["company", "before", "moved"])
@pytest.mark.parametrize("make", [preference, job])
def test_a_company_id_of_any_kind_is_borne(make: Any, field: str, odd: Any) -> None:
    batch = folded(make("update", **{field: odd}), company("update", OTHER))
    assert said(batch) == {OTHER: EDITED}


@pytest.mark.parametrize(
    "event",
    [
        preference("update", key={"a": 1}),
        job("update", key={"a": 1}, status="pending", statusBefore="failed"),
        job("delete", key={"a": 1}, statusBefore="processing"),
        timer("delete", "retry", {"a": 1}),
    ],
)
def test_an_id_that_is_a_document_is_borne(event: dict[str, Any]) -> None:
    assert said(folded(event, company("update", OTHER))) == {OTHER: EDITED}


@pytest.mark.parametrize("odd", [*NO_KEYS, None, 7])
def test_a_status_of_any_kind_is_borne(odd: Any) -> None:
    batch = folded(job("replace", company=ACME, before=ACME, status=odd, statusBefore=odd))
    assert said(batch) == {ACME: LOOK}
    assert said(folded(job("delete", before=ACME, statusBefore=odd))) == {ACME: LOOK}
