"""Word and OpenDocument files as small as can be."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_ODT = "application/vnd.oasis.opendocument.text"


def docx(xml: str, name: str = "word/document.xml") -> bytes:
    """A Word file whose text stands in `xml`."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, xml)
    return file.getvalue()


def paragraphs(*lines: str) -> str:
    """The text of a Word file, a paragraph a line."""
    runs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f'<w:document xmlns:w="{WORD}"><w:body>{runs}</w:body></w:document>'


def odt(*lines: str, markup: str = "", locked: bool = False) -> bytes:
    """An OpenDocument text, a paragraph a line, with more `markup` behind them."""
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}"><office:body>'
        f"<office:text>{body}{markup}</office:text></office:body></office:document-content>"
    )
    manifest = "<manifest>" + "<encryption-data/>" * locked + "</manifest>"
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODT, ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()
