"""Detection of a file's content by its first bytes; the server's type counts little."""

from enum import Enum, auto

from reactor.document_text.kinds import FileKind, kind_of
from reactor.error_codes import Code
from reactor.errors import LastingError
from reactor.fetch.page import Page

OTHERWISE = ", or put the CV as text into cvText"
"""The end of messages about a CV: the remedy that always works."""

_HEADER_REACH = 1024
"""Bytes that PDF readers tolerate before the header (ISO 32000-1, annex H.3.4.1)."""

_PICTURE = "a picture, and holds no text; save the CV itself as a PDF, not a photo or scan of it"
_ARCHIVE = "an archive; give the CV that is in it"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_PAGES = (b"Index/Document.iwa", b"Index.zip", b"index.apxl", b"index.xml.gz")
_WHERE_BOXES_ARE_NAMED = slice(4, 12)
_PHONE_PICTURES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif")


class Content(Enum):
    """The kinds of content that a CV can be read from."""

    PDF = auto()
    WORD = auto()
    OPEN_DOCUMENT = auto()
    RICH_TEXT = auto()
    WEB_PAGE = auto()
    TEXT = auto()


def content_of(page: Page) -> Content:
    """The kind of content of a CV.

    Raises:
        LastingError: the kind is not supported.
    """
    match kind_of(page.body):
        case FileKind.DOCX:
            return Content.WORD
        case FileKind.ODT:
            return Content.OPEN_DOCUMENT
        case FileKind.RTF:
            return Content.RICH_TEXT
        case FileKind.LOCKED:
            raise _refused("a Word file with a password; save it without one", "cv_locked")
        case FileKind.OLD_WORD:
            raise _refused(
                "a document of the older kind (.doc); save it as .docx or PDF", "cv_unsupported"
            )
    if _is_picture(page.body):
        raise _refused(_PICTURE, "cv_scanned")
    if other := _other_format(page.body):
        raise _refused(other, "cv_unsupported")
    if page.media_type == "application/pdf" or b"%PDF-" in page.body[:_HEADER_REACH]:
        return Content.PDF
    return Content.WEB_PAGE if is_web_page(page) else Content.TEXT


def _refused(what: str, code: Code) -> LastingError:
    return LastingError(f"it is {what}{OTHERWISE}", code=code)


def _is_picture(body: bytes) -> bool:
    named = body[:4] == b"RIFF" and body[8:12] == b"WEBP"
    # Photos of phones: HEIC and AVIF, in the same container format as films.
    boxed = body[_WHERE_BOXES_ARE_NAMED] in _PHONE_PICTURES
    bitmap = body[:2] == b"BM" and b"\0" in body[:_HEADER_REACH]
    return body.startswith(_PICTURES) or named or boxed or bitmap


def _other_format(body: bytes) -> str:
    """A description of a file that is not text, `""` if it may be text."""
    if body.startswith(b"PK\x03\x04"):
        if any(name in body for name in _PAGES):
            return "a Pages file; export it in Pages: File > Export To > PDF"
        return "an archive, or a document of another kind than Word's; save the CV as a PDF"
    if body.startswith(_ARCHIVES):
        return _ARCHIVE
    return "PostScript; save the CV as a PDF" if body.startswith(b"%!PS") else ""


def is_web_page(page: Page) -> bool:
    """Whether the page is HTML."""
    if b"%PDF-" in page.body[:_HEADER_REACH]:
        return False
    beginning = page.body[:_HEADER_REACH].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" in page.media_type or beginning.startswith((b"<!doctype html", b"<html"))
