"""Data that a board's page holds inside its scripts."""

import json
import re
from itertools import islice
from typing import Any

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
