"""Converts share links to the download addresses of their files.

Sources: https://developers.google.com/workspace/drive/api/guides/resource-keys (`resourcekey`),
https://help.dropbox.com/share/force-download (`dl=1`). The paths are those of Google's "Copy link"
and "Download". For a file page at GitHub, GitLab, Bitbucket and Forgejo, the address is that of
"Raw"; SharePoint serves a shared file with `download=1`.
"""

import re
from dataclasses import dataclass
from enum import Enum

from yarl import URL

from reactor.cv.services import refuse_hopeless
from reactor.errors import LastingError, RefusedError
from reactor.fetch.web_address import parse_web_address

MAX_ADDRESS = 2000
"""Characters."""

_GOOGLE_HOSTS = {"drive.google.com", "docs.google.com", "drive.usercontent.google.com"}
_DROPBOX_HOSTS = {"dropbox.com", "www.dropbox.com"}
_DRIVE_FILE = re.compile(r"/file/(?:u/\d+/)?d/([\w-]+)")
_DRIVE_BY_QUERY = re.compile(r"(?:/u/\d+)?/(?:open|uc|download)/?")
# A document published to the web, /document/d/e/…/pub, is a web page.
_GOOGLE_DOCUMENT = re.compile(r"/document/(?:u/\d+/)?d/(?!e/)([\w-]+)")
_FILE_PAGES = {
    "github.com": "blob",
    "www.github.com": "blob",
    "bitbucket.org": "src",
    "codeberg.org": "src",
}
"""The path segment of file pages, which the download address replaces by `raw`."""
_FILE_PAGE = re.compile(r"(/[^/]+/[^/]+)/(blob|src)(/.+)")
# GitLab has many hosts; no other service has such paths.
_GITLAB_PAGE, _GITLAB_FILE = "/-/blob/", "/-/raw/"
_WITHOUT_SCHEME = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/\S", re.IGNORECASE)
"""An address as copied from a browser's address bar."""
_GIST = re.compile(r"/[\w-]+/[0-9a-f]{20,40}")
_SHAREPOINT_FILE = re.compile(r"/:[a-z]:/")
_DROPBOX_FILE = re.compile(r"/(?:s|scl/fi)/")


class Service(Enum):
    """The file service; the value is its name for people."""

    GOOGLE = "Google Drive"
    DROPBOX = "Dropbox"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Download:
    """The download address of a CV.

    Attributes:
        address: address of the file.
        service: file service with special handling, if any.
    """

    address: str
    service: Service = Service.OTHER


def download_of(cv_url: str) -> Download:
    """The download for a CV address; an address that is no known share link is kept.

    Raises:
        LastingError: it is no fetchable address, or leads to no file.
    """
    link = _parsed(cv_url)
    refuse_hopeless(link)
    host = (link.host or "").rstrip(".")
    found = None
    if host in _GOOGLE_HOSTS:
        found = _google_document(link) or _google_drive_file(link)
    elif host in _DROPBOX_HOSTS and _DROPBOX_FILE.match(link.path):
        found = Download(
            str(link.without_query_params("raw").update_query(dl="1")), Service.DROPBOX
        )
    elif host.endswith(".sharepoint.com") and _SHAREPOINT_FILE.match(link.path):
        found = Download(str(link.update_query(download="1")))
    elif host == "gist.github.com" and _GIST.fullmatch(link.path):
        found = Download(str(link.with_path(f"{link.path}/raw")))
    return found or Download(str(_source(host, link) or link))


def _source(host: str, link: URL) -> URL | None:
    """The file of a repository's file page; None for another page."""
    before, mark, file = link.raw_path.partition(_GITLAB_PAGE)
    if mark:
        return link.with_path(f"{before}{_GITLAB_FILE}{file}", encoded=True)
    page = _FILE_PAGE.fullmatch(link.raw_path)
    if page and page[2] == _FILE_PAGES.get(host):
        return link.with_path(f"{page[1]}/raw{page[3]}", encoded=True)
    return None


def _parsed(cv_url: str) -> URL:
    if len(cv_url) > MAX_ADDRESS:
        raise LastingError(f"the address is longer than {MAX_ADDRESS} characters")
    given = cv_url.strip()
    if _WITHOUT_SCHEME.match(given):
        given = f"https://{given}"
    try:
        return parse_web_address(given)
    except RefusedError:
        raise
    except LastingError:
        # The text is not quoted: an invalid address may be anything, such as the CV itself.
        raise LastingError(
            "it is not a web address; it should look like https://example.com/cv.pdf"
        ) from None


def _google_document(link: URL) -> Download | None:
    found = _GOOGLE_DOCUMENT.search(link.path)
    if found is None:
        return None
    export = URL(f"https://docs.google.com/document/d/{found[1]}/export")
    return _from_google(export, link, format="txt")


def _google_drive_file(link: URL) -> Download | None:
    found = _DRIVE_FILE.search(link.path)
    by_query = _DRIVE_BY_QUERY.fullmatch(link.path)
    file_id = found[1] if found else link.query.get("id") if by_query else None
    if not file_id:
        return None
    return _from_google(URL("https://drive.google.com/uc"), link, export="download", id=file_id)


def _from_google(address: URL, link: URL, **query: str) -> Download:
    """The download; files shared long ago need the resource key of their link."""
    key = link.query.get("resourcekey")
    asked = query | ({"resourcekey": key} if key else {})
    return Download(str(address.with_query(asked)), Service.GOOGLE)
