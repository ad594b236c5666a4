"""The result of adding a person, for people and as JSON for programs."""

import json
import shlex
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from reactor.people.adding import AdditionResult
from reactor.terminal import harmless, print_hanging

_BEGINNING = 160
_MARGIN = 6


def show(added: AdditionResult, console: Console) -> None:
    """Print what was done, the beginning of the CV, and the next step."""
    for number, line in enumerate(_lines(added)):
        print_hanging(console, Text(line, "bold" if number == 0 else ""), _MARGIN if number else 0)


def _lines(added: AdditionResult) -> Iterator[str]:
    email, cv = harmless(added.user.email), added.cv
    if cv:
        before = len(added.user.cv_text)
        was = "" if added.new else f"; before: {f'{before} characters' if before else 'no text'}"
        done = "added" if added.new else "was there: CV updated"
        yield f"{email} {done}"
        kept = "read from the link, which is kept" if cv.link else "read and kept"
        yield f"      {harmless(cv.source)}: {len(cv.text)} characters {kept}{was}"
        yield f"      it begins: {_beginning(cv.text)}"
        yield f"      → reactor track https://… --user {shlex.quote(added.user.email)}"
        return
    yield f"{email} {'added' if added.new else 'was there already: nothing changed'}"
    if added.new or not (added.user.cv_text or added.user.cv_url):
        yield "      without a CV nothing is matched for them"
        yield f"      → reactor add-user {shlex.quote(added.user.email)} --cv FILE"


def _beginning(text: str) -> str:
    shown = harmless(text[: 2 * _BEGINNING])
    return shown if len(shown) <= _BEGINNING else f"{shown[:_BEGINNING].rstrip()} …"


def as_json(added: AdditionResult) -> str:
    """The result as one JSON object."""
    cv = added.cv
    told = {
        "email": added.user.email,
        "added": added.new,
        "cv": cv
        and {
            "source": cv.source,
            "keptAs": "cvUrl" if cv.link else "cvText",
            "characters": len(cv.text),
            "begins": _beginning(cv.text),
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
