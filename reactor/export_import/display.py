"""The result of an import, for people and as JSON for programs."""

import json
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reactor.export_import.import_summary import ImportOptions, ImportResult
from reactor.terminal import harmless, print_neatly
from reactor.wording import count

_NAMES = {
    "users": "users",
    "companies": "companies",
    "usercompanypreferences": "ranks",
    "savedjobs": "saved jobs",
}
_MAX_USERS = 5


def show(merged: ImportResult, choices: ImportOptions, console: Console) -> None:
    """Print a table, the remarks, and the summary."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("")
    for name in ("added", "replaced", "kept as they are"):
        table.add_column(name, justify="right")
    for collection, name in _NAMES.items():
        counts = (merged.added, merged.replaced, merged.kept)
        table.add_row(name, *(str(each[collection]) for each in counts))
    print_neatly(console, table)
    for line in _remarks(merged, choices):
        console.print(Text(harmless(line), style="yellow"), soft_wrap=True)
    console.print(Text(summary(merged, choices), style="bold"), soft_wrap=True)


def _remarks(merged: ImportResult, choices: ImportOptions) -> Iterator[str]:
    if merged.left_out:
        users = sorted(merged.left_out)
        more = f" and {len(users) - _MAX_USERS} more" if len(users) > _MAX_USERS else ""
        entries = count(merged.left_out.total(), "entry", "entries")
        yield (
            f"left out: {entries} of unknown users ({', '.join(users[:_MAX_USERS])}{more}); "
            f"{'these could not be added' if choices.create_users else '--create-users adds them'}"
        )
    for (collection, fields), number in sorted(merged.refused.items()):
        name = _NAMES[collection]
        yield f"refused: {number} {name}; a unique index forbids them ({collection}: {fields})"
    if merged.kept.total() and not choices.overwrite:
        yield "what exists was kept; --overwrite replaces it by what the file says"


def summary(merged: ImportResult, choices: ImportOptions) -> str:
    """`31 added, 0 replaced, 2 kept, 4 left out`; for a dry run with `would be:`."""
    head = "would be: " if choices.dry else ""
    refused = f", {number} refused" if (number := merged.refused.total()) else ""
    return (
        f"{head}{merged.added.total()} added, {merged.replaced.total()} replaced, "
        f"{merged.kept.total()} kept, {merged.left_out.total()} left out{refused}"
    )


def as_json(merged: ImportResult, choices: ImportOptions) -> str:
    """The result as one JSON object."""
    counts = {"added": merged.added, "replaced": merged.replaced, "kept": merged.kept}
    told = {
        "dryRun": choices.dry,
        **{name: {c: each[c] for c in _NAMES} for name, each in counts.items()},
        "leftOut": dict(merged.left_out),
        "refused": {f"{name}: {keys}": each for (name, keys), each in merged.refused.items()},
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
