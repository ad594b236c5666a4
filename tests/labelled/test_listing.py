"""How exactly careers pages of every make are listed: run with `-s` for the table.

Each page in `listing/` is ours, made after the ways that site builders have; `expected.toml` says
what a person would list from it.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from reactor.errors import LastingError
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.careers_page import read_careers_page
from reactor.scrape.listing import CareersPage

PAGES = Path(__file__).parent / "listing"
LABELS: dict[str, Any] = tomllib.loads((PAGES / "expected.toml").read_text())


@dataclass
class Outcome:
    """What was listed from one page, against what stands on it."""

    name: str
    expected: set[tuple[str, str]]
    found: set[tuple[str, str]] = field(default_factory=set)
    page: CareersPage | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def right(self) -> int:
        return len(self.expected & self.found)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return [outcome_of(name) for name in LABELS]


def outcome_of(name: str) -> Outcome:
    label = LABELS[name]
    pairs = (line.rsplit(" | ", 1) for line in label["postings"])
    expected = {(title, address(urljoin(label["url"], url))) for title, url in pairs}
    outcome = Outcome(name, expected)
    markup = (PAGES / f"{name}.html").read_text()
    try:
        page = read_careers_page(markup, label["url"], label.get("selector", ""))
    except LastingError as error:
        if not label.get("fails"):
            outcome.problems.append(f"failed: {error}")
        return outcome
    outcome.page = page
    outcome.found = {(posting.title, posting.url) for posting in page.listing.postings}
    outcome.problems.extend(shortcomings(page, label))
    return outcome


def address(url: str) -> str:
    """Canonical, but with the fragment of a posting that stands on its page."""
    page, _, fragment = url.partition("#")
    return canonical_url(url) if not fragment or fragment[0] == "/" else f"{page}#{fragment}"


def shortcomings(page: CareersPage, label: dict[str, Any]) -> list[str]:
    """What else is not as it should be: notes, further pages, failures."""
    told = [note for note in page.listing.notes if label.get("note", "\0") in note]
    faults = {
        "reads an empty shell as a page": label.get("fails", False),
        "does not say what it should": "note" in label and not told,
        "complains": "note" not in label and bool(page.listing.notes),
        f"follows {page.following}": tuple(page.following) != expected_following(label),
    }
    return [fault for fault, there in faults.items() if there]


def expected_following(label: dict[str, Any]) -> tuple[str, ...]:
    return (label["following"],) if "following" in label else ()


def test_postings_are_listed_and_nothing_else(outcomes: list[Outcome]) -> None:
    print("\n" + table(outcomes))  # noqa: T201 - the table is asked for with -s
    right = sum(outcome.right for outcome in outcomes)
    assert right / sum(len(outcome.found) for outcome in outcomes) >= 0.95, "precision"
    assert right / sum(len(outcome.expected) for outcome in outcomes) >= 0.95, "recall"


def test_notes_further_pages_and_failures_are_as_they_should_be(outcomes: list[Outcome]) -> None:
    assert {each.name: each.problems for each in outcomes if each.problems} == {}


def table(outcomes: list[Outcome]) -> str:
    """One line a page, with what is missing and what is too much."""
    lines = [f"{'page':36} {'listed':>6} {'right':>5} {'of':>3}"]
    for each in outcomes:
        lines.append(
            f"{each.name:36} {len(each.found):6} {each.right:5} {len(each.expected):3}  "
            + "; ".join(each.problems)
        )
        lines += [f"    missing  {title}  {url}" for title, url in each.expected - each.found]
        lines += [f"    too much {title}  {url}" for title, url in each.found - each.expected]
    right = sum(each.right for each in outcomes)
    found = sum(len(each.found) for each in outcomes) or 1
    expected = sum(len(each.expected) for each in outcomes)
    lines.append(f"precision {right / found:.3f}, recall {right / expected:.3f}")
    return "\n".join(lines)
