"""What is read from a CV; the main process never does this."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.cv.tasks import MAX_CV, read_cv
from reactor.errors import LastingError
from reactor.fetch.page import Page
from tests.documents import docx, odt, paragraphs
from tests.pdfs import CV, CV_TEXT, labyrinth_pdf, locked_pdf, scanned_pdf, text_pdf
from tests.unit.test_scrape_imports import REACTOR_RUN, loaded_by

ENOUGH = "Backend engineer with eleven years of Python, Go and PostgreSQL in Berlin"


def read(body: bytes, content_type: str = "application/pdf") -> str:
    return read_cv(Page("https://ada.example/cv", 200, content_type, body))


@pytest.mark.parametrize(
    "content_type",
    ["application/pdf", "application/octet-stream", "application/binary", "text/html", ""],
)
def test_a_pdf_is_known_by_its_beginning_whatever_its_server_says(content_type: str) -> None:
    assert read(text_pdf(), content_type) == CV_TEXT


def test_a_pdf_with_something_before_its_header_is_read() -> None:
    assert read(b"\xef\xbb\xbf\r\n" + text_pdf(), "application/octet-stream") == CV_TEXT


def test_the_pages_of_a_pdf_follow_each_other() -> None:
    assert read(text_pdf(CV, ("Second page",), ("Third page",))) == (
        f"{CV_TEXT}\nSecond page\nThird page"
    )


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_is_locked_only_against_changes_is_read(algorithm: str) -> None:
    assert read(locked_pdf("", algorithm)) == CV_TEXT
    with pytest.raises(LastingError, match=r"protected by a password.*cvText"):
        read(locked_pdf("secret", algorithm))


def test_a_scan_is_told_from_a_text() -> None:
    with pytest.raises(LastingError, match=r"scan.*cvText"):
        read(scanned_pdf())


def test_forms_that_show_each_other_without_end_come_to_an_end() -> None:
    with pytest.raises(LastingError, match="cvText"):
        read(labyrinth_pdf())


@pytest.mark.parametrize(
    "body",
    [text_pdf()[:400], b"%PDF-1.7\n" + b"\0\xff" * 500, b"%PDF-", b"<p>no PDF</p>"],
    ids=["cut off", "noise", "header", "no PDF"],
)
def test_a_broken_pdf_is_told_as_such(body: bytes) -> None:
    with pytest.raises(LastingError, match=r"broken or incomplete.*cvText"):
        read(body)


@given(at=st.integers(0, len(text_pdf()) - 1), byte=st.binary(min_size=1, max_size=3))
def test_a_pdf_with_any_slip_is_read_or_refused(at: int, byte: bytes) -> None:
    whole = text_pdf()
    try:
        read(whole[:at] + byte + whole[at + len(byte) :])
    except LastingError as error:
        assert "cvText" in str(error)  # noqa: PT017 - it may be read as well


def test_a_long_cv_is_cut_at_the_end_of_a_line() -> None:
    for body, content_type in (
        (text_pdf(*[CV * 30] * 30), "application/pdf"),
        (f"{CV_TEXT}\n".encode() * 2000, "text/plain"),
        (f"<p>{CV_TEXT}</p>".encode() * 2000, "text/html"),
    ):
        text = read(body, content_type)
        assert MAX_CV - len(CV_TEXT) <= len(text) <= MAX_CV
        assert text.startswith(CV[0])


def test_plain_text_is_read_in_its_charset() -> None:
    assert read(f"{ENOUGH}\r\n\r\n  Zürich".encode("cp1252"), "text/plain; charset=latin1") == (
        f"{ENOUGH}\nZürich"
    )
    assert read(ENOUGH.encode("utf-16"), "text/plain") == ENOUGH
    assert read(f"# Ada\n{ENOUGH}".encode(), "application/octet-stream") == f"# Ada\n{ENOUGH}"


def test_of_a_web_page_its_visible_text_is_read() -> None:
    page = f"<html><head><title>x</title></head><script>var y</script><h1>Ada</h1><p>{ENOUGH}</p>"
    assert read(page.encode(), "text/html") == f"Ada\n{ENOUGH}"
    assert read(page.encode(), "application/octet-stream") == f"Ada\n{ENOUGH}"


def test_what_databases_reject_is_not_in_the_text() -> None:
    assert read(f"<p>{ENOUGH}&#xD800;\u200b</p>".encode(), "text/html").encode()


def test_a_web_page_without_text_of_its_own_is_told_as_such() -> None:
    with pytest.raises(LastingError, match="scripts"):
        read(b"<html><div id=root></div><script src=app.js></script>", "text/html")


def test_a_word_file_and_an_open_document_are_read_as_what_they_are() -> None:
    for body in (docx(paragraphs("Ada", ENOUGH)), odt("Ada", ENOUGH)):
        assert read(body, "application/octet-stream") == f"Ada\n{ENOUGH}"


def ole(*streams: str) -> bytes:
    """The beginning of a file in Word's older format, and the names of what is in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "".join(streams).encode("utf-16-le")


@pytest.mark.parametrize(
    ("body", "code", "named"),
    [
        (locked_pdf("secret", "AES-128"), "cv_locked", "password"),
        (odt("Ada", ENOUGH, locked=True), "cv_locked", "password"),
        (ole("EncryptionInfo", "EncryptedPackage"), "cv_locked", "Word file with a password"),
        (scanned_pdf(), "cv_scanned", "scan"),
        (odt("Ada"), "cv_scanned", "hardly any text"),
        (b"{\\rtf1 Ada}", "cv_scanned", "hardly any text"),
        (b"\x89PNG\r\n\x1a\n", "cv_scanned", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "cv_scanned", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "cv_scanned", "picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "cv_scanned", "picture"),
        (b"II*\0\x08\0\0\0", "cv_scanned", "picture"),
        (b"BM\xf6\0\0\0\0\0", "cv_scanned", "picture"),
        (ole("WordDocument", "1Table"), "cv_unsupported", r"\.doc"),
        (docx("x", "Index/Document.iwa"), "cv_unsupported", "Pages"),
        (docx("x", "cv.pdf"), "cv_unsupported", "archive"),
        (b"\x1f\x8b\x08\0", "cv_unsupported", "archive"),
        (b"%!PS-Adobe-3.0", "cv_unsupported", "PostScript"),
        (text_pdf()[:400], "cv_unreadable", "broken"),
        (text_pdf(("/g12/g33/g4/g58 /g7/g19/g22" * 3,) * 9), "cv_unreadable", "fonts"),
        (odt("Ada", ENOUGH)[:300], "cv_unreadable", "broken"),
        (b"PK\x03\x04word/document.xml", "cv_unreadable", "Word"),
        (b"\x7fELF\x02\0\0" * 30, "cv_unreadable", "neither a PDF nor text"),
        (b"\xfe\xed" * 300, "cv_unreadable", "neither a PDF nor text"),
        (b"Ada", "cv_unreadable", "hardly any text"),
    ],
)
def test_what_cannot_be_read_is_told_by_a_code_and_in_one_sentence_with_the_mend(
    body: bytes, code: str, named: str
) -> None:
    with pytest.raises(LastingError, match=rf"{named}.*cvText") as told:
        read(body, "application/octet-stream")
    assert told.value.code == code


def test_the_main_process_never_loads_pypdf() -> None:
    modules = f"{REACTOR_RUN}, reactor.cv, reactor.cv.tasks, reactor.mongo.cache.cv_texts"
    assert not {"pypdf", "lxml", "cryptography"} & loaded_by(modules)
