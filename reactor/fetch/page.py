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
# The same goes for the supersets of Asian and Turkish charsets that Windows made.
_BROWSER_ALIASES = {
    **dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "latin1"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
}
# Python's own, no browser knows them: some decode nothing, and some take for ever.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}


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
            raise LastingError(
                f"{self.url} should be JSON and is not", code="unexpected_answer"
            ) from None

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
    textual = codec._is_text_encoding  # noqa: SLF001 - no public way to ask
    return codec.name if textual and codec.name not in _NO_CHARSETS else None
