"""What to do about the state of things, how it looks, and what programs read of it."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from bson import ObjectId
from rich.console import Console

from reactor.advice import ADVICE
from reactor.decisions.model_trouble import ModelTrouble
from reactor.documents import JobLease
from reactor.mongo.views.overview import Overview
from reactor.mongo.views.people import PreferenceNames
from reactor.mongo.views.preferences import BadPreferences, Tiers
from reactor.mongo.views.queue import ListedJob, QueueView
from reactor.mongo.views.reactors import LiveLease, Reactors
from reactor.mongo.views.spending import ModelUse, Spending, SpendingPurpose
from reactor.mongo.views.storage import Sizes
from reactor.mongo.views.tracking_counts import TrackingCounts
from reactor.mongo.views.troubles import Trouble
from reactor.settings import Settings
from reactor.status.advice import advice_on
from reactor.status.json_status import essence
from reactor.status.local_state import LocalHealth, LocalState
from reactor.status.model_advice import advice_from
from reactor.status.record_builder import record_of
from reactor.status.rich_view import picture
from reactor.status.system_state import Status
from tests.companies import NOW

MINUTE = timedelta(minutes=1)
ALIVE = LiveLease(owner="pi-1", expire_at=NOW + MINUTE)
SERVER = Reactors(leases=(ALIVE,), checkpoint_at=NOW - MINUTE)
GONE = Trouble("old-quay", 20, 2, NOW, "https://a.example answered 404", "page_gone")


def census(**fields: Any) -> TrackingCounts:
    return replace(TrackingCounts(companies=3, tracked=3, tiers=Tiers().all()), **fields)


def status(**fields: Any) -> Status:
    """Everything is as it should be, but for what is said."""
    overview = Overview(
        now=NOW,
        name="scoutly",
        reactors=fields.pop("server", SERVER),
        queue=fields.pop("queue", QueueView()),
        census=fields.pop("census", census()),
        troubles=fields.pop("troubles", ()),
        matches=fields.pop("matches", ()),
        spending=fields.pop("spending", Spending(date(2026, 3, 1), NOW + 20 * MINUTE)),
    )
    usual: dict[str, Any] = {"here": LocalState(), "model": "gemini-flash-lite-latest"}
    rest = {"requests_a_day": 500, "attempts": 3, "lease": MINUTE}
    return Status(overview=overview, **usual | rest | fields)


def about(seen: Status) -> list[str]:
    return [advice.about for advice in advice_on(seen)]


def shown(seen: Status, later: timedelta = timedelta()) -> str:
    console = Console(file=StringIO(), width=100)
    console.print(picture(seen, advice_on(seen), NOW + later))
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue()


def record_in(seen: Status) -> dict[str, Any]:
    """What programs read of it."""
    text = record_of(seen, advice_on(seen)).model_dump_json(by_alias=True)
    record: dict[str, Any] = json.loads(text)
    return record


def a_job(**fields: Any) -> ListedJob:
    usual = {"id": 1, "company_id": ObjectId(), "company": "acme", "status": "processing"}
    return ListedJob.model_validate(usual | {"last_attempt_at": NOW - MINUTE} | fields)


def test_all_is_well_and_there_is_nothing_to_do() -> None:
    assert about(status()) == []
    assert "to do" not in shown(status())


def test_a_reactor_that_is_down_comes_first() -> None:
    seen = status(server=Reactors(), troubles=(GONE,), census=census(problematic=1, unqueued=2))
    assert about(seen) == ["reactor", "companies"]
    assert "2 companies wait" in advice_on(seen)[0].do


def test_a_lease_that_has_expired_is_no_life() -> None:
    dead = LiveLease(owner="pi-1", expire_at=NOW - MINUTE)
    assert about(status(server=Reactors(leases=(dead,)))) == ["reactor"]


def test_a_reactor_that_misses_its_heartbeat_is_not_called_alive() -> None:
    beating = ALIVE.model_copy(update={"expire_at": NOW + MINUTE * 0.6})
    quiet = ALIVE.model_copy(update={"expire_at": NOW + MINUTE * 0.3})
    assert "alive  pi-1" in shown(status(server=replace(SERVER, leases=(beating,))))
    told = shown(status(server=replace(SERVER, leases=(quiet,))))
    assert re.search(r"silent  pi-1.*counts as dead in 18 s", told)


def test_an_empty_database_is_told_how_to_begin_and_in_which_order() -> None:
    nothing = TrackingCounts(tiers=Tiers().all(), has_users=False)
    empty = status(server=Reactors(), census=nothing)
    assert about(empty) == ["users", "companies", "reactor"]
    assert "db.users.insertOne" in advice_on(empty)[0].do
    assert "seed-preferences" in advice_on(empty)[1].do


def test_a_stream_that_is_read_late_is_said_to_be_catching_up() -> None:
    late = status(server=replace(SERVER, stream_position=NOW - 2 * 60 * MINUTE))
    assert "the stream is catching up: changes of 2 h ago" in shown(late)
    assert record_in(late)["catchingUpFrom"] == "2026-03-01T10:00:00.000+00:00"
    for server in (replace(SERVER, stream_position=NOW - MINUTE), SERVER):
        assert "catching up" not in shown(status(server=server))


def test_a_lease_is_as_long_as_it_says_whatever_the_setting_here() -> None:
    """Half of another reactor's ten minutes is no silence."""
    long = LiveLease(owner="pi-1", expire_at=NOW + 6 * MINUTE, seconds=600)
    assert "alive  pi-1" in shown(status(server=replace(SERVER, leases=(long,))))
    silent = long.model_copy(update={"expire_at": NOW + 4 * MINUTE})
    assert "silent  pi-1" in shown(status(server=replace(SERVER, leases=(silent,))))


