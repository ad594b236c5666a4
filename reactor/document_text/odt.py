"""The text of an OpenDocument text (`.odt`), as written by LibreOffice.

It imports libxml, so only the parsing process imports it.
"""

import unicodedata
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from reactor.document_text.table_rows import TableRows
from reactor.document_text.zip_parts import MAX_ELEMENTS, other_part, within, xml_part

_PART = "content.xml"
_STYLES = "styles.xml"
_HEADER = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}header"
_MAX_HEADERS, _MAX_HEADER = 3, 2_000
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_BLANKS = (f"{_TEXT}s", f"{_TEXT}tab")
_BREAK = f"{_TEXT}line-break"
_LISTED = f"{_TEXT}list-item"
_NOT_READ = (
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note-citation",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation",
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _CELL = f"{_TABLE}table-row", f"{_TABLE}table-cell"


def text_of_odt(body: bytes, longest: int) -> str:
    """Return a document's text, up to about `longest` characters, one paragraph per line.

    The text of its headers comes first.

    Raises:
        LastingError: it is protected, broken, or unpacks to far more than its size suggests.
    """
    text = within(_lines(xml_part(body, _PART, "the OpenDocument file")), longest)
    lines = [*_headers(body), *text]
    return unicodedata.normalize("NFKC", "\n".join(lines))[:longest]


def _headers(body: bytes) -> Iterator[str]:
    """Yield the lines of the headers, without duplicates."""
    styles = other_part(body, _STYLES)
    headers = styles.iter(_HEADER) if styles is not None else iter(())
    lines = (line for header in islice(headers, _MAX_HEADERS) for line in _lines(header))
    yield from dict.fromkeys(within(lines, _MAX_HEADER))


def _lines(root: etree._Element) -> Iterator[str]:
    """Yield the paragraphs in order, list items with a dash.

    A paragraph may be nested in another, in a frame; lines are split where each begins.
    """
    words, dash, unread, depth, rows = list[str](), False, 0, 0, TableRows()
    for number, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if number >= 2 * MAX_ELEMENTS:
            break
        tag, begins = str(element.tag), event == "start"
        depth += (1 if begins else -1) * (tag in _PARAGRAPHS)
        unread += (1 if begins else -1) * (tag in _NOT_READ)
        if begins and tag == _LISTED:
            dash = True
        if tag in _PARAGRAPHS or (begins and tag == _BREAK):
            if line := " ".join("".join(words).split()):
                yield from rows.line(f"- {line}" if dash else line)
                dash = False
            words = []
        if begins and tag == _ROW:
            rows.begin_row()
        if begins and tag == _CELL:
            rows.begin_cell()
        if begins and tag in _BLANKS:
            words.append(" ")
        if depth and not unread:
            words.append((element.text if begins else element.tail) or "")
    yield from rows.end()
