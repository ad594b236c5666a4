"""A stored match (`savedjobs`), with the fields that are shown to people."""

from typing import Annotated, Any

from bson import ObjectId
from pydantic import BeforeValidator, Field

from reactor.documents import Document
from reactor.lenient_fields import Count, Date, Text
from reactor.posting import Salary
from reactor.saved_job_status import OLDER_DEFAULT, STATUSES


def _amount(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _object_id(value: Any) -> ObjectId | None:
    return value if isinstance(value, ObjectId) else None


class Pay(Document):
    """A posting's pay as stated."""

    min: Annotated[float | None, BeforeValidator(_amount)] = None
    max: Annotated[float | None, BeforeValidator(_amount)] = None
    currency: Text = ""
    period: Text = ""

    @property
    def told(self) -> str:
        """`60,000 to 75,000 EUR a year`, `""` if no amount is stated."""
        return Salary(self.min, self.max, self.currency, self.period).told


def _pay(value: Any) -> Pay:
    return Pay.read(value)


Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Reference = Annotated[ObjectId | None, BeforeValidator(_object_id)]


class SavedJob(Document):
    """A saved match. Older apps wrote `url`, `company` instead of `jobId`, `companyId`."""

    id: Any = Field(alias="_id")
    user: Reference = None
    user_id: Text = ""
    job_id: Text = ""
    url: Text = ""
    company_id: Reference = None
    company: Reference = None
    status: Text = ""
    title: Text = ""
    score: Count = Field(default=0, alias="suitabilityScore")
    location: Text = ""
    salary: Annotated[Pay, BeforeValidator(_pay)] = Pay()
    good_fit_reasons: Texts = ()
    consideration_points: Texts = ()
    stretch_goals: Texts = ()
    tech_stack: Texts = ()
    language_requirements: Texts = ()
    experience_level: Text = ""
    notes: Text = ""
    judged_by: Text = ""
    created_at: Date = None
    gone_at: Date = None
    withdrawn_at: Date = None

    @property
    def link(self) -> str:
        """The posting's web address, `""` if neither `url` nor `job_id` is one."""
        for address in (self.url, self.job_id):
            if address.lower().startswith(("http://", "https://")):
                return address
        return ""

    @property
    def stage(self) -> str:
        """The status; a missing one and `saved` become the first of `STATUSES`."""
        return STATUSES[0] if self.status in ("", OLDER_DEFAULT) else self.status

    @property
    def of_company(self) -> ObjectId | None:
        """The id of the posting's company."""
        return self.company_id or self.company


SHOWN = {
    field.alias or name: 1 for name, field in SavedJob.model_fields.items() if name != "company"
} | {"company": 1}
"""Projection of the fields above. It omits `description`, which is long."""