def test_a_stream_that_stands_still_is_seen_by_its_checkpoint() -> None:
    assert about(status(server=replace(SERVER, checkpoint_at=NOW - 10 * MINUTE))) == ["stream"]


def test_a_reactor_that_has_only_just_begun_is_no_trouble() -> None:
    assert about(status(server=replace(SERVER, checkpoint_at=None))) == []


def test_a_reactor_that_says_it_is_stuck_is_believed() -> None:
    assert about(status(here=LocalState(health=LocalHealth(well=False)))) == ["stream"]


def test_a_full_disk_is_told_whose_it_is() -> None:
    full = status(server=replace(SERVER, sizes=Sizes(1, 10_000_000, 64_000_000_000)))
    assert "MongoDB" in advice_on(full)[0].do


def test_timers_that_nobody_fires_are_noticed() -> None:
    assert about(status(server=replace(SERVER, oldest_timer=NOW - 5 * MINUTE))) == ["timers"]
    assert about(status(server=replace(SERVER, oldest_timer=NOW - MINUTE))) == []


def test_without_a_key_the_keyword_matcher_is_said_with_a_warning() -> None:
    assert about(status(model=None)) == ["matcher"]
    assert "keyword matcher: no GEMINI_API_KEY" in shown(status(model=None))


def test_a_budget_that_is_used_up_tells_until_when_and_how_many_wait() -> None:
    closed = Spending(date(2026, 3, 1), NOW, closed_until=NOW + 20 * MINUTE)
    seen = status(spending=closed, queue=QueueView(waiting=4, parked=4), zone=NOW.tzinfo)
    assert "4 jobs wait until 12:20" in advice_on(seen)[0].do


def test_preferences_that_do_not_count_are_counted() -> None:
    seen = status(census=census(bad=BadPreferences(rank=2, company=1)))
    assert "3 preferences do not count" in advice_on(seen)[0].do
    assert "3 bad preferences" in shown(seen)


