"""Postings as documents: PDF, Word, OpenDocument, RTF, plain text and Google Docs.

pypdf and libxml are imported inside functions, which run in the parsing process.
"""

# ruff: noqa: PLC0415 - see above

import re
from dataclasses import replace
from urllib.parse import urlsplit

from reactor.document_text.kinds import FileKind, kind_of
from reactor.errors import LastingError
from reactor.fetch.page import Page
from reactor.posting import MAX_TEXT, Posting

_MIN_LETTERS = 50
_MAX_LINES = 1_000
# A document published to the web (/document/d/e/…/pub) is a web page.
_GOOGLE_DOCUMENT = re.compile(r"/document/(?:u/\d+/)?d/(?!e/)([\w-]+)")


def text_export(url: str) -> str:
    """Return the plain-text export address of a Google Doc; `""` for any other URL."""
    parts = urlsplit(url)
    found = _GOOGLE_DOCUMENT.match(parts.path) if parts.hostname == "docs.google.com" else None
    return f"https://docs.google.com/document/d/{found[1]}/export?format=txt" if found else ""


def is_document(page: Page) -> bool:
    """Whether a page is a document rather than HTML."""
    if kind_of(page.body, page.media_type) is not None:
        return True
    return page.media_type == "text/plain" and page.body.lstrip()[:1] != b"<"


def read_document(page: Page, title: str) -> Posting:
    """Return a document's text and the labelled facts in it.

    Raises:
        LastingError: the document is protected, broken, too large or without text.
    """
    from reactor.scrape.markup.text import clean

    lines = [" ".join(line.split()) for line in clean(_text(page)).split("\n")]
    text = "\n".join(filter(None, lines))
    if sum(map(str.isalpha, text)) < _MIN_LETTERS:
        raise LastingError(
            f"{page.url} holds no text that can be read; perhaps it is a scan, a picture of text",
            code="document_without_text",
        )
    return _with_facts(Posting(url=page.url, title=title or text.partition("\n")[0], text=text))


def _text(page: Page) -> str:
    from reactor.document_text.docx import text_of_docx
    from reactor.document_text.odt import text_of_odt
    from reactor.document_text.pdf import text_of_pdf
    from reactor.document_text.rtf import text_of_rtf

    match kind_of(page.body, page.media_type):
        case FileKind.PDF:
            return text_of_pdf(page.body, MAX_TEXT)
        case FileKind.DOCX:
            return text_of_docx(page.body, MAX_TEXT)
        case FileKind.ODT:
            return text_of_odt(page.body, MAX_TEXT)
        case FileKind.RTF:
            return text_of_rtf(page.body, MAX_TEXT)
        case FileKind.LOCKED | FileKind.OLD_WORD:
            raise LastingError(
                f"{page.url} is a Word file with a password, or of the older kind",
                code="document_locked",
            )
        case None:
            return page.text[:MAX_TEXT]


def _with_facts(posting: Posting) -> Posting:
    from reactor.language.pay import stated_salary
    from reactor.scrape.vocabulary.labels import EMPLOYMENT, PLACE, POSTED, UNTIL, labelled_facts
    from reactor.scrape.vocabulary.stated import place_named

    facts = dict[str, str]()
    for fact in labelled_facts(posting.text.split("\n")[:_MAX_LINES]):
        facts.setdefault(fact.kind, fact.value)
    return replace(
        posting,
        location=place_named(facts.get(PLACE, "")),
        employment_type=facts.get(EMPLOYMENT, ""),
        posted_at=facts.get(POSTED, ""),
        valid_through=facts.get(UNTIL, ""),
        salary=stated_salary(posting.text),
    )
