"""The links that people copy from where their CV lies, as addresses of the file itself.

Facts: https://developers.google.com/workspace/drive/api/guides/resource-keys (`resourcekey`),
https://help.dropbox.com/share/force-download (`dl=1`); the paths are those that Google's own
"Copy link" and "Download" give. The file of a page at GitHub, GitLab, Bitbucket and Forgejo is at
what their own "Raw" leads to; SharePoint gives a shared file with `download=1`.
"""

import re
from dataclasses import dataclass
from enum import Enum

from yarl import URL

from reactor.cv.services import refuse_hopeless
from reactor.errors import LastingError, RefusedError
from reactor.fetch.web_address import parse_web_address

LONGEST_ADDRESS = 2000
"""Characters."""

_GOOGLE_HOSTS = {"drive.google.com", "docs.google.com", "drive.usercontent.google.com"}
_DROPBOX_HOSTS = {"dropbox.com", "www.dropbox.com"}
_DRIVE_FILE = re.compile(r"/file/(?:u/\d+/)?d/([\w-]+)")
_DRIVE_BY_QUERY = re.compile(r"(?:/u/\d+)?/(?:open|uc|download)/?")
# A document that is published to the web, /document/d/e/…/pub, is a web page.
_GOOGLE_DOCUMENT = re.compile(r"/document/(?:u/\d+/)?d/(?!e/)([\w-]+)")
_FILE_PAGES = {
    "github.com": "blob",
    "www.github.com": "blob",
    "bitbucket.org": "src",
    "codeberg.org": "src",
}
"""What stands in the paths of pages about files, where that of the file itself has `raw`."""
_FILE_PAGE = re.compile(r"(/[^/]+/[^/]+)/(blob|src)(/.+)")
# GitLab has many hosts, and nobody else such paths.
_GITLAB_PAGE, _GITLAB_FILE = "/-/blob/", "/-/raw/"
_WITHOUT_SCHEME = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/\S", re.IGNORECASE)
"""As people copy an address from where a browser shows it."""
_GIST = re.compile(r"/[\w-]+/[0-9a-f]{20,40}")
_SHAREPOINT_FILE = re.compile(r"/:[a-z]:/")
_DROPBOX_FILE = re.compile(r"/(?:s|scl/fi)/")


class Service(Enum):
    """Who hands the file out; the value is what people call it."""

    GOOGLE = "Google Drive"
    DROPBOX = "Dropbox"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Download:
    """Where a CV can be downloaded.

    Attributes:
        address: of the file itself.
        service: who hands it out, where its ways are known.
    """

    address: str
    service: Service = Service.OTHER


def download_of(cv_url: str) -> Download:
    """Where the CV is that a person gave the address of: a share link, or any other as it is.

    Raises:
        LastingError: it is no address that can be fetched, or one that leads to no file.
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
    """The file that a page of a repository is about."""
    before, mark, file = link.raw_path.partition(_GITLAB_PAGE)
    if mark:
        return link.with_path(f"{before}{_GITLAB_FILE}{file}", encoded=True)
    page = _FILE_PAGE.fullmatch(link.raw_path)
    if page and page[2] == _FILE_PAGES.get(host):
        return link.with_path(f"{page[1]}/raw{page[3]}", encoded=True)
    return None


def _parsed(cv_url: str) -> URL:
    if len(cv_url) > LONGEST_ADDRESS:
        raise LastingError(f"the address is longer than {LONGEST_ADDRESS} characters")
    given = cv_url.strip()
    if _WITHOUT_SCHEME.match(given):
        given = f"https://{given}"
    try:
        return parse_web_address(given)
    except RefusedError:
        raise
    except LastingError:
        # Without the text itself: what is no address may be anything, such as the CV.
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
    """The download; files that were shared long ago need the key that is in their link."""
    key = link.query.get("resourcekey")
    asked = query | ({"resourcekey": key} if key else {})
    return Download(str(address.with_query(asked)), Service.GOOGLE)
