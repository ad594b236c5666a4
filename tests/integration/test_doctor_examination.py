"""An examination: what one check does to the others."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from reactor.doctor.check_runner import Examination
from reactor.doctor.checks import (
    Check,
    CheckGroup,
)
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

FINE, REMARK, WRONG = Severity.FINE, Severity.REMARK, Severity.WRONG


@pytest.fixture
def case(settings: Settings, database: ScoutlyDatabase) -> Case:
    return Case(settings, database)


async def test_a_check_that_breaks_or_hangs_is_a_finding_and_ends_no_other(case: Case) -> None:
    async def breaks(_: Case) -> AsyncIterator[Finding]:
        yield Finding("first", FINE, "still told")
        raise KeyError("oops")

    async def hangs(_: Case) -> AsyncIterator[Finding]:
        await asyncio.Event().wait()
        yield Finding("never", FINE, "")

    async def works(_: Case) -> AsyncIterator[Finding]:
        yield Finding("last", FINE, "told")

    looks = {"breaks": breaks, "hangs": hangs, "works": works}
    checks = [Check(name, CheckGroup.DATA, look) for name, look in looks.items()]
    examination = Examination(case, checks, time_limit=timedelta(milliseconds=50))
    found = [finding async for _, finding in examination.findings()]
    assert [(each.check, each.outcome) for each in found] == [
        ("first", FINE),
        ("breaks", WRONG),
        ("hangs", WRONG),
        ("last", FINE),
    ]
    assert "KeyError: 'oops'" in found[1].said
    assert "no answer within 0.05 s" in found[2].said


async def test_what_a_user_may_not_ask_is_said_of_that_check_alone(case: Case) -> None:
    async def refused(_: Case) -> AsyncIterator[Finding]:
        yield Finding("first", FINE, "still told")
        raise driver.OperationFailure("not authorized on scoutly to find", 13)

    _, found = [
        finding
        async for _, finding in Examination(case, [Check("x", CheckGroup.DATA, refused)]).findings()
    ]
    assert found.outcome is WRONG
    assert "rights" in found.mend
