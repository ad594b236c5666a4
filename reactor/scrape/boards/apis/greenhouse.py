"""Greenhouse: https://developers.greenhouse.io/job-board.html."""

import re
from typing import Any

from reactor.language.pay import amount
from reactor.posting import Posting, Salary
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    names_and_ids,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import plain_text, remote_of, salary_of
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_KINDS = {"employment type", "time type", "job type", "type of employment"}
_WORKPLACES = {"workplace type", "location type", "work type", "remote", "work arrangement"}
_MODELS = """
    anywhere distributed field flexible fullyremote home homeoffice hybrid inoffice inperson office
    onsite person remote remotefirst remotely site virtual wfh worldwide
"""
_FILLERS = """
    a and at based day days first for friendly from full fully in job model
    of on only opportunity optional or partially per position role schedule the time to week work
    working
"""
_WORK_MODELS = frozenset(_MODELS.split())
_MODEL_WORDS = _WORK_MODELS | frozenset(_FILLERS.split())
"""Words in place of a location at companies that only choose among work models."""
_WORD = re.compile(r"[^\W_]+")
_PAY = re.compile(r"salary|compensation|pay", re.IGNORECASE)


class Greenhouse(Board):
    """Boards on greenhouse.io and its European data centre."""

    name = "greenhouse"
    title = "Greenhouse"
    evidence = "answers"
    marks = (
        "greenhouse",
        "grnhse",
        "gh_jid",
        "urltoken",
        "boardtoken",
        "board_token",
        "board-token",
    )
    addresses = re.compile(
        r"//(?:job-boards|boards|boards-api|api)(?P<eu>\.eu)?\.greenhouse\.io/"
        r"(?:v1/boards/|embed/job_(?:board|app)(?:/js)?\?(?:[^\"'\s]{0,300}&)?for=)?(?P<slug>[\w-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"(?P<eu>\.eu)?\.greenhouse\.io/embed/job_(?:board|app)(?:/js)?\?(?:[^\"'\s]{0,300}&)?"
        r"for=(?P<slug>[\w-]+)"
        r"|boards-api(?P<eu2>\.eu)?\.greenhouse\.io/v1/boards/(?P<slug2>[\w-]+)"
        r"|\b(?:urlToken|(?:gh|greenhouse)?_?board_?Token)\\?[\"']?\s*[:=]\s*"
        r"\\?[\"'](?P<slug3>[\w-]+)"
        r"|\bdata-(?:gh-|greenhouse-)?board-?token\s*=\s*[\"'](?P<slug4>[\w-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return both data centres, likelier first: the widget does not say which one it uses."""
        hosts = ["boards-api", "boards-api.eu"]
        return tuple(
            Request(f"https://{host}.greenhouse.io/v1/boards/{address.slug}/jobs?content=true")
            for host in (reversed(hosts) if address.eu else hosts)
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page, with texts."""
        found = self.addresses.search(answer.request.url)
        slug = found["slug"] if found else ""
        return BoardPage(tuple(_vacancy(job, slug) for job in answer.listed("jobs")))


def _vacancy(job: dict[str, Any], slug: str) -> Vacancy:
    """Return a vacancy; `content` is HTML, escaped once more."""
    identity = as_identity(job.get("id"))
    hosted = f"https://job-boards.greenhouse.io/{slug}/jobs/{identity}" if identity else ""
    offices = as_mappings(job.get("offices"))
    named = as_name(job.get("location"))
    location = _places(offices) if _is_work_model(named) else named
    own = {as_text(each.get("name")).lower(): each for each in as_mappings(job.get("metadata"))}
    workplaces = [_value(own[name]) for name in own if name in _WORKPLACES]
    posting = Posting(
        url=as_text(job.get("absolute_url")) or hosted,
        title=as_text(job.get("title")),
        text=plain_text(as_text(job.get("content"))),
        location=location,
        remote=remote_of(named if _is_work_model(named) else "", *workplaces, named),
        employment_type=next((_value(own[name]) for name in own if name in _KINDS), ""),
        posted_at=as_text(job.get("first_published")) or as_text(job.get("updated_at")),
        valid_through=as_text(job.get("application_deadline")),
        salary=_salary(job, own),
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(job.get("departments")),
            location=[
                *filter(None, (location, named)),
                *names_and_ids(offices, [each.get("location") for each in offices]),
            ],
            remote=[str(posting.remote), *workplaces],
            employment=posting.employment_type,
        ),
    )


def _is_work_model(location: str) -> bool:
    """Whether a location states only the work model: the offices then have the place."""
    words = [word for word in _WORD.findall(location.lower()) if not word.isdecimal()]
    return not _WORK_MODELS.isdisjoint(words) and _MODEL_WORDS.issuperset(words)


def _places(offices: list[dict[str, Any]]) -> str:
    """Return the offices' places, by their addresses if they have any."""
    stated = (as_name(each.get("location")) or as_text(each.get("name")) for each in offices)
    return joined(place for place in stated if not _is_work_model(place))


def _value(field: dict[str, Any]) -> str:
    """Return the value of a company's custom field."""
    value = field.get("value")
    return ", ".join(map(as_text, value)) if isinstance(value, list) else as_text(value)


def _salary(job: dict[str, Any], own: dict[str, dict[str, Any]]) -> Salary | None:
    """Return the stated pay, else the value of a custom field for pay."""
    for pay in as_mappings(job.get("pay_input_ranges")):
        least, most = (_whole(pay.get(f"{end}_cents")) for end in ("min", "max"))
        if stated := salary_of(least, most, pay.get("currency_type"), pay.get("title")):
            return stated
    for name, field in own.items():
        pay = as_mapping(field.get("value"))
        if _PAY.search(name) and pay:
            least, most = pay.get("min_value"), pay.get("max_value")
            return salary_of(least, most, pay.get("unit"), "")
    return None


def _whole(cents: Any) -> float | None:
    found = amount(cents)
    return None if found is None else found / 100
