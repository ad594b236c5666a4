"""The text of a Word document (`.docx`).

It is read here rather than by a library: what is wanted are the paragraphs of one part of an
archive, and what must be bounded, unpacking and entities, no library bounds.

Imports libxml: only ever in the parsing process.
"""

import unicodedata
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reactor.errors import LastingError

_PART = "word/document.xml"
_UNPACKED = 10_000_000
"""Bytes of the part that holds the text; what unpacks into more is a bomb, or no posting."""

_MOST_PARTS = 2_000
_MOST_ELEMENTS = 200_000
_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)


def text_of_docx(body: bytes, longest: int) -> str:
    """The text of a document, up to about `longest` characters, one paragraph a line.

    Raises:
        LastingError: it is protected, broken, or far more than it seems to be.
    """
    try:
        part = _text_part(body)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(part, parser)
    except RuntimeError:
        # That is how zipfile asks for a password.
        raise LastingError(
            "the Word file is protected by a password; save it without one", code="document_locked"
        ) from None
    except (BadZipFile, KeyError, EOFError, ValueError, OSError, zlib.error) as error:
        raise _broken(error) from None
    except etree.XMLSyntaxError as error:
        raise _broken(error) from None
    lines, length = list[str](), 0
    for line in _lines(root):
        lines.append(line)
        length += len(line)
        if length >= longest:
            break
    return unicodedata.normalize("NFKC", "\n".join(lines))[:longest]


def _text_part(body: bytes) -> bytes:
    """The part that holds the text; never more of it than is allowed, whatever it claims."""
    with ZipFile(BytesIO(body)) as archive:
        if len(archive.infolist()) > _MOST_PARTS:
            raise _too_much()
        with archive.open(_PART) as part:
            text = part.read(_UNPACKED + 1)
    if len(text) > _UNPACKED:
        raise _too_much()
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise LastingError("the Word file is not as Word writes it", code="document_broken")
    return text


def _lines(root: etree._Element) -> Iterator[str]:
    """The paragraphs in their order, those of lists with a dash."""
    words, listed = list[str](), False
    for number, element in enumerate(root.iter()):
        space, _, name = str(element.tag).rpartition("}")
        if number >= _MOST_ELEMENTS or f"{space}}}" not in _SPACES:
            continue
        if name in {"p", "br", "cr"}:
            yield from _line(words, listed=listed)
            words, listed = [], listed and name != "p"
        elif name == "numPr":
            listed = True
        elif name == "t":
            words.append(element.text or "")
        elif name == "tab":
            words.append(" ")
    yield from _line(words, listed=listed)


def _line(words: list[str], *, listed: bool) -> Iterator[str]:
    if line := " ".join("".join(words).split()):
        yield f"- {line}" if listed else line


def _broken(error: Exception) -> LastingError:
    kind = type(error).__name__
    return LastingError(
        f"the Word file is broken or incomplete ({kind}); save it anew", code="document_broken"
    )


def _too_much() -> LastingError:
    return LastingError(
        "the Word file unpacks into far more than a text is; save it anew", code="too_large"
    )
