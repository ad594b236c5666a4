"""A fetched page and how its bytes become text."""

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any

from reactor.errors import LastingError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION_REACH = 2048

# What browsers do (WHATWG Encoding, "labels"): pages that claim these hold windows-1252.
_BROWSER_ALIASES = {"ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252"}


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
        """The body as text: by byte order mark, header, declaration in the page, else UTF-8.

        What does not decode becomes U+FFFD.
        """
        for mark, encoding in _BYTE_ORDER_MARKS:
            if self.body.startswith(mark):
                return self.body[len(mark) :].decode(encoding, "replace")
        return self.body.decode(self._charset(), "replace")

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            LastingError: it is not JSON.
        """
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            raise LastingError(f"{self.url} should be JSON and is not") from None

    def _charset(self) -> str:
        in_header = _HEADER_CHARSET.search(self.content_type)
        if in_header and (known := _known_encoding(in_header[1])):
            return known
        declared = _DECLARED_CHARSET.search(self.body, 0, _DECLARATION_REACH)
        name = declared[1].decode("ascii") if declared else ""
        # A declaration that could be read as ASCII is not in UTF-16, whatever it says.
        return "utf-8" if name.lower().startswith("utf-16") else _known_encoding(name) or "utf-8"


def _known_encoding(name: str) -> str | None:
    label = name.lower()
    try:
        codec = codecs.lookup(_BROWSER_ALIASES.get(label, label))
    except LookupError:
        return None
    # `codecs` also knows transformations such as base64 and zlib, which decode no text.
    return codec.name if codec._is_text_encoding else None  # noqa: SLF001 - no public way to ask
