"""The result of seeding, as a table for people and as JSON for programs."""

import json
from datetime import timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reactor.decisions.schedule import interval
from reactor.seeding.inserting import SeededCompany, SeedingResult
from reactor.seeding.removing import ClearingResult
from reactor.terminal import harmless, print_neatly
from reactor.wording import count, duration

_MAX_ROWS = 100


def show(planting: SeedingResult, console: Console) -> None:
    """Print new entries as a table, and the summary."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("company", no_wrap=True)
    table.add_column("rank", justify="right")
    for name in ("tier", "careers page", "what was done"):
        table.add_column(name, no_wrap=True)
    news = [each for each in planting.planted if _is_news(each)]
    for each in news[:_MAX_ROWS]:
        company = each.company
        table.add_row(
            company.name,
            str(company.rank),
            f"every {duration(_every(each))}",
            Text(company.careers_url, overflow="ellipsis"),
            _done(each, planting),
        )
    if table.row_count:
        print_neatly(console, table)
    if len(news) > _MAX_ROWS:
        console.print(Text(f"… {len(news) - _MAX_ROWS} more", style="dim"))
    console.print(Text(harmless(summary(planting)), style="bold"), soft_wrap=True)


def _is_news(planted: SeededCompany) -> bool:
    return planted.added or bool(planted.tracked_by)


def _every(planted: SeededCompany) -> timedelta:
    return interval(planted.company.rank)


def _done(planted: SeededCompany, planting: SeedingResult) -> Text:
    number = len(planted.tracked_by)
    who = "" if len(planting.emails) == 1 else f" by {number} of {len(planting.emails)}"
    parts = ["company added"] * planted.added + [f"tracked{who}"] * bool(number)
    return Text(", ".join(parts), style="green")


def summary(planting: SeedingResult) -> str:
    """`25 companies and 25 preferences added for ada@example.org; 0 were there already`."""
    companies = sum(each.added for each in planting.planted)
    preferences = sum(len(each.tracked_by) for each in planting.planted)
    there = len(planting.planted) * len(planting.emails) - preferences
    users = planting.emails
    whom = users[0] if len(users) == 1 else count(len(users), "user", "users")
    return (
        f"{count(companies, 'company', 'companies')} and "
        f"{count(preferences, 'preference', 'preferences')} added for {whom}; "
        f"{count(there, 'preference was', 'preferences were')} there already"
    )


def as_json(planting: SeedingResult) -> str:
    """The result as one JSON object."""
    told = {
        "users": list(planting.emails),
        "companies": [
            {
                "company": each.company.slug,
                "name": each.company.name,
                "careersUrl": each.company.careers_url,
                "rank": each.company.rank,
                "added": each.added,
                "newlyTrackedBy": list(each.tracked_by),
            }
            for each in planting.planted
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def clearing(cleared: ClearingResult, *, as_json: bool) -> str:
    """The result of clearing, as one line or as one JSON object."""
    if as_json:
        told = {
            "preferences": cleared.preferences,
            "companies": cleared.companies,
            "changedPreferencesKept": cleared.kept,
            "companiesInUseKept": cleared.in_use,
        }
        return json.dumps(told, indent=2)
    return (
        f"{count(cleared.companies, 'company', 'companies')} and "
        f"{count(cleared.preferences, 'preference', 'preferences')} removed; kept: "
        f"{count(cleared.in_use, 'company', 'companies')} that somebody needs, "
        f"{count(cleared.kept, 'preference', 'preferences')} that people changed"
    )
