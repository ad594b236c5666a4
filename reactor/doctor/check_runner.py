"""Runs every check in turn; a broken check does not stop the others."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from loguru import logger

from reactor.doctor.checks import CHECKS, Check, CheckGroup
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted
from reactor.mongo import driver

_log = logger.bind(channel="jobs-debugger")
_TIME_LIMIT = timedelta(seconds=15)
_UNAUTHORIZED = 13


class Examination:
    """Runs the checks of a case.

    Args:
        case: what to examine.
        checks: the checks, in order.
        time_limit: time limit of each check.
    """

    def __init__(
        self, case: Case, checks: Sequence[Check] = CHECKS, time_limit: timedelta = _TIME_LIMIT
    ) -> None:
        self._case = case
        self._checks = checks
        self._limit = time_limit.total_seconds()

    async def findings(self) -> AsyncIterator[tuple[CheckGroup, Finding]]:
        """Yield the findings of each check as they come."""
        closed = False
        for number, check in enumerate(self._checks):
            if closed and check.asks_mongodb:
                continue
            found = await self._make(check)
            for finding in found:
                yield check.group, finding
            if check.opens and any(each.outcome is Severity.WRONG for each in found):
                closed = True
                yield check.group, _left_out(self._checks[number + 1 :])

    async def _make(self, check: Check) -> list[Finding]:
        """The findings of one check; a failure or a time-out of the check is a finding, too."""
        found: list[Finding] = []
        try:
            async with asyncio.timeout(self._limit):
                async for finding in check.look(self._case):
                    found.append(finding)  # noqa: PERF401 - findings before a failure are kept
        except TimeoutError:
            said = f"no answer within {self._limit:g} s"
            mend = "Try again; if it stays so, look at the load of MongoDB and of this machine."
            found.append(Finding(check.name, Severity.WRONG, said, mend=mend))
        except driver.PyMongoError as error:
            found.append(_refused(check, error))
        except Exception as error:  # noqa: BLE001 - the other checks must run
            _log.opt(exception=error).error("check broke", check=check.name)
            said = f"the check itself broke: {type(error).__name__}: {error}"
            mend = "Report this, with the trace in jobs-debugger.log."
            found.append(Finding(check.name, Severity.WRONG, said, mend=mend))
        return found


def _left_out(checks: Sequence[Check]) -> Finding:
    names = [check.name for check in checks if check.asks_mongodb]
    said = f"{counted(len(names), 'check')} not made: MongoDB cannot be asked"
    mend = "Mend the server first, and call the doctor again."
    return Finding("the rest", Severity.REMARK, said, (", ".join(names),), mend)


def _refused(check: Check, error: driver.PyMongoError) -> Finding:
    said = f"MongoDB does not tell: {driver.brief(error)}"
    if getattr(error, "code", None) == _UNAUTHORIZED:
        return Finding(check.name, Severity.WRONG, said, mend="Give the rights named under rights.")
    return Finding(check.name, Severity.WRONG, said, mend="See whether MongoDB is well, and retry.")
