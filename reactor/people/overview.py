"""Everybody for the web page and programs: what each is matched by, and what prevents it.

A profile is complete, except that a CV is cut to its beginning. Of notification addresses only the
service is shown, because the rest contains tokens.
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
    """A reason why a person is not matched: `match_readiness.Why`."""

    code: str
    said: str
    mend: str


class CvShown(Record):
    """The state of a CV.

    Attributes:
        kind: `text`, `link`, or `""` for none.
        characters: its length, 0 if it was not read.
        begins: its beginning.
        where: host and path of a link; the query may grant access.
        checked_at: when the file was last requested.
        problem, code: why it is unreadable, `""` if it is readable.
        advice: the remedy.
        since: when it became unreadable.
        tries: number of tries since.
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
    """A language and its level."""

    language: str
    level: str = ""


class Permit(Record):
    """A work permit, or the lack of one, for a region."""

    region: str = ""
    region_code: str = ""
    status: str = ""


class PersonShown(Record):
    """A user, or an unknown name in preferences.

    Attributes:
        id: id of the user, `""` for an unknown name.
        name: e-mail, else another identifier.
        matched: whether anything can be saved for the person.
        companies: number of tracked companies.
        saved: number of saved postings.
        because: reasons why the person is not matched.
        although: parts of the profile that cannot be used.
        relocates: whether the person would move; None if not stated.
        tells: the services of their addresses, each with a mark.
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
    """Everybody, unmatched people first."""

    people: tuple[PersonShown, ...] = ()


class Told(Record):
    """A notification address of a person.

    Attributes:
        mark: hash that identifies the address without revealing it.
        service: its scheme.
    """

    mark: str
    service: str


async def read_people(database: ScoutlyDatabase) -> People:
    """The present state of everybody."""
    kept = KeptCvs(database)
    people = [await _shown(person, kept) for person in await everybody(database)]
    return People(people=tuple(people))


async def read_person(database: ScoutlyDatabase, id_: ObjectId) -> PersonShown | None:
    """The present state of one person; None if the id is unknown."""
    for person in await everybody(database):
        if person.profile and person.profile.user.id == id_:
            return await _shown(person, KeptCvs(database))
    return None


async def read_told(database: ScoutlyDatabase, id_: ObjectId) -> tuple[Told, ...]:
    """A person's own notification addresses."""
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
    """The state of a CV at a link, from the last try to read it."""
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
