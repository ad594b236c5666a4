"""The outcome of a successful run."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bson import ObjectId

from reactor.decisions.posting_presence import Presence
from reactor.mongo.postings.history_writes import HistoryUpdate
from reactor.mongo.postings.revisions import Revision

_MAX_DESCRIBED = 4_000_000
"""Bytes of all descriptions that a visit saves."""


@dataclass(frozen=True, slots=True)
class PageUsed:
    """The careers page as the run used it, so that a later edit is noticed."""

    url: str
    selector: str


@dataclass(frozen=True, slots=True)
class Save:
    """A match to be saved.

    Attributes:
        user: the person.
        user_id: how their preference names them.
        names: every way to name them.
        job_id: the posting's address.
        fields: what a later run may overwrite.
        way: how the work is done (`remote`), for who is told of the match; `""` if not stated.
        posted: the day on which the posting was published; None if it does not say.
    """

    user: ObjectId
    user_id: str
    names: Sequence[str]
    job_id: str
    fields: dict[str, Any]
    way: str = ""
    posted: date | None = None

    def birth(self, company_id: ObjectId) -> dict[str, Any]:
        """What is written when it is first saved, and what people may change from then on.

        Apps of June 2025 read `company`, later ones `companyId`.
        """
        return {
            "user": self.user,
            "userId": self.user_id,
            "jobId": self.job_id,
            "companyId": company_id,
            "company": company_id,
            "status": "WANT_TO_APPLY",
        }

    def document(self, company_id: ObjectId) -> dict[str, Any]:
        """All of it, as it is first saved."""
        return self.birth(company_id) | self.fields


@dataclass(frozen=True, slots=True)
class VisitOutcome:
    """What a successful run brings home.

    Attributes:
        company_id: the company.
        page: its page as used.
        saves: the matches.
        visits: one for each follower, matched or not.
        result: figures for people who look at the job.
        presence: which of the postings that were ever read are there, missing or gone.
        moved: old addresses of postings that are now at new ones, by the new ones.
        unread: those of the new ones of which nothing is kept yet.
        origin: where the list came from; None to leave that open.
        unrecognised: what to tell of a visit that recognised no list; `""` if it did.
        lessons: what it taught of the list, by its name in `companies.reactor`; None to remove it.
        revisions: what becomes of matches that were saved before and were judged again.
        visited: whether the company was visited; else what was known was judged again.
        tried: whether that was all that could be judged again: else the rest is tried again soon.
        nameless: whether histories may be there that only an e-mail names.
        is_back: whether something that was saved may count as gone though the list shows it.
        told_failing: whether people may have been told that the company fails.
    """

    company_id: ObjectId
    page: PageUsed
    saves: Sequence[Save]
    visits: Sequence[HistoryUpdate]
    result: dict[str, Any]
    presence: Presence = field(default_factory=Presence)
    moved: Mapping[str, str] = field(default_factory=dict)
    unread: Collection[str] = ()
    origin: str | None = None
    unrecognised: str = ""
    lessons: Mapping[str, Any] = field(default_factory=dict)
    revisions: Sequence[Revision] = ()
    visited: bool = True
    tried: bool = True
    nameless: bool = True
    is_back: bool = True
    told_failing: bool = True

    @property
    def brings_news(self) -> bool:
        """Whether it changes anything beside its job, its company and the dates of histories."""
        there = self.presence
        back = self.is_back and there.listed
        of_postings = there.unnoted or there.missing or there.gone or back
        of_people = any(visit.history is None for visit in self.visits)
        return bool(self.saves or self.revisions or self.moved or of_postings or of_people)


def with_room(saves: Sequence[Save]) -> list[Save]:
    """The matches, the longest of their descriptions cut so far that a transaction has room.

    With the cache that the bundled and the composed mongod have, 20 MB are too much for one. The
    whole texts are in `postings`.
    """
    # Followers share the texts of postings.
    widths = {text: _bytes(text) for text in map(_described, saves)}
    sizes = sorted(widths[_described(save)] for save in saves)
    room, longest = _MAX_DESCRIBED, None
    for sharing, size in zip(range(len(sizes), 0, -1), sizes, strict=True):
        if size * sharing > room:
            longest = room // sharing
            break
        room -= size
    return [save if longest is None else _shortened(save, longest) for save in saves]


def _described(save: Save) -> str:
    return str(save.fields.get("description", ""))


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _shortened(save: Save, longest: int) -> Save:
    """The match with a description of so many bytes, and an ellipsis where it is cut."""
    start = _described(save)[: longest + 1].encode()
    if len(start) <= longest:
        return save
    cut = start[:longest].decode(errors="ignore")
    return replace(save, fields=save.fields | {"description": f"{cut}…"})
