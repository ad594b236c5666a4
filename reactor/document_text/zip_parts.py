"""The parts of a document that is an archive of XML files: Word's and OpenDocument's.

What must be bounded, unpacking and entities, no library bounds.

Imports libxml: only ever in the parsing process.
"""

import zlib
from collections.abc import Iterable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reactor.errors import LastingError

MOST_ELEMENTS = 200_000
"""Elements of a part that are looked at."""

_UNPACKED = 10_000_000
"""Bytes of the part that holds the text; what unpacks into more is a bomb, or no text."""

_MOST_PARTS = 2_000
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = b"encryption-data"


def xml_part(body: bytes, name: str, kind: str) -> etree._Element:
    """The root of the part that holds a document's text.

    Args:
        body: the file.
        name: of the part in the archive.
        kind: what the file is called in messages.

    Raises:
        LastingError: it is protected, broken, or far more than it seems to be.
    """
    try:
        part = _unpacked(body, name, kind)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(part, parser)
    except RuntimeError:
        # That is how zipfile asks for a password.
        raise _locked(kind) from None
    except (BadZipFile, KeyError, EOFError, ValueError, OSError, zlib.error) as error:
        raise _broken(kind, error) from None
    except etree.XMLSyntaxError as error:
        raise _broken(kind, error) from None


def other_part(body: bytes, name: str) -> etree._Element | None:
    """The root of another part, None if there is none that can be read."""
    try:
        return xml_part(body, name, "it")
    except LastingError:
        return None


def within(lines: Iterable[str], longest: int) -> list[str]:
    """The first lines, until there are about `longest` characters."""
    taken, length = list[str](), 0
    for line in lines:
        taken.append(line)
        length += len(line)
        if length >= longest:
            break
    return taken


def _unpacked(body: bytes, name: str, kind: str) -> bytes:
    """The part; never more of it than is allowed, whatever it claims."""
    with ZipFile(BytesIO(body)) as archive:
        if len(archive.infolist()) > _MOST_PARTS:
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
