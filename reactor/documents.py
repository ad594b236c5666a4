"""The contract's documents, as far as the reactor reads them.

Other programs and people write these, so reading is lenient: a field of the wrong type counts as
missing. Nothing here is ever written back whole.
"""

import math
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Self

from bson import Decimal128, ObjectId
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from reactor.storable import storable_text

DEFAULT_RANK = 50
_MOST_COUNTED = 1_000_000


def valid_rank(value: Any) -> int | None:
    """The rank as an int, or None where it is not a whole number from 1 to 100.

    Drivers store numbers as int32, int64, double or Decimal128: 80.0 is 80.
    """
    number = _number(value)
    return int(number) if number == int(number) and 1 <= number <= 100 else None  # noqa: PLR2004 - the scale itself


def _number(value: Any) -> int | float | Decimal:
    """The number, 0 for anything that is no finite one."""
    number = value.to_decimal() if isinstance(value, Decimal128) else value
    match number:
        case bool():
            return 0
        case Decimal():
            return number if number.is_finite() else 0
        case int() | float():
            return number if math.isfinite(number) else 0
    return 0


def _date(value: Any) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _text(value: Any) -> str:
    return storable_text(value).strip() if isinstance(value, str) else ""


def _shown(value: Any) -> str:
    """What a person put into a text field, whatever it is, so that a message can show it."""
    return "" if value is None else storable_text(str(value)).strip()


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value))) if isinstance(value, list | tuple) else ()


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> tuple[dict[str, Any], ...]:
    return tuple(filter(None, map(_mapping, value))) if isinstance(value, list | tuple) else ()


def _count(value: Any) -> int:
    """A number of times; beyond what MongoDB can count on from, it makes no difference."""
    return min(max(int(_number(value)), 0), _MOST_COUNTED)


def _as_stored(value: Any) -> Any:
    """A text as this program would store it.

    What people typed is compared with what was stored of it: unless both are read alike, a control
    character in an address would look like an edit for ever.
    """
    return storable_text(value).strip() if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_text)]
Date = Annotated[datetime | None, BeforeValidator(_date)]
Count = Annotated[int, BeforeValidator(_count)]


class Document(BaseModel):
    """Base of all documents: camelCase in the database, frozen here."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        populate_by_name=True,
        arbitrary_types_allowed=True,
    )

    @classmethod
    def read(cls, document: Any) -> Self:
        """The model of a stored document; a field of the wrong type is left out.

        Raises:
            ValidationError: a field without which the document makes no sense is wrong.
        """
        known = _mapping(document)
        try:
            return cls.model_validate(known)
        except ValidationError as error:
            wrong = {problem["loc"][0] for problem in error.errors() if problem["loc"]}
            return cls.model_validate({k: v for k, v in known.items() if k not in wrong})


class Marker(Document):
    """What the reactor last acted on for a company, kept in `companies.reactor`.

    Attributes:
        rank: effective rank, None while the company was not tracked.
        url: `careers_url` that the last run used.
        selector: `selector` that the last run used.
        failures: failed jobs in a row.
        failed_at: when the last of them failed.
        called_off_at: when a person last deleted or finished a job by hand.
        origin: where the last run's list came from, None if no run was finished since that is kept.
        unrecognised: finished runs in a row that recognised no list.
        revision: grows with every write, for compare-and-set; as stored, whatever that is.
        rule, asked, step, missing: what was learned of the list, for `reactor.learned` to read.
    """

    rank: int | None = None
    url: Annotated[str | None, BeforeValidator(_as_stored)] = None
    selector: Annotated[str | None, BeforeValidator(_as_stored)] = None
    failures: Count = 0
    failed_at: Date = None
    called_off_at: Date = None
    origin: Annotated[str | None, BeforeValidator(_as_stored)] = None
    unrecognised: Count = 0
    revision: Any = None
    rule: Any = None
    asked: Any = None
    step: Any = None
    missing: Any = None


def _marker(value: Any) -> Marker | None:
    if isinstance(value, Marker):
        return value
    return Marker.read(value) if value and isinstance(value, dict) else None


class Company(Document):
    """A company whose careers page is watched."""

    id: ObjectId = Field(alias="_id")
    name: Text = Field(default="", alias="company")
    slug: Text = Field(default="", alias="companyID")
    careers_url: Annotated[str, BeforeValidator(_shown)] = Field(default="", alias="careers_url")
    selector: Text = ""
    work_model: Text = Field(default="", alias="work_model")
    headquarters: Text = ""
    last_successful_scrape: Date = None
    is_problematic: Annotated[bool, BeforeValidator(lambda value: value is True)] = False
    marker: Annotated[Marker | None, BeforeValidator(_marker)] = Field(
        default=None, alias="reactor"
    )

    @property
    def label(self) -> str:
        """What log lines and messages call it."""
        return self.slug or self.name or str(self.id)


class Preference(Document):
    """One user's wish to track one company."""

    id: Any = Field(alias="_id")
    user_id: Text = ""
    company_id: Any = None
    rank: Any = None
    is_tracking: Any = True

    @cached_property
    def valid_rank(self) -> int | None:
        """The rank if it is valid, else None."""
        return valid_rank(self.rank)

    @property
    def tracks(self) -> bool:
        """Whether it counts: switched on (a missing switch is on) with a valid rank."""
        return self.is_tracking in (True, None) and self.valid_rank is not None


