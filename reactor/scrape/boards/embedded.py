"""Extracts data from the scripts of a board's page."""

import json
import re
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from reactor.scrape.boards.api_response import ApiResponse

_MAX_TRIES = 8
_DECODER = json.JSONDecoder()


def json_behind(answer: ApiResponse, mark: re.Pattern[str]) -> Any:
    """Return the JSON that begins where `mark` ends: `window.data = {...};`, with any texts in it.

    Raises:
        LastingError: there is none.
    """
    text = answer.page.text
    for found in islice(mark.finditer(text), _MAX_TRIES):
        try:
            return _DECODER.raw_decode(text, found.end())[0]
        except (ValueError, RecursionError):
            continue
    raise answer.unlike("a page with its data")


def json_in(answer: ApiResponse, words: Any) -> Any:
    """Return the JSON encoded in a string of other JSON.

    Raises:
        LastingError: there is none.
    """
    try:
        return _DECODER.decode(words)
    except (TypeError, ValueError, RecursionError):
        raise answer.unlike("a page with its data") from None


def service_of(answer: ApiResponse, address: Any, domain: str) -> str:
    """Return the address of an API that a page names, without a trailing slash.

    Requests to it are meant for the system only, so its host must belong to `domain`.

    Raises:
        LastingError: it is on another host, or not an address.
    """
    try:
        parts = urlsplit(address)
        trusted = f".{parts.hostname}".endswith(f".{domain}") and parts.port in (None, 443)
    except (TypeError, ValueError, AttributeError):
        trusted = False
    if not trusted or parts.scheme != "https" or parts.query or parts.username:
        raise answer.unlike(f"a page that names an API on {domain}")
    return f"https://{parts.hostname}{parts.path}".rstrip("/")
