"""What a matcher is given, what it answers, and what it must be able to do."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from reactor import documents
from reactor.posting import Posting, Salary
from reactor.storable import storable_text

MAX_ITEMS = 10
MAX_ITEM_LENGTH = 300
MAX_NAME_LENGTH = 120
MAX_PAY = 1e9


def _cut(text: Any, length: int) -> Any:
    """One line of at most `length` characters; what is no text is left for pydantic to refuse."""
    if not isinstance(text, str):
        return text
    return " ".join(storable_text(text).split())[:length].rstrip()


def _items(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return value
    lines = (_cut(item, MAX_ITEM_LENGTH) for item in value)
    return tuple(line for line in lines if line != "")[:MAX_ITEMS]


def _name(value: Any) -> Any:
    return _cut(value, MAX_NAME_LENGTH) or None


def _whole(value: Any) -> Any:
    return round(value) if isinstance(value, float) and abs(value) < MAX_PAY else value


def _plausible(salary: Salary | None) -> Salary | None:
    """The pay if its amounts can be true; comparisons with NaN are false, so that goes too."""
    if salary is None:
        return None
    amounts = [amount for amount in (salary.min, salary.max) if amount is not None]
    if not amounts or not all(0 < amount < MAX_PAY for amount in amounts):
        return None
    currency, period = _name(salary.currency), _name(salary.period)
    return Salary(min=salary.min, max=salary.max, currency=currency, period=period)


Items = Annotated[tuple[str, ...], BeforeValidator(_items)]
Name = Annotated[str | None, BeforeValidator(_name)]


@dataclass(frozen=True)
class Candidate:
    """A person to find postings for.

    Attributes:
        user_id: as their preference names them: an e-mail or a hex id.
        user: their document.
        cv: their CV as plain text, `""` if there is none.
    """

    user_id: str
    user: documents.User
    cv: str


class Match(BaseModel):
    """How well one posting suits one candidate: the analysis part of a `savedjobs` document.

    The descriptions are also what a language model is told about each field. Texts that are too
    long are cut rather than refused; a score outside 0 to 100 is refused.
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True
    )

    suitability_score: Annotated[int, BeforeValidator(_whole)] = Field(
        ge=0, le=100, description="0 to 100; 50 and above is worth the candidate's time"
    )
    good_fit_reasons: Items = Field(
        default=(), description="what in this candidate's profile fits this posting"
    )
    consideration_points: Items = Field(
        default=(), description="what speaks against it, deal-breakers first"
    )
    stretch_goals: Items = Field(
        default=(), description="what is asked, missing, and can be learned on the job"
    )
    location: Name = Field(default=None, description="where the work is done, as stated")
    timezone: Name = Field(default=None, description="working hours' time zone, if stated")
    salary: Annotated[Salary | None, AfterValidator(_plausible)] = Field(
        default=None, description="the stated pay; period is year, month, week, day or hour"
    )
    tech_stack: Items = Field(default=(), description="technologies and tools the posting names")
    experience_level: Name = Field(
        default=None, description="intern, junior, mid, senior, lead or executive"
    )
    language_requirements: Items = Field(
        default=(), description="human languages the posting requires"
    )
    visa_sponsorship_offered: bool | None = Field(
        default=None, description="null where the posting does not say"
    )
    relocation_assistance_offered: bool | None = Field(
        default=None, description="null where the posting does not say"
    )

    def fields(self) -> dict[str, Any]:
        """The fields as `savedjobs` names them; what is not known is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Matcher(Protocol):
    """Judges postings for candidates."""

    @property
    def name(self) -> str:
        """What logs and results call this matcher."""
        ...

    async def screen(
        self, candidate: Candidate, company: documents.Company, postings: Sequence[Posting]
    ) -> Sequence[Posting]:
        """Those of `postings` whose text is worth reading, judged by their titles.

        Raises:
            PassingError: no answer now; the same question may be answered later.
            WaitingError: no answer before a known time.
        """
        ...

    def analyse(
        self, candidate: Candidate, company: documents.Company, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        """How well each of these postings, texts included, suits the candidate, as it comes.

        None where nothing usable could be said: it may be asked again another time.

        Raises:
            PassingError: no answer now; the same question may be answered later.
            WaitingError: no answer before a known time.
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections; the matcher is not used again."""
        ...
