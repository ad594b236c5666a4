"""What kind of content a file is, by what it begins with rather than by what its server says."""

from enum import Enum, auto

from reactor.errors import LastingError
from reactor.fetch.page import Page
from reactor.files.kinds import Kind, kind_of

OTHERWISE = ", or put the CV as text into cvText"
"""How messages about a CV end: that always works."""

_HEADER_REACH = 1024
"""Bytes before a PDF's header that readers put up with (ISO 32000-1, annex H.3.4.1)."""

_OTHER_FORMATS = {
    b"PK\x03\x04": "an archive, or a document of another kind than Word's and OpenDocument's",
    b"\xd0\xcf\x11\xe0": "a Word file with a password, or of the older kind",
    b"{\\rtf": "a rich text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}


_LOCKED_OR_OLD = b"\xd0\xcf\x11\xe0"


class Content(Enum):
    """What a CV can be read from."""

    PDF = auto()
    WORD = auto()
    OPEN_DOCUMENT = auto()
    WEB_PAGE = auto()
    TEXT = auto()


def content_of(page: Page) -> Content:
    """The kind of content of a CV.

    Raises:
        LastingError: it is none that can be read.
    """
    match kind_of(page.body):
        case Kind.DOCX:
            return Content.WORD
        case Kind.ODT:
            return Content.OPEN_DOCUMENT
    other = next((kind for sign, kind in _OTHER_FORMATS.items() if page.body.startswith(sign)), "")
    if other:
        raise LastingError(
            f"it is {other}; save the CV as a PDF with text{OTHERWISE}",
            code="document_locked" if page.body.startswith(_LOCKED_OR_OLD) else None,
        )
    if page.media_type == "application/pdf" or b"%PDF-" in page.body[:_HEADER_REACH]:
        return Content.PDF
    return Content.WEB_PAGE if is_web_page(page) else Content.TEXT


def is_web_page(page: Page) -> bool:
    """Whether it is HTML."""
    if b"%PDF-" in page.body[:_HEADER_REACH]:
        return False
    beginning = page.body[:_HEADER_REACH].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" in page.media_type or beginning.startswith((b"<!doctype html", b"<html"))
