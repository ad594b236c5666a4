"""The text of a Word document (`.docx`).

It is read here rather than by a library: what is wanted are the paragraphs of one part of an
archive.

Imports libxml: only ever in the parsing process.
"""

import unicodedata
from collections.abc import Iterator

from lxml import etree

from reactor.document_text.pdf_table_rows import TableRows
from reactor.document_text.zip_parts import MOST_ELEMENTS, other_part, within, xml_part

_PART = "word/document.xml"
_MOVED = "{*}moveFrom"
"""What was moved elsewhere, and is there as well."""
_HEADERS = ("word/header1.xml", "word/header2.xml", "word/header3.xml")
"""Of the first page, of the others, of even ones: Word writes no more, and numbers them anyhow."""
_SECOND_FORM = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What is shown in a form for older programs, too, such as a text in a box."""
_LONGEST_HEADER = 2_000
_BREAKS = frozenset(("p", "br", "cr", "tr", "tc"))
_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)


def text_of_docx(body: bytes, longest: int) -> str:
    """The text of a document, up to about `longest` characters, one paragraph a line.

    What stands in its headers comes first.

    Raises:
        LastingError: it is protected, broken, or far more than it seems to be.
    """
    text = within(_lines(xml_part(body, _PART, "the Word file")), longest)
    lines = [*_headers(body), *text]
    return unicodedata.normalize("NFKC", "\n".join(lines))[:longest]


def _headers(body: bytes) -> Iterator[str]:
    """The lines of the headers, each once."""
    roots = (other_part(body, name) for name in _HEADERS)
    lines = (line for root in roots if root is not None for line in _lines(root))
    yield from dict.fromkeys(within(lines, _LONGEST_HEADER))


def _lines(root: etree._Element) -> Iterator[str]:
    """The paragraphs in their order, those of lists with a dash."""
    rows = TableRows()
    for line in _paragraphs(root, rows):
        yield from rows.line(line)
    yield from rows.end()


def _paragraphs(root: etree._Element, rows: TableRows) -> Iterator[str]:
    etree.strip_elements(root, _SECOND_FORM, _MOVED, with_tail=False)
    words, listed = list[str](), False
    for number, element in enumerate(root.iter()):
        space, _, name = str(element.tag).rpartition("}")
        if number >= MOST_ELEMENTS or f"{space}}}" not in _SPACES:
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
