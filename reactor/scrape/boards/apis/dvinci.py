"""d.vinci: the list that each of its career portals hands out as data."""

from __future__ import annotations

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.answer import (
    Answer,
    as_identity,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    names_and_ids,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.stated import plain_text, remote_of, salary_of, sections
from reactor.scrape.boards.written_dates import date_written
from reactor.scrape.words.stated import joined

_SECTIONS = ("introduction", "tasks", "profile", "weOffer", "closingText")
_GERMAN, _ENGLISH = "?lang=de", "?lang=en"
_UNSOLICITED = "UNSOLICITED"


class DVinci(Board):
    """Career portals on dvinci-hr.com or a company's own domain.

    A list is in one language: what those of other languages hold beside it, nobody says. A portal
    also lists the invitation to apply for nothing in particular, which is no posting.
    """

    name = "dvinci"
    title = "d.vinci"
    marks = ("dvinci",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<host>(?P<slug>[\w-]{1,63})\.dvinci-hr\.com)", re.IGNORECASE)
    domain = "dvinci-hr.com"
    widgets = re.compile(
        r"\bng-app=[\"']dvinci\.apps\.|\bname=[\"']dvinciVersion[\"']|\bvar DvinciData\b",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """The list in German."""
        host = address.host or f"{address.slug}.dvinci-hr.com"
        return (Request(f"https://{host}/jobPublication/list.json{_GERMAN}"),)

    def page(self, answer: Answer) -> BoardPage:
        """One page holds them all, with texts; where the German one is empty, the English one."""
        jobs = answer.listed()
        if not jobs and answer.request.url.endswith(_GERMAN):
            english = answer.request.url.removesuffix(_GERMAN) + _ENGLISH
            return BoardPage((), Request(english), leads=True)
        opened = ((job, as_mapping(job.get("jobOpening"))) for job in jobs)
        return BoardPage(
            tuple(
                _vacancy(job, opening)
                for job, opening in opened
                if opening.get("type") != _UNSOLICITED
            )
        )

    def is_own(self, answer: Answer) -> bool:
        """Each entry is the publication of a job opening."""
        jobs = answer.listed()
        return bool(jobs) and all(
            "jobPublicationURL" in job and "jobOpening" in job for job in jobs
        )


def _vacancy(job: dict[str, Any], opening: dict[str, Any]) -> Vacancy:
    places = list(map(as_name, as_mappings(opening.get("locations"))))
    times = as_mappings(opening.get("workingTimes"))
    kinds = [as_name(each) or as_text(each.get("internalName")) for each in times]
    pay = as_mapping(opening.get("salary"))
    sums = as_mapping(pay.get("value"))
    least, most = sums.get("minValue"), sums.get("maxValue")
    period = as_text(sums.get("unitText")) or "year"
    posting = Posting(
        url=as_text(job.get("jobPublicationURL")),
        title=as_text(job.get("position")),
        text=plain_text(sections(("", as_text(job.get(name))) for name in _SECTIONS)),
        location=joined(places),
        remote=remote_of("", *places, *kinds),
        employment_type=", ".join(filter(None, kinds)),
        posted_at=date_written(as_text(opening.get("createdDate"))),
        salary=salary_of(least, most, pay.get("currency"), period),
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(opening.get("categories"), opening.get("department")),
            location=[*places, *map(as_identity, _ids(opening.get("locations")))],
            remote=str(posting.remote),
            employment=[*kinds, *(as_text(each.get("internalName")) for each in times)],
        ),
    )


def _ids(value: Any) -> list[Any]:
    return [each.get("id") for each in as_mappings(value)]
