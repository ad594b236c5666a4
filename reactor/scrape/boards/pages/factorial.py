"""Factorial: career sites of Spanish, Italian, French, Portuguese and Brazilian companies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reactor.posting import Posting
from reactor.scrape.boards.answer import Answer
from reactor.scrape.boards.board import RESERVED_HOSTS, read_as_page
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.stated import plain_text, remote_of
from reactor.scrape.words.stated import place_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ADDRESS = "data-job-postings-url"
_MONEY = re.compile("[\u20ac$\u00a3\u20b9\u00a5]")


class Factorial(LinkListBoard):
    """Career sites on factorialhr.com, factorial.it and the like: the ending is the country's.

    Their pages hold no data for search engines and no dates. Of an office, a list knows its name.
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

    def listed(self, answer: Answer) -> HtmlElement:
        """The document, with a link wherever a script would follow one."""
        tree = answer.html()
        for element in list(tree.iter()):
            if url := element.get(_ADDRESS):
                link = element.makeelement("a", {"href": url})
                element.append(link)
        return tree

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """A posting of one row, in the office that it names by a number."""
        known = super().posting(url, links, row)
        place = next(_offices(row), "")
        marked = any(each.get("data-is-remote") == "true" for each in row.iter())
        remote = True if marked else remote_of("", place)
        return replace(known, location=place, remote=remote, source=url)

    def read(self, answer: Answer, posting: Posting) -> Posting:
        """The text of a posting's own page, and the place among its unnamed facts."""
        from lxml.html import tostring  # noqa: PLC0415 - only ever in the parsing process

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


def _offices(row: HtmlElement) -> Iterator[str]:
    """The name of the office, from the choice of offices by which the list is filtered."""
    numbers = {each.get("data-location-id") for each in row.iter()} - {None, ""}
    for choice in row.getroottree().iter("option"):
        above = choice.getparent()
        filters = above is not None and above.get("id") == "location_filter"
        if filters and choice.get("value") in numbers:
            yield " ".join(choice.text_content().split())


def _place_among(facts: list[str]) -> tuple[str, bool | None]:
    """The place among a posting's facts, and whether it is remote work.

    A fact that is neither pay nor without a comma is a place; the kind of workplace may stand
    before it: `Hybrid (Milano, Italia)`.
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