def test_a_failure_is_shown_with_its_reason_and_one_advice() -> None:
    text = shown(status(troubles=(GONE,), census=census(problematic=1)))
    assert "old-quay  rank 20, 2 in a row, 0 s ago, page_gone" in text
    assert "answered 404" in text
    assert "→ edit careers_url" in text


def test_a_page_that_shows_no_list_asks_for_a_look() -> None:
    seen = status(census=census(unrecognised=5, unread=("old-quay", "harbor", "acme", "fern")))
    (advice,) = advice_on(seen)
    assert advice.do.startswith("old-quay, harbor, acme and 2 more: no list was recognised at its")
    assert record_in(seen)["companies"]["unrecognised"] == 5


def test_durations_grow_without_another_look() -> None:
    seen = status(queue=QueueView(processing=1, running=(a_job(),)))
    assert "acme  1 min  manual  attempt 1" in shown(seen)
    assert "acme  3 min 5 s" in shown(seen, later=timedelta(minutes=2, seconds=5))


def test_a_job_whose_reactor_is_gone_is_told_apart() -> None:
    gone = a_job(lease=JobLease(owner="pi-2", token="t"))  # noqa: S106 - a claim's token, no secret
    mine = a_job(lease=JobLease(owner="pi-1", token="t"))  # noqa: S106 - likewise
    busy = replace(SERVER, leases=(ALIVE.model_copy(update={"jobs": 1}),))
    seen = status(queue=QueueView(processing=2, running=(gone, mine)), server=busy)
    assert "its reactor is gone" in shown(seen)
    assert [job["reactorAlive"] for job in record_in(seen)["running"]] == [False, True]
    assert record_in(seen)["reactors"][0]["running"] == 1


def test_secrets_and_steering_signs_are_shown_nowhere() -> None:
    evil = replace(GONE, message="key s3cr3t \x1b[2J\n[bold]x", label="[red]\x07quay")
    seen = status(troubles=(evil,), census=census(problematic=1), secrets=("s3cr3t",))
    for text in (shown(seen), json.dumps(record_in(seen))):
        assert "s3cr3t" not in text
        assert "\x1b" not in text
        assert "[bold]x" in text


def test_the_record_is_json_whatever_stands_in_the_documents() -> None:
    strange = a_job(priority=float("nan"), id={"a": 1}, company="")
    seen = status(queue=QueueView(ready=1, upcoming=(strange,)))
    record = record_in(seen)
    assert record["next"][0]["priority"] is None
    assert record["next"][0]["company"].startswith("unknown company")
    assert record["now"] == "2026-03-01T12:00:00.000+00:00"


def test_signs_of_life_change_nothing_of_the_essence() -> None:
    later = replace(SERVER, leases=(LiveLease(owner="pi-1", expire_at=NOW + 2 * MINUTE),))
    first, second = (essence(record_of(status(server=s), ())) for s in (SERVER, later))
    assert first == second
    assert first != essence(record_of(status(server=Reactors()), ()))


def test_what_mongodb_refuses_comes_first_with_its_mend_and_is_no_stuck_reactor() -> None:
    mend = "grant readWrite on scoutly to the user app"
    refused = LocalHealth(well=False, mongodb="right missing: not authorized", mend=mend)
    seen = status(here=LocalState(health=refused), server=Reactors())
    assert about(seen)[0] == "mongodb"
    assert advice_on(seen)[0].do == f"{mend} (right missing: not authorized)"
    assert "reactor" not in about(seen)
    assert "stream" not in about(seen)
    assert "waiting for MongoDB (right missing" in shown(seen)


def test_people_whom_nobody_knows_are_named_before_companies_that_failed() -> None:
    names = PreferenceNames(5, ("a@x.example", "b@x.example", "c@x.example", "d@x.example"))
    seen = status(census=census(names=names, problematic=1), troubles=(GONE,))
    assert about(seen)[:2] == ["people", "companies"]
    told = advice_on(seen)[0].do
    assert "a@x.example, b@x.example, c@x.example and 2 more" in told
    assert record_in(seen)["unknownUsers"] == {"total": 5, "names": list(names.strangers)}


