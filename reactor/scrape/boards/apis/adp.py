"""ADP Workforce Now: the staffing API of its career centres."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from reactor.posting import Posting, Salary
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of, salary_of
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_PATH = "/mascsr/default"
_API = f"{_PATH}/careercenter/public/events/staffing/v1/job-requisitions"
_PAGE = f"{_PATH}/mdf/recruitment/recruitment.html"
_USUAL_CENTRE = "19000101_000001"
_SIZE = 20
_COMPANY = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_QUERY = r"[^\s\"'<>#]{0,400}?\b"


class ADP(Board):
    """Career centres on workforcenow.adp.com; a company may have several.

    Known programs count from 0 or from 1. So each page is requested from the last posting of the
    page before, which may then appear twice.
    """

    name = "adp"
    title = "ADP Workforce Now"
    marks = ("workforcenow",)
    usual_part = _USUAL_CENTRE
    addresses = re.compile(
        r"//(?P<host>workforcenow(?:\.cloud)?\.adp\.com)/mascsr/default/"
        r"(?:mdf/recruitment/recruitment\.html"
        r"|careercenter/public/events/staffing/v1/job-requisitions(?:/\w+)?)"
        rf"\?(?={_QUERY}cid=(?P<slug>{_COMPANY}))(?:(?={_QUERY}ccId=(?P<part>\d{{1,12}}_\d{{1,12}})))?",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page of the list."""
        company, _, centre = address.slug.partition("/")
        site = f"https://{address.host or 'workforcenow.adp.com'}{_API}"
        asked = f"cid={company.lower()}&ccId={centre or _USUAL_CENTRE}&lang=en_US&locale=en_US"
        return (Request(f"{site}?{asked}&$top={_SIZE}&$skip=0"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of the list, without texts."""
        total = as_count(as_mapping(answer.mapping().get("meta")).get("totalNumber"))
        listed = answer.listed("jobRequisitions")
        skipped = answer.request.number("$skip")
        seen = skipped + len(listed) - (1 if skipped else 0)
        following = None
        if listed and (seen < total if total else len(listed) >= _SIZE):
            following = answer.request.numbered("$skip", seen)
        vacancies = tuple(_vacancy(job, answer.request.url) for job in listed)
        # The last posting may already be known: then the next page has nothing new.
        return BoardPage(vacancies, following, whole=seen >= total - 1)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text; some companies publish a document instead."""
        job = answer.mapping()
        if not as_identity(job.get("itemID")) and not as_text(job.get("requisitionTitle")):
            raise answer.unlike("a posting")
        return replace(posting, text=plain_text(as_text(job.get("requisitionDescription"))))


def _vacancy(job: dict[str, Any], asked: str) -> Vacancy:
    fields = as_mapping(job.get("customFieldGroup"))
    # The site and the API identify postings by a separate id, if there is one.
    identity = _field(fields, "stringFields", "ExternalJobID") or as_identity(job.get("itemID"))
    site, company = f"https://{urlsplit(asked).netloc}", asked.partition("?")[2].partition("&$")[0]
    places = [_place(each) for each in as_mappings(job.get("requisitionLocations"))]
    posting = Posting(
        url=f"{site}{_PAGE}?{company}&jobId={identity}" if identity else "",
        title=as_text(job.get("requisitionTitle")),
        location=joined(places),
        remote=remote_of("", *places),
        salary=_salary(job, _field(fields, "codeFields", "SalaryType")),
        employment_type=_called(job.get("workLevelCode")),
        posted_at=as_text(job.get("postDate")),
        source=f"{site}{_API}/{identity}?{company}" if identity else "",
    )
    return Vacancy(
        posting,
        facets(location=places, remote=str(posting.remote), employment=posting.employment_type),
    )


def _field(fields: dict[str, Any], kind: str, name: str) -> str:
    """Return the value of the company's custom field `name`."""
    for each in as_mappings(fields.get(kind)):
        if as_text(as_mapping(each.get("nameCode")).get("codeValue")) == name:
            return as_identity(each.get("stringValue")) or _called(each)
    return ""


def _called(code: Any) -> str:
    stated = as_mapping(code)
    return as_text(stated.get("shortName")) or as_text(stated.get("longName"))


def _place(site: dict[str, Any]) -> str:
    """Return a place such as `Great Falls, MT, US`; names may have extra spaces."""
    named = " ".join(_called(site.get("nameCode")).split()).replace(" ,", ",")
    address = as_mapping(site.get("address"))
    state = _called(address.get("countrySubdivisionLevel1"))
    return named or place_of(address.get("cityName"), state, address.get("countryCode"))


def _salary(job: dict[str, Any], kind: str) -> Salary | None:
    pay = as_mapping(job.get("payGradeRange"))
    least, most = as_mapping(pay.get("minimumRate")), as_mapping(pay.get("maximumRate"))
    currency = as_text(least.get("currencyCode")) or as_text(most.get("currencyCode"))
    return salary_of(least.get("amountValue"), most.get("amountValue"), currency, kind)
