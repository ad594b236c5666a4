"""Word and OpenDocument files as small as can be."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_ODT = "application/vnd.oasis.opendocument.text"


def docx(xml: str, name: str = "word/document.xml", **parts: str) -> bytes:
    """A Word file whose text stands in `xml`; with other `parts` of it, such as `header1`."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, xml)
        for part, content in parts.items():
            archive.writestr(f"word/{part}.xml", content)
    return file.getvalue()


def paragraphs(*lines: str) -> str:
    """The text of a Word file, a paragraph a line."""
    runs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f'<w:document xmlns:w="{WORD}"><w:body>{runs}</w:body></w:document>'


def table(*rows: tuple[str, ...], word: bool = True) -> str:
    """A table for a Word file or else an OpenDocument one; `|` parts the lines of a cell."""
    row, cell = ("w:tr", "w:tc") if word else ("table:table-row", "table:table-cell")
    begin, end = ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>") if word else ("<text:p>", "</text:p>")
    return "".join(
        f"<{row}>{''.join(_cell(cell, each, begin, end) for each in cells)}</{row}>"
        for cells in rows
    )


def _cell(name: str, lines: str, begin: str, end: str) -> str:
    return f"<{name}>{begin}{f'{end}{begin}'.join(lines.split('|'))}{end}</{name}>"


def odt(*lines: str, markup: str = "", header: str = "", locked: bool = False) -> bytes:
    """An OpenDocument text, a paragraph a line, with more `markup` behind them."""
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}" '
        f'xmlns:table="{_TABLE}"><office:body>'
        f"<office:text>{body}{markup}</office:text></office:body></office:document-content>"
    )
    styles = (
        f'<office:document-styles xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}" '
        f'xmlns:style="{_STYLE}"><style:header><text:p>{header}</text:p></style:header>'
        "</office:document-styles>"
    )
    manifest = "<manifest>" + "<encryption-data/>" * locked + "</manifest>"
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODT, ZIP_STORED)
        archive.writestr("content.xml", content)
        if header:
            archive.writestr("styles.xml", styles)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()
