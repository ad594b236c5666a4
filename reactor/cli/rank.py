"""`reactor rank`: how often a company is visited."""

# ruff: noqa: PLC0415 - imports that take a second stand where they are used: --help waits for none

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.cli.track import rank_of
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings
    from reactor.tracking.following import Following

_EXAMPLES = """\
Rank 81-100 means a visit a day, 61-80 every two days, 31-60 three, 11-30 four, 1-10 five. Of
several people who track a company, the highest rank counts. A running reactor reacts at once: it
visits the company, unless it was there in the last five minutes. Safe to repeat.

examples:
  reactor rank acme 90
  reactor rank 'Acme Robotics' 10 --user ada@example.org

exit status: 0 it has this rank, 1 MongoDB cannot be used now, 2 there is no such company or user,
nobody tracks it, or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "rank",
        help="change how often a company is visited",
        description="Change the rank of a company that somebody tracks.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("company", metavar="COMPANY", help="its id, slug, name or address")
    parser.add_argument("rank", metavar="N", type=rank_of, help="from 1 to 100")
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
    from reactor.tracking.following import rerank

    log_to_files(settings)
    async with errand(settings) as database:
        user = await whose(database, options.user)
        company = await one_company(database, options.company)
        return await rerank(database, user, company, options.rank)
