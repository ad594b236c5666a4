"""A CV given as a file or a link; it is read and checked before it is stored."""

import sys
from dataclasses import dataclass
from pathlib import Path

from bson import ObjectId

from reactor.cv import CvReader
from reactor.cv.content_type import OTHERWISE
from reactor.cv.placeholder import is_placeholder
from reactor.cv.tasks import read_cv
from reactor.documents import User
from reactor.errors import LastingError, ReactorError, SettingsError
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.mongo.cache.cv_texts import KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

LARGEST = 10_000_000
"""Bytes of a file."""

_SHORT = 5_000
_INPUT = "-"
_WEB_PAGES = (".html", ".htm", ".xhtml")
_PLACEHOLDER = "holds a placeholder instead of a CV; give the CV itself"


@dataclass(frozen=True, slots=True)
class CvSource:
    """A CV that was read.

    Attributes:
        source: name of the file, or the link.
        text: its text.
        link: the address to store, `""` for a file, whose text is stored.
    """

    source: str
    text: str
    link: str = ""


def is_link(given: str) -> bool:
    """Whether a CV was given as a web address."""
    return given.lower().startswith(("http://", "https://"))


def contents_of(path: str) -> bytes:
    """The bytes of a file; `-` is standard input.

    Raises:
        SettingsError: it does not exist, is unreadable, or is too large for a CV.
    """
    if path == _INPUT:
        return _bounded(sys.stdin.buffer.read(LARGEST + 1), "the input")
    if is_placeholder(path):
        raise SettingsError(f"--cv: {path!r} is a placeholder; give the path of a CV, or a link")
    try:
        with Path(path).expanduser().open("rb") as file:
            return _bounded(file.read(LARGEST + 1), path)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}; give the path of a CV") from None


def _bounded(body: bytes, path: str) -> bytes:
    if len(body) > LARGEST:
        raise SettingsError(f"{path}: larger than 10 MB; save the CV without pictures")
    return body


async def from_file(path: str, body: bytes) -> CvSource:
    """The CV in a file, parsed in the parsing process like untrusted files.

    Raises:
        ReactorError: it has no readable text; the code tells why.
    """
    path = "the input" if path == _INPUT else path
    name = Path(path).name
    kind = "text/html" if name.lower().endswith(_WEB_PAGES) else ""
    if _is_text(body) and is_placeholder(body.decode("utf-8", "replace")):
        raise LastingError(f"{path} {_PLACEHOLDER}", code="no_text")
    async with ParsingWorker() as worker:
        try:
            text = await worker.run(read_cv, Page(name, 200, kind, body), what="the CV")
        except LastingError as error:
            said = str(error).removesuffix(OTHERWISE)
            raise LastingError(
                f"{path}: {said}, or give the CV as a text file ({error.code})", code=error.code
            ) from None
    return _believed(CvSource(name, text))


async def from_text(text: str) -> CvSource:
    """The CV in a typed or pasted text.

    Raises:
        ReactorError: the text is too short, or a placeholder.
    """
    return await from_file("the text", text.encode(errors="replace"))


async def from_link(settings: Settings, database: ScoutlyDatabase, link: str) -> CvSource:
    """The CV at a link, fetched as during a visit.

    Raises:
        ReactorError: it is unavailable, or has no text.
    """
    person = User.read({"_id": ObjectId(), "cvUrl": link})
    async with (
        ParsingWorker() as worker,
        Fetcher(settings, worker=worker) as fetcher,
    ):
        try:
            text = await CvReader(fetcher, worker, KeptCvs(database)).text_of(person, anew=True)
        except ReactorError as error:
            raise ReactorError(f"{error} ({error.code})", code=error.code) from None
    return _believed(CvSource(link, text, link))


def _is_text(body: bytes) -> bool:
    """Whether the file is short plain text, which can be checked without parsing a document."""
    return len(body) < _SHORT and b"\0" not in body and not body.startswith((b"%PDF", b"PK"))


def _believed(cv: CvSource) -> CvSource:
    if is_placeholder(cv.text):
        raise LastingError(f"{cv.source} {_PLACEHOLDER}", code="no_text")
    return cv
