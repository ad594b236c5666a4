"""The common part of `reactor rank` and `reactor untrack`: one preference is changed."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.documents import Company, User
    from reactor.mongo.database import ScoutlyDatabase
    from reactor.settings import Settings
    from reactor.tracking.following import TrackingChange

    Change = Callable[[ScoutlyDatabase, User, Company], Awaitable[TrackingChange]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the person and the output format."""
    parser.add_argument("--user", metavar="EMAIL", help="for whom, where there are several users")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def carry_out(options: argparse.Namespace, change: "Change") -> int:
    """Change the preference, and print the result.

    Raises:
        SettingsError: there is no such person or company, or the company is not tracked.
    """
    from reactor.settings import Settings
    from reactor.terminal import open_screen
    from reactor.tracking import display

    following = run_main(_changed(Settings.from_environment(), options, change))
    if options.json:
        told = display.following_fields(following)
        print(display.as_json(told))  # noqa: T201 - the command's output
    else:
        display.show_following(following, None, open_screen())
    return 0


async def _changed(
    settings: "Settings", options: argparse.Namespace, change: "Change"
) -> "TrackingChange":
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.people.person import whose
    from reactor.tracking.company import one_company

    log_to_files(settings)
    async with command_session(settings) as database:
        user = await whose(database, options.user)
        return await change(database, user, await one_company(database, options.company))
