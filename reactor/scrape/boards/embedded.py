"""Data that a board's page holds inside its scripts."""

import json
import re
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from reactor.scrape.boards.answer import Answer

_MOST_TRIES = 8
_DECODER = json.JSONDecoder()


def json_behind(answer: Answer, mark: re.Pattern[str]) -> Any:
    """The JSON that begins where `mark` ends: `window.data = {...};`, whatever its texts hold.

    Raises:
        LastingError: there is none.
    """
    text = answer.page.text
    for found in islice(mark.finditer(text), _MOST_TRIES):
        try:
            return _DECODER.raw_decode(text, found.end())[0]
        except (ValueError, RecursionError):
            continue
    raise answer.unlike("a page with its data")


def json_in(answer: Answer, words: Any) -> Any:
    """The JSON in a text that other JSON holds.

    Raises:
        LastingError: there is none.
    """
    try:
        return _DECODER.decode(words)
    except (TypeError, ValueError, RecursionError):
        raise answer.unlike("a page with its data") from None


def service_of(answer: Answer, address: Any, domain: str) -> str:
    """The address of an API that a page names, without a slash at its end.

    What is sent there is meant for the system alone: it has to be on a host of its `domain`.

    Raises:
        LastingError: it is elsewhere, or no address.
    """
    try:
        parts = urlsplit(address)
        trusted = f".{parts.hostname}".endswith(f".{domain}") and parts.port in (None, 443)
    except (TypeError, ValueError, AttributeError):
        trusted = False
    if not trusted or parts.scheme != "https" or parts.query or parts.username:
        raise answer.unlike(f"a page that names an API on {domain}")
    return f"https://{parts.hostname}{parts.path}".rstrip("/")
