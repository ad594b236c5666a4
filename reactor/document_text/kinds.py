"""Recognises the type of a document by its first bytes rather than by its media type."""

from enum import Enum, auto

_HEADER_REACH = 1024
"""Bytes before a PDF's header that readers accept (ISO 32000-1, annex H.3.4.1)."""

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_OPEN_DOCUMENT_TYPE = "application/vnd.oasis.opendocument.text"

MEDIA_TYPES = (
    *("application/pdf", "application/x-pdf", _WORD_TYPE, _OPEN_DOCUMENT_TYPE),
    *("application/rtf", "application/x-rtf", "text/rtf", "text/richtext"),
    # Sent by file stores that do not inspect files.
    *("application/octet-stream", "binary/octet-stream", "application/force-download"),
    *("application/download", "application/x-download", "application/zip"),
)
"""Media types with which such documents are served."""


class FileKind(Enum):
    """A type of document."""

    PDF = auto()
    DOCX = auto()
    ODT = auto()
    RTF = auto()
    LOCKED = auto()
    OLD_WORD = auto()


def kind_of(body: bytes, media_type: str = "") -> FileKind | None:
    """Return the type of document that `body` is; None for any other.

    Args:
        body: the file.
        media_type: the server's media type, used if the beginning of a PDF is damaged.
    """
    beginning = body[:_HEADER_REACH]
    if b"%PDF-" in beginning or media_type in {"application/pdf", "application/x-pdf"}:
        return FileKind.PDF
    # A Word file is an archive; its directory, at the end, names its parts.
    if body.startswith(b"PK\x03\x04") and b"word/document" in body:
        return FileKind.DOCX
    # OpenDocument stores its media type uncompressed at the beginning.
    if body.startswith(b"PK\x03\x04") and f"mimetype{_OPEN_DOCUMENT_TYPE}".encode() in beginning:
        return FileKind.ODT
    if body.startswith(b"{\\rtf"):
        return FileKind.RTF
    if not body.startswith(b"\xd0\xcf\x11\xe0"):
        return None
    # Word wraps a password-protected file in its older format, which names its streams.
    return FileKind.LOCKED if "EncryptedPackage".encode("utf-16-le") in body else FileKind.OLD_WORD
