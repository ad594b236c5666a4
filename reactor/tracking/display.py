"""Previews and results of tracking, for people and as JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from reactor.decisions.schedule import interval
from reactor.posting import Posting
from reactor.scrape.boards import BOARDS
from reactor.scrape.listing import Listing, Recognition
from reactor.terminal import harmless, print_hanging
from reactor.tracking.following import TrackingChange
from reactor.tracking.preview import Guesses, SitePreview, mend_of
from reactor.tracking.visit_request import RequestedVisit, VisitRequestResult
from reactor.wording import count

_SHOWN = 8
_MARGIN = 12
_BY = {
    "page": "its rows",
    "state": "data in the page",
    "json-ld": "JSON-LD in the page",
    "answer": "what its scripts are answered",
}


def show_look(look: SitePreview, console: Console, *, shown: int = _SHOWN) -> None:
    """Print the name, the recognised source, and the first postings."""
    listing = look.listing
    rows = [
        ("company", look.name),
        ("address", look.url),
        ("read from", read_from(listing)),
        *(("asked", each) for each in listing.asked),
        ("postings", number_told(listing)),
    ]
    for name, said in rows:
        _row(console, name, harmless(said))
    for number, posting in enumerate(listing.postings[:shown], 1):
        _row(console, f"{number:9}.", harmless(_line(posting)))
    if len(listing.postings) > shown:
        _row(console, "", f"\u2026 and {len(listing.postings) - shown} more")
    for note in listing.notes:
        _row(console, "note", harmless(note))
    if not listing.recognised:
        _row(console, "→", mend_of("not_recognised", look.url))


def _row(console: Console, name: str, said: str) -> None:
    line = Text.assemble((f"{name:{_MARGIN}}", "dim"), said)
    print_hanging(console, line, _MARGIN)


def read_from(listing: Listing) -> str:
    """`the Greenhouse board`, or `the company's own page, by its rows`."""
    parts = listing.source.split(" + ")
    boards = [part for part in parts if part in BOARDS]
    own = [_BY.get(part, part) for part in parts if part not in BOARDS]
    told = [f"the {BOARDS[name].title} board" for name in boards]
    if own:
        shown = " shown in a browser" if listing.rendered and "answer" not in parts else ""
        told.append(f"the company's own page{shown}, by {' and '.join(own)}")
    return " and ".join(told)


def number_told(listing: Listing) -> str:
    """`12, the whole list`."""
    match listing.recognition:
        case Recognition.STATED_NONE:
            return "none now, and it says so"
        case Recognition.NOT_RECOGNISED:
            return "no list was recognised: that is not the same as no postings"
    whole = "the whole list" if listing.whole else "there may be more"
    return f"{len(listing.postings)}, {whole}"


def _line(posting: Posting) -> str:
    return " · ".join(filter(None, [posting.title, posting.location, posting.employment_type]))


def show_guesses(guesses: Guesses, name: str, console: Console) -> None:
    """Print the boards found for a name, each with a number."""
    found = guesses.looks
    head = f"{count(len(found), 'board', 'boards')} of {guesses.asked} addresses asked"
    console.print(Text(f"{harmless(name)} is not in the database. {head}:", "bold"))
    for number, look in enumerate(found, 1):
        listing = look.listing
        said = f"{number}. {harmless(look.name)}: {len(listing.postings)} postings, "
        console.print(Text(f"{said}{read_from(listing)}"), soft_wrap=True)
        titles = "; ".join(posting.title for posting in listing.postings[:3])
        print_hanging(console, Text(f"   {harmless(titles)}"), 3)
        console.print(Text(f"   {look.url}", "dim"), soft_wrap=True)
    if guesses.unheard:
        console.print(Text(f"not heard of: {', '.join(guesses.unheard)}", "yellow"))


def show_following(following: TrackingChange, reactors: int | None, console: Console) -> None:
    """Print what was written, and what follows."""
    for number, line in enumerate(_told(following, reactors)):
        print_hanging(console, Text(line, "bold" if number == 0 else ""), 2)


def _told(following: TrackingChange, reactors: int | None) -> Iterator[str]:
    label = harmless(following.company.name or following.company.label)
    email = harmless(following.user.email)
    if not following.tracks:
        was = "is tracked no longer" if following.tracked_before else "was not tracked"
        kept = f"; rank {following.rank} is kept" if following.rank else ""
        yield f"{label} {was} by {email}{kept}"
        return
    if not following.changed:
        yield f"{label} is tracked by {email} already, {_pace(following.rank)}"
        return
    before = following.rank_before
    moved = f" (before: {before})" if before and before != following.rank else ""
    yield f"{label} is tracked by {email}, {_pace(following.rank)}{moved}"
    if reactors is not None:
        yield from _who_visits(reactors)


def _pace(rank: int | None) -> str:
    if rank is None:
        return "rank missing"
    days = interval(rank).days
    return f"rank {rank}: every {'day' if days == 1 else f'{days} days'}"


def _who_visits(reactors: int) -> Iterator[str]:
    if reactors:
        yield "  a running reactor visits it now, or when its rest is over; then: reactor matches"
    else:
        yield "  no reactor is running"
        yield "  → reactor run, or once: reactor enqueue && reactor process"


def show_visit(asked: RequestedVisit, console: Console) -> None:
    """Print the result of a visit request."""
    label = harmless(asked.company.name or asked.company.label)
    console.print(Text(f"{label} {asked.visit.value}", "bold"), soft_wrap=True)
    if not asked.reactors and asked.visit is not VisitRequestResult.RUNS:
        console.print("  no reactor is running\n  → reactor run, or once: reactor process")


def look_fields(look: SitePreview) -> dict[str, Any]:
    """A preview as JSON fields."""
    listing = look.listing
    return {
        "url": look.url,
        "selector": look.selector,
        "company": look.name,
        "source": listing.source,
        "asked": list(listing.asked),
        "recognised": listing.recognised,
        "whole": listing.whole,
        "postings": [
            {
                "title": posting.title,
                "url": posting.url,
                "location": posting.location,
                "employmentType": posting.employment_type,
                "remote": posting.remote,
            }
            for posting in listing.postings
        ],
        "notes": list(listing.notes),
        "trail": list(listing.trail),
    }


def following_fields(following: TrackingChange) -> dict[str, Any]:
    """A tracking change as JSON fields."""
    return {
        "company": following.company.slug or str(following.company.id),
        "companyId": str(following.company.id),
        "name": following.company.name,
        "careersUrl": following.company.careers_url,
        "user": following.user.email,
        "tracked": following.tracks,
        "rank": following.rank,
        "rankBefore": following.rank_before,
        "companyAdded": following.company_added,
        "changed": following.changed,
    }


def guess_fields(guesses: Guesses) -> dict[str, Any]:
    """The boards found for a name as JSON fields."""
    looks: Sequence[SitePreview] = guesses.looks
    return {
        "guesses": [look_fields(look) for look in looks],
        "asked": guesses.asked,
        "unheard": list(guesses.unheard),
    }


def as_json(fields: dict[str, Any]) -> str:
    """One JSON object."""
    return json.dumps(fields, ensure_ascii=False, indent=2)
