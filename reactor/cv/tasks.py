"""Tasks of the parsing process for CVs.

Imports are inside the functions, so that the main process can name a task without loading pypdf or
libxml.
"""

# ruff: noqa: PLC0415 - see the docstring

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from reactor.cv.content_type import OTHERWISE, Content, content_of
from reactor.cv.messages import code_of_cv
from reactor.error_codes import Code
from reactor.errors import LastingError
from reactor.fetch.page import Page

MAX_CV = 50_000
"""Characters. No CV has as many; the rest is cut."""

_MIN_LETTERS = 50
_A_SCAN = (
    "the PDF holds no text that can be read; perhaps it is a scan, a picture of text; save it from "
    "a word processor"
)
_AN_EMPTY_DOCUMENT = "there is hardly any text in it; save it from a word processor"
_ONLY_SCRIPTS = (
    "the web page shows no text of its own, only what scripts put there; give the address of a PDF"
)
_LACKING: Mapping[Content, tuple[str, Code]] = MappingProxyType(
    {
        Content.PDF: (_A_SCAN, "cv_scanned"),
        Content.WORD: (_AN_EMPTY_DOCUMENT, "cv_scanned"),
        Content.OPEN_DOCUMENT: (_AN_EMPTY_DOCUMENT, "cv_scanned"),
        Content.RICH_TEXT: (_AN_EMPTY_DOCUMENT, "cv_scanned"),
        Content.WEB_PAGE: (_ONLY_SCRIPTS, "cv_wall"),
        Content.TEXT: ("there is hardly any text in it; give the CV itself", "cv_unreadable"),
    }
)
"""Message and code for a CV without text."""

_A_WALL = (
    "the web page shows no CV, but a form to sign in, a viewer or a notice; give the address of "
    "the file itself, or save the CV as a PDF"
)

_GLYPHS = re.compile(r"/[A-Za-z]{1,4}\d{1,5}|\(cid:\d{1,5}\)|[\ue000-\uf8ff\ufffd]")
"""Glyphs without a letter: known only by number or by position in a font."""

_MAX_MARKUP = 8_000_000
_MAX_ELEMENTS = 20_000
_MOSTLY = 0.1


def read_cv(page: Page) -> str:
    """The text of a CV: a PDF, a Word or OpenDocument file, rich or plain text, or a web page.

    Lines are kept; blanks within them are collapsed.

    Raises:
        LastingError: it has no text or is unreadable; the code tells which.
    """
    from reactor.scrape.markup.text import clean

    content = content_of(page)
    lines = (" ".join(line.split()) for line in clean(_text(page, content)).split("\n"))
    found = within("\n".join(filter(None, lines)))
    if not _has_text(found):
        lack, code = _LACKING[content]
        raise LastingError(f"{lack}{OTHERWISE}", code=code)
    return found


def _text(page: Page, content: Content) -> str:
    from reactor.document_text.docx import text_of_docx
    from reactor.document_text.odt import text_of_odt
    from reactor.document_text.pdf import text_of_pdf
    from reactor.document_text.rtf import text_of_rtf

    try:
        match content:
            case Content.PDF:
                return _with_letters(text_of_pdf(page.body, MAX_CV))
            case Content.WORD:
                return text_of_docx(page.body, MAX_CV)
            case Content.OPEN_DOCUMENT:
                return text_of_odt(page.body, MAX_CV)
            case Content.RICH_TEXT:
                return text_of_rtf(page.body, MAX_CV)
            case Content.WEB_PAGE:
                return _text_of_web_page(page)
            case Content.TEXT:
                return _plain_text(page)
    except LastingError as error:
        raise LastingError(f"{error}{OTHERWISE}", code=code_of_cv(error.code)) from None


def _with_letters(text: str) -> str:
    """The text of a PDF, unchanged, if its fonts map glyphs to letters.

    Raises:
        LastingError: the fonts have no such map.
    """
    unknown = sum(map(len, _GLYPHS.findall(text)))
    if unknown > _MOSTLY * len(text):
        raise LastingError(
            "the fonts of the PDF do not tell their letters; save it anew from the word processor"
        )
    return text


def within(text: str) -> str:
    """A text cut to `MAX_CV` characters, at the end of a line."""
    if len(text) <= MAX_CV:
        return text
    return text[:MAX_CV].rpartition("\n")[0] or text[:MAX_CV]


def _text_of_web_page(page: Page) -> str:
    from reactor.cv.cv_detection import is_wall
    from reactor.scrape.markup.text import cut_after, parse_html, text_of

    tree = parse_html(page.text[:_MAX_MARKUP])
    cut_after(tree, _MAX_ELEMENTS)
    text = text_of(tree)
    asks = bool(tree.xpath("boolean(//input[@type='password'])"))
    if _has_text(text) and is_wall(text, asks_password=asks):
        raise LastingError(_A_WALL, code="cv_wall")
    return text


def _plain_text(page: Page) -> str:
    from reactor.cv.cv_detection import is_wall
    from reactor.document_text.text_repair import repaired

    text = page.text[: 2 * MAX_CV]  # white space does not count
    if "\0" in text or _unreadable(text) > _MOSTLY * len(text):
        raise LastingError("it is neither a PDF nor text; save the CV as a PDF")
    # A response of an API is not a text that a person wrote.
    if text.lstrip()[:1] in {"{", "["} and is_wall(text):
        raise LastingError("it is data for programs; give the CV itself", code="cv_wall")
    return unicodedata.normalize("NFKC", repaired(text))


def _has_text(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _MIN_LETTERS


def _unreadable(text: str) -> int:
    """The number of unprintable characters."""
    return sum(1 for each in text if each == "\ufffd" or not (each.isprintable() or each.isspace()))
