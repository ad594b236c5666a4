"""The document that `reactor export` writes and `reactor import` reads.

    {
      "format": "scoutly-reactor", "version": 1,
      "exportedAt": "2026-05-04T08:00:00+00:00", "database": "scoutly",
      "ranks": [
        {"user": "ada@example.org", "rank": 80, "isTracking": true,
         "company": {"companyID": "acme", "company": "Acme",
                     "careers_url": "https://acme.example/jobs", "selector": ""}}
      ],
      "savedJobs": [
        {"user": "ada@example.org", "company": {...} or null,
         "jobId": "https://acme.example/jobs/1", "status": "APPLIED", "title": "...", "url": "...",
         "notes": "...", "suitabilityScore": 83, "createdAt": "2026-05-01T09:30:00+00:00", ...}
      ]
    }

Users are identified by e-mail and companies by `companyID`, because ids differ between databases.
Fields have their database names, and a saved job keeps all of its fields. Dates are ISO 8601; types
without a JSON form are written as MongoDB's Extended JSON (`{"$oid": ...}`).
"""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from bson import Decimal128
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

FORMAT, VERSION = "scoutly-reactor", 1
LISTS = ("ranks", "savedJobs")
"""The members of the document that are long lists."""
OWN_FIELDS = ("_id", "user", "userId", "companyId", "company", "reactor")
"""Fields of a saved job that are valid in one database only."""

DEFAULT_STATUS = "WANT_TO_APPLY"
_HIGHEST = 100


def _is_score(value: Any) -> Any:
    number = value.to_decimal() if isinstance(value, Decimal128) else value
    is_number = isinstance(value, int | float | Decimal128) and not isinstance(value, bool)
    if value is not None and not (is_number and 0 <= number <= _HIGHEST):
        raise ValueError("a number from 0 to 100")
    return value


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
Email = Annotated[Word, StringConstraints(to_lower=True)]
Rank = Annotated[int, Field(ge=1, le=100)]
Score = Annotated[Any, AfterValidator(_is_score)]
Date = Annotated[AwareDatetime, Field(strict=False)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ArchivedCompany(_Part):
    """A company with the fields needed to visit it; a database that has it keeps its own."""

    slug: str = Field("", alias="companyID")
    name: str = Field("", alias="company")
    careers_url: str = ""
    selector: str = ""
    work_model: str = ""
    headquarters: str = ""

    @model_validator(mode="after")
    def _can_be_found_again(self) -> Self:
        if not self.names:
            raise ValueError("an object with a companyID or a careers_url")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The identifiers of the company, best first."""
        return tuple(filter(None, (self.slug, self.careers_url)))


class ArchivedRank(_Part):
    """One user's tracking of one company."""

    user: Email
    company: ArchivedCompany
    rank: Rank
    is_tracking: bool = Field(default=True, alias="isTracking")


class ArchivedJob(_Part):
    """A user's saved match with all of its fields."""

    model_config = ConfigDict(extra="allow")

    user: Email
    company: ArchivedCompany | None = None
    job_id: Word = Field(alias="jobId")
    status: Word = DEFAULT_STATUS
    title: str = ""
    url: str = ""
    notes: str | None = None
    score: Score = Field(None, alias="suitabilityScore")
    created_at: Date | None = Field(None, alias="createdAt")
    updated_at: Date | None = Field(None, alias="updatedAt")

    @model_validator(mode="before")
    @classmethod
    def _is_of_no_database(cls, given: Any) -> Any:
        for name in given if isinstance(given, dict) else ():
            if name in OWN_FIELDS and name not in ("user", "company"):
                raise ValueError(f"without {name}, which means something in one database only")
            if name.startswith("$") or "." in name or "\0" in name:
                raise ValueError(f"without the field {name!r}, which MongoDB would not keep")
        return given

    @property
    def fields(self) -> dict[str, Any]:
        """The fields to store, without the references to user and company."""
        return self.model_dump(by_alias=True, exclude={"user", "company"}, exclude_unset=True)


Entry = ArchivedRank | ArchivedJob


class Archive(_Part):
    """The whole document, except that the entries of its lists are read one by one."""

    format: Literal["scoutly-reactor"] = "scoutly-reactor"
    version: Literal[1] = 1
    exported_at: Annotated[datetime | None, Field(strict=False)] = Field(None, alias="exportedAt")
    database: str = ""
    ranks: tuple[ArchivedRank, ...] = Field(default=(), strict=False)
    saved_jobs: tuple[ArchivedJob, ...] = Field(default=(), strict=False, alias="savedJobs")
