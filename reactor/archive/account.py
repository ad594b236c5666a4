"""What an import did or would do, for people and as JSON for programs."""

import json
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reactor.archive.merging import Choices, Merging
from reactor.screen import harmless, print_neatly
from reactor.status.wording import count

_NAMES = {
    "users": "users",
    "companies": "companies",
    "usercompanypreferences": "ranks",
    "savedjobs": "saved jobs",
}
_MOST_USERS = 5


def show(merging: Merging, choices: Choices, console: Console) -> None:
    """Print a table, who was left out, and the line that counts."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("")
    for name in ("added", "replaced", "kept as they are"):
        table.add_column(name, justify="right")
    for collection, name in _NAMES.items():
        counts = (merging.added, merging.replaced, merging.kept)
        table.add_row(name, *(str(each[collection]) for each in counts))
    print_neatly(console, table)
    for line in _remarks(merging, choices):
        console.print(Text(harmless(line), style="yellow"), soft_wrap=True)
    console.print(Text(summary(merging, choices), style="bold"), soft_wrap=True)


def _remarks(merging: Merging, choices: Choices) -> Iterator[str]:
    if merging.left_out:
        users = sorted(merging.left_out)
        more = f" and {len(users) - _MOST_USERS} more" if len(users) > _MOST_USERS else ""
        entries = count(merging.left_out.total(), "entry", "entries")
        yield (
            f"left out: {entries} of unknown users ({', '.join(users[:_MOST_USERS])}{more}); "
            "--create-users adds them"
        )
    if merging.kept.total() and not choices.overwrite:
        yield "what exists was kept; --overwrite replaces it by what the file says"


def summary(merging: Merging, choices: Choices) -> str:
    """`31 added, 0 replaced, 2 kept, 4 left out`, or what it would be."""
    head = "would be: " if choices.dry else ""
    return (
        f"{head}{merging.added.total()} added, {merging.replaced.total()} replaced, "
        f"{merging.kept.total()} kept, {merging.left_out.total()} left out"
    )


def as_json(merging: Merging, choices: Choices) -> str:
    """The same as one JSON object."""
    counts = {"added": merging.added, "replaced": merging.replaced, "kept": merging.kept}
    told = {
        "dryRun": choices.dry,
        **{name: {c: each[c] for c in _NAMES} for name, each in counts.items()},
        "leftOut": dict(merging.left_out),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
