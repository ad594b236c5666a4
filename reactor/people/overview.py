"""Everybody as pages and programs read them: what each is matched by, and what keeps them from it.

What a person is matched by is told in full but for the CV, of which the beginning is; of addresses
at which they are told nothing is but the service: the rest of them holds tokens.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from bson import ObjectId

from reactor.advice import advice_for
from reactor.cv.messages import code_of_cv, shown
from reactor.cv.placeholder import is_placeholder
from reactor.cv.share_link import download_of
from reactor.documents import User
from reactor.errors import LastingError
from reactor.lenient_fields import text_in
from reactor.mongo.cache.cv_texts import KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import mark_of, urls_in
from reactor.mongo.views.record import Id, Record
from reactor.notify.allowlist import scheme_of
from reactor.people.match_readiness import Person, Why, everybody

_BEGINNING = 280


class Cause(Record):
    """Why somebody is not matched, or not by what they gave: `standing.Why`."""

    code: str
    said: str
    mend: str


class CvShown(Record):
    """What is known of a CV.

    Attributes:
        kind: `text`, `link`, or `""` where none was given.
        characters: how long it is, 0 where nobody has read it.
        begins: how.
        where: host and path of a link; the rest may open the file.
        checked_at: when the file was last asked for.
        problem, code: why it cannot be read, `""` if it can.
        advice: what to do about that.
        since: since when it cannot be.
        tries: how often it was tried since.
    """

    kind: str = ""
    characters: int = 0
    begins: str = ""
    where: str = ""
    checked_at: datetime | None = None
    problem: str = ""
    code: str = ""
    advice: str = ""
    since: datetime | None = None
    tries: int = 0


class Spoken(Record):
    """A language and how well it is spoken."""

    language: str
    level: str = ""


class Permit(Record):
    """Where somebody may work, or may not."""

    region: str = ""
    region_code: str = ""
    status: str = ""


class PersonShown(Record):
    """One person, or a name that preferences use and nobody has.

    Attributes:
        id: of the user, `""` of such a name.
        name: their e-mail, or else how they are named.
        matched: whether anything can be saved for them.
        companies: how many they track.
        saved: how many postings are saved for them.
        because: why they are not matched.
        although: what they are not matched by although they gave it.
        relocates: whether they would move; None if they have not said.
        tells: the services at which they are told, each with a mark that tells it from others.
    """

    id: Id = ""
    name: str
    matched: bool
    companies: int = 0
    saved: int = 0
    because: tuple[Cause, ...] = ()
    although: tuple[Cause, ...] = ()
    cv: CvShown = CvShown()
    city: str = ""
    country: str = ""
    country_code: str = ""
    timezone: str = ""
    relocates: bool | None = None
    permits: tuple[Permit, ...] = ()
    languages: tuple[Spoken, ...] = ()
    career_goals: tuple[str, ...] = ()
    job_types: tuple[str, ...] = ()
    work_environments: tuple[str, ...] = ()
    company_sizes: tuple[str, ...] = ()
    excluded_industries: tuple[str, ...] = ()
    excluded_technologies: tuple[str, ...] = ()
    excluded_role_types: tuple[str, ...] = ()


class People(Record):
    """Everybody, first those who are not matched."""

    people: tuple[PersonShown, ...] = ()


class Told(Record):
    """An address at which somebody is told.

    Attributes:
        mark: tells it from others, and nobody what it is.
        service: what stands before its colon.
    """

    mark: str
    service: str


async def read_people(database: ScoutlyDatabase) -> People:
    """Everybody as they are now."""
    kept = KeptCvs(database)
    people = [await _shown(person, kept) for person in await everybody(database)]
    return People(people=tuple(people))


async def read_person(database: ScoutlyDatabase, id_: ObjectId) -> PersonShown | None:
    """One person as they are now; None if there is nobody with this id."""
    for person in await everybody(database):
        if person.profile and person.profile.user.id == id_:
            return await _shown(person, KeptCvs(database))
    return None


async def read_told(database: ScoutlyDatabase, id_: ObjectId) -> tuple[Told, ...]:
    """Where somebody is told, besides what the operator hears."""
    urls = urls_in(await database.users.find_one({"_id": id_}, {"notifyUrls": 1}))
    return tuple(Told(mark=mark_of(url), service=scheme_of(url)) for url in urls)


async def _shown(person: Person, kept: KeptCvs) -> PersonShown:
    shown = PersonShown(
        name=person.name,
        matched=person.matched,
        companies=person.companies,
        saved=person.saved,
        because=tuple(map(_cause, person.because)),
        although=tuple(map(_cause, person.although)),
    )
    if person.profile is None:
        return shown
    user, info = person.profile.user, person.profile.user.candidate_info
    said = info.model_dump(exclude={"willing_to_relocate", "work_authorization", "languages"})
    more = {
        "id": str(user.id),
        "cv": await _cv(user, person.profile.characters, kept),
        "relocates": info.willing_to_relocate,
        "permits": tuple(map(_permit, info.work_authorization)),
        "languages": tuple(Spoken(language=e.language, level=e.level) for e in info.languages),
    }
    return shown.model_copy(update=said | more)


def _permit(stored: Mapping[str, object]) -> Permit:
    return Permit(
        region=text_in(stored.get("region")),
        region_code=text_in(stored.get("regionCode")),
        status=text_in(stored.get("status")),
    )


def _cause(why: Why) -> Cause:
    return Cause(**asdict(why))


async def _cv(user: User, characters: int, kept: KeptCvs) -> CvShown:
    if user.cv_text:
        if is_placeholder(user.cv_text):
            return CvShown()
        return CvShown(kind="text", characters=characters, begins=_beginning(user.cv_text))
    if not user.cv_url:
        return CvShown()
    return await _linked(user, kept)


async def _linked(user: User, kept: KeptCvs) -> CvShown:
    """A CV at a link, by what the last try to read it left."""
    where = shown(user.cv_url)
    try:
        address = download_of(user.cv_url).address
    except LastingError as error:
        hopeless = code_of_cv(error.code)
        return CvShown(
            kind="link",
            where=where,
            problem=str(error),
            code=hopeless,
            advice=_advice(hopeless, user),
        )
    cv = await kept.recall(address)
    if cv is None:
        return CvShown(kind="link", where=where)
    code = (cv.code or "cv_unreadable") if cv.problem else ""
    return CvShown(
        kind="link",
        where=where,
        characters=len(cv.text),
        begins=_beginning(cv.text),
        checked_at=cv.checked_at,
        problem=cv.problem,
        code=code,
        advice=_advice(code, user) if code else "",
        since=cv.since,
        tries=cv.tries,
    )


def _advice(code: str, user: User) -> str:
    return advice_for(code, "").do.replace("EMAIL", user.email or "EMAIL")


def _beginning(text: str) -> str:
    plain = " ".join(text[: 2 * _BEGINNING].split())
    return plain if len(plain) <= _BEGINNING else f"{plain[:_BEGINNING].rstrip()} …"
