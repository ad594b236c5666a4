"""Factorial: career sites of Spanish, Italian, French, Portuguese and Brazilian companies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse
from reactor.scrape.boards.board import RESERVED_HOSTS, read_as_page
from reactor.scrape.boards.field_conversion import plain_text, remote_of
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.vocabulary.stated import place_named

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ADDRESS, _OFFICE = "data-job-postings-url", "data-office"
_MONEY = re.compile("[\u20ac$\u00a3\u20b9\u00a5]")


class Factorial(LinkListBoard):
    """Career sites on factorialhr.com, factorial.it and other national domains.

    Their pages have no structured data and no dates. A list has only the name of an office.
    """

    name = "factorial"
    title = "Factorial"
    marks = ("factorialhr.", "factorial.")
    reserved = RESERVED_HOSTS | {"employees", "ats"}
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})\."
        r"(?:factorialhr\.(?:com(?:\.(?:br|mx|ar|co))?|es|fr|pt|de|it|co\.uk|mx|pt)"
        r"|factorial\.(?:it|fr|es|pt|de|mx|co|com\.br)))(?![\w.-])",
        re.IGNORECASE,
    )
    lists = ("https://{host}/",)
    postings = re.compile(r"/job_posting/(?:[^/]*-)?(?P<id>\d+)/?")
    ours = re.compile(r"\bjob-postings\b|\bjob-filters\b|\bfactorial", re.IGNORECASE)
    titles = re.compile(r"\bfont-bold\b")
    rows = re.compile(r"li\b.*")

    def listed(self, answer: ApiResponse) -> HtmlElement:
        """Return the document with links in place of scripts, and with names of offices."""
        tree = answer.html()
        offices = _offices(tree)
        for element in list(tree.iter()):
            if url := element.get(_ADDRESS):
                element.append(element.makeelement("a", {"href": url}))
            if office := offices.get(element.get("data-location-id")):
                element.set(_OFFICE, office)
        return tree

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a row's posting, with its office."""
        known = super().posting(url, links, row)
        place = next(filter(None, (each.get(_OFFICE) for each in row.iter())), "")
        marked = any(each.get("data-is-remote") == "true" for each in row.iter())
        remote = True if marked else remote_of("", place)
        return replace(known, location=place, remote=remote, source=url)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text of a posting's own page, and the place among its unlabelled facts."""
        from lxml.html import tostring  # noqa: PLC0415 - only in the parsing process

        tree = answer.html()
        texts = [tostring(each, encoding="unicode") for each in tree.find_class("styledText")]
        if not texts:
            return read_as_page(answer, posting)
        facts = [
            " ".join(each.text_content().split()) for each in tree.find_class("border-gray-50")
        ]
        place, remote = _place_among(facts)
        return replace(
            posting,
            text=plain_text("\n".join(texts)),
            location=place or posting.location,
            remote=posting.remote if remote is None else remote,
        )


def _offices(tree: HtmlElement) -> dict[str | None, str]:
    """Return the names of offices by number, from the options of the list's filter."""
    choices = (each for each in tree.iter("select") if each.get("id") == "location_filter")
    return {
        choice.get("value"): " ".join(choice.text_content().split())
        for each in choices
        for choice in each.iter("option")
        if choice.get("value")
    }


def _place_among(facts: list[str]) -> tuple[str, bool | None]:
    """Return the place among a posting's facts, and whether the work is remote.

    A fact with a comma that is not pay is a place. The type of workplace may precede it:
    `Hybrid (Milano, Italia)`.
    """
    for fact in facts:
        if "," not in fact or _MONEY.search(fact):
            continue
        workplace, _, within = fact.partition("(")
        if within.endswith(")") and "," in within:
            return within.removesuffix(")").strip(), remote_of(workplace)
        if place := place_named(fact):
            return place, None
    return "", None
