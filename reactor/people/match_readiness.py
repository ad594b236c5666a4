"""Whether each person can be matched, by what, and if not, why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bson import ObjectId

from reactor.advice import advice_for
from reactor.cv.messages import code_of_cv
from reactor.cv.placeholder import is_placeholder
from reactor.cv.share_link import download_of
from reactor.documents import CandidateInfo
from reactor.errors import LastingError
from reactor.mongo.cache.cv_texts import KeptCv, KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.people import (
    Profile,
    read_profiles,
    read_strangers,
    read_suspects,
    saved_for,
    tracked_by,
)

_NOTHING = ("no_profile", "misnamed", "placeholder")
"""Codes of having nothing to be matched by, and no CV that could be read."""


@dataclass(frozen=True, slots=True)
class UnmatchedReason:
    """A reason why a person, or a part of their profile, is not matched.

    Attributes:
        said: the reason, as a sentence.
        mend: the remedy.
        code: stable name of the reason.
    """

    said: str
    mend: str
    code: str


@dataclass(frozen=True, slots=True)
class Person:
    """A user, or an unknown name in preferences.

    Attributes:
        name: their e-mail, or else how they are named.
        known: whether there is such a user.
        by: what they are matched by, in words; empty if there is nothing.
        companies: how many they track.
        saved: how many postings are saved for them.
        because: why they are not matched; empty if they are.
        although: what they are not matched by although they gave it.
        profile: what is known of them, None of a name that nobody has.
        unread: that the CV at their link cannot be read; None if it can, or was not tried.
        file: what the file at their link said the last time; None if nobody knows.
    """

    name: str
    known: bool
    by: tuple[str, ...]
    companies: int
    saved: int
    because: tuple[UnmatchedReason, ...]
    although: tuple[UnmatchedReason, ...] = ()
    profile: Profile | None = None
    unread: "UnreadCv | None" = None
    file: KeptCv | None = None

    def lacks(self, *codes: str) -> bool:
        """Whether one of these is among why they are not matched."""
        return any(why.code in codes for why in self.because)

    @property
    def matched(self) -> bool:
        """Whether anything can be saved for the person."""
        return not self.because


@dataclass(frozen=True, slots=True)
class UnreadCv:
    """A CV that cannot be read.

    Attributes:
        user: whose, by their e-mail or id.
        why: in one line.
        code: names the cause.
        alone: whether there is nothing else to match them by.
    """

    user: str
    why: str
    code: str = "cv_unreadable"
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Unmatched:
    """People for whom nothing can be matched, or not by the CV that they gave.

    Attributes:
        blank: who has neither a CV nor wishes, by their e-mails or ids.
        unread: whose CV cannot be read.
    """

    blank: tuple[str, ...] = ()
    unread: tuple[UnreadCv, ...] = ()


async def everybody(database: ScoutlyDatabase) -> list[Person]:
    """Everybody, first those who are not matched; then by e-mail."""
    people = await _people(database, await read_profiles(database))
    return in_order([*people, *strangers(await read_strangers(database))])


async def some_people(database: ScoutlyDatabase, ids: Sequence[ObjectId]) -> list[Person]:
    """Those of some people who are there; first those who are not matched."""
    profiles = await read_profiles(database, {"_id": {"$in": list(ids)}})
    return in_order(await _people(database, profiles))


async def read_unmatched(database: ScoutlyDatabase) -> Unmatched:
    """For whom nothing can be matched, in alphabetical order, whatever they track."""
    profiles = await read_suspects(database)
    files = await _files(database, profiles)
    people = [stand(profile, _file_of(profile, files)) for profile in profiles]
    blank = (each.name for each in people if each.lacks(*_NOTHING))
    unread = (each.unread for each in people if each.unread)
    return Unmatched(tuple(sorted(blank)), tuple(sorted(unread, key=lambda cv: (cv.user, cv.why))))


def in_order(people: Iterable[Person]) -> list[Person]:
    """People as they are listed: first those who are not matched, then by name."""
    return sorted(people, key=lambda person: (person.matched, person.name))


async def _people(database: ScoutlyDatabase, profiles: Sequence[Profile]) -> list[Person]:
    users = [profile.user for profile in profiles]
    async with at_once() as group:
        tracked = group.create_task(tracked_by(database, users))
        saved = group.create_task(saved_for(database, [user.id for user in users]))
        files = group.create_task(_files(database, profiles))
    return [
        stand(
            profile,
            _file_of(profile, files.result()),
            tracked=tracked.result()[profile.user.id],
            saved=saved.result()[profile.user.id],
        )
        for profile in profiles
    ]


def stand(
    profile: Profile, file: KeptCv | None, *, tracked: int | None = None, saved: int = 0
) -> Person:
    """How somebody stands.

    Args:
        profile: what is known of them.
        file: what the file at their link said the last time; None if nobody knows.
        tracked: how many companies they track; None if that does not matter now.
        saved: how many postings are saved for them.
    """
    user, problem = profile.user, _problem(profile, file)
    name = user.email or str(user.id)
    by = tuple(_by(profile, problem))
    unread = UnreadCv(name, problem.said, problem.code, alone=not by) if problem else None
    return Person(
        name,
        known=True,
        by=by,
        companies=tracked or 0,
        saved=saved,
        because=tuple(_because(profile, problem, name, tracked)),
        although=(_unread(problem, name),) if problem and by else (),
        profile=profile,
        unread=unread,
        file=file,
    )


def strangers(names: Mapping[str, int]) -> Iterator[Person]:
    """Names that nobody has, and how many companies each tracks."""
    for name, companies in names.items():
        mend = f"reactor add-user {name} --cv FILE, or correct userId in usercompanypreferences"
        if "@" not in name:
            mend = "write the e-mail of a user as userId in usercompanypreferences"
        said = "no user has this name: what they track is visited, for nobody"
        why = UnmatchedReason(said, mend, "unknown")
        yield Person(name, known=False, by=(), companies=companies, saved=0, because=(why,))


@dataclass(frozen=True, slots=True)
class _Problem:
    """Why the CV at a link cannot be read, and the code of that."""

    said: str
    code: str


def _problem(profile: Profile, file: KeptCv | None) -> _Problem | None:
    """What is wrong with the CV at somebody's link, by the last try; None if nothing is known."""
    user = profile.user
    if not user.cv_url or user.cv_text:
        return None
    if note := profile.unread:
        return _Problem(note.why, note.code or "cv_unreadable")
    try:
        download_of(user.cv_url)
    except LastingError as error:
        return _Problem(str(error), code_of_cv(error.code))
    if file and file.problem:
        return _Problem(file.problem, file.code or "cv_unreadable")
    return None


