"""Workable: https://help.workable.com/hc/en-us/articles/115012771647 (the widget's API)."""

import re
from dataclasses import replace
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    as_truth,
    names_and_ids,
)
from reactor.scrape.boards.apis.workable_markdown import (
    MARKDOWN,
    listed_in_markdown,
    markdown_of,
    read_markdown,
)
from reactor.scrape.boards.board import (
    RESERVED_HOSTS,
    RESERVED_PATHS,
    Board,
    BoardAddress,
    BoardPage,
    Vacancy,
    listed_once,
)
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of, sections
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_COUNTRY = ("country", "countryCode")
_SECTIONS = {"description": "", "requirements": "Requirements", "benefits": "Benefits"}
_KINDS = {"full": "Full-time", "part": "Part-time"}
_OF_SITE = re.compile(r"/api/v2/accounts/(?P<slug>[\w-]+)/jobs/(?P<code>[\w-]+)$")


class Workable(Board):
    """Boards on workable.com. `apply.workable.com/j/CODE` is one posting and names no company.

    Bot protection can block one account's API for hours, while other accounts and the Markdown
    export still work. One source only has seen the export work meanwhile: if it does not, the API's
    own error counts.
    """

    name = "workable"
    title = "Workable"
    evidence = "answers"
    marks = ("workable.com", "whr_embed", "whr-items")
    reserved = RESERVED_PATHS | RESERVED_HOSTS
    stand_ins = True
    addresses = re.compile(
        r"//(?:apply\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?|www\.workable\.com/api/accounts/)"
        r"(?P<slug>[\w-]+)"
        r"|//(?P<slug2>[\w-]{1,63})\.workable\.com",
        re.IGNORECASE,
    )
    # The widget identifies the company by its number.
    widgets = re.compile(
        r"\bwhr_embed\(\s*[\"']?(?P<slug>[\w-]+)"
        r"|workable\.com/api/(?:v\d/widget/)?accounts/(?P<slug2>[\w-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the widget's current and previous API, then the career site's own requests.

        Without details, a widget holds no postings. The Markdown list is short, so it comes last.
        """
        host, account = "https://apply.workable.com", address.slug
        return (
            Request(f"{host}/api/v1/widget/accounts/{account}?details=true"),
            Request(f"https://www.workable.com/api/accounts/{account}?details=true"),
            Request(f"{host}/api/v3/accounts/{account}/jobs", {}),
            Request(f"{host}/{account}/jobs.md", step=MARKDOWN),
        )

    def part(self, request: Request) -> str:
        """Return the account's API or pages, which are blocked independently of other accounts."""
        found = self.addresses.search(request.url)
        kind = "API" if "/api/" in request.url else "pages"
        return f"{kind} of {(found['slug'] or '').lower()}" if found else ""

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read one page with all postings and texts, or several without texts.

        A widget lists a posting once per place.
        """
        asked = answer.request
        if asked.step == MARKDOWN:
            return listed_in_markdown(answer)
        if asked.body is None:
            return BoardPage(listed_once(map(_vacancy, answer.listed("jobs"))))
        jobs = (job for job in answer.listed("results") if job.get("isInternal") is not True)
        token = as_text(answer.mapping().get("nextPage"))
        following = replace(asked, body={**asked.body, "token": token}) if token else None
        vacancies = tuple(_vacancy_of_site(job, asked.url) for job in jobs)
        return BoardPage(vacancies, following, whole=not token)

    def instead(self, request: Request) -> Request | None:
        """Return the text in Markdown, if the API is blocked."""
        found = _OF_SITE.search(request.url)
        if request.step or not found:
            return None
        return Request(markdown_of(found["slug"], found["code"]), step=MARKDOWN)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text, in the order of the posting's page."""
        if answer.request.url.endswith(".md"):
            return read_markdown(answer, posting)
        text = _text(answer.mapping())
        if not text:
            raise answer.unlike("a posting")
        return replace(posting, text=plain_text(text))


def _vacancy(job: dict[str, Any]) -> Vacancy:
    sites = [site for site in as_mappings(job.get("locations")) if site.get("hidden") is not True]
    places = [place_of(site.get("city"), site.get("region"), site.get("country")) for site in sites]
    place = place_of(job.get("city"), job.get("state"), job.get("country"))
    code = as_identity(job.get("shortcode"))
    hosted = f"https://apply.workable.com/j/{code}" if code else ""
    remote = remote_of(job.get("workplace_type"))
    posting = Posting(
        url=as_text(job.get("url")) or as_text(job.get("shortlink")) or hosted,
        title=as_text(job.get("title")),
        text=plain_text(_text(job)),
        location=joined(places) or place,
        remote=as_truth(job.get("telecommuting")) if remote is None else remote,
        employment_type=as_name(job.get("employment_type")),
        posted_at=as_text(job.get("published_on")) or as_text(job.get("created_at")),
    )
    return Vacancy(
        posting,
        facets(
            department=[as_name(job.get("department")), as_name(job.get("function"))],
            location=[place, *places],
            country=[as_text(site.get(of)) for site in (job, *sites) for of in _COUNTRY],
            remote=[str(posting.remote), as_text(job.get("workplace_type"))],
            employment=posting.employment_type,
        ),
    )


def _vacancy_of_site(job: dict[str, Any], api: str) -> Vacancy:
    """Return a posting of the career site's API, read with the widget's field names."""
    kind = as_text(job.get("type"))
    found = _vacancy(
        {
            "shortcode": job.get("shortcode"),
            "title": job.get("title"),
            "locations": as_mappings(job.get("locations")) or [as_mapping(job.get("location"))],
            "workplace_type": job.get("workplace"),
            "telecommuting": job.get("remote"),
            "department": next(iter(names_and_ids(job.get("department"))), ""),
            "employment_type": _KINDS.get(kind, kind),
            "published_on": job.get("published"),
        }
    )
    details = api.replace("/api/v3/", "/api/v2/")
    source = f"{details}/{as_identity(job.get('shortcode'))}"
    return replace(found, posting=replace(found.posting, source=source))


def _text(job: dict[str, Any]) -> str:
    return sections((heading, as_text(job.get(part))) for part, heading in _SECTIONS.items())
