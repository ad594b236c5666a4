"""What a person is matched by, as one mark: where it differs, their postings are judged again.

Pure. Only what is said counts: a field that nobody has filled changes no mark, also where a later
version knows it and this one does not. The order counts nowhere: none of the lists has one.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reactor.documents import CandidateInfo, User

FILE_BELIEVED = timedelta(days=1)
"""A file that says something else each time it is fetched is news once a day."""

UNREADABLE = "unreadable"
"""What a file says that could not be read: once it can be, that is a change."""

_OF_PERMITS = ("region", "regionCode", "status")
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of a person's profile.

    Attributes:
        mark: of the profile that counts now.
        base: the mark by which they were judged where no history says by which.
        link: mark of the link to their CV; `""` without one that counts.
        file: tells what the file there said from another; `""` while nobody has tried to read it.
        names: what preferences may call them.
        at: when their profile last changed, None if it has not since it was first seen.
        since: only postings first seen then or later are judged again; None for all.
        changed: whether somewhere they may be judged by an earlier profile yet.
    """

    mark: str
    base: str
    link: str = ""
    file: str = ""
    names: tuple[str, ...] = ()
    at: datetime | None = None
    since: datetime | None = None
    changed: bool = False


def profile_mark(user: User, file: str = "") -> str:
    """The mark of all that a person is matched by, in hexadecimal.

    Args:
        user: who it is. Their names, and whom to tell, say nothing of them here.
        file: tells what the file at their `cvUrl` says from another; `""` if nobody has read it.
    """
    said = _said(user.candidate_info.model_dump(by_alias=True, exclude={"work_authorization"}))
    if permits := _permits(user.candidate_info):
        said["workAuthorization"] = permits
    if user.cv_text:
        said["cv"] = ["text", " ".join(user.cv_text.split())]
    elif user.cv_url:
        said["cv"] = ["file", user.cv_url.strip(), file]
    return _hash(json.dumps(said, sort_keys=True))


def link_mark(user: User) -> str:
    """The mark of the link at which a person's CV is; `""` if their CV is elsewhere, or none is."""
    return _hash(user.cv_url.strip()) if user.cv_url and not user.cv_text else ""


def file_of(user: User, read: str | None, known: Remembered | None) -> str:
    """What tells a person's file from another, as far as anybody knows.

    Args:
        user: who it is.
        read: of the file as it was read last; None if nothing is kept of that.
        known: what is remembered of them: of a file that nobody asked for lately, nothing is kept.
    """
    link = link_mark(user)
    if not link:
        return ""
    before = known.file if known and known.link == link else ""
    # That it cannot be had today takes nothing back of what it said.
    unreadable = read == UNREADABLE and before
    return before if read is None or unreadable else read


def differs_by_file(user: User, known: Remembered) -> bool:
    """Whether all that is remembered of a person is as it was, but perhaps for their file."""
    return known.link == link_mark(user) != "" and profile_mark(user, known.file) == known.mark


def is_news(known: Remembered, now: datetime) -> bool:
    """Whether a file that says something else is to be acted on now."""
    return known.at is None or abs(now - known.at) >= FILE_BELIEVED


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """What is filled of some fields, each list in an order of its own."""
    return {name: _in_order(value) for name, value in fields.items() if value not in ("", None, ())}


def _in_order(value: Any) -> Any:
    match value:
        case str():
            return _plain(value)
        case list() | tuple():
            return sorted((_in_order(each) for each in value), key=json.dumps)
        case dict():
            return {str(name): _in_order(each) for name, each in _said(value).items()}
    return value if isinstance(value, bool | int | float) else str(value)


def _permits(info: CandidateInfo) -> list[Any]:
    """Permits without what nobody reads of them."""
    known = ({n: permit.get(n) for n in _OF_PERMITS} for permit in info.work_authorization)
    return sorted((_in_order(_said(permit)) for permit in known), key=json.dumps)


def _plain(text: str) -> str:
    """A text without its capitals and blanks: they make it no other."""
    return " ".join(text.split()).casefold()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_LENGTH]
