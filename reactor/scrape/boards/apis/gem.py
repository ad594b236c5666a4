"""Gem: the job board API, and the requests of the boards' own pages if it is off."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

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
from reactor.scrape.boards.board import RESERVED_PATHS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets, key
from reactor.scrape.boards.field_conversion import (
    date_of_milliseconds,
    place_of,
    plain_text,
    remote_of,
    sections,
)
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_SITE = "https://jobs.gem.com"
_BATCH = f"{_SITE}/api/public/graphql/batch"
_LIST = """query JobBoardList($boardId: String!) {
  oatsExternalJobPostings(boardId: $boardId) {
    jobPostings {
      extId title
      locations { name city isoCountry isRemote }
      job { locationType employmentType department { name } }
    }
  }
}"""
_TEXT = """query ExternalJobPostingQuery($boardId: String!, $extId: String!) {
  oatsExternalJobPosting(boardId: $boardId, extId: $extId) {
    extId firstPublishedTsSec descriptionHtml compensationHtml
    jobPostSectionHtml { introHtml outroHtml }
  }
}"""
_WORK_MODELS = frozenset({"remote", "hybrid", "onsite", "inoffice"})


class Gem(Board):
    """Boards on jobs.gem.com. Their names are case-sensitive.

    Some known programs use the API, others the batch query; none uses both.
    """

    name = "gem"
    title = "Gem"
    marks = ("gem.com",)
    reserved = RESERVED_PATHS | {"app", "docs", "help", "support"}
    addresses = re.compile(
        r"//jobs\.gem\.com/(?P<slug>[\w-]+)|//api\.gem\.com/job_board/v0/(?P<slug2>[\w-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(r"//api\.gem\.com/job_board/v0/(?P<slug>[\w-]+)", re.IGNORECASE)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the API, which requires a trailing slash; then the page's own query."""
        return (
            Request(f"https://api.gem.com/job_board/v0/{address.slug}/job_posts/"),
            _question("JobBoardList", _LIST, boardId=address.slug),
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page, with texts if it is the API's."""
        if answer.request.body is None:
            slug = urlsplit(answer.request.url).path.removesuffix("/job_posts/").rpartition("/")[2]
            return BoardPage(tuple(_vacancy(post, slug) for post in answer.listed()))
        listed = _answered(answer, "oatsExternalJobPostings").get("jobPostings")
        # This follows only after the API has failed: a company that has left also lists none here.
        if not as_mappings(listed):
            raise answer.unlike("a list of postings")
        slug = as_text(as_mapping(answer.request.body.get("variables")).get("boardId"))
        return BoardPage(tuple(_vacancy_of_page(post, slug) for post in as_mappings(listed)))

    def reading(self, posting: Posting) -> Request:
        """Return the query of a posting's own page."""
        slug, _, identity = urlsplit(posting.url).path.strip("/").partition("/")
        return _question("ExternalJobPostingQuery", _TEXT, boardId=slug, extId=identity)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text with its introduction and closing, and the date."""
        found = _answered(answer, "oatsExternalJobPosting")
        around = as_mapping(found.get("jobPostSectionHtml"))
        text = sections(
            (
                ("", as_text(around.get("introHtml"))),
                ("", as_text(found.get("descriptionHtml"))),
                ("", as_text(around.get("outroHtml"))),
                ("Compensation", as_text(found.get("compensationHtml"))),
            )
        )
        seconds = found.get("firstPublishedTsSec")
        milliseconds = seconds * 1000 if isinstance(seconds, int | float) else None
        return replace(posting, text=plain_text(text), posted_at=date_of_milliseconds(milliseconds))


def _question(name: str, query: str, **variables: str) -> Request:
    asked = {"operationName": name, "variables": variables, "query": query}
    return Request(_BATCH, asked, headers={"batch": "true"}, batched=True)


def _answered(answer: ApiResponse, name: str) -> dict[str, Any]:
    """Return the response to the only query of a batch."""
    first = next(iter(answer.listed()), {})
    found = as_mapping(first.get("data")).get(name)
    if not isinstance(found, dict):
        raise answer.unlike("what it should hold")
    return found


def _vacancy(post: dict[str, Any], slug: str) -> Vacancy:
    identity = as_identity(post.get("id"))
    offices = as_mappings(post.get("offices"))
    places = [as_name(each.get("location")) or as_text(each.get("name")) for each in offices]
    named = as_name(post.get("location"))
    # A location may state only the work model: then the offices have the place.
    place = joined(places) if key(named) in _WORK_MODELS | {""} else named
    workplace = as_text(post.get("location_type"))
    posting = Posting(
        url=as_text(post.get("absolute_url")) or (f"{_SITE}/{slug}/{identity}" if identity else ""),
        title=as_text(post.get("title")),
        text=plain_text(as_text(post.get("content"))) or as_text(post.get("content_plain")),
        location=place,
        remote=remote_of(workplace, named, place),
        employment_type=as_text(post.get("employment_type")),
        posted_at=as_text(post.get("first_published_at")),
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(post.get("departments")),
            location=list(filter(None, (place, *places, *names_and_ids(offices)))),
            remote=[str(posting.remote), workplace],
            employment=posting.employment_type,
        ),
    )


def _vacancy_of_page(post: dict[str, Any], slug: str) -> Vacancy:
    """Return a posting from the data for its board's page, without a text."""
    identity, job = as_identity(post.get("extId")), as_mapping(post.get("job"))
    sites = as_mappings(post.get("locations"))
    places = [
        as_text(each.get("name")) or place_of(each.get("city"), each.get("isoCountry"))
        for each in sites
    ]
    workplace = as_text(job.get("locationType"))
    remote = remote_of(workplace, *places)
    afar = any(as_truth(each.get("isRemote")) for each in sites)
    url = f"{_SITE}/{slug}/{identity}" if identity else ""
    posting = Posting(
        url=url,
        title=as_text(post.get("title")),
        location=joined(places),
        remote=True if remote is None and afar else remote,
        employment_type=as_text(job.get("employmentType")),
        source=url,
    )
    return Vacancy(
        posting,
        facets(
            department=as_name(job.get("department")),
            location=places,
            country=[as_text(each.get("isoCountry")) for each in sites],
            remote=[str(posting.remote), workplace],
            employment=posting.employment_type,
        ),
    )
