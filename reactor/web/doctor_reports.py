"""The doctor's findings for the page: one examination at a time, and none within a minute."""

import asyncio
from collections.abc import AsyncIterable
from datetime import UTC, datetime
from time import monotonic

from reactor.doctor.check_runner import Examination
from reactor.doctor.checks import CHECKS, Check, CheckGroup
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.redaction import redacted
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.settings import Settings

KEPT_FOR = 60.0
"""Seconds."""

_WORST_FIRST = (Severity.WRONG, Severity.REMARK, Severity.FINE)


class DoctorFinding(ReadModel):
    """A finding, as `reactor doctor --json` tells it.

    Attributes:
        group: what it belongs to.
        check: what was looked at.
        outcome: `ok`, `look` or `wrong`.
        said: what was found.
        details: what it was found from.
        mend: the one thing to do; `""` if there is none.
    """

    group: str
    check: str
    outcome: str
    said: str
    details: tuple[str, ...] = ()
    mend: str = ""


class DoctorReport(ReadModel):
    """An examination, the worst first.

    Attributes:
        at: when it was made.
        findings: all of them.
        well: whether nothing is wrong.
    """

    at: Moment
    findings: tuple[DoctorFinding, ...] = ()
    well: bool = True

    def of(self, outcome: str) -> tuple[DoctorFinding, ...]:
        """Those with this outcome."""
        return tuple(each for each in self.findings if each.outcome == outcome)


class DoctorReports:
    """Makes them, mending nothing and asking no model.

    Args:
        settings: all of them.
        database: what is examined.
        checks: which checks are made.
    """

    def __init__(
        self, settings: Settings, database: ScoutlyDatabase, checks: tuple[Check, ...] = CHECKS
    ) -> None:
        self._case = Case(settings, database, only_looks=True)
        self._checks = checks
        self._one = asyncio.Lock()
        self._made: DoctorReport | None = None
        self._made_at = 0.0

    @property
    def kept(self) -> DoctorReport | None:
        """What was found within the last minute."""
        fresh = self._made is not None and monotonic() - self._made_at < KEPT_FOR
        return self._made if fresh else None

    async def findings(self) -> DoctorReport:
        """What was found within the last minute, or is found now."""
        async with self._one:
            if self.kept is None:
                found = Examination(self._case, self._checks).findings()
                self._made = await self._told(found)
                self._made_at = monotonic()
            assert self._made  # noqa: S101 - made just now, or within the last minute
            return self._made

    async def _told(self, found: AsyncIterable[tuple[CheckGroup, Finding]]) -> DoctorReport:
        secrets = self._case.settings.secrets
        told = [(group, redacted(finding, secrets)) async for group, finding in found]
        told.sort(key=lambda pair: _WORST_FIRST.index(pair[1].outcome))
        return DoctorReport(
            at=datetime.now(UTC),
            findings=tuple(_found(group, finding) for group, finding in told),
            well=all(finding.outcome is not Severity.WRONG for _, finding in told),
        )


def _found(group: CheckGroup, finding: Finding) -> DoctorFinding:
    return DoctorFinding(
        group=group.value,
        check=finding.check,
        outcome=finding.outcome.value,
        said=finding.said,
        details=finding.details,
        mend=finding.mend,
    )
