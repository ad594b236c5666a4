"""A posting that was saved for somebody, as far as it is shown."""

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
    """What a posting pays, as it was stated."""

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
    """A match that was saved; older apps wrote `url` without `jobId`, `company` for `companyId`."""

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
        """Where the posting stands; `""` if what is written there is no web address."""
        for address in (self.url, self.job_id):
            if address.lower().startswith(("http://", "https://")):
                return address
        return ""

    @property
    def stage(self) -> str:
        """Its status, one of the eleven; whatever else stands there, as it stands."""
        return STATUSES[0] if self.status in ("", OLDER_DEFAULT) else self.status

    @property
    def of_company(self) -> ObjectId | None:
        """Whose posting it is."""
        return self.company_id or self.company


SHOWN = {
    field.alias or name: 1 for name, field in SavedJob.model_fields.items() if name != "company"
} | {"company": 1}
"""The fields that are read: descriptions are long, and not among them."""
