import pytest

from reactor.cv.cloud_downloads import instead_of_file
from reactor.cv.share_link import Service
from reactor.errors import ForbiddenError, LastingError, PassingError
from reactor.fetch.page import Page
from tests.pdfs import text_pdf

GOOGLE, DROPBOX, OTHER = Service.GOOGLE, Service.DROPBOX, Service.OTHER
USER_CONTENT = "https://drive.usercontent.google.com/download?id=1"


def page(url: str, body: bytes = b"<!DOCTYPE html><p>Hi</p>", kind: str = "text/html") -> Page:
    return Page(url, 200, kind, body)


@pytest.mark.parametrize(
    ("url", "body", "service"),
    [
        ("https://accounts.google.com/v3/signin/identifier?continue=x", b"<p>Hi</p>", GOOGLE),
        ("https://accounts.google.com/ServiceLogin", b"<p>Hi</p>", OTHER),
        ("https://drive.google.com/drive/folders/1", b"<p>Hi</p>", GOOGLE),
        ("https://docs.google.com/document/d/1/edit", b"<p>Hi</p>", GOOGLE),
        (USER_CONTENT, b"<a href='https://accounts.google.com/ServiceLogin?x'>Sign in</a>", GOOGLE),
        ("https://www.dropbox.com/login", b"<p>Hi</p>", DROPBOX),
    ],
)
def test_a_page_to_log_in_says_that_the_file_is_not_shared(
    url: str, body: bytes, service: Service
) -> None:
    refusal = instead_of_file(page(url, body), service)
    assert isinstance(refusal, ForbiddenError)
    assert '"Anyone with the link"' in str(refusal)


@pytest.mark.parametrize(
    "body",
    [
        b"<title>Google Drive - Virus scan warning</title>",
        b'<p class="uc-warning-caption">can\'t scan this file for viruses</p>',
        b'<form id="download-form" action="https://drive.usercontent.google.com/download">',
    ],
)
def test_the_question_about_viruses_is_told_as_such(body: bytes) -> None:
    refusal = instead_of_file(page(USER_CONTENT, body), GOOGLE)
    assert type(refusal) is LastingError
    assert "virus scan" in str(refusal)


def test_a_file_that_too_many_asked_for_may_be_had_later() -> None:
    refusal = instead_of_file(page(USER_CONTENT, b"<title>Quota exceeded</title>"), GOOGLE)
    assert isinstance(refusal, PassingError)


@pytest.mark.parametrize(
    ("answer", "service"),
    [
        (page(USER_CONTENT, text_pdf(), "application/octet-stream"), GOOGLE),
        (page("https://drive.google.com/uc?id=1", text_pdf(), "text/html"), GOOGLE),
        (page(USER_CONTENT, b"<h1>Ada's CV, saved as HTML</h1>"), GOOGLE),
        (page("https://doc-1.googleusercontent.com/export/1", b"Ada", "text/plain"), GOOGLE),
        (page("https://uc1.dl.dropboxusercontent.com/cd/0/get/1", text_pdf()), DROPBOX),
        (page("https://notdropbox.com/", b"<p>Ada</p>"), DROPBOX),
        (page("https://docs.google.com/document/d/e/1/pub"), OTHER),
        (page("https://ada.example/", b"<p>Virus scan warning, Quota exceeded</p>"), OTHER),
    ],
)
def test_the_file_itself_is_taken(answer: Page, service: Service) -> None:
    assert instead_of_file(answer, service) is None
