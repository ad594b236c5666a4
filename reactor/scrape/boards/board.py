"""The interface of every board: addresses, requests and reading."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse
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
"""First path segments on boards' own hosts that are no company."""

RESERVED_HOSTS = frozenset(_HOSTS.split())
"""Subdomains of boards' own domains that are no company."""


@dataclass(frozen=True, slots=True)
class BoardAddress:
    """One company's board.

    Attributes:
        board: the system's name, a key of `BOARDS`.
        slug: the company's account on that system; `""` if its host identifies it.
        host: the host where it was found, if that matters: a company's own domain, or one of
            several data centres.
        eu: whether it was found on the system's European hosts.
        filters: the filters of the careers URL.
        aside: a further value that requests need and that is not part of the identity, such as a
            token or a spelling of the company's name. It is never shown.
        sure: whether it is certainly the company's. A board that is merely linked may be a
            partner's, and counts only if the page lists nothing that is elsewhere.
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
        """Whether it is only claimed to be on the host of the page that shows it.

        Any page can claim that: it is to be believed only if the host responds as the board does.
        """
        return not self.slug

    @property
    def whose(self) -> str:
        """Its identity among boards of its system: `acme`, or `careers` on `acme.avature.net`."""
        slug = self.slug.lower()
        told = not self.host or (slug and slug.partition("/")[0] in self.host)
        return slug if told else f"{slug}@{self.host}".removeprefix("@")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A posting as a board lists it.

    Attributes:
        posting: the posting; if the list holds no texts, its `source` is the address of the text.
            Without a `source`, its own page has the text.
        facets: the values by which filters of the careers URL may select it.
        identity: its id in all parts of the list, if each part has another address for it; `""` if
            the address identifies it.
    """

    posting: Posting
    facets: Facets = field(default_factory=dict)
    identity: str = ""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One page of a board's list.

    Attributes:
        vacancies: the vacancies on it.
        following: the request for the next page; None on the last page.
        whole: False if the board states more postings than up to this page.
        unaddressable: the number left out because their addresses are too long.
        dropped: the number left out for lack of a title or a valid address.
        parts: the requests for further parts of the list, each with its own pages: a locale, a site
            of the same company, a slice of a capped list.
        leads: whether this page lists nothing and `following` is the request for the list.
    """

    vacancies: tuple[Vacancy, ...]
    following: Request | None = None
    whole: bool = True
    unaddressable: int = 0
    dropped: int = 0
    parts: tuple[Request, ...] = ()
    leads: bool = False


Reading = Posting | Request | tuple[Posting, Request]
"""A posting with its text, or the next request for it, perhaps with the facts known so far."""


class Board(ABC):
    """An applicant tracking system: how to recognise, list and read its boards.

    It is pure: it creates requests and interprets responses, and other modules fetch. `page` and
    `read` run in the parsing process.

    Attributes:
        name: its name in notes and logs.
        title: its makers' name for it.
        evidence: the basis of its implementation: `answers` of real boards, or the requests of
            `several` independent programs or of a `single` one.
        marks: strings in lower case; a page without any of them does not show such a board.
        addresses: matches the URL of a hosted board or of its API from the `//` on. Groups: `slug`,
            and perhaps `host`, `eu`, `aside` and `part`, a second identifier away from the slug.
        usual_part: the default `part` of addresses without one.
        reserved: values in place of a slug that are none: `www.`, `help.`, `/embed`, `/api`.
        widgets: matches other traces of an embedded board in a company's own page. The groups are
            the same; in alternatives they are numbered: `slug2`, `eu2`. A match without `slug` and
            `host` means that the page's own host may be the board's: see `is_own`.
        domain: the domain of its own hosts, if it also serves companies' domains.
        has_session: whether its pages depend on a session, whose cookies are then sent.
        guesses_titles: whether its list holds no titles, so that the title of the posting's own
            page is used.
        stand_ins: whether all `beginnings` certainly belong to the same company, so that the next
            is tried after a passing failure.
        passing: HTTP statuses that are passing failures on this system, in addition to the usual
            ones.
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
        """Return the filters of the careers URL `url`.

        Filters by a facet select among the vacancies; others are sent by `beginnings`.
        """
        return filters_of(url)

    @abstractmethod
    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return candidate requests for the first page; the first one that succeeds is used."""

    @abstractmethod
    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the page of the list in `answer`.

        Raises:
            LastingError: the response is not one of this board.
        """

    def is_own(self, answer: ApiResponse) -> bool:  # noqa: ARG002 - most are on their own hosts only
        """Whether `answer`, which `page` could read, is certainly this board's.

        It is called for hosts that a page claims to be the board's.
        """
        return False

    def stranger(self, urls: Iterable[str], host: str) -> str | None:
        """Return an address that is neither on `host` nor on this board's domain, if any."""
        own = _hostname(f"//{host}")
        for url in urls:
            where = _hostname(url)
            hosted = self.domain and f".{where}".endswith(f".{self.domain}")
            if where != own and not hosted:
                return url
        return None

    def own_among(self, urls: Iterable[str], answer: ApiResponse) -> dict[str, None]:
        """Return the board's own addresses among those in a response, in order.

        Links to other companies' postings may look the same. If all are on other hosts, they are
        accepted: a company's board may show its postings on the company's own domain.
        """
        known = dict.fromkeys(filter(None, urls))
        here = [urlsplit(url).netloc for url in (answer.url, answer.request.url)]
        own = {url: None for url in known if not all(self.stranger((url,), each) for each in here)}
        return own or known

    def part(self, request: Request) -> str:  # noqa: ARG002 - most hosts are throttled as a whole
        """Return the part of a host to which a back-off applies; `""` for the whole host.

        Bot protection may block one company's requests but not those of others on the same host.
        """
        return ""

    def instead(self, request: Request) -> Request | None:  # noqa: ARG002 - see above
        """Return an alternative request for a posting's text while `request` is blocked, if any."""
        return None

    def reading(self, posting: Posting) -> Request:
        """Return the request for the text of a posting with a `source`."""
        return Request(posting.source)

    def read(self, answer: ApiResponse, posting: Posting) -> Reading:
        """Return `posting` with the data in the response to `reading`, its `text` plain.

        A returned request is the next one: the response only points to the text. In a pair, the
        posting has everything but the text. By default the response is read like a page of any
        company's own.

        Raises:
            LastingError: the response does not have the expected form.
        """
        return read_as_page(answer, posting)


def read_as_page(answer: ApiResponse, posting: Posting) -> Posting:
    """Return `posting` with the data of its web page: structured data first, else its text.

    Raises:
        GoneError: the page says that the posting no longer exists.
        LastingError: the page shows the posting only with JavaScript or after a login.
    """
    from reactor.scrape.posting_page.reading import read_posting  # noqa: PLC0415 - loads libxml

    found = read_posting(answer.page.text, answer.url, posting.title)
    return replace(found, url=posting.url, source=posting.source, board=posting.board, home="")


def listed_once(vacancies: Iterable[Vacancy]) -> tuple[Vacancy, ...]:
    """Merge duplicates: some boards repeat a posting for each of its places.

    A vacancy without a title is kept, to be dropped and counted later, unless one with its address
    has a title.
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
