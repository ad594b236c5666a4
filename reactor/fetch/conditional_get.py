"""Asking for a page only if it is another one than that which was kept.

RFC 9110, 13.1: a conditional request, answered by 304 while the page is the same.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol

from reactor.cached_response import KeptPage
from reactor.fetch.page import Page


class PageStore(Protocol):
    """Where pages are kept. Losing one costs a transfer, nothing else."""

    async def recall(self, url: str) -> KeptPage | None:
        """The page kept for an address, if there is one."""

    async def keep(self, kept: KeptPage) -> None:
        """Keep a page in the place of the one that was there."""


def conditions(kept: KeptPage) -> dict[str, str]:
    """The headers that ask for a page only if it is another one."""
    named = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in named.items() if value}


def unchanged(kept: KeptPage) -> Page:
    """The page that a server says is still the same."""
    return Page(kept.url, HTTPStatus.OK, kept.content_type, kept.body)


def worth_keeping(page: Page, headers: Mapping[str, str]) -> KeptPage | None:
    """What to keep of an answer; None if its server gives no validator, or wants none kept."""
    etag = headers.get("ETag", "").strip()
    last_modified = headers.get("Last-Modified", "").strip()
    # What was made whole, or spells white space where none may be, would match nothing.
    whole = "\ufffd" not in etag + last_modified and " " not in etag
    if not (etag or last_modified) or not whole:
        return None
    if "no-store" in headers.get("Cache-Control", "").lower():
        return None
    return KeptPage(page.url, page.content_type, page.body, etag, last_modified)
