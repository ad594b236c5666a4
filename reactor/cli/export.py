"""`reactor export`: ranks and saved jobs as JSON."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
import sys
from typing import IO, TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.export_import.exporting import ExportResult
    from reactor.settings import Settings

_EXAMPLES = """\
The document names users by e-mail and companies by companyID, so that `reactor import` can bring
it into any database:

  {"format": "scoutly-reactor", "version": 1, "exportedAt": "2026-05-04T08:00:00+00:00",
   "ranks": [{"user": "ada@example.org", "rank": 80, "isTracking": true,
              "company": {"companyID": "acme", "company": "Acme",
                          "careers_url": "https://acme.example/jobs", "selector": ""}}],
   "savedJobs": [{"user": "ada@example.org", "company": {...}, "jobId": "https://...",
                  "status": "APPLIED", "notes": "...", "createdAt": "2026-05-01T09:30:00+00:00"}]}

Saved jobs keep all their fields but `description`, the posting's text, which --descriptions adds.
It only reads, and is safe beside a running reactor. The file tells of people: only you may read it.
CVs and histories are not in it; `mongodump` saves all.

examples:
  reactor export scoutly.json
  reactor export --what ranks | jq -r '.ranks[] | [.rank, .company.company] | @tsv'

exit status: 0 done, 1 MongoDB cannot be used now, 2 a setting is wrong or FILE cannot be written
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "export",
        help="write ranks and saved jobs as JSON",
        description="Write ranks and saved jobs as one JSON document.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="where to; by default the output"
    )
    parser.add_argument(
        "--what", choices=("ranks", "saved-jobs", "all"), default="all", help="by default all"
    )
    parser.add_argument(
        "--descriptions", action="store_true", help="with the postings' texts: ten times as long"
    )
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Export; omitted documents are listed on standard error."""
    from loguru import logger

    from reactor.export_import.files import STANDARD, written
    from reactor.settings import Settings

    logger.remove()
    settings = Settings.from_environment()
    with written(options.file) as file:
        exported = run_main(_export(settings, options, file))
    for why, number in exported.left_out.items():
        print(f"left out: {number} {why}", file=sys.stderr)  # noqa: T201 - the command's output
    if options.file != STANDARD:
        said = f"{exported.ranks} ranks and {exported.saved_jobs} saved jobs"
        print(f"{said} written to {options.file}")  # noqa: T201 - the command's output
    return 0


async def _export(
    settings: "Settings", options: argparse.Namespace, file: IO[str]
) -> "ExportResult":
    from reactor.export_import.exporting import ExportPart, export
    from reactor.mongo.command_session import command_session

    async with command_session(settings) as database:
        return await export(
            database, ExportPart(options.what), file, descriptions=options.descriptions
        )
