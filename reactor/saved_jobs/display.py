"""Saved matches, for people in 80 columns and as JSON for programs."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from reactor.mongo.postings.history_writes import MEANWHILE
from reactor.mongo.views.saved_jobs import SavedJobList, SavedJobRow
from reactor.saved_job import SavedJob
from reactor.saved_job_status import STATUSES, spoken
from reactor.terminal import harmless, print_hanging
from reactor.wording import ago, count

_MARGIN = 9
_MAX_REASONS = 2
_GOOD, _FAIR = 80, 60
_TAIL = 6

MAX_SHOWN = 1_000
"""Matches in one list."""


def show(listed: SavedJobList, console: Console) -> None:
    """Print each match with its number, and the summary."""
    several = len({row.person for row in listed.rows}) > 1
    for number, row in enumerate(listed.rows, 1):
        show_row(number, row, listed.now, console, several=several)
    console.print(Text(summary(listed), "bold"), soft_wrap=True)


def show_row(
    number: int, row: SavedJobRow, now: datetime, console: Console, *, several: bool = False
) -> None:
    """Print one match: score and title, facts, reasons, and the link on its own line."""
    job = row.job
    head = Text.assemble(
        (f"{number:2}. ", "dim"),
        (f"{job.score:3}  ", _style(job.score)),
        (harmless(job.title) or "(no title)", "bold"),
    )
    print_hanging(console, head, _MARGIN)
    for line in _lines(row, now, several=several):
        print_hanging(console, Text(f"{' ' * _MARGIN}{harmless(line)}"), _MARGIN)
    if job.link:
        console.print(Text(f"{' ' * _MARGIN}{harmless(job.link)}", "dim"), soft_wrap=True)


def _style(score: int) -> str:
    return "bold green" if score >= _GOOD else "green" if score >= _FAIR else "yellow"


def _lines(row: SavedJobRow, now: datetime, *, several: bool) -> Iterator[str]:
    job = row.job
    facts = [row.company, job.location, job.salary.told, ago(job.created_at, now)]
    yield " · ".join(filter(None, facts))
    if job.notes:
        yield f"notes: {job.notes}"
    for reason in job.good_fit_reasons[:_MAX_REASONS]:
        yield f"+ {reason}"
    for point in job.consideration_points[:1]:
        yield f"- {point}"
    stands = [
        row.person if several else "",
        "" if job.stage == STATUSES[0] else spoken(job.stage),
        "no longer listed" if job.gone_at else "",
        "judged by keywords meanwhile" if job.judged_by == MEANWHILE else "",
        "withdrawn: it suits your profile no more" if job.withdrawn_at else "",
        f"id …{tail(job)}",
    ]
    yield ", ".join(filter(None, stands))


def tail(job: SavedJob) -> str:
    """The end of its id, which identifies it on the command line."""
    return str(job.id)[-_TAIL:]


def summary(listed: SavedJobList) -> str:
    """`2 matches; mark one: reactor mark 1 applied`."""
    shown, total = len(listed.rows), listed.total
    if not total:
        if listed.visits:
            running = count(listed.visits, "company is", "companies are")
            return f"no matches like that yet; {running} being visited or in the queue"
        return "no matches like that; reactor people tells who is matched"
    more = min(total, MAX_SHOWN)
    rest = f" of {total}, the newest; --limit {more} shows more" if total > shown else ""
    head = f"{shown}{rest}" if rest else count(shown, "match", "matches")
    return f"{head}; mark one: reactor mark 1 applied"


def as_json(listed: SavedJobList) -> str:
    """The list as one JSON object; times in ISO 8601."""
    rows = [_fields(number, row) for number, row in enumerate(listed.rows, 1)]
    return json.dumps({"total": listed.total, "matches": rows}, ensure_ascii=False, indent=2)


def _fields(number: int, row: SavedJobRow) -> dict[str, Any]:
    job = row.job
    return {
        "number": number,
        "id": str(job.id),
        "user": row.person,
        "score": job.score,
        "title": job.title,
        "company": row.company,
        "location": job.location,
        "salary": job.salary.model_dump(exclude_defaults=True),
        "status": job.stage,
        "link": job.link,
        "goodFitReasons": list(job.good_fit_reasons),
        "considerationPoints": list(job.consideration_points),
        "notes": job.notes,
        "judgedBy": job.judged_by or None,
        "createdAt": job.created_at and job.created_at.isoformat(),
        "goneAt": job.gone_at and job.gone_at.isoformat(),
        "withdrawnAt": job.withdrawn_at and job.withdrawn_at.isoformat(),
    }
