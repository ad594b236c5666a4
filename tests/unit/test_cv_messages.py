import pytest

from reactor.cv.messages import retold, shown, without_addresses
from reactor.errors import (
    BlockedError,
    GoneError,
    LastingError,
    OfflineError,
    PassingError,
    ReactorError,
)

URL = "https://files.example/ada/cv.pdf?token=s3cret"


def test_of_an_address_host_and_path_are_shown() -> None:
    assert shown(URL) == "files.example/ada/cv.pdf"
    assert shown("https://ada:s3cret@files.example:8443/cv#s3cret") == "files.example/cv"
    assert shown("my-cv.pdf") == shown("http://[") == ""


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (f"{URL} answered 404 Not Found: gone", "files.example answered 404 Not Found: gone"),
        (
            "https://a.example/x?s3cret redirects to 'http://b.example/s3cret', which",
            "a.example redirects to 'b.example', which",
        ),
        ("HTTPS://u:s3cret@a.example#s3cret", "a.example"),
        ("no address at all", "no address at all"),
    ],
)
def test_of_the_addresses_in_a_message_only_the_hosts_are_left(message: str, told: str) -> None:
    assert without_addresses(message) == told


def test_a_lasting_failure_names_the_field_and_the_mend() -> None:
    told = retold(GoneError(f"{URL} answered 404 Not Found: the page is gone"), URL)
    assert type(told) is GoneError
    assert str(told) == (
        "cvUrl (files.example/ada/cv.pdf): files.example answered 404 Not Found: the page is gone; "
        "correct cvUrl, or put the CV as text into cvText"
    )


def test_a_mend_that_is_told_already_is_not_told_twice() -> None:
    told = retold(LastingError("it is a scan; put the CV as text into cvText"), "nonsense")
    assert str(told) == "cvUrl: it is a scan; put the CV as text into cvText"


@pytest.mark.parametrize("kind", [PassingError, BlockedError])
def test_a_passing_failure_stays_one_of_its_kind(kind: type[PassingError]) -> None:
    told = retold(kind(f"{URL} answered 503", retry_after=7), URL)
    assert type(told) is kind
    assert isinstance(told, PassingError)
    assert told.retry_after == 7
    assert str(told) == "cvUrl (files.example/ada/cv.pdf): files.example answered 503"


def test_what_is_not_about_the_address_stays_as_it_is() -> None:
    error: ReactorError = OfflineError("no host can be reached", delay=30)
    assert retold(error, URL) is error
