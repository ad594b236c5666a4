"""The command line: one file per command, without logic.

Exit status: 0 done, 1 failed, 2 wrong call or settings.
"""

import argparse
import asyncio
import sys

from reactor.cli import (
    add_user,
    demo,
    doctor,
    enqueue,
    export,
    health,
    help_,
    import_,
    look,
    mark,
    matches,
    people,
    process,
    rank,
    run,
    seed_preferences,
    status,
    track,
    untrack,
    visit,
)
from reactor.cli.version import VersionAction
from reactor.environment import forbid_core_dumps, withheld_from_children
from reactor.errors import ReactorError, SettingsError

_COMMANDS = (
    run,
    demo,
    add_user,
    people,
    matches,
    mark,
    look,
    track,
    untrack,
    rank,
    visit,
    status,
    doctor,
    health,
    seed_preferences,
    enqueue,
    process,
    export,
    import_,
    help_,
)


def command_line() -> argparse.ArgumentParser:
    """The argument parser with all commands."""
    parser = argparse.ArgumentParser(
        prog="reactor",
        description="Watches companies' careers pages for people looking for work.",
        epilog="Settings come from the environment and from .env; .env.example lists them all.",
    )
    parser.add_argument("--version", action=VersionAction)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.register(commands)
    return parser


def main(arguments: list[str] | None = None) -> None:
    """Run the command in `arguments` (by default this process's), and exit."""
    options = command_line().parse_args(arguments)
    forbid_core_dumps()
    try:
        with withheld_from_children():
            sys.exit(options.execute(options))
    except SettingsError as error:
        sys.exit(_complain(error, status=2))
    except ReactorError as error:
        sys.exit(_complain(error, status=1))
    except BaseExceptionGroup as group:
        sys.exit(_complain_of_group(group))
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)


def _complain_of_group(group: BaseExceptionGroup[BaseException]) -> int:
    """Print one line for an exception group; the log has the traces."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, SettingsError):
        return _complain(error, status=2)
    return _complain(ReactorError(f"it broke: {type(error).__name__}: {error}"), status=1)


def _complain(error: ReactorError, *, status: int) -> int:
    print(f"reactor: {error}", file=sys.stderr)  # noqa: T201 - output of the command line
    return status
