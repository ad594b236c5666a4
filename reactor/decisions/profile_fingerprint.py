"""The fingerprint of a person's profile; when it changes, their postings are re-judged.

Pure. Only filled fields count, so an empty field that only a later version knows changes nothing.
Order never counts: no list in a profile is ordered.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reactor.documents import CandidateInfo, User

FILE_BELIEVED = timedelta(days=1)
"""A CV file that differs at each download counts as a change at most once a day."""

UNREADABLE = "unreadable"
"""The fingerprint of an unreadable file; once the file is readable, that is a change."""

_OF_PERMITS = ("region", "regionCode", "status")
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class StoredProfile:
    """The stored state of a person's profile.

    Attributes:
        mark: fingerprint of the present profile.
        base: fingerprint to assume where the scrape history has none.
        link: fingerprint of the CV link; `""` without one in use.
        file: fingerprint of the file at that link; `""` before the first attempt to read it.
        names: values of `userId` that mean this person.
        at: last change of the profile, None if it never changed since it was first seen.
        since: only postings first seen from then on are re-judged; None for all.
        changed: whether an earlier profile may still be in use somewhere.
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
    """The fingerprint of everything that a person is matched by, in hexadecimal.

    Args:
        user: the person. Names and notification addresses do not count.
        file: fingerprint of the file at `cvUrl`; `""` if it was not read.
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
    """The fingerprint of the CV link in use; `""` if there is none, or `cvText` replaces it."""
    return _hash(user.cv_url.strip()) if user.cv_url and not user.cv_text else ""


def file_of(user: User, read: str | None, known: StoredProfile | None) -> str:
    """The last known fingerprint of a person's CV file.

    Args:
        user: the person.
        read: fingerprint of the stored file; None if none is stored.
        known: the stored profile state, which outlives a stored file.
    """
    link = link_mark(user)
    if not link:
        return ""
    before = known.file if known and known.link == link else ""
    # A temporary failure to read the file does not change its known content.
    unreadable = read == UNREADABLE and before
    return before if read is None or unreadable else read


def differs_by_file(user: User, known: StoredProfile) -> bool:
    """Whether the profile is unchanged, except perhaps for the content of the CV file."""
    return known.link == link_mark(user) != "" and profile_mark(user, known.file) == known.mark


def is_news(known: StoredProfile, now: datetime) -> bool:
    """Whether a changed file is acted on now."""
    return known.at is None or abs(now - known.at) >= FILE_BELIEVED


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """The filled fields, with their lists sorted."""
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
    """The permits, limited to the fields that are used."""
    known = ({n: permit.get(n) for n in _OF_PERMITS} for permit in info.work_authorization)
    return sorted((_in_order(_said(permit)) for permit in known), key=json.dumps)


def _plain(text: str) -> str:
    """A text without case and extra blanks, which do not count."""
    return " ".join(text.split()).casefold()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_LENGTH]
