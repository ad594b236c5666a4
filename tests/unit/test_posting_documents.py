"""Postings that are documents: read where they hold text, else refused by a clear code."""

import pytest

from reactor.document_text.kinds import FileKind, kind_of
from reactor.errors import LastingError, RefusedError
from reactor.fetch.page import Page
from reactor.scrape.document import text_export
from reactor.scrape.tasks import read_posting
from tests.documents import docx, odt, paragraphs
from tests.pdfs import bomb_pdf, locked_pdf, scanned_pdf, text_pdf

URL = "https://yard.example/files/welder"
LINES = ("Welder", "Location: Kiel", "You weld ships in the yard, in a team of eleven people")


def page(body: bytes, content_type: str = "application/octet-stream") -> Page:
    return Page(URL, 200, content_type, body)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (text_pdf(LINES), "application/pdf"),
        (text_pdf(LINES), "application/octet-stream"),
        (docx(paragraphs(*LINES)), "application/octet-stream"),
        (odt(*LINES), "application/octet-stream"),
        ("\n".join(LINES).encode("utf-8-sig"), "text/plain"),
    ],
)
def test_a_document_is_read_like_a_page(body: bytes, content_type: str) -> None:
    found = read_posting(page(body, content_type), "")
    assert (found.title, found.location) == ("Welder", "Kiel")
    assert "team of eleven" in found.text


def test_the_items_of_a_list_in_an_open_document_have_dashes_and_notes_stay_out() -> None:
    markup = (
        "<text:list><text:list-item><text:p>Weld<text:line-break/>by <text:span>hand</text:span>,"
        "<text:s/>daily</text:p></text:list-item></text:list><text:tracked-changes><text:p>gone"
        "</text:p></text:tracked-changes><text:h>Pay</text:h>"
    )
    text = read_posting(page(odt(*LINES, markup=markup)), "").text
    assert text.endswith("- Weld\nby hand, daily\nPay")


def test_the_items_of_a_list_in_word_have_dashes_and_breaks_are_lines() -> None:
    item = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Weld</w:t><w:br/><w:t>Paint</w:t></w:r></w:p>"
    xml = paragraphs(*LINES).replace("</w:body>", f"{item}</w:body>")
    assert read_posting(page(docx(xml)), "").text.endswith("- Weld\n- Paint")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (locked_pdf("secret", "AES-256"), "document_locked"),
        (scanned_pdf(), "document_without_text"),
        (bomb_pdf(60), "too_large"),
        (b"%PDF-1.7 and then nothing", "document_broken"),
        (docx(paragraphs()), "document_without_text"),
        (docx("<w:document", "word/document.xml"), "document_broken"),
        (docx(paragraphs(*LINES), "word/documents.xml"), "document_broken"),
        (docx("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "document_broken"),
        (docx(f"<x>{' ' * 20_000_000}</x>"), "too_large"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "document_locked"),
    ],
)
def test_a_document_that_cannot_be_read_stays_new_and_says_why(body: bytes, code: str) -> None:
    with pytest.raises(LastingError) as error:
        read_posting(page(body), "Welder")
    assert error.value.code == code
    assert not isinstance(error.value, RefusedError), "what is refused is never tried again"


def test_an_archive_that_is_no_word_file_is_none() -> None:
    assert kind_of(docx(paragraphs(*LINES))) is FileKind.DOCX
    assert kind_of(docx("<x/>", "xl/workbook.xml")) is None
    assert kind_of(b"<html>") is None


@pytest.mark.parametrize(
    ("url", "export"),
    [
        ("https://docs.google.com/document/d/1aB_c-9/edit?usp=sharing", "1aB_c-9"),
        ("https://docs.google.com/document/u/0/d/1aB_c-9/view", "1aB_c-9"),
        ("https://docs.google.com/document/d/e/2PACX/pub", ""),
        ("https://docs.google.com/spreadsheets/d/1aB/edit", ""),
        ("https://yard.example/document/d/1aB/edit", ""),
    ],
)
def test_a_google_document_is_had_as_text(url: str, export: str) -> None:
    address = f"https://docs.google.com/document/d/{export}/export?format=txt"
    assert text_export(url) == (address if export else "")
