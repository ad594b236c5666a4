import pytest

from reactor.cv.services import way_around
from reactor.cv.share_link import MAX_ADDRESS, Download, Service, download_of
from reactor.errors import LastingError, RefusedError

ID = "1aB-c_D2eF3gH4iJ5kL6mN7oP8qR9sT0u"


@pytest.mark.parametrize(
    "link",
    [
        f"https://drive.google.com/file/d/{ID}/view?usp=sharing",
        f"https://drive.google.com/file/d/{ID}/view",
        f"https://drive.google.com/file/d/{ID}/edit#page=2",
        f"http://drive.google.com/file/d/{ID}",
        f"https://drive.google.com/file/u/0/d/{ID}/preview",
        f"https://drive.google.com/a/example.org/file/d/{ID}/view",
        f"https://docs.google.com/file/d/{ID}/edit",
        f"https://drive.google.com/open?id={ID}&usp=drive_copy",
        f"https://drive.google.com/u/1/open?id={ID}",
        f"https://drive.google.com/uc?id={ID}",
        f"https://drive.google.com/uc?export=download&id={ID}",
        f"https://docs.google.com/uc?id={ID}&export=view",
        f"https://drive.usercontent.google.com/download?id={ID}&export=download&authuser=0",
        f"  https://DRIVE.google.com/file/d/{ID}/view\n",
        f"drive.google.com/file/d/{ID}/view",
    ],
)
def test_a_link_to_a_drive_file_becomes_its_download(link: str) -> None:
    address = f"https://drive.google.com/uc?export=download&id={ID}"
    assert download_of(link) == Download(address, Service.GOOGLE)


@pytest.mark.parametrize(
    "link",
    [
        f"https://docs.google.com/document/d/{ID}/edit?usp=sharing",
        f"https://docs.google.com/document/d/{ID}/edit?tab=t.0#heading=h.1",
        f"https://docs.google.com/document/u/0/d/{ID}/view",
        f"https://docs.google.com/a/example.org/document/d/{ID}/preview",
        f"https://docs.google.com/document/d/{ID}/export?format=pdf",
        f"https://docs.google.com/document/d/{ID}",
    ],
)
def test_a_link_to_a_google_document_becomes_its_text(link: str) -> None:
    address = f"https://docs.google.com/document/d/{ID}/export?format=txt"
    assert download_of(link) == Download(address, Service.GOOGLE)


def test_the_key_of_a_file_that_was_shared_long_ago_is_kept() -> None:
    link = f"https://drive.google.com/file/d/{ID}/view?usp=sharing&resourcekey=0-abc_DEF"
    address = f"https://drive.google.com/uc?export=download&id={ID}&resourcekey=0-abc_DEF"
    assert download_of(link).address == address


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (
            "https://www.dropbox.com/scl/fi/k3y/cv.pdf?rlkey=s3cret&dl=0",
            "https://www.dropbox.com/scl/fi/k3y/cv.pdf?rlkey=s3cret&dl=1",
        ),
        ("https://www.dropbox.com/s/k3y/cv.pdf?dl=0", "https://www.dropbox.com/s/k3y/cv.pdf?dl=1"),
        ("https://dropbox.com/s/k3y/cv.pdf", "https://dropbox.com/s/k3y/cv.pdf?dl=1"),
        ("https://www.dropbox.com/s/k/cv.pdf?raw=1", "https://www.dropbox.com/s/k/cv.pdf?dl=1"),
    ],
)
def test_a_link_to_a_file_in_dropbox_becomes_its_download(link: str, address: str) -> None:
    assert download_of(link) == Download(address, Service.DROPBOX)


@pytest.mark.parametrize(
    "address",
    [
        "https://ada.example/cv.pdf",
        "https://ada.example/file/d/1/view?id=2&dl=0",
        "https://files.example/get?token=a%26b%3D&name=Lebenslauf%20Z%C3%BCrich.pdf",
        f"https://drive.google.com.evil.example/file/d/{ID}/view",
        "https://docs.google.com/document/d/e/2PACX-1vQ/pub",
        "https://drive.google.com/uc",
        "https://github.com/ada/cv",
        "https://raw.githubusercontent.com/ada/cv/main/cv.pdf",
        "https://gist.github.com/ada",
        "https://ada.sharepoint.com/sites/cv",
        "https://linkedin.com.evil.example/in/ada",
    ],
)
def test_any_other_address_stays_as_it_is(address: str) -> None:
    assert download_of(address) == Download(address)