class Lease(Document):
    """Who runs a job; `token` is new at every claim and fences what the run saves."""

    owner: str
    token: str


class Job(Document):
    """An entry of the queue.

    Attributes:
        error_code: why it failed or waits, `""` if nobody said.
        undone: how much its last run left to the next one: texts to be read, and judgements to be
            made; None if it left nothing so.
    """

    id: Any = Field(alias="_id")
    company_id: Any = None
    status: Text = ""
    retry_count: Count = 0
    crash_count: Count = 0
    created_at: Date = None
    last_attempt_at: Date = None
    not_before: Date = None
    priority: float | None = None
    turn: Date = None
    reason: Text = ""
    error_code: Text = ""
    undone: int | None = None
    lease: Lease | None = None

    @property
    def token(self) -> str:
        """What fences its present claim, `""` if it is not claimed."""
        return self.lease.token if self.lease else ""


class Language(Document):
    """A language a candidate speaks, `level` as they put it (`native`, `B2`, ...)."""

    language: Text = ""
    level: Text = ""


class CandidateInfo(Document):
    """`users.candidateInfo`: what a candidate wants and may do (nested documents flattened)."""

    city: str = ""
    country: str = ""
    country_code: str = ""
    timezone: str = ""
    willing_to_relocate: bool | None = None
    work_authorization: tuple[dict[str, Any], ...] = ()
    languages: tuple[Language, ...] = ()
    career_goals: tuple[str, ...] = ()
    job_types: tuple[str, ...] = ()
    work_environments: tuple[str, ...] = ()
    company_sizes: tuple[str, ...] = ()
    excluded_industries: tuple[str, ...] = ()
    excluded_technologies: tuple[str, ...] = ()
    excluded_role_types: tuple[str, ...] = ()

    @classmethod
    def read(cls, document: Any) -> Self:
        """Flatten the stored shape `{logistics, languages, preferences}`."""
        info = _mapping(document)
        logistics = _mapping(info.get("logistics"))
        residence = _mapping(logistics.get("currentResidence"))
        wishes = _mapping(info.get("preferences"))
        exclusions = _mapping(wishes.get("exclusions"))
        relocate = logistics.get("willingToRelocate")
        return cls(
            city=_text(residence.get("city")),
            country=_text(residence.get("country")),
            country_code=_text(residence.get("countryCode")),
            timezone=_text(residence.get("timezone")),
            willing_to_relocate=relocate if isinstance(relocate, bool) else None,
            work_authorization=_mappings(logistics.get("workAuthorization")),
            languages=tuple(map(Language.read, _mappings(info.get("languages")))),
            career_goals=_texts(wishes.get("careerGoals")),
            job_types=_texts(wishes.get("jobTypes")),
            work_environments=_texts(wishes.get("workEnvironments")),
            company_sizes=_texts(wishes.get("companySizes")),
            excluded_industries=_texts(exclusions.get("industries")),
            excluded_technologies=_texts(exclusions.get("technologies")),
            excluded_role_types=_texts(exclusions.get("roleTypes")),
        )


class User(Document):
    """A person looking for work."""

    id: ObjectId = Field(alias="_id")
    email: Text = ""
    cv_text: Text = ""
    cv_url: Text = ""
    candidate_info: Annotated[CandidateInfo, BeforeValidator(CandidateInfo.read)] = CandidateInfo()

    @property
    def names(self) -> tuple[str, str]:
        """Both ways in which a `userId` may name this person: e-mail and hex id."""
        return self.email.lower(), str(self.id)
