"""The text of a Word document (`.docx`).

No library is used: only the paragraphs of one part of an archive are needed.

It imports libxml, so only the parsing process imports it.
"""

import unicodedata
from collections.abc import Iterator

from lxml import etree

from reactor.document_text.table_rows import TableRows
from reactor.document_text.zip_parts import MAX_ELEMENTS, other_part, within, xml_part

_PART = "word/document.xml"
_MOVED = "{*}moveFrom"
"""The old place of moved text, which is in the document twice."""
_HEADERS = ("word/header1.xml", "word/header2.xml", "word/header3.xml")
"""First page, other pages, even pages: Word writes at most these and numbers them in any order."""
_SECOND_FORM = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A second form of content for older programs, such as a text box."""
_MAX_HEADER = 2_000
_BREAKS = frozenset(("p", "br", "cr", "tr", "tc"))
_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)


def text_of_docx(body: bytes, longest: int) -> str:
    """Return a document's text, up to about `longest` characters, one paragraph per line.

    The text of its headers comes first.

    Raises:
        LastingError: it is protected, broken, or unpacks to far more than its size suggests.
    """
    text = within(_lines(xml_part(body, _PART, "the Word file")), longest)
    lines = [*_headers(body), *text]
    return unicodedata.normalize("NFKC", "\n".join(lines))[:longest]


def _headers(body: bytes) -> Iterator[str]:
    """Yield the lines of the headers, without duplicates."""
    roots = (other_part(body, name) for name in _HEADERS)
    lines = (line for root in roots if root is not None for line in _lines(root))
    yield from dict.fromkeys(within(lines, _MAX_HEADER))


def _lines(root: etree._Element) -> Iterator[str]:
    """Yield the paragraphs in order, list items with a dash."""
    rows = TableRows()
    for line in _paragraphs(root, rows):
        yield from rows.line(line)
    yield from rows.end()


def _paragraphs(root: etree._Element, rows: TableRows) -> Iterator[str]:
    etree.strip_elements(root, _SECOND_FORM, _MOVED, with_tail=False)
    words, listed = list[str](), False
    for number, element in enumerate(root.iter()):
        space, _, name = str(element.tag).rpartition("}")
        if number >= MAX_ELEMENTS or f"{space}}}" not in _SPACES:
            continue
        if name in _BREAKS:
            yield from _line(words, listed=listed)
            words, listed = [], listed and name in {"br", "cr"}
        if name == "tr":
            rows.begin_row()
        elif name == "tc":
            rows.begin_cell()
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
