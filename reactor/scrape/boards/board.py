"""What every board is to the scraper."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from reactor.posting import Posting
from reactor.scrape.boards.answer import Answer

_NO_FACETS: Mapping[str, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BoardAddress:
    """One company's board.

    Attributes:
        board: the system's name, a key of `BOARDS`.
        slug: the company's name on that system; `""` where its host says everything.
        host: the host that it was found on, where that matters: a company's own domain, one of
            several data centres.
        eu: whether it was found on the system's European hosts.
        filters: what the careers URL narrows the list to: names and values of its query.
    """

    board: str
    slug: str = ""
    host: str = ""
    eu: bool = False
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask a board's API.

    Attributes:
        url: where.
        body: what is posted there as JSON; None to get it.
    """

    url: str
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A posting as a board lists it.

    Attributes:
        posting: its `text` may still be HTML. Where the list holds no texts, its `source` says
            where to read one.
        facets: what filters of the careers URL may choose it by, names and ids alike:
            `department`, `team`, `location`, `country`, `remote`, `employment`.
    """

    posting: Posting
    facets: Mapping[str, frozenset[str]] = field(default=_NO_FACETS)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One page of a board's list.

    Attributes:
        vacancies: those on it.
        following: what to ask for the next page; None if this is the last.
        total: how many postings the board says that all pages hold, if it says so.
    """

    vacancies: tuple[Vacancy, ...]
    following: Request | None = None
    total: int | None = None


class Board(Protocol):
    """An applicant tracking system: how to recognise, list and read it.

    Pure: it says what to ask, and what an answer means; fetching is others' business. `page` and
    `read` run in the parsing process.
    """

    @property
    def name(self) -> str:
        """What notes and logs call it."""

    @property
    def addresses(self) -> re.Pattern[str]:
        """Matches a hosted board's URL, with the groups `slug`, and perhaps `host` and `eu`."""

    @property
    def widgets(self) -> re.Pattern[str]:
        """Matches what an embedded board leaves in a company's own page.

        The groups are the same; in alternatives they are numbered: `slug2`, `eu2`. A pattern
        without `slug` and `host` means that the page's own host is the board's.
        """

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """What may give the first page of the list: the first one that is not gone is right."""

    def page(self, answer: Answer, request: Request) -> BoardPage:
        """What the answer to `request` lists.

        Raises:
            LastingError: the answer is not of the expected shape.
        """

    def read(self, answer: Answer, posting: Posting) -> Posting:
        """`posting` with what the answer from its `source` says; `text` is still HTML.

        Boards that list their texts, or name no `source`, are never asked.

        Raises:
            LastingError: the answer is not of the expected shape.
        """


def facets(**values: str | bool | int | Iterable[str] | None) -> dict[str, frozenset[str]]:
    """Facets by name, from a text, a truth, a number or several texts; what is empty is left out.

    A place such as `Berlin, Germany` can be chosen by each of its parts.
    """
    found: dict[str, frozenset[str]] = {}
    for name, value in values.items():
        many = [value] if isinstance(value, str | int | None) else list(value)
        words = [str(each).strip().casefold() for each in many if each is not None]
        if name in ("location", "country"):
            words += [part.strip() for word in words for part in word.split(",")]
        if kept := frozenset(filter(None, words)):
            found[name] = kept
    return found
