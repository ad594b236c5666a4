"""`reactor matches`: list the saved postings, with reasons."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from datetime import datetime

    from reactor.mongo.database import ScoutlyDatabase
    from reactor.mongo.views.saved_jobs import SavedJobFilter, SavedJobList, SavedJobRow
from reactor.settings import Settings

_SHOWN = 20
_MAX_SHOWN = 1000
_EXAMPLES = """\
The newest day comes first, and in it the best score. Each match has its number in this list, which
`reactor mark` and --open understand, its score, title, company, place, pay and age, what speaks for
it (+) and against it (-), the end of its id, and its link. What was discarded is left out, and what
was withdrawn: it suited until somebody edited their CV or wishes. --withdrawn shows only that.

STATUS is one of want-to-apply, pending-application, applied, interview-scheduled,
technical-assessment, rejected, offer-received, offer-accepted, offer-declined, stale, discarded;
or all. SINCE is a date such as 2026-11-01, or a time such as 12h or 7d. It only reads.

examples:
  reactor matches
  reactor matches --user ada@example.org --since 7d --min-score 80
  reactor matches --open 3                       open the third link of the last list
  reactor matches --status applied --json | jq -r '.matches[].title'

exit status:
  0  it could tell, also where there are no matches
  1  MongoDB cannot be used now, or there is no browser to open a link
  2  there is no such user, status or number, or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "matches",
        help="show what was saved: score, title, company, pay, why, and the link",
        description="Show what was saved, for whom, and why.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("--user", metavar="EMAIL", help="whose; by default everybody's")
    parser.add_argument(
        "--status", metavar="STATUS", action="append", help="only these; repeatable"
    )
    parser.add_argument(
        "--withdrawn", action="store_true", help="only what suits no more since a profile changed"
    )
    parser.add_argument("--since", metavar="SINCE", help="only what was saved since then")
    parser.add_argument("--min-score", metavar="N", type=_score, default=0, help="from 0 to 100")
    parser.add_argument(
        "--limit", metavar="N", type=_limit, default=_SHOWN, help=f"by default {_SHOWN}"
    )
    parser.add_argument(
        "--open", metavar="N", type=_limit, help="open the Nth link of the last list, in a browser"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Print the matches, or open one."""
    from reactor.saved_jobs import display
    from reactor.saved_jobs.last_list import remember
    from reactor.settings import Settings
    from reactor.terminal import open_screen

    settings = Settings.from_environment()
    if options.open is not None:
        return _open(run_main(_numbered(settings, options.open)))
    listed = run_main(_read(settings, options))
    remember(settings, [row.job.id for row in listed.rows])
    if options.json:
        print(display.as_json(listed))  # noqa: T201 - the command's output
    else:
        display.show(listed, open_screen())
    return 0


async def _read(settings: "Settings", options: argparse.Namespace) -> "SavedJobList":
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.mongo.views.saved_jobs import read_saved

    log_to_files(settings)
    async with command_session(settings) as database:
        wanted = await _wanted(database, options)
        return await read_saved(database, wanted, options.limit, settings.zone)


async def _wanted(database: "ScoutlyDatabase", options: argparse.Namespace) -> "SavedJobFilter":
    from reactor.mongo.views.saved_jobs import SavedJobFilter
    from reactor.people.person import whose
    from reactor.saved_job_status import status_of

    words = options.status or []
    everything = any(word.strip().lower() == "all" for word in words)
    return SavedJobFilter(
        user=await whose(database, options.user) if options.user else None,
        statuses=() if everything else tuple(map(status_of, words)),
        everything=everything,
        since=await _since(database, options.since) if options.since else None,
        min_score=options.min_score,
        withdrawn=options.withdrawn,
    )


async def _since(database: "ScoutlyDatabase", text: str) -> "datetime":
    """The time given by a date, or by a duration before now."""
    from datetime import datetime, timedelta

    from reactor.errors import SettingsError
    from reactor.settings.validators import parse_duration

    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        pass
    try:
        before: timedelta = parse_duration(text)
        return await database.now() - before
    except (ValueError, OverflowError):
        raise SettingsError(
            f"--since: {text!r} is no time; it should be a date such as 2026-11-01, or 12h or 7d"
        ) from None


async def _numbered(settings: "Settings", number: int) -> "SavedJobRow":
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.saved_jobs.marking import find_one

    log_to_files(settings)
    async with command_session(settings) as database:
        return await find_one(settings, database, str(number), None)


def _open(row: "SavedJobRow") -> int:
    import webbrowser

    from reactor.environment import screen_shown_to_children
    from reactor.errors import ReactorError
    from reactor.terminal import harmless

    link = row.job.link
    if not link:
        raise ReactorError(f"{row.job.title} has no link that could be opened")
    print(f"{harmless(row.job.title)}\n{harmless(link)}")  # noqa: T201 - the command's output
    with screen_shown_to_children():
        opened = webbrowser.open(link)
    if not opened:
        raise ReactorError("there is no browser here; the link is above")
    return 0


def _score(text: str) -> int:
    if not text.strip().isdecimal() or int(text) > 100:  # noqa: PLR2004 - the scale itself
        raise argparse.ArgumentTypeError(f"{text!r} is no score; it should be from 0 to 100")
    return int(text)


def _limit(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= _MAX_SHOWN:
        raise argparse.ArgumentTypeError(f"{text!r} should be a number from 1 to {_MAX_SHOWN}")
    return int(text)
