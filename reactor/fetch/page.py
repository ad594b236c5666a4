"""A fetched page and how its bytes become text."""

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any

from reactor.errors import LastingError
from reactor.fetch.charsets import encoding_of

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION_REACH = 2048


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that was read whole.

    Attributes:
        url: the address after redirects.
        status: HTTP status.
        content_type: the Content-Type header as sent, `""` if absent.
        body: the bytes, decompressed.
    """

    url: str
    status: int
    content_type: str
    body: bytes

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text: by byte order mark, header, declaration in the page.

        Without any of these it is UTF-8 if it can be, else windows-1252, as in browsers. What does
        not decode becomes U+FFFD.
        """
        for mark, encoding in _BYTE_ORDER_MARKS:
            if self.body.startswith(mark):
                return self.body[len(mark) :].decode(encoding, "replace")
        charset = self._charset()
        return self.body.decode(charset, "replace") if charset else _undeclared(self.body)

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
        """The charset that is declared, None if none is that browsers know."""
        in_header = _HEADER_CHARSET.search(self.content_type)
        if in_header and (known := encoding_of(in_header[1])):
            return known
        declared = _DECLARED_CHARSET.search(self.body, 0, _DECLARATION_REACH)
        known = encoding_of(declared[1].decode("ascii", "replace")) if declared else None
        # A declaration that could be read as ASCII is not in UTF-16, whatever it says.
        return "utf-8" if known and known.startswith("utf-16") else known


def _undeclared(body: bytes) -> str:
    """Text without a declaration. A few broken bytes do not make UTF-8 something else."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    # What is mostly beyond ASCII is no western text in windows-1252, if it is text at all.
    return text if whole > broken or 2 * broken > len(body) else body.decode("cp1252", "replace")
