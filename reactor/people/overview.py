"""Everybody for the web page and programs: what each is matched by, and what prevents it.

A profile is complete, except that a CV is cut to its beginning. Of notification addresses only the
service is shown, because the rest contains tokens.
"""

from collections.abc import Mapping
from dataclasses import asdict
from itertools import islice

from bson import ObjectId

from reactor.advice import advice_for
from reactor.cv.messages import shown
from reactor.cv.placeholder import is_placeholder
from reactor.documents import User
from reactor.lenient_fields import text_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import mark_of, urls_in
from reactor.mongo.views.paging import ROWS, PageKey
from reactor.mongo.views.people import page_of_people, read_strangers
from reactor.mongo.views.read_model import Id, Moment, ReadModel
from reactor.notify.allowlist import scheme_of
from reactor.people.match_readiness import Person, UnmatchedReason, in_order, some_people, strangers

_BEGINNING = 280


class NotMatchedCause(ReadModel):
    """A reason why a person is not matched: `match_readiness.UnmatchedReason`."""

    code: str
    said: str
    mend: str


class CvShown(ReadModel):
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
    checked_at: Moment | None = None
    problem: str = ""
    code: str = ""
    advice: str = ""
    since: Moment | None = None
    tries: int = 0


class Spoken(ReadModel):
    """A language and its level."""

    language: str
    level: str = ""


class Permit(ReadModel):
    """A work permit, or the lack of one, for a region."""

    region: str = ""
    region_code: str = ""
    status: str = ""


class PersonShown(ReadModel):
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
    because: tuple[NotMatchedCause, ...] = ()
    although: tuple[NotMatchedCause, ...] = ()
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


class PeopleView(ReadModel):
    """A page of people by their e-mails, first those of it who are not matched.

    Attributes:
        people: they; on the first page names that nobody has stand before them.
        unknown: how many names preferences use that nobody has; 0 on later pages.
        older: where the next page begins, `""` on the last.
    """

    people: tuple[PersonShown, ...] = ()
    unknown: int = 0
    older: str = ""


class Told(ReadModel):
    """A notification address of a person.

    Attributes:
        mark: hash that identifies the address without revealing it.
        service: its scheme.
    """

    mark: str
    service: str


async def read_people(database: ScoutlyDatabase, after: PageKey | None = None) -> PeopleView:
    """A page of people as they are now; `after` is the last one seen."""
    ids, older = await page_of_people(database, after)
    names = {} if after else await read_strangers(database)
    first = dict(islice(names.items(), ROWS))
    people = in_order([*await some_people(database, ids), *strangers(first)])
    return PeopleView(people=tuple(map(_shown, people)), unknown=len(names), older=older)


async def read_person(database: ScoutlyDatabase, id_: ObjectId) -> PersonShown | None:
    """One person as they are now; None if there is nobody with this id."""
    found = await some_people(database, [id_])
    return _shown(found[0]) if found else None


async def read_told(database: ScoutlyDatabase, id_: ObjectId) -> tuple[Told, ...]:
    """A person's own notification addresses."""
    urls = urls_in(await database.users.find_one({"_id": id_}, {"notifyUrls": 1}))
    return tuple(Told(mark=mark_of(url), service=scheme_of(url)) for url in urls)


def _shown(person: Person) -> PersonShown:
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
        "cv": _cv(person, user, person.profile.characters),
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


def _cause(why: UnmatchedReason) -> NotMatchedCause:
    return NotMatchedCause(**asdict(why))


def _cv(person: Person, user: User, characters: int) -> CvShown:
    if user.cv_text:
        if is_placeholder(user.cv_text):
            return CvShown()
        return CvShown(kind="text", characters=characters, begins=_beginning(user.cv_text))
    if not user.cv_url:
        return CvShown()
    return _linked(person, user)


def _linked(person: Person, user: User) -> CvShown:
    """A CV at a link, by what the last try to read it left."""
    file, unread = person.file, person.unread
    note = person.profile.unread if person.profile else None
    return CvShown(
        kind="link",
        where=shown(user.cv_url),
        characters=len(file.text) if file else 0,
        begins=_beginning(file.text) if file else "",
        checked_at=file.checked_at if file else None,
        problem=unread.why if unread else "",
        code=unread.code if unread else "",
        advice=_advice(unread.code, user) if unread else "",
        since=(file and file.since) or (note and note.since) or None,
        tries=file.tries if file else 0,
    )


def _advice(code: str, user: User) -> str:
    return advice_for(code, "").do.replace("EMAIL", user.email or "EMAIL")


def _beginning(text: str) -> str:
    plain = " ".join(text[: 2 * _BEGINNING].split())
    return plain if len(plain) <= _BEGINNING else f"{plain[:_BEGINNING].rstrip()} …"
