"""A CV that somebody gives: a file of this machine, or a link. Neither is believed unread."""

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
        source: the file's name, or the link.
        text: what it says.
        link: the address that is kept for it, `""` for a file: its text is kept.
    """

    source: str
    text: str
    link: str = ""


def is_link(given: str) -> bool:
    """Whether a CV was given as an address, and not as a file."""
    return given.lower().startswith(("http://", "https://"))


def contents_of(path: str) -> bytes:
    """The bytes of a file; `-` is the input.

    Raises:
        SettingsError: it is not there, cannot be read, or is too large for a CV.
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
    """The CV in a file; it is read in the parsing process, like strangers' files.

    Raises:
        ReactorError: there is no text in it that can be read; the code tells why.
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
    """The CV that somebody typed or pasted.

    Raises:
        ReactorError: it says too little, or is a placeholder.
    """
    return await from_file("the text", text.encode(errors="replace"))


async def from_link(settings: Settings, database: ScoutlyDatabase, link: str) -> CvSource:
    """The CV at a link, fetched as a visit fetches it.

    Raises:
        ReactorError: it cannot be had, or there is no text in it.
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
    """Whether it is so short, or so plain, that it is told from a document without reading it."""
    return len(body) < _SHORT and b"\0" not in body and not body.startswith((b"%PDF", b"PK"))


def _believed(cv: CvSource) -> CvSource:
    if is_placeholder(cv.text):
        raise LastingError(f"{cv.source} {_PLACEHOLDER}", code="no_text")
    return cv