def in_trouble(**fields: Any) -> Status:
    """The model is in trouble since an hour, and three jobs wait for it."""
    known = ModelTrouble(
        "gemini-flash-lite-latest",
        "model_billing",
        "Gemini wants to be paid",
        *(NOW - 60 * MINUTE, NOW - 20 * MINUTE, NOW + 40 * MINUTE),
    )
    queue = QueueView(waiting=3, waiting_for={"model_billing": 3})
    seen = status(queue=queue)
    return replace(seen, overview=replace(seen.overview, model=replace(known, **fields)))


def test_a_model_in_trouble_is_said_once_with_its_cause_and_what_to_do() -> None:
    seen = in_trouble()
    [advice] = advice_on(seen)
    assert advice.do.startswith("turn billing on")
    assert advice.do.endswith("(3 jobs wait; in trouble since 11:00)")
    text = " ".join(shown(seen).split())
    assert "in trouble Gemini wants to be paid (model_billing), since 11:00, 1 h ago" in text
    assert "asked again 12:40, in 40 min; jobs wait" in text


def test_keywords_that_serve_meanwhile_are_told_of() -> None:
    seen = in_trouble(since=NOW - timedelta(days=2))
    assert "keywords judge meanwhile" in advice_on(seen)[0].do
    assert "keywords judge meanwhile, and it judges again later" in " ".join(shown(seen).split())
    assert record_in(seen)["modelTrouble"]["keywordsMeanwhile"] is True


def test_a_model_that_is_being_tried_is_no_work_for_anybody() -> None:
    seen = in_trouble(open=False, half_open=True)
    assert "it answers something small again" in shown(seen)


def test_a_model_that_is_well_takes_no_room() -> None:
    assert record_in(status())["modelTrouble"] is None
    assert "in trouble" not in shown(status())


def test_a_model_without_a_limit_of_a_day_is_shown_without_one() -> None:
    """`status` knows who runs the model, and does not speak of a day that never ends."""
    seen = status(model="qwen3:8b", requests_a_day=None, provider="openai")
    told = shown(seen)
    assert "qwen3:8b: 0 requests today" in told
    assert "renewed" not in told
    budget = record_in(seen)["budget"]
    assert (budget["matcher"], budget["requestsADay"]) == ("openai", None)


def test_advice_about_the_model_names_the_settings_of_its_provider() -> None:
    """Who asks an OpenAI-compatible endpoint is not sent to a key for Gemini."""
    waiting = QueueView(waiting=2, waiting_for={"model_key_refused": 2})
    seen = status(queue=waiting, model="qwen3:8b", requests_a_day=None, provider="openai")
    assert [each.do for each in advice_on(seen)] == [
        "correct OPENAI_API_KEY: it is refused (2 jobs wait)"
    ]
    assert "GEMINI" not in shown(seen)


@pytest.mark.parametrize("code", [each for each in ADVICE if ADVICE[each].about == "model"])
def test_no_advice_for_another_provider_names_gemini(code: str) -> None:
    said = advice_from("openai", code)
    assert (said.about, len(said.do) <= 120) == ("model", True)
    assert "gemini" not in said.do.lower()
    assert "Pacific" not in said.do
    assert advice_from("gemini", code) == ADVICE[code]
    named = set(re.findall(r"\bOPENAI_[A-Z_]+\b", said.do))
    assert named <= {Settings.variable(field) for field in Settings.model_fields}


def test_costs_are_at_the_prices_of_the_provider_in_use() -> None:
    use = {SpendingPurpose.TITLES: ModelUse(2, 800, 100, 0.02)}
    spending = Spending(date(2026, 3, 1), NOW + 20 * MINUTE, today=use, month=use)
    assert "$0.02 at the paid tier's prices" in shown(status(spending=spending))
    assert "$0.02 at OPENAI_PRICE" in shown(status(spending=spending, provider="openai"))
