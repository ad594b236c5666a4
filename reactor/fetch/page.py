"""A fetched page, and the decoding of its bytes to text."""

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reactor.errors import LastingError
from reactor.fetch.charsets import encoding_of
from reactor.fetch.guessed_charset import guessed_charset, unmarked_utf_16

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION_REACH = 2048
_NULS_REACH = 256
_MORE_THAN_A_SLIP = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A response that was read completely.

    Attributes:
        url: the address after redirects.
        status: HTTP status.
        content_type: the Content-Type header as sent, `""` if absent.
        body: the decompressed bytes.
        headers: the non-standard headers (`x-...`), by lower-case name; a cached page has none.
    """

    url: str
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text, decoded by byte order mark, header, or declaration in the page.

        If there is none, or if it is UTF-8 and clearly wrong, the text is decoded as UTF-8 if
        valid, else by a guess from its letters, else as windows-1252, as browsers do. Undecodable
        bytes become U+FFFD.
        """
        for mark, encoding in _BYTE_ORDER_MARKS:
            if self.body.startswith(mark):
                return self.body[len(mark) :].decode(encoding, "replace")
        charset = self._charset()
        if charset is None:
            return _undeclared(self.body)
        text = self.body.decode(charset, "replace")
        misdeclared = charset == "utf-8" and text.count("\ufffd") >= _MORE_THAN_A_SLIP
        return _undeclared(self.body) if misdeclared else text

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            LastingError: it is not JSON.
        """
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            raise LastingError(
                f"{self.url} should be JSON and is not", code="unexpected_answer"
            ) from None

    def _charset(self) -> str | None:
        """The declared charset, None if there is none that browsers know."""
        in_header = _HEADER_CHARSET.search(self.content_type)
        if in_header and (known := encoding_of(in_header[1])):
            return known
        declared = _DECLARED_CHARSET.search(self.body, 0, _DECLARATION_REACH)
        known = encoding_of(declared[1].decode("ascii", "replace")) if declared else None
        # A declaration that is readable as ASCII is not in UTF-16, whatever it says.
        return "utf-8" if known and known.startswith("utf-16") else known


def _undeclared(body: bytes) -> str:
    """The text of an undeclared page. A few broken bytes do not rule out UTF-8."""
    if b"\0" in body[:_NULS_REACH] and (order := unmarked_utf_16(body)):
        return body.decode(order, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    if whole > broken or b"\0" in body[:_NULS_REACH]:
        return text
    if charset := guessed_charset(body):
        return body.decode(charset, "replace")
    # Mostly non-ASCII text is not western text in windows-1252, if it is text at all.
    return text if 2 * broken > len(body) else body.decode("cp1252", "replace")
