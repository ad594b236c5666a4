"""`reactor process`: drain the queue, and exit."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings

_INTERRUPTED = 130
_EXAMPLES = """\
It enqueues nothing by itself: `reactor enqueue` does. Safe beside a running reactor, with which it
shares the work, and when killed: the jobs go back to the queue within REACTOR_LEASE. What waits for
a retry or for the model's budget is left, and counted on the last line.

examples:
  reactor enqueue && reactor process    a day's work without an always-on reactor
  reactor process --timeout 20m         no new job after 20 minutes
  reactor process --json                one JSON object at the end, for a program

With --timeout, and at Ctrl-C, running jobs get REACTOR_GRACE to finish, and the rest goes back to
the queue; a second Ctrl-C hands all back at once.

exit status:
  0    the queue is worked off, or the time was up
  1    MongoDB cannot be used
  2    a setting is wrong
  130  Ctrl-C
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "process",
        help="work the queue off, then exit (laptop mode)",
        description="Work the queue off, REACTOR_CONCURRENCY companies at a time, then exit.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument(
        "--timeout",
        metavar="S",
        type=_seconds,
        help="stop claiming after so many seconds, or a duration such as 20m",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Drain the queue; 130 if it was stopped before."""
    from reactor.settings import Settings

    settings = Settings.from_environment()
    stopped = run_main(_process(settings, options.timeout, as_json=options.json))
    return _INTERRUPTED if stopped else 0


async def _process(settings: "Settings", time_limit: float | None, *, as_json: bool) -> bool:
    from reactor.oneshot.process_command import work_off
    from reactor.oneshot.progress import ProgressView
    from reactor.oneshot.summary import as_json as told
    from reactor.oneshot.summary import summary
    from reactor.terminal import open_screen

    screen = open_screen()
    view = ProgressView(screen, grace=settings.grace.total_seconds(), quiet=as_json)
    with view.shown():
        drained = await work_off(settings, view, time_limit=time_limit, on_stop=view.stopping)
    if as_json:
        print(told(drained))  # noqa: T201 - the command's output
    else:
        screen.print(summary(drained, settings.zone), style="bold", soft_wrap=True)
    return drained.stopped


def _seconds(text: str) -> float:
    """Seconds from a number, or from a duration such as 20m."""
    from reactor.settings.validators import parse_duration

    try:
        seconds = float(text) if text.strip().isdecimal() else parse_duration(text).total_seconds()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not seconds, or {error}") from None
    return float(seconds)
