"""PDFs as small as can be, whole, locked, scanned, broken and hostile."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter

from tests.hostile.bombs import deflate_bomb

CV = (
    "Ada Example",
    "Backend engineer in Zürich, eleven years of Python and Go",
    "Led the move of a payments platform to Kubernetes and PostgreSQL",
)
CV_TEXT = "\n".join(CV)

_PICTURE = (
    b"/XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def text_pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF that shows the lines of each page; by default those of `CV`."""
    return _pdf([_shows(lines) for lines in pages or (CV,)])


def lettered_pdf(*columns: tuple[str, ...]) -> bytes:
    """A PDF of columns whose letters are each placed by itself, as design programs do."""
    letters = [
        b"BT 1 0 0 1 %.2f %d Tm /F 10 Tf 12 TL (%s) Tj T* ET"
        % (40 + 250 * at + sum(map(_width, line[:n])), 800 - 16 * y, line[n].encode("cp1252"))
        for at, lines in enumerate(columns)
        for y, line in enumerate(lines)
        for n in range(len(line))
    ]
    return _pdf([b"\n".join(letters)])


def _width(letter: str) -> float:
    """About that of a letter in Helvetica of 10 points."""
    return (
        2.2 if letter in "ilj" else 3.0 if letter in "tfr ,." else 7.5 if letter in "mwM" else 5.6
    )


def scanned_pdf() -> bytes:
    """A PDF whose page is a picture."""
    return _pdf([b"q 595 0 0 842 0 0 cm /I Do Q"])


def locked_pdf(password: str, algorithm: str) -> bytes:
    """A PDF that `password` opens; with an empty one it is only locked against changes."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(text_pdf())))
    writer.encrypt(password, "the owner's", algorithm=algorithm)
    return _written(writer)


def bomb_pdf(megabytes: int) -> bytes:
    """A PDF whose page unpacks into very many bytes."""
    return _pdf([deflate_bomb(megabytes)], b"/Filter /FlateDecode")


def labyrinth_pdf() -> bytes:
    """A PDF whose forms show each other, twice each time, forty deep."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 22 /Resources"
    forms = [
        form
        + b" << /XObject << /F %d 0 R >> >> >>\nstream\n/F Do /F Do %%........\nendstream" % (at)
        for at in range(6, 46)
    ]
    last = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream"
    page = (
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
    )
    objects = [_CATALOG, _pages([3]), page, _stream(b"/F Do"), *forms, last]
    return _assembled(objects)


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def _pdf(contents: list[bytes], options: bytes = b"") -> bytes:
    """A PDF with a page for each of `contents`; they may use the font F and the picture I."""
    first = 5
    objects = [
        _CATALOG,
        _pages([first + 2 * at for at in range(len(contents))]),
        _FONT,
        _stream(b"\x7f", b"/Type " + _PICTURE),
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources "
            b"<< /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>" % (first + 2 * at + 1)
        )
        objects.append(_stream(content, options))
    return _assembled(objects)


def _pages(numbers: list[int]) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    return b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(numbers))


def _stream(content: bytes, options: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), options, content)


def _shows(lines: tuple[str, ...]) -> bytes:
    shown = [b"(%s) Tj T*" % line.encode("cp1252") for line in lines]
    return b"BT /F 12 Tf 14 TL 50 800 Td " + b"\n".join(shown) + b" ET"


def _assembled(objects: list[bytes]) -> bytes:
    pdf, offsets = b"%PDF-1.7\n", list[int]()
    for number, each in enumerate(objects, 1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(pdf))
    return pdf + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _written(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
