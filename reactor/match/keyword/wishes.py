"""What in a posting goes against a candidate's wishes without ruling it out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reactor.documents import CandidateInfo, Company
from reactor.match.keyword.offers import is_done_remotely, says_remote
from reactor.match.keyword.places import countries_of_work, residence
from reactor.posting import Posting

ABROAD_POINTS = 25
NOT_REMOTE_POINTS = 15
JOB_TYPE_POINTS = 15


@dataclass(frozen=True, slots=True)
class Objection:
    """Something that speaks against a posting: how many points it costs, and in words."""

    points: int
    reason: str


def objections(info: CandidateInfo, company: Company, posting: Posting) -> Iterator[Objection]:
    """All that speaks against a posting, given what a candidate wishes."""
    remote = is_done_remotely(posting, company)
    place = posting.location or "the place of work"
    if remote is not True and _is_abroad(info, posting) and not info.willing_to_relocate:
        yield Objection(ABROAD_POINTS, f"{place} is outside your country; you would have to move.")
    wants_remote = [wish for wish in info.work_environments if says_remote(wish)]
    if remote is False and wants_remote and len(wants_remote) == len(info.work_environments):
        yield Objection(NOT_REMOTE_POINTS, "You want to work remotely; this is done on site.")
    if posting.employment_type and info.job_types and not _is_wanted_type(info, posting):
        wanted = ", ".join(info.job_types)
        yield Objection(JOB_TYPE_POINTS, f"It is {posting.employment_type}; you want {wanted}.")


def _is_abroad(info: CandidateInfo, posting: Posting) -> bool:
    home, work = residence(info), countries_of_work(posting.location, posting.text)
    return bool(home and work and not home & work)


def _is_wanted_type(info: CandidateInfo, posting: Posting) -> bool:
    stated = _letters(posting.employment_type)
    return any(_letters(wish) in stated or stated in _letters(wish) for wish in info.job_types)


def _letters(text: str) -> str:
    """Only the letters, so that FULL_TIME, Full-time and fulltime are one."""
    return re.sub(r"[\W_]", "", text).lower()
