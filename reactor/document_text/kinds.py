"""What kind of document a file is, by what it begins with rather than by what its server says."""

from enum import Enum, auto

_HEADER_REACH = 1024
"""Bytes before a PDF's header that readers put up with (ISO 32000-1, annex H.3.4.1)."""

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_OPEN_DOCUMENT_TYPE = "application/vnd.oasis.opendocument.text"

MEDIA_TYPES = (
    *("application/pdf", "application/x-pdf", _WORD_TYPE, _OPEN_DOCUMENT_TYPE),
    *("application/rtf", "application/x-rtf", "text/rtf", "text/richtext"),
    # File stores that do not look into files.
    *("application/octet-stream", "binary/octet-stream", "application/force-download"),
    *("application/download", "application/x-download", "application/zip"),
)
"""Media types that such documents are sent as."""


class FileKind(Enum):
    """A kind of document."""

    PDF = auto()
    DOCX = auto()
    ODT = auto()
    RTF = auto()
    LOCKED = auto()
    OLD_WORD = auto()


def kind_of(body: bytes, media_type: str = "") -> FileKind | None:
    """The kind of document that `body` is, None if it is none of these.

    Args:
        body: the file.
        media_type: what its server calls it: counts where the beginning of a PDF is spoilt.
    """
    beginning = body[:_HEADER_REACH]
    if b"%PDF-" in beginning or media_type in {"application/pdf", "application/x-pdf"}:
        return FileKind.PDF
    # A Word file is an archive; its directory, at the end, names what is in it.
    if body.startswith(b"PK\x03\x04") and b"word/document" in body:
        return FileKind.DOCX
    # OpenDocument says what it is at its beginning, unpacked.
    if body.startswith(b"PK\x03\x04") and f"mimetype{_OPEN_DOCUMENT_TYPE}".encode() in beginning:
        return FileKind.ODT
    if body.startswith(b"{\\rtf"):
        return FileKind.RTF
    if not body.startswith(b"\xd0\xcf\x11\xe0"):
        return None
    # Word wraps a file with a password in its older format, and names what is in it.
    return FileKind.LOCKED if "EncryptedPackage".encode("utf-16-le") in body else FileKind.OLD_WORD
