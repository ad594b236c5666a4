"""`reactor doctor`: diagnose problems and name remedies."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from reactor.doctor.finding import Finding
    from reactor.settings import Settings

_SOME = ""
_DESCRIPTION = """\
Check everything that the reactor rests on: the settings and the log folder; MongoDB with its
replica set, rights, indexes, TTL monitor, change stream and clock; the queue and its timers;
preferences, companies and users; the model, its budget and what is sent to it; the HTTP port.

Each check says what it looked at, what it found and the one thing to do:
  ok     as it should be
  look   works, but you may want to know, or was mended just now
  wrong  does not work; do what the arrow says

Safe at any time, also beside a running reactor. It writes to the database only where jobs are
stuck: those whose reactor is gone go back to the queue, and timers that are missing are set.

With --test-pipeline it visits one company or address instead, and explains each step, saving
nothing: what was recognised, listed, new, read and matched, and why. Where there is a language
model, it is asked. With --verbose it shows the points by which a page's lines were told apart.
With --test-notifications it sends a test message.
"""
_EPILOG = """\
examples:
  reactor doctor                          everything, for you
  reactor doctor --json | jq .well        everything, for a program
  reactor doctor --test-pipeline acme     why does acme have no matches?
  reactor doctor --test-pipeline https://acme.example/careers     would this page work?
  reactor doctor --test-notifications     do messages arrive?

exit status:
  0  nothing is wrong
  1  something is wrong
  2  a setting cannot be used, or there is no such company

The same findings stand in jobs-debugger.log.
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "doctor",
        help="find out what is wrong, and say what to do",
        description=_DESCRIPTION,
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end")
    parser.add_argument(
        "--test-pipeline",
        metavar="COMPANY|URL",
        nargs="?",
        const=_SOME,
        help=(
            "visit one company (its id, slug or name) or address and explain each step, saving "
            "nothing; without one, a troubled company is taken"
        ),
    )
    parser.add_argument(
        "--verbose", action="store_true", help="with --test-pipeline: show the points, too"
    )
    parser.add_argument(
        "--test-notifications",
        action="store_true",
        help="send a test message to each address of REACTOR_NOTIFY_URLS",
    )
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Print the findings; 0 if there is no error."""
    from reactor.settings import Settings

    settings = Settings.from_environment()
    return 0 if run_main(_look(settings, options)) else 1


async def _look(settings: "Settings", options: argparse.Namespace) -> bool:
    from reactor.doctor.resources import dry_run_company, try_notifications

    if options.test_notifications:
        return await _try(settings, try_notifications(settings), as_json=options.json)
    if options.test_pipeline is not None:
        named = options.test_pipeline or None
        visit = dry_run_company(settings, named, verbose=options.verbose)
        return await _try(settings, visit, as_json=options.json)
    return await _examine(settings, as_json=options.json)


async def _examine(settings: "Settings", *, as_json: bool) -> bool:
    from rich.console import Console

    from reactor.doctor.display import show_groups
    from reactor.doctor.json_report import findings_as_json
    from reactor.doctor.resources import examine
    from reactor.errors import SettingsError
    from reactor.logs import configure_logs

    # A log folder that is unusable is one of the findings.
    with suppress(SettingsError):
        configure_logs(settings, screen=False, channels=["jobs-debugger"])
    async with examine(settings) as found:
        if not as_json:
            return await show_groups(found, Console(highlight=False))
        told, well = await findings_as_json(finding async for _, finding in found)
    print(told)  # noqa: T201 - the command's output
    return well


async def _try(
    settings: "Settings",
    trial: "AbstractAsyncContextManager[AsyncIterator[Finding]]",
    *,
    as_json: bool,
) -> bool:
    from rich.console import Console

    from reactor.doctor.display import show
    from reactor.doctor.json_report import findings_as_json
    from reactor.logs import configure_logs

    configure_logs(settings, screen=False, channels=["jobs-debugger"])
    async with trial as findings:
        if not as_json:
            return await show(findings, Console(highlight=False))
        told, well = await findings_as_json(findings)
    print(told)  # noqa: T201 - the command's output
    return well
