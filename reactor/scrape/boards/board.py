"""What every board is to the scraper."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.answer import Answer
from reactor.scrape.boards.facets import Facets, Filters, filters_of, united
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_PATHS = """
    api assets careers-analytics css embed favicon images j job jobs js my-applications oneclick-ui
    robots.txt sr-jobs static users v0 v1 v2 widget widgets www _next
"""
_HOSTS = """
    about account accounts admin api api2 apidoc apidocs app apply assets auth blog
    careers-analytics cdn community customers dashboard demo dev developer developers docs email
    files get go hc help images img info jobs knowledge learn login mail marketing media my partner
    partners press public resources scripts secure signin signup static status support trust updates
    web widget widgets www
"""

RESERVED_PATHS = frozenset(_PATHS.split())
"""Beginnings of paths on the boards' own hosts that name no company."""

RESERVED_HOSTS = frozenset(_HOSTS.split())
"""Names in front of the boards' domains that are no company's."""


@dataclass(frozen=True, slots=True)
class BoardAddress:
    """One company's board.

    Attributes:
        board: the system's name, a key of `BOARDS`.
        slug: the company's name on that system; `""` where its host says everything.
        host: the host that it was found on, where that matters: a company's own domain, one of
            several data centres.
        eu: whether it was found on the system's European hosts.
        filters: what the careers URL narrows the list to.
        aside: what else the address or the page names that asking takes, and that is no part of
            its identity: a token, a spelling of the company's name. It is never shown.
        sure: whether it is the company's beyond doubt; one that is merely linked may be a
            partner's, and counts only where the page lists nothing that stands elsewhere.
    """

    board: str
    slug: str = ""
    host: str = ""
    eu: bool = False
    filters: Filters = ()
    aside: str = field(default="", compare=False, repr=False)
    sure: bool = True

    @property
    def guessed(self) -> bool:
        """Whether it is said to be on the host of the page that shows it, of which anybody could.

        It is to be believed only if that host answers as the board does.
        """
        return not self.slug

    @property
    def whose(self) -> str:
        """What tells it from others of its system: `acme`, or `careers` on `acme.avature.net`."""
        slug = self.slug.lower()
        told = not self.host or (slug and slug.partition("/")[0] in self.host)
        return slug if told else f"{slug}@{self.host}".removeprefix("@")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A posting as a board lists it.

    Attributes:
        posting: where the list holds no texts, its `source` says where to read one; without a
            `source`, the posting's own page tells it.
        facets: what filters of the careers URL may choose it by.
        identity: what names it in every part of the list, where each part gives it an address of
            its own; `""` where its address does.
    """

    posting: Posting
    facets: Facets = field(default_factory=dict)
    identity: str = ""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One page of a board's list.

    Attributes:
        vacancies: those on it.
        following: what to ask for the next page; None if this is the last.
        whole: False if the board says that it has more postings than up to this page.
        unaddressable: how many were left out because their addresses are too long.
        dropped: how many were left out because they have no title, or no sound address.
        parts: what to ask for further parts of the list, each with pages of its own: a locale, a
            site of the same company, a slice of a list that shows only so many.
        leads: whether nothing is listed here: the answer says where the list is, by `following`.
    """

    vacancies: tuple[Vacancy, ...]
    following: Request | None = None
    whole: bool = True
    unaddressable: int = 0
    dropped: int = 0
    parts: tuple[Request, ...] = ()
    leads: bool = False


Reading = Posting | Request | tuple[Posting, Request]
"""A posting with its text, or what to ask for it; perhaps beside what is known until then."""


