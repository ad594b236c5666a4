"""The text of a PDF.

It imports pypdf, so only the parsing process imports it.
"""

import logging
import unicodedata
from collections.abc import Iterator
from io import BytesIO

from pypdf import Configuration, PasswordType, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from reactor.document_text.pdf_glyphs import is_letter_by_letter, lines_of_letters
from reactor.document_text.text_repair import repaired
from reactor.errors import LastingError

MAX_PAGES = 50
"""Maximum pages; the rest is not read."""

_UNPACKED = 10_000_000
_BOUNDS = Configuration(
    zlib_maximum_output_length=_UNPACKED,
    lzw_maximum_output_length=_UNPACKED,
    run_length_maximum_output_length=_UNPACKED,
    brotli_maximum_output_length=_UNPACKED,
    array_based_stream_maximum_output_length=_UNPACKED,
    stream_parsing_work_maximum_count=250_000,
    jbig2dec_binary=None,
    disable_legacy_handling=True,
)
"""Limits on unpacked streams: pypdf's defaults allow more memory than the process has."""

# pypdf logs every minor error in a file, to the screen if logging is not configured.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def text_of_pdf(body: bytes, longest: int) -> str:
    """Return the text of a PDF, up to about `longest` characters; `""` if it has only images.

    Ligatures and other presentation forms become letters. Words that the page split or spread out
    are joined.

    Raises:
        LastingError: it is protected, broken, or unpacks to far more than its size suggests.
        MemoryError: it needs more memory than the process may have.
    """
    try:
        with apply_configuration(_BOUNDS), PdfReader(BytesIO(body)) as reader:
            _refuse_locked(reader)
            text = "\n".join(_pages(reader, longest))
    except (LastingError, MemoryError):
        raise
    except LimitReachedError:
        raise LastingError(
            "the PDF unpacks into far more than a text is; save it anew", code="too_large"
        ) from None
    except Exception as error:  # noqa: BLE001 - strangers' files make pypdf fail in any way
        raise LastingError(
            f"the PDF is broken or incomplete ({type(error).__name__}); save it anew",
            code="document_broken",
        ) from None
    return unicodedata.normalize("NFKC", repaired(text))


def _refuse_locked(reader: PdfReader) -> None:
    """Refuse a PDF that needs a password for reading; many are locked only against changes."""
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise LastingError(
            "the PDF is protected by a password; save it without one", code="document_locked"
        )


def _pages(reader: PdfReader, longest: int) -> Iterator[str]:
    """Yield the texts of the first pages, up to `longest` characters."""
    length = 0
    for _, page in zip(range(MAX_PAGES), reader.pages, strict=False):
        text = page.extract_text()[:longest]
        if is_letter_by_letter(text):
            text = lines_of_letters(page, longest)
        yield text
        length += len(text)
        if length >= longest:
            return
