"""Conditional requests: a page is transferred only if it changed since it was cached.

RFC 9110, 13.1: the server answers 304 while the page is unchanged.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol

from reactor.cached_response import KeptPage
from reactor.fetch.page import Page


class PageStore(Protocol):
    """A cache of pages. A lost entry costs one transfer, nothing else."""

    async def recall(self, url: str) -> KeptPage | None:
        """The cached page of an address, if any."""

    async def keep(self, kept: KeptPage) -> None:
        """Store a page, replacing the previous one."""


def conditions(kept: KeptPage) -> dict[str, str]:
    """The conditional request headers for a cached page."""
    named = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in named.items() if value}


def unchanged(kept: KeptPage) -> Page:
    """The cached page, after the server answered that it is unchanged."""
    return Page(kept.url, HTTPStatus.OK, kept.content_type, kept.body)


def worth_keeping(page: Page, headers: Mapping[str, str]) -> KeptPage | None:
    """The cache entry for a response; None without a validator or with `no-store`."""
    etag = headers.get("ETag", "").strip()
    last_modified = headers.get("Last-Modified", "").strip()
    # A validator with replaced characters or illegal white space would never match.
    whole = "\ufffd" not in etag + last_modified and " " not in etag
    if not (etag or last_modified) or not whole:
        return None
    if "no-store" in headers.get("Cache-Control", "").lower():
        return None
    return KeptPage(page.url, page.content_type, page.body, etag, last_modified)