class Board(ABC):
    """An applicant tracking system: how to recognise, list and read it.

    Pure: it says what to ask, and what an answer means; fetching is others' business. `page` and
    `read` run in the parsing process.

    Attributes:
        name: what notes and logs call it.
        title: what its makers call it.
        evidence: what its reading was made by: `answers` of real boards, or what `several`
            independent programs ask it, or what one did (`single`).
        marks: in lower case; a page without any of them does not show such a board.
        addresses: matches the URL of a hosted board or of its API from the `//` on, with the
            groups `slug`, and perhaps `host`, `eu`, `aside`, and `part`: what else names the board,
            away from the slug.
        usual_part: the `part` that is meant where an address names none.
        reserved: what stands where a slug does and is none: `www.`, `help.`, `/embed`, `/api`.
        widgets: matches what else an embedded board leaves in a company's own page. The groups are
            the same; in alternatives they are numbered: `slug2`, `eu2`. A match without `slug` and
            `host` means that the page's own host may be the board's: see `is_own`.
        domain: where its own hosts are, if it also serves companies' own.
        has_session: whether its pages belong to a session, whose cookies are then sent.
        guesses_titles: whether its list holds no titles, so that those of the postings' own pages
            count.
        stand_ins: whether each of the `beginnings` can only be of the same company, so that another
            may stand in for one that is not to be asked now.
        passing: statuses that pass by themselves, beside those that do everywhere.
    """

    name: ClassVar[str]
    title: ClassVar[str] = ""
    evidence: ClassVar[Literal["answers", "several", "single"]] = "several"
    marks: ClassVar[tuple[str, ...]]
    reserved: ClassVar[frozenset[str]] = RESERVED_PATHS
    usual_part: ClassVar[str] = ""
    addresses: ClassVar[re.Pattern[str]]
    widgets: ClassVar[re.Pattern[str] | None] = None
    domain: ClassVar[str] = ""
    has_session: ClassVar[bool] = False
    guesses_titles: ClassVar[bool] = False
    stand_ins: ClassVar[bool] = False
    passing: ClassVar[frozenset[int]] = frozenset()

    def filters(self, url: str) -> Filters:
        """What the careers URL `url` narrows the list to.

        Filters by a facet choose among the vacancies; any others are for `beginnings` to ask for.
        """
        return filters_of(url)

    @abstractmethod
    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """What may give the first page of the list: the first one that answers so is right."""

    @abstractmethod
    def page(self, answer: Answer) -> BoardPage:
        """What `answer` lists.

        Raises:
            LastingError: it is not what this board answers.
        """

    def is_own(self, answer: Answer) -> bool:  # noqa: ARG002 - most are on their own hosts only
        """Whether `answer`, which `page` could read, can only be this board's.

        It is asked of hosts of which a page said that they are the board's.
        """
        return False

    def stranger(self, urls: Iterable[str], host: str) -> str | None:
        """One of the addresses that is neither on `host` nor on one of this board's, if any is."""
        own = _hostname(f"//{host}")
        for url in urls:
            where = _hostname(url)
            hosted = self.domain and f".{where}".endswith(f".{self.domain}")
            if where != own and not hosted:
                return url
        return None

    def own_among(self, urls: Iterable[str], answer: Answer) -> dict[str, None]:
        """Those of the addresses in an answer that are the board's own, in their order.

        A link to another's posting may look the same. Where all are elsewhere, they are believed:
        the board of a company may show its postings on the company's own domain.
        """
        known = dict.fromkeys(filter(None, urls))
        here = [urlsplit(url).netloc for url in (answer.url, answer.request.url)]
        own = {url: None for url in known if not all(self.stranger((url,), each) for each in here)}
        return own or known

    def part(self, request: Request) -> str:  # noqa: ARG002 - most hosts speak for all of them
        """The part of a host that is left alone when it asks for that; `""` if that is all of it.

        A shield may send one company's requests away, and not those of others on the same host.
        """
        return ""

    def instead(self, request: Request) -> Request | None:  # noqa: ARG002 - as above
        """What else tells a posting's text while `request` is refused; None for nothing."""
        return None

    def reading(self, posting: Posting) -> Request:
        """What to ask for the text of a posting that names a `source`."""
        return Request(posting.source)

    def read(self, answer: Answer, posting: Posting) -> Reading:
        """`posting` with what the answer to `reading` says, its `text` plain.

        A request instead of it is what to ask next: the answer only says where the text is. Beside
        a posting, it says all but the text. By default, the answer is a page made for people, and
        read as any company's own.

        Raises:
            LastingError: the answer is not of the expected shape.
        """
        return read_as_page(answer, posting)


def read_as_page(answer: Answer, posting: Posting) -> Posting:
    """`posting` with what a page made for people says: structured data first, else its text.

    Raises:
        GoneError: the page says that the posting is not there any more.
        LastingError: it shows the posting only with JavaScript, or to who has signed in.
    """
    from reactor.scrape.posting_page.reading import read_posting  # noqa: PLC0415 - loads libxml

    found = read_posting(answer.page.text, answer.url, posting.title)
    return replace(found, url=posting.url, source=posting.source, board=posting.board, home="")


def listed_once(vacancies: Iterable[Vacancy]) -> tuple[Vacancy, ...]:
    """Each once: some boards repeat a posting for each of its places.

    One without a title is left to who counts what is dropped, unless it is known with one.
    """
    found: dict[str, Vacancy] = {}
    untitled = list[Vacancy]()
    for vacancy in vacancies:
        posting = vacancy.posting
        if not posting.title:
            untitled.append(vacancy)
            continue
        known = found.setdefault(posting.url, vacancy)
        if known is not vacancy:
            both = (known.posting, posting)
            merged = replace(
                known.posting,
                location=joined(place for each in both for place in each.location.split("; ")),
                remote=True if any(each.remote for each in both) else known.posting.remote,
            )
            found[posting.url] = Vacancy(merged, united(known.facets, vacancy.facets))
    return (*found.values(), *(each for each in untitled if each.posting.url not in found))


def _hostname(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
