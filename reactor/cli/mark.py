"""`reactor mark`: set the status of a saved posting."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
import json
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.saved_jobs.marking import Marked
    from reactor.settings import Settings

_EXAMPLES = """\
POSTING is its number in the list that `reactor matches` showed last, its link, or the end of its
id. STATUS is one of the web app's words, in any case, with dashes or underscores:

  want-to-apply         pending-application   applied            interview-scheduled
  technical-assessment  rejected              offer-received     offer-accepted
  offer-declined        stale                 discarded

No later visit touches it, and what was discarded is not offered again. Safe to repeat.

examples:
  reactor mark 3 applied
  reactor mark https://acme.example/jobs/welder rejected --user ada@example.org
  reactor mark 3f9a1c discarded

exit status: 0 it has this status, 1 MongoDB cannot be used now, 2 there is no such posting or
status, several are meant, or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "mark",
        help="mark a match as applied, rejected, discarded, ...",
        description="Mark a saved posting: applied, rejected, discarded, and so on.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("posting", metavar="POSTING", help="its number, link, or end of its id")
    parser.add_argument("status", metavar="STATUS", help="such as applied")
    parser.add_argument("--user", metavar="EMAIL", help="whose, where several have it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Set the status, and print the previous one."""
    from reactor.saved_job_status import spoken, status_of
    from reactor.settings import Settings
    from reactor.terminal import harmless

    settings = Settings.from_environment()
    marked = run_main(_mark(settings, options, status_of(options.status)))
    job = marked.row.job
    if options.json:
        told = {
            "id": str(job.id),
            "title": job.title,
            "company": marked.row.company,
            "user": marked.row.person,
            "link": job.link,
            "before": marked.before,
            "status": marked.now,
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))  # noqa: T201 - the command's output
        return 0
    what = f"{job.title} ({marked.row.company})" if marked.row.company else job.title
    same = marked.before == marked.now
    was = "already" if same else f"now; before: {spoken(marked.before)}"
    print(harmless(f"{what}: {spoken(marked.now)} {was}"))  # noqa: T201 - the command's output
    return 0


async def _mark(settings: "Settings", options: argparse.Namespace, status: str) -> "Marked":
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.people.person import whose
    from reactor.saved_jobs.marking import mark

    log_to_files(settings)
    async with command_session(settings) as database:
        user = await whose(database, options.user) if options.user else None
        return await mark(settings, database, options.posting, status, user)
