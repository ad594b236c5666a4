"""One job posting, as far as it is known."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Salary:
    """A pay range as stated; `period` is `year`, `month`, `week`, `day` or `hour`."""

    min: float | None = None
    max: float | None = None
    currency: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting, first as a list shows it, later with its text.

    Attributes:
        url: canonical address; it identifies the posting (`savedjobs.jobId`).
        title: as shown to applicants.
        text: the whole posting as plain text; empty until it has been read.
        location: as stated, `""` where the source does not say.
        context: words around the link in the list, for a matcher that screens titles.
        remote: whether the work is remote, None where the source does not say.
        employment_type: as stated (`FULL_TIME`, `Contract`, ...), `""` if not.
        posted_at: the date as stated, `""` if not.
        valid_through: the last day to apply as stated, `""` if not.
        salary: the stated pay, if any.
        source: the address that tells its text, where that is not `url`.
        board: the applicant tracking system that knows how to read `source`, `""` for none.
    """

    url: str
    title: str
    text: str = ""
    location: str = ""
    context: str = ""
    remote: bool | None = None
    employment_type: str = ""
    posted_at: str = ""
    valid_through: str = ""
    salary: Salary | None = None
    source: str = ""
    board: str = ""

    def __post_init__(self) -> None:
        """Replace half characters: boards' JSON holds some, and nothing can store them."""
        for name in ("url", "title", "text", "location", "context"):
            value: str = getattr(self, name)
            if not value.isascii():
                whole = value.encode("utf-8", "replace").decode()
                object.__setattr__(self, name, whole)

    def completed_by(self, other: Self) -> Self:
        """This posting with its empty fields filled from `other`; what is known here stays."""
        unknown = [name for name in self.__slots__ if getattr(self, name) in ("", None)]
        return replace(self, **{name: getattr(other, name) for name in unknown})
