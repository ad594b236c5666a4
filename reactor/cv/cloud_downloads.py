"""The download request to a file service, and detection of pages served instead of the file."""

from yarl import URL

from reactor.cv.content_type import is_web_page
from reactor.cv.share_link import Service
from reactor.errors import ForbiddenError, LastingError, PassingError, ReactorError
from reactor.fetch.page import Page

ACCEPT = "application/pdf, text/plain, text/html;q=0.8, */*;q=0.1"


class _AnyMediaType(frozenset[str]):
    """Contains every media type, because servers label files arbitrarily."""

    def __contains__(self, media_type: object) -> bool:
        return isinstance(media_type, str)


MEDIA_TYPES = _AnyMediaType({"application/pdf"})
"""Media types accepted besides text; the content is detected from its bytes."""

_LOGIN_HOST = "accounts.google.com"
_LOGIN_SIGN = b"accounts.google.com/ServiceLogin"
_GOOGLES_OWN_PAGES = {_LOGIN_HOST, "drive.google.com", "docs.google.com"}
_VIRUS_QUESTION = (b"Virus scan warning", b"uc-warning-caption", b'id="download-form"')
_QUOTA = b"Quota exceeded"


def instead_of_file(page: Page, service: Service) -> ReactorError | None:
    """The error for a page that a service serves instead of the file; None for the file."""
    host = URL(page.url).host or ""
    if host == _LOGIN_HOST:
        return not_shared(Service.GOOGLE)
    if not is_web_page(page):
        return None
    if service is Service.DROPBOX and f".{host}".endswith(".dropbox.com"):
        return not_shared(service)
    return _instead_of_google_file(page, host) if service is Service.GOOGLE else None


def _instead_of_google_file(page: Page, host: str) -> ReactorError | None:
    if any(sign in page.body for sign in _VIRUS_QUESTION):
        return LastingError(
            "Google Drive asks whether to download the file without a virus scan, as it does with "
            "large ones, instead of giving it; share a smaller PDF, or put the CV as text into "
            "cvText"
        )
    if _QUOTA in page.body:
        return PassingError("Google Drive gives the file to nobody today: too many asked for it")
    if host in _GOOGLES_OWN_PAGES or _LOGIN_SIGN in page.body:
        return not_shared(Service.GOOGLE)
    return None


def not_shared(service: Service) -> ForbiddenError:
    """The error for a file that is not shared publicly."""
    return ForbiddenError(
        f'{service.value} does not give the file to everybody; share it with "Anyone with the '
        'link" (the file, not a folder), or put the CV as text into cvText'
    )
