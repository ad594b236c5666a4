"""Who is matched, by what, and who is not and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.advice import advice_for
from reactor.cv.messages import code_of_cv
from reactor.cv.placeholder import is_placeholder
from reactor.cv.share_link import download_of
from reactor.documents import CandidateInfo, User
from reactor.errors import LastingError
from reactor.mongo import driver
from reactor.mongo.cache.cv_texts import KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.diagnosis.people import Tracking, ask_tracking

_MISNAMED = ("cv", "CV", "Cv", "cvtext", "CVText", "cv_text", "resume")
"""Fields that people type when they mean `cvText`."""

_BEGINNING = 2_000


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody is not matched, or not by what they gave.

    Attributes:
        said: in a sentence.
        mend: the one thing to do about it.
        code: names it, for whoever says it in words of their own.
    """

    said: str
    mend: str
    code: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or a name that preferences use and nobody has.

    Attributes:
        name: their e-mail, or else how they are named.
        known: whether there is such a user.
        by: what they are matched by, in words; empty if there is nothing.
        companies: how many they track.
        saved: how many postings are saved for them.
        because: why they are not matched; empty if they are.
        although: what they are not matched by although they gave it.
        profile: what is known of them, None of a name that nobody has.
    """

    name: str
    known: bool
    by: tuple[str, ...]
    companies: int
    saved: int
    because: tuple[Why, ...]
    although: tuple[Why, ...] = ()
    profile: "Profile | None" = None

    @property
    def matched(self) -> bool:
        """Whether anything can be saved for them."""
        return not self.because


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a user.

    Attributes:
        user: the user, the CV cut after its beginning.
        characters: how long the CV is.
        misnamed: a field that holds a CV, and is not called so.
        problem: why the CV at their link could not be read the last time.
        code: names the cause of that.
    """

    user: User
    characters: int
    misnamed: str = ""
    problem: str = ""
    code: str = ""


async def everybody(database: ScoutlyDatabase) -> list[Person]:
    """Everybody, first those who are not matched; then by e-mail."""
    tracking = await ask_tracking(database)
    profiles = await _profiles(database)
    saved = await _saved(database, [profile.user.id for profile in profiles])
    people = [*_known(profiles, tracking, saved), *_strangers(tracking)]
    return sorted(people, key=lambda person: (person.matched, person.name))


def _known(
    profiles: list[Profile], tracking: Tracking, saved: Counter[ObjectId]
) -> Iterator[Person]:
    companies: dict[ObjectId, set[Any]] = {}
    for each in tracking.preferences:
        who = tracking.people.named(each.user_id)
        if who and each.tracks and each.company_id in tracking.companies:
            companies.setdefault(who.id, set()).add(each.company_id)
    for profile in profiles:
        user = profile.user
        tracked = len(companies.get(user.id, ()))
        name = user.email or str(user.id)
        yield Person(
            name,
            known=True,
            by=tuple(_by(profile)),
            companies=tracked,
            saved=saved[user.id],
            because=tuple(_because(profile, name, tracked)),
            although=(_unread(profile, name),) if profile.problem and any(_by(profile)) else (),
            profile=profile,
        )


def _strangers(tracking: Tracking) -> Iterator[Person]:
    names = Counter(
        each.user_id
        for each in tracking.preferences
        if each.tracks and not tracking.people.named(each.user_id)
    )
    for name, companies in names.items():
        mend = f"reactor add-user {name} --cv FILE, or correct userId in usercompanypreferences"
        if "@" not in name:
            mend = "write the e-mail of a user as userId in usercompanypreferences"
        said = "no user has this name: what they track is visited, for nobody"
        why = Why(said, mend, "unknown")
        yield Person(name, known=False, by=(), companies=companies, saved=0, because=(why,))


def _by(profile: Profile) -> Iterator[str]:
    user = profile.user
    if user.cv_text and not is_placeholder(user.cv_text):
        yield f"CV of {profile.characters} characters"
    elif user.cv_url and not user.cv_text and not profile.problem:
        yield "CV at a link"
    if user.candidate_info != CandidateInfo():
        yield "candidateInfo"


def _because(profile: Profile, name: str, tracked: int) -> Iterator[Why]:
    """Why nothing is matched for a user, and what to do about each reason."""
    if not any(_by(profile)):
        yield _no_profile(profile, name)
    if not tracked:
        yield Why("tracks no company", f"reactor track https://… --user {name}", "tracks_nothing")


def _no_profile(profile: Profile, name: str) -> Why:
    give = f"reactor add-user {name} --cv FILE"
    user = profile.user
    if profile.misnamed:
        rename = (
            f"db.users.updateOne({{email: '{user.email}'}}, "
            f"{{$rename: {{{profile.misnamed}: 'cvText'}}}})"
        )
        said = f"their CV stands in {profile.misnamed}; it is read from cvText"
        return Why(said, rename, "misnamed")
    if user.cv_text:
        return Why("their cvText is a placeholder", give, "placeholder")
    if profile.problem:
        return _unread(profile, name)
    return Why("neither a CV nor candidateInfo", give, "no_profile")


def _unread(profile: Profile, name: str) -> Why:
    mend = advice_for(profile.code, "").do.replace("EMAIL", name)
    return Why(f"their CV cannot be read: {profile.problem} ({profile.code})", mend, "unread")


async def _profiles(database: ScoutlyDatabase) -> list[Profile]:
    text = {"$cond": [{"$eq": [{"$type": "$cvText"}, "string"]}, "$cvText", ""]}
    misnamed = {name: {"$type": f"${name}"} for name in _MISNAMED}
    shown: dict[str, Any] = {
        "email": 1,
        "cvUrl": 1,
        "candidateInfo": 1,
        "cvText": {"$substrCP": [text, 0, _BEGINNING]},
        "characters": {"$strLenCP": text},
        "misnamed": misnamed,
    }
    known = {"_id": {"$type": "objectId"}}
    found = await driver.aggregate(database.users, [{"$match": known}, {"$project": shown}])
    kept, profiles = KeptCvs(database), []
    for each in found:
        user, kinds = User.read(each), each["misnamed"]
        misspelt = next((name for name in _MISNAMED if kinds[name] == "string"), "")
        by_link = bool(user.cv_url) and not user.cv_text
        problem, code = await _problem(kept, user.cv_url) if by_link else ("", "")
        profiles.append(Profile(user, each["characters"], misspelt, problem, code))
    return profiles


async def _problem(kept: KeptCvs, link: str) -> tuple[str, str]:
    """Why the CV at a link could not be read the last time, and the code of the cause.

    Nothing, twice, if it could, or was not tried.
    """
    try:
        cv = await kept.recall(download_of(link).address)
    except LastingError as error:
        return str(error), code_of_cv(error.code)
    return (cv.problem, cv.code or "cv_unreadable") if cv and cv.problem else ("", "")


async def _saved(database: ScoutlyDatabase, users: list[ObjectId]) -> Counter[ObjectId]:
    """How many postings are saved for each, counted in an index and not in the documents."""
    theirs = {"$match": {"user": {"$in": users}}}
    per_person = {"$group": {"_id": "$user", "count": {"$sum": 1}}}
    found = await driver.aggregate(database.saved_jobs, [theirs, per_person])
    return Counter({each["_id"]: each["count"] for each in found})
