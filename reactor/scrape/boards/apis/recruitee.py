"""Recruitee: https://docs.recruitee.com/reference/offers."""

import re
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
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, salary_of, sections
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined


class Recruitee(Board):
    """Career sites of Recruitee, on recruitee.com or on a company's own domain."""

    name = "recruitee"
    title = "Recruitee"
    evidence = "answers"
    marks = ("recruitee",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.recruitee\.com", re.IGNORECASE)
    domain = "recruitee.com"
    # Its pages contain the company's mailbox, or load files from its hosts.
    widgets = re.compile(
        r"@(?P<slug>[\w-]{1,63})\.recruitee\.com"
        r"|//(?P<slug2>[\w-]{1,63})\.recruitee\.com/api/offers"
        r"|//[\w.-]{0,60}recruiteecdn\.com|//careers-analytics\.recruitee\.com",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the site's own API."""
        host = f"{address.slug}.recruitee.com" if address.slug else address.host
        return (Request(f"https://{host}/api/offers/"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page, with texts."""
        site = answer.request.url.partition("/api/")[0]
        offers = answer.listed("offers")
        public = (offer for offer in offers if offer.get("status") in (None, "", "published"))
        return BoardPage(tuple(_vacancy(offer, site) for offer in public))

    def is_own(self, answer: ApiResponse) -> bool:
        """Its response has `offers`, each with an id, a slug and its address."""
        offers = as_mapping(answer.json()).get("offers")
        return isinstance(offers, list) and all(
            as_identity(offer.get("id")) and as_text(offer.get("slug")) and "careers_url" in offer
            for offer in map(as_mapping, offers)
        )


def _vacancy(offer: dict[str, Any], site: str) -> Vacancy:
    slug = as_text(offer.get("slug"))
    offices = as_mappings(offer.get("locations"))
    places = [_place(office) or as_name(office) for office in offices]
    place = as_text(offer.get("location")) or _place(offer)
    pay = as_mapping(offer.get("salary"))
    words = _in_its_language(offer)
    flags = [as_truth(offer.get(name)) for name in ("remote", "hybrid", "on_site")]
    remote = flags[0] or (False if any(flags) else flags[0])
    posting = Posting(
        url=as_text(offer.get("careers_url")) or (f"{site}/o/{slug}" if slug else ""),
        title=words["title"],
        text=plain_text(sections((("", words["description"]), ("", words["requirements"])))),
        location=joined(places) if len(places) > 1 else place or joined(places),
        remote=remote,
        employment_type=as_text(offer.get("employment_type_code")),
        posted_at=as_text(offer.get("published_at")) or as_text(offer.get("created_at")),
        valid_through=as_text(offer.get("close_at")),
        salary=salary_of(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("period")),
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(offer.get("department"), offer.get("department_id")),
            team=names_and_ids(offer.get("tags")),
            location=[place, *places, *names_and_ids(offices)],
            country=names_and_ids(offer.get("country"), offer.get("country_code")),
            remote=[str(remote), "hybrid" if flags[1] else "", "onsite" if flags[2] else ""],
            employment=posting.employment_type,
        ),
    )


def _place(site: dict[str, Any]) -> str:
    return place_of(site.get("city"), site.get("state"), site.get("country"))


def _in_its_language(offer: dict[str, Any]) -> dict[str, str]:
    """Return title and texts; missing ones are taken from the first translation."""
    translations = as_mapping(offer.get("translations")).values()
    first = next(map(as_mapping, translations), {})
    names = ("title", "description", "requirements")
    return {name: as_text(offer.get(name)) or as_text(first.get(name)) for name in names}
