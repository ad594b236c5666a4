"""A system's site and API as a test plays them: what they answer, whatever is open there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Job:
    """A posting of the company that a test plays."""

    number: int
    title: str
    place: str = "Lyon, France"

    @property
    def text(self) -> str:
        """Long enough to be a posting, and no other's."""
        return " ".join(
            f"As number {self.number} you weld part {part} of our many ships by hand."
            for part in range(8)
        )


@dataclass(frozen=True)
class Asked:
    """A request as the system's hosts get it; header and cookie names in lower case."""

    method: str
    host: str
    path: str
    query: Mapping[str, str]
    body: Any
    headers: Mapping[str, str]
    cookies: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What is answered: a `body` that is no text is sent as JSON."""

    body: Any = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "text/html"


Answers = Callable[[Asked, Sequence[Job]], Reply | None]
"""What a system answers where these postings are open; None for what it does not know (404)."""


@dataclass(frozen=True)
class Specimen:
    """All that the suite has to know of a system.

    Attributes:
        board: its name.
        careers_url: an address of a company's board.
        hosts: all that its site and its API answer at.
        answers: what they answer.
        others: further addresses by which the same board is known.
        embedded: forms of markup of a company's own page that show the board.
        page_size: postings on a full page; 0 where one page holds all.
        cap: the system shows so many postings at most, and what is beyond cannot be had; 0 for
            none.
        states_titles: whether its list states titles.
        states_places: whether its list states places.
        repeats: whether its list may hold a posting twice, as lists that are paged may.
        gone: what is answered where the company has no board any more.
    """

    board: str
    careers_url: str
    hosts: tuple[str, ...]
    answers: Answers
    others: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()
    page_size: int = 0
    cap: int = 0
    states_titles: bool = True
    states_places: bool = True
    repeats: bool = True
    gone: Reply = Reply(status=404)


def slice_of(jobs: Sequence[Job], start: Any, size: int) -> Sequence[Job]:
    """The postings on the page that begins behind the first `start`."""
    first = int(start or 0)
    return jobs[first : first + size]


def posting_page(job: Job, *, structured: bool = True) -> str:
    """A posting's own page, with what search engines read of it unless it is not `structured`."""
    data = (
        '<script type="application/ld+json">{"@context": "https://schema.org", '
        f'"@type": "JobPosting", "title": "{job.title}", "description": "<p>{job.text}</p>", '
        '"jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", '
        f'"addressLocality": "{job.place}"}}}}}}</script>'
    )
    return (
        f"<html><head><title>{job.title}</title>{data if structured else ''}</head><body><main>"
        f"<h1>{job.title}</h1><p>{job.text}</p></main></body></html>"
    )
