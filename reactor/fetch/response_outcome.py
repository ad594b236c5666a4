"""The meaning of an HTTP response for the job that sent the request."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from reactor.error_codes import Code
from reactor.errors import (
    BlockedError,
    ForbiddenError,
    GoneError,
    LastingError,
    PassingError,
    ReactorError,
    RefusedError,
)
from reactor.fetch.challenge import is_challenge
from reactor.fetch.page import Page

MAX_RETRY_AFTER = 6 * 60 * 60.0
"""Seconds. A longer Retry-After is capped."""

_PASSING = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}
_REDIRECTS = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_FORBIDDEN: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "it wants a login",
    HTTPStatus.FORBIDDEN: "the site does not let this program in",
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: "the law forbids the site to show it here",
}
_SHOWN_LENGTH = 100
_READABLE = ("html", "xml", "json")
_OTHER_FORMATS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def failure_of(
    page: Page,
    headers: Mapping[str, str],
    now: datetime,
    also: Collection[str] = (),
    passing: Collection[int] = (),
) -> ReactorError | None:
    """The error that a response amounts to, None if it is the requested page.

    Args:
        page: the response.
        headers: its headers.
        now: the present time.
        also: accepted media types besides web pages.
        passing: additional statuses that count as temporary here.
    """
    retry_after = parse_retry_after(headers.get("Retry-After", ""), now)
    if is_challenge(page, headers):
        return BlockedError(
            f"{page.url} answered with a challenge for browsers", retry_after=retry_after
        )
    if page.status in passing or not is_success(page.status):
        return _failure_of_status(page.status, page.url, retry_after, passing)
    if not page.body or page.body.isspace():
        return PassingError(f"{page.url} answered with an empty page", code="empty_answer")
    return unreadable(page.url, page.content_type, page.body, also)


def _failure_of_status(
    status: int, url: str, retry_after: float | None, passing: Collection[int]
) -> ReactorError:
    answered = f"{url} answered {_name(status)}"
    if status in passing and status in _FORBIDDEN:
        return BlockedError(f"{answered}, as it does for a while", retry_after=retry_after)
    if status in _PASSING or status in passing or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        busy = status == HTTPStatus.TOO_MANY_REQUESTS
        code: Code = "rate_limited" if busy else "server_error"
        return PassingError(answered, code=code, retry_after=retry_after)
    if status in _REDIRECTS:
        # A redirect with a target was followed. Some hosts in trouble send one without for a
        # moment.
        return PassingError(f"{answered}, but not where to", code="server_error")
    if status in _GONE:
        return GoneError(f"{answered}: the page is gone")
    if reason := _FORBIDDEN.get(status):
        code = "login_required" if status == HTTPStatus.UNAUTHORIZED else "forbidden"
        return ForbiddenError(f"{answered}: {reason}", code=code)
    return LastingError(answered, code="unexpected_status")


def is_success(status: int) -> bool:
    """Whether the status is 2xx."""
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def unreadable(
    url: str, content_type: str, beginning: bytes = b"", also: Collection[str] = ()
) -> RefusedError | None:
    """The error for non-textual content, by its header and first bytes.

    A caller that accepts other types (`also`) checks the bytes itself.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    textual = media_type.startswith("text/") or any(kind in media_type for kind in _READABLE)
    if media_type and not textual and media_type not in also:
        shown = media_type[:_SHOWN_LENGTH]
        return RefusedError(f"{url} is {shown}, not a web page", code="not_a_web_page")
    if not also and beginning.startswith(_OTHER_FORMATS):
        return RefusedError(
            f"{url} is a document or an image, not a web page", code="not_a_web_page"
        )
    return None


def parse_retry_after(header: str, now: datetime) -> float | None:
    """The seconds of a Retry-After in either form (RFC 9110, 10.2.3); None if it is invalid.

    Clamped to 0 .. `MAX_RETRY_AFTER`.
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        # Cut before conversion: 5000 digits are no float.
        seconds = float(text[:9])
    else:
        try:
            when = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        seconds = (when - now).total_seconds()
    return min(max(seconds, 0.0), MAX_RETRY_AFTER)


def _name(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