def test_what_becomes_of_a_link_is_not_changed_again() -> None:
    for link in (
        f"https://drive.google.com/open?id={ID}&resourcekey=0-a",
        f"https://docs.google.com/document/d/{ID}/edit",
        "https://www.dropbox.com/s/k3y/cv.pdf",
    ):
        download = download_of(link)
        assert download_of(download.address) == download


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (
            "https://github.com/ada/cv/blob/main/out/My%20CV.pdf?plain=1#L3",
            "https://github.com/ada/cv/raw/main/out/My%20CV.pdf",
        ),
        (
            "https://gitlab.com/ada/jobs/cv/-/blob/main/cv.pdf?ref_type=heads",
            "https://gitlab.com/ada/jobs/cv/-/raw/main/cv.pdf",
        ),
        (
            "https://git.ada.example/a/cv/-/blob/v1/cv.md",
            "https://git.ada.example/a/cv/-/raw/v1/cv.md",
        ),
        (
            "https://bitbucket.org/ada/cv/src/main/cv.pdf",
            "https://bitbucket.org/ada/cv/raw/main/cv.pdf",
        ),
        (
            "https://codeberg.org/ada/cv/src/branch/main/cv.pdf",
            "https://codeberg.org/ada/cv/raw/branch/main/cv.pdf",
        ),
        (
            "https://gist.github.com/ada/0123456789abcdef0123456789abcdef",
            "https://gist.github.com/ada/0123456789abcdef0123456789abcdef/raw",
        ),
        (
            "https://ada-my.sharepoint.com/:b:/g/personal/ada/Eabc?e=xyz",
            "https://ada-my.sharepoint.com/:b:/g/personal/ada/Eabc?e=xyz&download=1",
        ),
    ],
)
def test_a_page_about_a_file_becomes_the_file(link: str, address: str) -> None:
    assert download_of(link) == Download(address)


@pytest.mark.parametrize(
    ("link", "way"),
    [
        ("https://www.linkedin.com/in/ada-example/", "More > Save to PDF"),
        ("https://de.linkedin.com/in/ada", "More > Save to PDF"),
        (f"https://drive.google.com/drive/folders/{ID}?usp=sharing", "a folder"),
        (f"https://drive.google.com/drive/u/0/folders/{ID}", "a folder"),
        ("https://www.dropbox.com/scl/fo/k3y/h?rlkey=s3cret&dl=0", "a folder"),
        ("https://www.dropbox.com/home/cv.pdf?dl=0", "Copy link"),
    ],
)
def test_a_link_that_leads_to_no_file_is_told_with_the_way_that_works(link: str, way: str) -> None:
    with pytest.raises(LastingError, match=way) as told:
        download_of(link)
    assert told.value.code in {"cv_wall", "cv_not_shared"}


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("https://1drv.ms/b/c/abc/xyz?e=1", "OneDrive"),
        ("https://onedrive.live.com/?id=ABC&cid=DEF", "OneDrive"),
        ("https://contoso-my.sharepoint.com/personal/ada", "Anyone"),
        ("https://www.icloud.com/iclouddrive/0abcXYZ#CV", "iCloud"),
        ("https://ada.notion.site/CV-abc", "Export > PDF"),
        ("https://www.overleaf.com/read/abcdef", "Download PDF"),
        ("https://www.canva.com/design/DAF/view", "Share > Download"),
        ("https://we.tl/t-abc", "WeTransfer"),
        ("https://ada.example/onedrive.live.com", ""),
        ("https://notcanva.com/", ""),
    ],
)
def test_each_service_that_shows_viewers_has_a_way_around_it(address: str, way: str) -> None:
    told = way_around(address)
    assert way in told
    assert bool(told) == bool(way)


@pytest.mark.parametrize("text", ["my-cv.pdf", "ftp://ada.example/cv.pdf", "https://", "Ada, +49"])
def test_what_is_no_address_is_told_without_repeating_it(text: str) -> None:
    with pytest.raises(LastingError, match="not a web address") as caught:
        download_of(text)
    assert text not in str(caught.value).replace("https://example.com/cv.pdf", "")


def test_an_address_with_a_user_name_or_without_end_is_refused() -> None:
    with pytest.raises(RefusedError, match="user name"):
        download_of("https://ada:secret@ada.example/cv.pdf")
    with pytest.raises(LastingError, match="longer than"):
        download_of("https://ada.example/" + "a" * MAX_ADDRESS)
