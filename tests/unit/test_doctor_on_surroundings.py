"""What the doctor says of what is around the database: port, model, budget, disk, machine."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from aiohttp.test_utils import unused_port

from reactor.doctor.checks import browser, budget, folder, machine, model, port
from reactor.doctor.checks.check import Case
from reactor.doctor.checks.machine import Machine
from reactor.doctor.finding import Severity
from reactor.error_codes import Code
from reactor.errors import BudgetError, ModelTroubleError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.spending import Spending
from reactor.settings import Settings

FINE, REMARK, WRONG = Severity.FINE, Severity.REMARK, Severity.WRONG


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, '{"ok": true}', FINE),
        (503, '{"ok": false, "stream_read_seconds_ago": 400}', WRONG),
        (200, "<html>", WRONG),
        (200, "[]", WRONG),
        (404, "null", WRONG),
    ],
)
def test_a_port_is_fine_only_if_a_reactor_that_is_well_answers(
    status: int, body: str, outcome: Severity
) -> None:
    assert port.judge("127.0.0.1:8080", status, body).outcome is outcome


@pytest.mark.parametrize(
    ("code", "outcome", "mend"),
    [
        ("model_key_refused", WRONG, "GEMINI_API_KEY"),
        ("model_not_found", WRONG, "GEMINI_MODEL"),
        ("model_refused", WRONG, "GEMINI_BASE_URL"),
        ("model_unreachable", WRONG, "GEMINI_BASE_URL"),
        ("model_billing", WRONG, "billing"),
        ("model_location", WRONG, "billing"),
        ("model_no_quota", WRONG, "GEMINI_MODEL"),
        ("model_rate_limited", REMARK, "GEMINI_RPM"),
        ("model_overloaded", REMARK, "Wait"),
    ],
)
def test_each_trouble_of_a_model_has_its_mend(code: Code, outcome: Severity, mend: str) -> None:
    error = ModelTroubleError("it said no", delay=60, model="gemini-x", code=code)
    found = model.judge("gemini-x", error)
    assert found.outcome is outcome
    assert mend in found.mend
    assert "valid" not in found.said


def test_a_model_whose_day_is_used_up_is_no_trouble() -> None:
    found = model.judge("gemini-x", BudgetError("used up", delay=60, model="gemini-x"))
    assert (found.outcome, found.mend) == (REMARK, "See the budget, below.")


@pytest.mark.parametrize(
    ("requests", "closed", "outcome"),
    [(10, False, FINE), (450, False, REMARK), (500, False, REMARK), (3, True, REMARK)],
)
def test_a_budget_that_ends_is_told_before_it_does(
    requests: int, closed: bool, outcome: Severity
) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    ends = now + timedelta(hours=3)
    spending = Spending(now.date(), ends, requests, closed_until=ends if closed else None)
    assert budget.judge(spending, 500, now).outcome is outcome


def test_a_full_disk_is_told_before_it_is_full() -> None:
    for free, outcome in ((5e9, FINE), (5e8, REMARK), (5e7, WRONG)):
        assert folder.judge(Path("/logs"), free=int(free), logs=0).outcome is outcome


PI_5 = Machine("Raspberry Pi 5 Model B Rev 1.0", "6.12.25+rpt-rpi-2712", 16_384, modern=True)
PI_4 = Machine("Raspberry Pi 4 Model B Rev 1.4", "6.12.25+rpt-rpi-v8", 4_096, modern=False)


def test_a_pi_is_told_by_its_page_size_and_kernel() -> None:
    found = machine.judge(PI_5, "7.0.14")
    assert found.outcome is FINE
    assert "kernel 6.12.25+rpt-rpi-2712, 16 kB pages" in found.said


def test_a_pi_4_needs_a_mongodb_elsewhere() -> None:
    assert "MONGODB_URI" in machine.judge(PI_4, "").mend


def test_a_mongod_that_crashes_on_a_new_kernel_is_warned_of() -> None:
    newer = Machine(PI_5.model, "6.19.3+rpt-rpi-2712", 16_384, modern=True)
    assert machine.judge(newer, "8.0.12").outcome is REMARK
    assert machine.judge(newer, "8.0.4").outcome is FINE
    assert machine.judge(newer, "7.0.31").outcome is FINE


@pytest.mark.parametrize(
    ("address", "outcome", "said"),
    [
        ("", FINE, "REACTOR_BROWSER_URL"),
        ("http://127.0.0.1:{}", WRONG, "cannot be reached"),
        ("ws://127.0.0.1:{}/", WRONG, "cannot be reached"),
    ],
)
async def test_a_browser_is_asked_for_only_where_the_settings_name_one(
    address: str, outcome: Severity, said: str
) -> None:
    # Found here: a name of a test with a port in it is another one in each worker of pytest.
    settings = Settings.from_environment(browser_url=address.format(unused_port()))
    case = Case(settings, cast("ScoutlyDatabase", None))  # it asks no database
    [found] = [each async for each in browser.look(case)]
    assert found.outcome is outcome
    assert said in found.said
    assert bool(found.mend) is (outcome is WRONG)
