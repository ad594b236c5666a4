"""Reads parts of documents that are archives of XML files: Word and OpenDocument.

No library limits unpacking and entities as required here.

It imports libxml, so only the parsing process imports it.
"""

import zlib
from collections.abc import Iterable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reactor.errors import LastingError

MAX_ELEMENTS = 200_000
"""Maximum elements read of a part."""

_UNPACKED = 10_000_000
"""Maximum bytes of the part with the text; a larger one is a zip bomb, or not text."""

_MAX_PARTS = 2_000
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"


def xml_part(body: bytes, name: str, kind: str) -> etree._Element:
    """Return the root of the part with a document's text.

    Args:
        body: the file.
        name: the part's name in the archive.
        kind: the name of the file in messages.

    Raises:
        LastingError: it is protected, broken, or unpacks to far more than its size suggests.
    """
    try:
        part = _unpacked(body, name, kind)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(part, parser)
    except RuntimeError:
        # zipfile raises this if a password is needed.
        raise _locked(kind) from None
    except (BadZipFile, KeyError, EOFError, ValueError, OSError, zlib.error) as error:
        raise _broken(kind, error) from None
    except etree.XMLSyntaxError as error:
        raise _broken(kind, error) from None


def other_part(body: bytes, name: str) -> etree._Element | None:
    """Return the root of another part; None if it is missing or unreadable."""
    try:
        return xml_part(body, name, "it")
    except LastingError:
        return None


def within(lines: Iterable[str], longest: int) -> list[str]:
    """Return the first lines, up to about `longest` characters."""
    taken, length = list[str](), 0
    for line in lines:
        taken.append(line)
        length += len(line)
        if length >= longest:
            break
    return taken


def _unpacked(body: bytes, name: str, kind: str) -> bytes:
    """Return the unpacked part; reading stops beyond the limit, whatever size it claims."""
    with ZipFile(BytesIO(body)) as archive:
        if len(archive.infolist()) > _MAX_PARTS:
            raise _too_much(kind)
        if _MANIFEST in archive.namelist() and _ENCRYPTED in _read(archive, _MANIFEST):
            raise _locked(kind)
        text = _read(archive, name)
    if len(text) > _UNPACKED:
        raise _too_much(kind)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise LastingError(
            f"{kind} is not as its program writes it; save it anew", code="document_broken"
        )
    return text


def _read(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_UNPACKED + 1)


def _locked(kind: str) -> LastingError:
    return LastingError(
        f"{kind} is protected by a password; save it without one", code="document_locked"
    )


def _broken(kind: str, error: Exception) -> LastingError:
    name = type(error).__name__
    return LastingError(
        f"{kind} is broken or incomplete ({name}); save it anew", code="document_broken"
    )


def _too_much(kind: str) -> LastingError:
    return LastingError(
        f"{kind} unpacks into far more than a text is; save it anew", code="too_large"
    )
