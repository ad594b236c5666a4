"""Findings on a terminal, in colour, or plain for a pipe and a log."""

from collections.abc import AsyncIterable

from loguru import logger
from rich.console import Console
from rich.text import Text

from reactor.doctor.finding import Finding, Outcome

_log = logger.bind(channel="jobs-debugger")
_STYLES = {Outcome.FINE: "green", Outcome.REMARK: "yellow", Outcome.WRONG: "bold red"}


async def show(findings: AsyncIterable[Finding], console: Console) -> bool:
    """Print findings as they come; whether nothing was wrong."""
    well = True
    async for finding in findings:
        _log.info("checked", said=finding.said, check=finding.check, outcome=finding.outcome.value)
        well = well and finding.outcome is not Outcome.WRONG
        for line in _lines(finding):
            console.print(line, soft_wrap=True)
    return well


def _lines(finding: Finding) -> list[Text]:
    head = Text.assemble(
        (f"{finding.outcome.value:6}", _STYLES[finding.outcome]),
        (f"{finding.check:9}", "bold"),
        finding.said,
    )
    details = [Text(f"{'':15}{detail}", style="dim") for detail in finding.details]
    mend = [Text(f"{'':15}→ {finding.mend}")] if finding.mend else []
    return [head, *details, *mend]
