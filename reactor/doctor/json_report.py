"""Findings as JSON, for programs."""

import json
from collections.abc import AsyncIterable
from typing import Any

from reactor.doctor.display import logged
from reactor.doctor.finding import Finding, Severity


async def findings_as_json(findings: AsyncIterable[Finding]) -> tuple[str, bool]:
    """One JSON object `{"findings": [...], "well": ...}`, and whether there was no error."""
    found = [finding async for finding in logged(findings)]
    well = all(finding.outcome is not Severity.WRONG for finding in found)
    told = {"findings": [_fields(finding) for finding in found], "well": well}
    return json.dumps(told, ensure_ascii=False, indent=2), well


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "outcome": finding.outcome.value,
        "said": finding.said,
        "details": list(finding.details),
        "mend": finding.mend,
    }
