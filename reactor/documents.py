"""The contract's documents, limited to the fields that the reactor reads.

Other programs and people write these documents, so reading is lenient: a field of the wrong type
counts as missing. No document is ever written back whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self

from bson import ObjectId
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from reactor.lenient_fields import (
    Count,
    Date,
    Name,
    Text,
    as_stored,
    mapping_in,
    mappings_in,
    name_in,
    shown_in,
    text_in,
    texts_in,
    valid_rank,
)


class Document(BaseModel):
    """Base of all documents: camelCase in the database, immutable here."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        populate_by_name=True,
        arbitrary_types_allowed=True,
    )

    @classmethod
    def read(cls, document: Any) -> Self:
        """The model of a stored document; fields of the wrong type are dropped.

        Raises:
            ValidationError: a required field is missing or wrong.
        """
        known = mapping_in(document)
        try:
            return cls.model_validate(known)
        except ValidationError as error:
            wrong = {problem["loc"][0] for problem in error.errors() if problem["loc"]}
            return cls.model_validate({k: v for k, v in known.items() if k not in wrong})


class Marker(Document):
    """The state that the reactor last acted on for a company, kept in `companies.reactor`.

    Attributes:
        rank: effective rank, None while the company was not tracked.
        url: `careers_url` that the last run used.
        selector: `selector` that the last run used.
        failures: failed jobs in a row.
        failed_at: when the last of them failed.
        called_off_at: when a person last deleted or finished a job by hand.
        judged_at: start of the last re-judging run that ended, or the time it was called off.
        asked_at: when a person last deleted the timer during a re-judging run.
        origin: source of the last run's list, None before the first run that stored it.
        unrecognised: finished runs in a row that recognised no list.
        told_failing: set while people know that the company fails.
        revision: version for compare-and-set, increased by every write; not validated.
        rule, asked, step, missing, scripted: what was learned of the list
            (`reactor.learned_rules`).
    """

    rank: int | None = None
    url: Annotated[str | None, BeforeValidator(as_stored)] = None
    selector: Annotated[str | None, BeforeValidator(as_stored)] = None
    failures: Count = 0
    failed_at: Date = None
    called_off_at: Date = None
    judged_at: Date = None
    asked_at: Date = None
    origin: Annotated[str | None, BeforeValidator(as_stored)] = None
    unrecognised: Count = 0
    told_failing: Any = None
    revision: Any = None
    rule: Any = None
    asked: Any = None
    step: Any = None
    missing: Any = None
    scripted: Any = None


def _marker(value: Any) -> Marker | None:
    if isinstance(value, Marker):
        return value
    return Marker.read(value) if value and isinstance(value, dict) else None


class Company(Document):
    """A company whose careers page is watched."""

    id: ObjectId = Field(alias="_id")
    name: Text = Field(default="", alias="company")
    slug: Text = Field(default="", alias="companyID")
    careers_url: Annotated[str, BeforeValidator(shown_in)] = Field(default="", alias="careers_url")
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
        """Its name in log lines and messages."""
        return self.slug or self.name or str(self.id)


@dataclass(frozen=True, slots=True)
class Preference:
    """One user's wish to track one company.

    A whole look reads a million of them, so that each must be cheap to make.

    Attributes:
        id: its `_id`.
        user_id: what it calls its user.
        company_id: the company's `_id`, or what people put there.
        rank: as stored.
        is_tracking: as stored; true where it is missing.
        valid_rank: the rank if it is valid (a missing one is 50), else None.
        tracks: whether it counts: switched on (a missing switch is on) with a valid rank.
    """

    id: Any
    user_id: str
    company_id: Any
    rank: Any
    is_tracking: Any
    valid_rank: int | None
    tracks: bool

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """The preference of a stored document."""
        rank, on = document.get("rank"), document.get("isTracking", True)
        valid = valid_rank(rank)
        return cls(
            document.get("_id"),
            name_in(document.get("userId")),
            document.get("companyId"),
            rank,
            on,
            valid,
            valid is not None and on in (True, None),
        )


class JobLease(Document):
    """The owner of a running job; `token` is new at every claim and fences the run's writes."""

    owner: str
    token: str


class Job(Document):
    """An entry of the queue.

    Attributes:
        error_code: why it failed or waits, `""` if unknown.
        undone: texts to read plus judgements to make that the last run left over; None if it left
            nothing over.
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
    lease: JobLease | None = None

    @property
    def token(self) -> str:
        """The fencing token of its present claim, `""` if it is not claimed."""
        return self.lease.token if self.lease else ""


class Language(Document):
    """A language of a candidate, with `level` as stated (`native`, `B2`, ...)."""

    language: Text = ""
    level: Text = ""


class CandidateInfo(Document):
    """`users.candidateInfo`: a candidate's wishes and permits, with nested documents flattened."""

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
        info = mapping_in(document)
        logistics = mapping_in(info.get("logistics"))
        residence = mapping_in(logistics.get("currentResidence"))
        wishes = mapping_in(info.get("preferences"))
        exclusions = mapping_in(wishes.get("exclusions"))
        relocate = logistics.get("willingToRelocate")
        return cls(
            city=text_in(residence.get("city")),
            country=text_in(residence.get("country")),
            country_code=text_in(residence.get("countryCode")),
            timezone=text_in(residence.get("timezone")),
            willing_to_relocate=relocate if isinstance(relocate, bool) else None,
            work_authorization=mappings_in(logistics.get("workAuthorization")),
            languages=tuple(map(Language.read, mappings_in(info.get("languages")))),
            career_goals=texts_in(wishes.get("careerGoals")),
            job_types=texts_in(wishes.get("jobTypes")),
            work_environments=texts_in(wishes.get("workEnvironments")),
            company_sizes=texts_in(wishes.get("companySizes")),
            excluded_industries=texts_in(exclusions.get("industries")),
            excluded_technologies=texts_in(exclusions.get("technologies")),
            excluded_role_types=texts_in(exclusions.get("roleTypes")),
        )


class User(Document):
    """A person looking for work.

    Attributes:
        id: `users._id`.
        user_id: `users.userId`, a separate id that the current web app assigns.
        email: e-mail address as spelled.
    """

    id: ObjectId = Field(alias="_id")
    user_id: Name = ""
    email: Text = ""
    cv_text: Text = ""
    cv_url: Text = ""
    candidate_info: Annotated[CandidateInfo, BeforeValidator(CandidateInfo.read)] = CandidateInfo()

    @property
    def names(self) -> tuple[str, ...]:
        """The values of `userId` that identify this person, in lower case, most readable first.

        They are the e-mail address, the hex of `users._id` and the hex of `users.userId`, without
        empty ones.
        """
        every = (self.email.lower(), str(self.id), self.user_id.lower())
        return tuple(dict.fromkeys(filter(None, every)))
