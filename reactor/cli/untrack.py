"""`reactor untrack`: no more visits to a company."""

# ruff: noqa: PLC0415 - imports that take a second stand where they are used: --help waits for none

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings
    from reactor.tracking.following import Following

_EXAMPLES = """\
COMPANY stays in the database, and so does the preference, with isTracking: false; `reactor track`
switches it on again. Others who track it are not touched. Safe to repeat.

examples:
  reactor untrack acme
  reactor untrack https://jobs.lever.co/acme --user ada@example.org

exit status: 0 it is not tracked, 1 MongoDB cannot be used now, 2 there is no such company or user,
or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "untrack",
        help="track a company no longer",
        description="Track a company no longer. Its rank stays, and what was saved of it.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("company", metavar="COMPANY", help="its id, slug, name or address")
    parser.add_argument("--user", metavar="EMAIL", help="for whom, where there are several users")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Change it, and tell how it is now."""
    from reactor.screen import open_screen
    from reactor.settings import Settings
    from reactor.tracking import display

    following = run_main(_change(Settings.from_environment(), options))
    if options.json:
        told = display.following_fields(following)
        print(display.as_json(told))  # noqa: T201 - the command's answer
    else:
        display.show_following(following, None, open_screen())
    return 0


async def _change(settings: "Settings", options: argparse.Namespace) -> "Following":
    from reactor.logs import log_to_files
    from reactor.mongo.errand import errand
    from reactor.people.person import whose
    from reactor.tracking.company import one_company
    from reactor.tracking.following import untrack

    log_to_files(settings)
    async with errand(settings) as database:
        user = await whose(database, options.user)
        company = await one_company(database, options.company)
        return await untrack(database, user, company)
