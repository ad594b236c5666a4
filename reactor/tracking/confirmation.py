"""The confirmation before a company is tracked."""

from typing import Any

from rich.console import Console
from rich.text import Text

from reactor.errors import ReactorError
from reactor.terminal import harmless
from reactor.tracking import display
from reactor.tracking.candidate_company import CompanyInput, Prospect
from reactor.tracking.preview import mend_of


def show(found: Prospect, wish: CompanyInput, console: Console) -> None:
    """Print what was found."""
    if found.known:
        known = found.known
        said = f"{harmless(known.name or known.label)} is in the database already"
        for what, wanted, is_ in (
            ("name", wish.name, known.name),
            ("selector", wish.selector, known.selector),
        ):
            if wanted.strip() not in ("", is_):
                said += f"; its {what} stays {is_!r}"
        console.print(Text(said, "bold"), soft_wrap=True)
    if found.look:
        display.show_look(found.look, console)
    if found.trouble:
        _show_trouble(found.trouble, found.url or wish.what, console)
    if not found.url and not found.known:
        display.show_guesses(found.guesses, wish.what, console)
        if not found.guesses.looks:
            said = "→ open its careers page in a browser, and give the address: reactor track URL"
            console.print(said, soft_wrap=True)


def _show_trouble(trouble: ReactorError, url: str, console: Console) -> None:
    console.print(Text(harmless(f"{trouble} ({trouble.code})"), "yellow"), soft_wrap=True)
    console.print(Text(f"→ {harmless(mend_of(trouble.code, url))}"), soft_wrap=True)


def question(found: Prospect) -> str:
    """The question to ask; `""` if there is nothing to track."""
    if looks := found.guesses.looks:
        numbers = "1" if len(looks) == 1 else f"1 to {len(looks)}"
        return f"Which one is to be tracked? [{numbers}, or nothing for none]"
    if not (found.url or found.known):
        return ""
    if found.sound:
        return f"Track it for {harmless(found.user.email)}? [Y/n]"
    return f"Track it for {harmless(found.user.email)} all the same? [y/N]"


def taken(found: Prospect, answer: str) -> Prospect | None:
    """The choice in an answer; None for none.

    Args:
        found: what the question was about.
        answer: the typed line; `""` at the end of input.
    """
    said = answer.strip().lower()
    if looks := found.guesses.looks:
        if said.isdecimal() and 1 <= int(said) <= len(looks):
            return found.choosing(looks[int(said) - 1])
        return None
    if said in ("y", "yes") or (said == "" and answer and found.sound):
        return found
    return None


def explain_refusal(found: Prospect, wish: CompanyInput, console: Console) -> None:
    """Print why --yes is not enough, and what to type instead."""
    if looks := found.guesses.looks:
        console.print("--yes takes only what is named by its address:")
        for look in looks:
            console.print(Text(f"→ reactor track {look.url} --yes"), soft_wrap=True)
    elif found.url:
        said = f"→ to track it all the same, answer y: reactor track {harmless(wish.what)}"
        console.print(Text(said), soft_wrap=True)


def refusal_fields(found: Prospect) -> dict[str, Any]:
    """Why nothing was written, as JSON fields."""
    trouble = found.trouble
    return {
        "tracked": False,
        "user": found.user.email,
        "look": found.look and display.look_fields(found.look),
        "error": trouble and {"code": trouble.code, "message": str(trouble)},
        **display.guess_fields(found.guesses),
    }
