"""`reactor visit`: request an immediate visit to a company."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings
    from reactor.tracking.visit_request import RequestedVisit

_EXAMPLES = """\
It puts the company in the queue, whenever it was visited last; a job that waits for another try is
tried now. A running reactor takes it at once, or in its turn; without one, `reactor process` does.
The same as db.jobqueues.insertOne({companyId: ..., status: 'pending'}). Safe to repeat: a company
never has two jobs.

examples:
  reactor visit acme
  reactor visit https://acme.example/careers && reactor process

exit status: 0 it is in the queue, 1 MongoDB cannot be used now, 2 there is no such company, or a
setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "visit",
        help="have a company visited now",
        description="Have a company visited now, whenever its turn would be.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("company", metavar="COMPANY", help="its id, slug, name or address")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Request the visit, and print the outcome."""
    from reactor.settings import Settings
    from reactor.terminal import open_screen
    from reactor.tracking import display

    asked = run_main(_ask(Settings.from_environment(), options.company))
    if options.json:
        told = {
            "company": asked.company.slug or str(asked.company.id),
            "companyId": str(asked.company.id),
            "visit": asked.visit.name.lower(),
            "reactorsAlive": asked.reactors,
        }
        print(display.as_json(told))  # noqa: T201 - the command's output
    else:
        display.show_visit(asked, open_screen())
    return 0


async def _ask(settings: "Settings", named: str) -> "RequestedVisit":
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.mongo.orphaned_transactions import past_orphaned_transactions
    from reactor.mongo.setup.bootstrap import bootstrap
    from reactor.tracking.company import one_company
    from reactor.tracking.visit_request import ask_for_visit

    log_to_files(settings)
    async with command_session(settings) as database:
        await past_orphaned_transactions(database, bootstrap(database, settings.keep_finished))
        return await ask_for_visit(database, await one_company(database, named))
