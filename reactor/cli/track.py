"""`reactor track`: preview a company, and track it."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
import sys
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings
    from reactor.tracking.candidate_company import CompanyInput, Prospect
    from reactor.tracking.following import TrackingChange

_EXAMPLES = """\
It looks first, as `reactor look` does, shows what a visit would find, and asks. Then it writes the
company, unless it is there already under whatever spelling of its address, and the preference.
A NAME is looked for among the companies of the database, then at the boards whose address is made
of a name (Greenhouse, Lever, Ashby, Workable, SmartRecruiters, Recruitee, Personio, BambooHR,
Teamtailor, Breezy, Pinpoint, Rippling, JazzHR); what is found there is never taken unasked.

Rank 81-100 means a visit a day, 61-80 every two days, 31-60 three, 11-30 four, 1-10 five; without
--rank it is 50, or stays what it is. Safe to repeat. A running reactor reacts at once.

examples:
  reactor track https://acme.example/careers
  reactor track https://jobs.lever.co/acme --rank 90 --user ada@example.org --yes
  reactor track 'Acme Robotics'

exit status:
  0  it is tracked
  1  nothing was written: you said no, or nothing was found there
  2  the call or a setting is wrong, such as several users and no --user
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "track",
        help="look at a company's careers page, and track it",
        description="Look at a company's careers page, show what is there, ask, and track it.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("what", metavar="URL|NAME", help="its careers page or board, or its name")
    parser.add_argument("--rank", metavar="N", type=rank_of, help="from 1 to 100; by default 50")
    parser.add_argument("--user", metavar="EMAIL", help="for whom, where there are several users")
    parser.add_argument(
        "--name", metavar="TEXT", default="", help="what a new company is to be called"
    )
    parser.add_argument(
        "--selector", metavar="CSS", default="", help="narrows where postings are looked for"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print one JSON object; with --yes")
    parser.set_defaults(execute=execute)


def rank_of(text: str) -> int:
    """A rank from the command line."""
    if not text.strip().isdecimal() or not 1 <= int(text) <= 100:  # noqa: PLR2004 - the scale itself
        raise argparse.ArgumentTypeError(f"{text!r} is no rank; it should be from 1 to 100")
    return int(text)


def execute(options: argparse.Namespace) -> int:
    """Preview, ask and track."""
    from reactor.errors import SettingsError
    from reactor.settings import Settings
    from reactor.tracking.candidate_company import CompanyInput

    if options.json and not options.yes:
        raise SettingsError("--json asks nobody: add --yes, or use reactor look --json first")
    settings = Settings.from_environment()
    wish = CompanyInput(options.what, options.user, options.name, options.selector)
    found = run_main(_prospect(settings, wish))
    chosen = _agreed(found, wish, options)
    if chosen is None:
        if not options.json:
            print("nothing was written")  # noqa: T201 - the command's output
        return 1
    following, reactors = run_main(_track(settings, chosen, wish, options.rank))
    _tell(chosen, following, reactors, as_json=options.json)
    return 0


async def _prospect(settings: "Settings", wish: "CompanyInput") -> "Prospect":
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.mongo.orphaned_transactions import past_orphaned_transactions
    from reactor.mongo.setup.bootstrap import bootstrap
    from reactor.tracking.candidate_company import prospect

    log_to_files(settings)
    async with command_session(settings) as database:
        await past_orphaned_transactions(database, bootstrap(database, settings.keep_finished))
        return await prospect(settings, database, wish)


def _agreed(
    found: "Prospect", wish: "CompanyInput", options: argparse.Namespace
) -> "Prospect | None":
    """The confirmed choice; None if it is not to be tracked."""
    from reactor.terminal import open_screen
    from reactor.tracking import confirmation, display

    if options.json:
        if not found.sound:
            told = confirmation.refusal_fields(found)
            print(display.as_json(told))  # noqa: T201 - the command's output
        return found if found.sound else None
    screen = open_screen()
    confirmation.show(found, wish, screen)
    if options.yes:
        if not found.sound:
            confirmation.explain_refusal(found, wish, screen)
        return found if found.sound else None
    question = confirmation.question(found)
    if not question:
        return None
    print(question, end=" ", flush=True)  # noqa: T201 - the question
    return confirmation.taken(found, sys.stdin.readline())


async def _track(
    settings: "Settings", found: "Prospect", wish: "CompanyInput", rank: int | None
) -> "tuple[TrackingChange, int]":
    from reactor.mongo.command_session import command_session
    from reactor.tracking.following import track
    from reactor.tracking.visit_request import alive

    async with command_session(settings) as database:
        following = await track(database, found.user, found.company(wish), rank)
        return following, await alive(database)


def _tell(found: "Prospect", following: "TrackingChange", reactors: int, *, as_json: bool) -> None:
    from reactor.terminal import open_screen
    from reactor.tracking import display

    if not as_json:
        display.show_following(following, reactors, open_screen())
        return
    told = display.following_fields(following)
    look = found.look and display.look_fields(found.look)
    print(display.as_json(told | {"look": look}))  # noqa: T201 - the command's output
