"""Where CVs lie and what they are: each is read, or told with the mend."""

from collections.abc import AsyncIterator

import pytest

from reactor.errors import ForbiddenError, LastingError, PrivateAddressError, RefusedError
from reactor.fetch.parser_process import Bounds
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.curricula import CV_AT, Answer, Stage, file, page, redirect, stage_of_cvs
from tests.pdfs import CV_TEXT, bomb_pdf, locked_pdf, scanned_pdf, text_pdf


@pytest.fixture
async def stage(database: ScoutlyDatabase, settings: Settings) -> AsyncIterator[Stage]:
    async with stage_of_cvs(database, settings) as stage:
        yield stage


ID = "1aB-c_D2eF3gH4iJ5kL6mN7oP8qR9sT0u"
DRIVE = f"https://drive.google.com/file/d/{ID}/view?usp=sharing"
DRIVE_CONTENT = f"drive.usercontent.google.com/download?id={ID}&export=download"


async def test_a_file_in_google_drive_is_downloaded(stage: Stage) -> None:
    stage.answers[f"drive.google.com/uc?export=download&id={ID}"] = redirect(
        f"https://{DRIVE_CONTENT}"
    )
    stage.answers[DRIVE_CONTENT] = file(text_pdf(), "application/octet-stream")
    assert await stage.text_of(DRIVE) == CV_TEXT


async def test_a_google_document_is_downloaded_as_text(stage: Stage) -> None:
    stage.answers[f"docs.google.com/document/d/{ID}/export?format=txt"] = redirect(
        "https://doc-1.googleusercontent.com/export/s3cret"
    )
    stage.answers["doc-1.googleusercontent.com/export/s3cret"] = file(
        b"\xef\xbb\xbf" + CV_TEXT.encode(), "text/plain"
    )
    link = f"https://docs.google.com/document/d/{ID}/edit?usp=sharing"
    assert await stage.text_of(link) == CV_TEXT


async def test_a_file_in_dropbox_is_downloaded(stage: Stage) -> None:
    stage.answers["www.dropbox.com/scl/fi/k3y/cv.pdf?rlkey=s3cret&dl=1"] = redirect(
        "https://uc1.dl.dropboxusercontent.com/cd/0/get/s3cret"
    )
    stage.answers["uc1.dl.dropboxusercontent.com/cd/0/get/s3cret"] = file(
        text_pdf(), "application/binary"
    )
    link = "https://www.dropbox.com/scl/fi/k3y/cv.pdf?rlkey=s3cret&dl=0"
    assert await stage.text_of(link) == CV_TEXT


@pytest.mark.parametrize(
    "answer",
    [
        redirect("https://accounts.google.com/ServiceLogin?continue=s3cret"),
        page("Sign in", 401),
        page("No", 403),
        page("<title>Google Drive</title>"),
    ],
    ids=["login", "401", "403", "page"],
)
async def test_a_file_that_is_not_shared_says_how_to_share_it(stage: Stage, answer: Answer) -> None:
    stage.answers[f"drive.google.com/uc?export=download&id={ID}"] = answer
    stage.answers["accounts.google.com/ServiceLogin?continue=s3cret"] = page("Sign in")
    with pytest.raises(ForbiddenError, match='share it with "Anyone with the link"') as caught:
        await stage.text_of(DRIVE)
    assert str(caught.value).startswith(f"cvUrl (drive.google.com/file/d/{ID}/view): Google Drive")


async def test_the_question_about_viruses_is_told_as_such(stage: Stage) -> None:
    stage.answers[f"drive.google.com/uc?export=download&id={ID}"] = page(
        "<title>Google Drive - Virus scan warning</title>"
    )
    with pytest.raises(LastingError, match="virus scan"):
        await stage.text_of(DRIVE)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (locked_pdf("secret", "AES-256"), "password"),
        (scanned_pdf(), "scan"),
        (text_pdf()[:300], "broken"),
        (bomb_pdf(200), "unpacks into"),
        (text_pdf(("a",) * 350_000), "unpacks into"),
    ],
    ids=["locked", "scan", "broken", "bomb", "too much to parse"],
)
async def test_a_pdf_that_cannot_be_read_is_told_once_an_hour_with_the_mend(
    stage: Stage, body: bytes, named: str
) -> None:
    stage.answers[CV_AT] = file(body)
    for _ in range(2):
        with pytest.raises(LastingError, match=rf"^cvUrl \(ada.*{named}.*text into cvText") as told:
            await stage.text_of()
        stage.restart()
        assert "s3cret" not in str(told.value)
    assert len(stage.asked) == 1


@pytest.fixture
def endless_pdf() -> bytes:
    """A file that takes seconds to read; to make it takes a while, too."""
    return text_pdf(*[("",) * 40_000] * 10)


async def test_a_pdf_that_takes_too_long_is_given_up(
    database: ScoutlyDatabase, settings: Settings, endless_pdf: bytes
) -> None:
    async with stage_of_cvs(database, settings, Bounds(time=0.5)) as stage:
        stage.answers[CV_AT] = file(endless_pdf)
        with pytest.raises(LastingError, match=r"within 0.5 s; .*text into cvText"):
            await stage.text_of()


async def test_a_private_address_and_too_large_a_file_are_refused(stage: Stage) -> None:
    with pytest.raises(PrivateAddressError, match=r"^cvUrl .*REACTOR_ALLOW_HOSTS"):
        await stage.text_of(f"{stage.base}cv.pdf")
    stage.answers["ada.example/inside"] = redirect(f"{stage.base}cv.pdf")
    with pytest.raises(PrivateAddressError):
        await stage.text_of("https://ada.example/inside")
    stage.answers["ada.example/large"] = file(b"%PDF-" + bytes(5_000_000))
    with pytest.raises(RefusedError, match="larger than 5 MB"):
        await stage.text_of("https://ada.example/large")
    assert stage.asked == ["ada.example/inside", "ada.example/large"]


@pytest.mark.parametrize("kind", ["image/x-nothing", "application/vnd.unheard-of", "video/mp4", ""])
async def test_a_cv_is_read_whatever_its_server_calls_it(stage: Stage, kind: str) -> None:
    stage.answers[CV_AT] = file(text_pdf(), kind)
    assert await stage.text_of() == CV_TEXT


async def test_a_web_page_is_read_as_a_person_sees_it(stage: Stage) -> None:
    stage.answers["ada.example/"] = page(f"<h1>CV</h1><script>x</script><p>{CV_TEXT}</p>")
    told = CV_TEXT.replace("\n", " ")
    assert await stage.text_of("https://ada.example/") == f"CV\n{told}"
