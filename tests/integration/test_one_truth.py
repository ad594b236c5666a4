"""Status, doctor, metrics, report and page tell the same of a house that is full of troubles."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from prometheus_client.parser import text_string_to_metric_families

from reactor.doctor.check_runner import Examination
from reactor.doctor.checks import CHECKS
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.daily_report import Reports
from reactor.settings import Settings
from reactor.status.advice import advice_on
from reactor.status.record_builder import record_of
from reactor.status.state_reader import StatusReader
from tests.page.conftest import serving
from tests.troubled import ADA, BO, CY, OWNER, SPENT, troubled

NAMES = Path(__file__).with_name("status_names.txt")
"""Every name that `reactor status --json` had when it was still written by hand, and its types."""

KINDS: Mapping[type, str] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    type(None): "null",
}


@dataclass(frozen=True)
class Told:
    """What each of them tells.

    Attributes:
        empty: status of the house before anything was in it.
        status: as programs read it.
        doctor: findings by what was looked at.
        metrics: samples by name and label.
        pages: what programs read of each screen.
        report: figures of the daily report.
    """

    empty: dict[str, Any]
    status: dict[str, Any]
    doctor: dict[str, Finding]
    metrics: dict[tuple[str, str], float]
    pages: dict[str, Any]
    report: dict[str, int]


_TOLD: list[Told] = []


@pytest.fixture
def keyed(settings: Settings) -> Settings:
    """With a model that may be in trouble, and a budget that may be spent."""
    key = "secret-key-of-a-model"
    return Settings.from_environment(**settings.model_dump() | {"gemini_api_key": key})


@pytest_asyncio.fixture
async def told(keyed: Settings, database: ScoutlyDatabase) -> Told:
    """All of it, read within a moment, and once: nobody changes what was told."""
    if not _TOLD:
        _TOLD.append(await ask_all(keyed, database))
    return _TOLD[0]


async def ask_all(keyed: Settings, database: ScoutlyDatabase) -> Told:
    """Fill the house, and ask each."""
    empty = await status(keyed, database)
    house = await troubled(database, keyed)
    examination = Examination(Case(keyed, database, only_looks=True), CHECKS)
    found = {finding.check: finding async for _, finding in examination.findings()}
    paths = ("/", "/queue?state=pending", "/people", "/health", "/companies", "/matches")
    async with serving(keyed, database) as page:
        pages = {path.partition("?")[0]: await page.json(path) for path in paths}
        families = text_string_to_metric_families(await page.get("/metrics"))
        metrics = {
            (sample.name, next(iter(sample.labels.values()), "")): sample.value
            for family in families
            for sample in family.samples
        }
    report = asdict(await Reports(database).figures(house.now - timedelta(days=1)))
    return Told(empty, await status(keyed, database), found, metrics, pages, report)


async def status(settings: Settings, database: ScoutlyDatabase) -> dict[str, Any]:
    """What `reactor status --json` prints."""
    seen = await StatusReader(database, settings).read()
    text = record_of(seen, advice_on(seen)).model_dump_json(by_alias=True)
    record: dict[str, Any] = json.loads(text)
    return record


def names_in(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every name of an answer, and of what kind its value is."""
    if path:
        yield path, KINDS[type(value)]
    if isinstance(value, dict):
        for name, each in value.items():
            yield from names_in(each, f"{path}.{name}".lstrip("."))
    if isinstance(value, list):
        for each in value:
            yield from names_in(each, f"{path}[]")


def test_every_kind_of_value_has_its_name() -> None:
    assert dict(names_in({"a": [{"b": None}]})) == {"a": "array", "a[]": "object", "a[].b": "null"}


async def test_no_name_of_status_has_gone_or_means_another_kind_of_value(told: Told) -> None:
    before = {
        name: set(kinds.split(" | "))
        for name, _, kinds in (line.partition(": ") for line in NAMES.read_text().splitlines())
    }
    now: dict[str, set[str]] = {}
    for name, kind in (*names_in(told.empty), *names_in(told.status)):
        now.setdefault(name, set()).add(kind)
    assert len(before) > 200
    assert before.keys() - now.keys() == set()
    assert {name: now[name] for name in before if not now[name] <= before[name]} == {}


async def test_all_tell_the_same_of_the_queue(told: Told) -> None:
    queue, home, listed = told.status["queue"], told.pages["/"], told.pages["/queue"]
    active = queue["pending"] + queue["waiting"] + queue["processing"]
    assert (queue["pending"], queue["waiting"], queue["processing"]) == (1, 3, 1)
    assert (home["ready"], home["waiting"], home["processing"]) == (1, 3, 1)
    assert (listed["ready"], listed["waiting"]) == (1, 3)
    by_status = {"pending": 4, "processing": 1, "completed": 2, "failed": 2}
    assert listed["counts"] == by_status
    assert {name: told.metrics["scoutly_queue_jobs", name] for name in by_status} == by_status
    assert told.doctor["jobs"].said == "4 pending, 1 processing, 2 completed, 2 failed"
    assert told.doctor["waiting"].said.startswith("3 jobs waiting")
    assert told.report["waiting"] == active
    ended = (queue["completedLastDay"], queue["failedLastDay"])
    assert ended == (home["completed"], home["failed"]) == (2, 2)
    assert ended == (listed["completedLately"], listed["failedLately"])
    assert ended == (told.report["completed"], told.report["failed"])


