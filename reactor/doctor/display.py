"""Prints findings: coloured on a terminal, plain elsewhere."""

from collections import Counter
from collections.abc import AsyncIterable, AsyncIterator

from loguru import logger
from rich.console import Console
from rich.text import Text

from reactor.doctor.checks import CheckGroup
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted
from reactor.terminal import print_hanging

_log = logger.bind(channel="jobs-debugger")
_STYLES = {Severity.FINE: "green", Severity.REMARK: "yellow", Severity.WRONG: "bold red"}
_TALLIED = {Severity.FINE: "ok", Severity.REMARK: "to look at", Severity.WRONG: "wrong"}
_OUTCOME_WIDTH = 6
_STEP_WIDTH = 9
_CHECK_WIDTH = 13


async def show(findings: AsyncIterable[Finding], console: Console) -> bool:
    """Print the steps of a visit as they come; returns whether there was no error."""
    well = True
    async for finding in logged(findings):
        well = well and finding.outcome is not Severity.WRONG
        _print(finding, console, _STEP_WIDTH)
    return well


async def show_groups(found: AsyncIterable[tuple[CheckGroup, Finding]], console: Console) -> bool:
    """Print findings by group, and a summary; returns whether there was no error."""
    tally: Counter[Severity] = Counter()
    heading: CheckGroup | None = None
    async for group, finding in found:
        if group is not heading:
            console.print(*([] if heading is None else [""]), Text(group.value, "bold"), sep="\n")
            heading = group
        note(finding)
        tally[finding.outcome] += 1
        _print(finding, console, _CHECK_WIDTH)
    said = summary(tally)
    _log.info("examined", said=said)
    console.print()
    console.print(Text(said, "bold"), soft_wrap=True)
    return not tally[Severity.WRONG]


def summary(tally: Counter[Severity]) -> str:
    """`27 checks: 24 ok, 2 to look at, 1 wrong`."""
    parts = [f"{tally[outcome]} {word}" for outcome, word in _TALLIED.items() if tally[outcome]]
    return f"{counted(tally.total(), 'check')}: {', '.join(parts)}"


async def logged(findings: AsyncIterable[Finding]) -> AsyncIterator[Finding]:
    """The same findings, each logged as it passes."""
    async for finding in findings:
        note(finding)
        yield finding


def note(finding: Finding) -> None:
    """Log a finding."""
    level = "WARNING" if finding.outcome is Severity.WRONG else "INFO"
    mend = {"mend": finding.mend} if finding.mend else {}
    _log.log(
        level,
        "checked",
        said=finding.said,
        check=finding.check,
        outcome=finding.outcome.value,
        **mend,
    )


def _print(finding: Finding, console: Console, width: int) -> None:
    head = Text.assemble(
        (f"{finding.outcome.value:{_OUTCOME_WIDTH}}", _STYLES[finding.outcome]),
        (f"{finding.check:{width}}", "bold"),
        finding.said,
    )
    margin = _OUTCOME_WIDTH + width
    indent = " " * margin
    details = [Text(f"{indent}{detail}", style="dim") for detail in finding.details]
    mend = [Text(f"{indent}→ {finding.mend}")] if finding.mend else []
    for line in (head, *details, *mend):
        print_hanging(console, line, margin)
