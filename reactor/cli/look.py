"""`reactor look`: preview a visit to an address."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings
    from reactor.tracking.preview import SitePreview

_EXAMPLES = """\
URL is a careers page, or a company's address at a job board. It is fetched and read as a visit
does it: the same guard against private addresses, the same manners, the same reading. What was
recognised is told, and the first postings. Nothing is stored, nothing is matched, and no MongoDB
is needed. `reactor doctor --test-pipeline URL` explains each step.

examples:
  reactor look https://acme.example/careers
  reactor look https://acme.example/about --selector '.openings a'
  reactor look https://jobs.lever.co/acme --json | jq -r '.postings[].title'

exit status:
  0  a list was recognised, also one that says that there is nothing
  1  no list was recognised, or the page cannot be had; what to do is told
  2  a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "look",
        help="tell what a visit to an address would find, storing nothing",
        description="Tell what a visit to an address would find, storing nothing.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("url", metavar="URL", help="a careers page, or a board's address")
    parser.add_argument(
        "--selector", metavar="CSS", default="", help="narrows where postings are looked for"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Print the preview; 1 if no list was recognised."""
    from reactor.settings import Settings
    from reactor.terminal import open_screen
    from reactor.tracking import display

    look = run_main(_look(Settings.from_environment(), options.url, options.selector))
    if options.json:
        print(display.as_json(display.look_fields(look)))  # noqa: T201 - the command's output
    else:
        display.show_look(look, open_screen(), shown=20)
    return 0 if look.listing.recognised else 1


async def _look(settings: "Settings", url: str, selector: str) -> "SitePreview":
    from reactor.errors import ReactorError
    from reactor.logs import log_to_files
    from reactor.tracking.company import as_address
    from reactor.tracking.preview import board_told, mend_of, open_looker

    log_to_files(settings)
    address = as_address(url) or url
    async with open_looker(settings) as looker:
        try:
            return await looker.look(address, selector)
        except ReactorError as error:
            lines = (str(error), board_told(address), f"→ {mend_of(error.code, url)}")
            raise ReactorError("\n  ".join(filter(None, lines)), code=error.code) from None