def _by(profile: Profile, problem: _Problem | None) -> Iterator[str]:
    user = profile.user
    if user.cv_text and not is_placeholder(user.cv_text):
        yield f"CV of {profile.characters} characters"
    elif user.cv_url and not user.cv_text and not problem:
        yield "CV at a link"
    if user.candidate_info != CandidateInfo():
        yield "candidateInfo"


def _because(
    profile: Profile, problem: _Problem | None, name: str, tracked: int | None
) -> Iterator[UnmatchedReason]:
    """Why nothing is matched for a user, and what to do about each reason."""
    if not any(_by(profile, problem)):
        yield _no_profile(profile, problem, name)
    if tracked == 0:
        yield UnmatchedReason(
            "tracks no company", f"reactor track https://… --user {name}", "tracks_nothing"
        )


def _no_profile(profile: Profile, problem: _Problem | None, name: str) -> UnmatchedReason:
    give = f"reactor add-user {name} --cv FILE"
    user = profile.user
    if profile.misnamed:
        rename = (
            f"db.users.updateOne({{email: '{user.email}'}}, "
            f"{{$rename: {{{profile.misnamed}: 'cvText'}}}})"
        )
        said = f"their CV stands in {profile.misnamed}; it is read from cvText"
        return UnmatchedReason(said, rename, "misnamed")
    if user.cv_text:
        return UnmatchedReason("their cvText is a placeholder", give, "placeholder")
    if problem:
        return _unread(problem, name)
    return UnmatchedReason("neither a CV nor candidateInfo", give, "no_profile")


def _unread(problem: _Problem, name: str) -> UnmatchedReason:
    mend = advice_for(problem.code, "").do.replace("EMAIL", name)
    return UnmatchedReason(
        f"their CV cannot be read: {problem.said} ({problem.code})", mend, "unread"
    )


def _address(profile: Profile) -> str:
    """Where the file at somebody's link is; `""` if there is none to be had."""
    if not profile.user.cv_url or profile.user.cv_text:
        return ""
    try:
        return download_of(profile.user.cv_url).address
    except LastingError:
        return ""


async def _files(database: ScoutlyDatabase, profiles: Iterable[Profile]) -> dict[str, KeptCv]:
    """What the files at people's links said the last time, by address."""
    return await KeptCvs(database).recall_all(filter(None, map(_address, profiles)))


def _file_of(profile: Profile, files: Mapping[str, KeptCv]) -> KeptCv | None:
    return files.get(_address(profile))
