"""`reactor add-user`: add a person, or replace their CV."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.people.adding import AdditionResult
    from reactor.settings import Settings

_EXAMPLES = """\
FILE is a PDF, a Word (.docx) or OpenDocument (.odt) file, a text or a web page of this machine, or
- for the input: its text is kept as the person's cvText. A link is kept as cvUrl, and read again
when its file changes; share links of Google Drive, Google Docs and Dropbox will do. What was read
is told, with how it begins. What cannot be read is refused, with a code: document_locked (a
password), document_without_text (a scan), document_broken, no_text (a placeholder, or hardly any).

Safe to repeat: somebody who is there stays, and gets the CV. A running reactor goes by it.

examples:
  reactor add-user ada@example.org --cv ~/cv.pdf
  reactor add-user ada@example.org --cv https://drive.google.com/file/d/.../view
  reactor add-user bob@example.org                 without a CV; nothing is matched before there is
  docker compose exec -T app reactor add-user ada@example.org --cv - < cv.pdf

exit status:
  0  the person is there, with the CV
  1  the CV cannot be read or fetched, or MongoDB cannot be used now; nothing was changed
  2  EMAIL is none, there is no such file, or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "add-user",
        help="add a person, or give one who is there another CV",
        description="Add the person with this e-mail, or give one who is there another CV.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("email", metavar="EMAIL", help="whom")
    parser.add_argument("--cv", metavar="FILE|URL", help="their CV: a file here, or a link")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Add the person, and print the beginning of their CV."""
    from reactor.people import added_person
    from reactor.people.adding import email_of
    from reactor.people.cv_source import contents_of, is_link
    from reactor.settings import Settings
    from reactor.terminal import open_screen

    settings = Settings.from_environment()
    email = email_of(options.email)
    body = contents_of(options.cv) if options.cv is not None and not is_link(options.cv) else None
    added = run_main(_add(settings, email, options.cv, body))
    if options.json:
        print(added_person.as_json(added))  # noqa: T201 - the command's output
    else:
        added_person.show(added, open_screen())
    return 0


async def _add(
    settings: "Settings", email: str, given: str | None, body: bytes | None
) -> "AdditionResult":
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.mongo.orphaned_transactions import past_orphaned_transactions
    from reactor.mongo.setup.bootstrap import bootstrap
    from reactor.people.adding import add
    from reactor.people.cv_source import from_file, from_link

    log_to_files(settings)
    cv = None if given is None or body is None else await from_file(given, body)
    async with command_session(settings) as database:
        await past_orphaned_transactions(database, bootstrap(database, settings.keep_finished))
        if given is not None and cv is None:
            cv = await from_link(settings, database, given)
        return await add(database, email, cv)