async def test_a_job_is_the_same_object_in_status_and_on_the_page(told: Told) -> None:
    assert told.pages["/"]["running"] == told.status["running"]
    listed = {job["id"]: job for job in told.pages["/queue"]["jobs"]}
    waiting = told.status["next"] + told.status["waiting"]
    assert {job["id"] for job in waiting} == listed.keys()
    for job in waiting:
        assert {**listed[job["id"]], "figures": None} == job
    assert {job["company"]: job["waits"] for job in told.status["waiting"]} == {
        "retrying": "retry",
        "parked": "budget",
        "waiting": "model",
    }


async def test_all_tell_the_same_of_companies_in_trouble(told: Told) -> None:
    failed, home = told.status["failed"], told.pages["/"]
    assert [each["company"] for each in failed] == ["acme", "forgotten"]
    assert told.status["companies"]["problematic"] == told.report["problematic"] == 2
    assert told.doctor["troubled"].said == "2 companies failed at the last visit"
    assert told.doctor["troubled"].details[-1] == "acme, forgotten"
    tracked = [each for each in failed if each["rank"]]
    assert home["troubles"] == tracked
    assert home["troubled"] == told.pages["/companies"]["counts"]["failing"] == len(tracked)
    rows = {row["id"]: row["failing"] for row in told.pages["/companies"]["companies"]}
    for each in failed:
        assert rows[each["id"]] == {name: each[name] for name in rows[each["id"]]}
        reason = each["advice"] if each["errorCode"] else each["errorMessage"] or "no message"
        assert any(reason in line for line in told.doctor["troubled"].details)


async def test_all_tell_the_same_of_companies_and_preferences(told: Told) -> None:
    companies, counts = told.status["companies"], told.pages["/companies"]["counts"]
    assert (companies["total"], companies["tracked"]) == (counts["all"], counts["on"]) == (10, 9)
    assert told.doctor["companies"].said.startswith("10 companies")
    assert told.doctor["ranks"].said.startswith("11 preferences, 11 tracking")
    assert told.metrics["scoutly_preferences", ""] == 11
    assert told.doctor["tracked"].said.startswith("1 preference for companies that are not there")
    assert told.status["badPreferences"]["unknownCompany"] == 1
    assert told.status["timers"] == told.pages["/"]["upcoming"]


async def test_all_tell_the_same_of_the_model(told: Told) -> None:
    upkeep = told.pages["/health"]["upkeep"]
    for name in ("budget", "cost", "modelTrouble", "reactors", "checkpointAt", "database"):
        assert upkeep[name] == told.status[name], name
    assert upkeep["mongodb"]["collections"] == told.status["mongodb"]["collections"]
    budget, trouble = told.status["budget"], told.status["modelTrouble"]
    of = budget["model"]
    assert budget["requests"] == told.metrics["scoutly_budget_requests", of] == SPENT
    assert told.metrics["scoutly_budget_requests_left", of] == 0
    assert told.doctor["budget"].said.startswith(f"used up after {SPENT} of {SPENT} requests")
    assert trouble["errorMessage"] in told.doctor["model"].said
    assert told.status["cost"]["today"]["calls"] == 3


async def test_all_tell_the_same_of_reactors(told: Told) -> None:
    (reactor,) = told.status["reactors"]
    assert (reactor["id"], reactor["running"]) == (OWNER, 1)
    assert told.metrics["scoutly_reactors", ""] == 1
    assert told.doctor["reactors"].said == "1 reactor alive"
    assert told.doctor["reactors"].details[0].startswith(f"{OWNER}  1 job running")


async def test_all_tell_the_same_of_people(told: Told) -> None:
    people = {person["name"]: person for person in told.pages["/people"]["people"]}
    unmatched = told.status["unmatched"]
    (cv,) = unmatched["unreadCvs"]
    assert (cv["user"], cv["code"]) == (BO, "cv_not_found")
    assert (people[BO]["cv"]["problem"], people[BO]["cv"]["code"]) == (cv["why"], cv["code"])
    assert told.doctor["CVs"].details == (f"{BO}: {cv['why']} ({cv['code']})",)
    assert unmatched["nothingToMatchBy"] == list(told.doctor["users"].details) == [CY]
    assert "placeholder" in {why["code"] for why in people[CY]["because"]}
    strangers = [person["name"] for person in people.values() if not person["id"]]
    assert told.status["unknownUsers"] == {"total": 1, "names": strangers}
    assert told.pages["/people"]["unknown"] == 1
    assert told.doctor["people"].said.startswith("1 preference of unknown users")
    (matches,) = told.status["matches"]
    assert (matches["user"], matches["count"]) == (ADA, 2)
    assert people[ADA]["saved"] == told.pages["/"]["new"] == told.report["matches"] == 2
    assert len(told.pages["/matches"]["matches"]) == 2
