"""A job posting, as far as it is known."""

from dataclasses import dataclass, replace
from typing import Self

from reactor.storable import storable_text

MAX_ADDRESS = 2_000
"""Characters of an address. Longer ones are rejected when they are read, because a truncated
address leads elsewhere. No common limit of browsers or servers is lower."""

MAX_TEXT = 100_000
"""Characters of a posting's text; the rest is cut."""

_MAX_FACT = 100
_LONGEST = {
    "title": 300,
    "location": 300,
    "context": 500,
    "board": _MAX_FACT,
    "employment_type": _MAX_FACT,
    "posted_at": _MAX_FACT,
    "valid_through": _MAX_FACT,
    # One character above the limit, so that an overlong address is detected (`is_addressable`).
    "url": MAX_ADDRESS + 1,
    "source": MAX_ADDRESS + 1,
    "home": MAX_ADDRESS,
}
"""Longest length of each field in characters, except `text`."""


@dataclass(frozen=True, slots=True)
class Salary:
    """A stated pay range; `period` is `year`, `month`, `week`, `day` or `hour`."""

    min: float | None = None
    max: float | None = None
    currency: str | None = None
    period: str | None = None

    def __post_init__(self) -> None:
        """Make its texts storable."""
        for name in ("currency", "period"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, storable_text(value, _MAX_FACT))

    @property
    def told(self) -> str:
        """`60,000 to 75,000 EUR a year`, `""` if no amount is stated."""
        amounts = dict.fromkeys(f"{each:,.0f}" for each in (self.min, self.max) if each)
        if not amounts:
            return ""
        period = f"a {self.period.lower()}" if self.period else ""
        return " ".join(filter(None, [" to ".join(amounts), self.currency, period]))


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting: first as the list shows it, later with its text.

    All texts are valid and bounded from construction on, because they are pickled, hashed, logged
    and sent to models before they are stored.

    Attributes:
        url: canonical address; it identifies the posting (`savedjobs.jobId`).
        title: title as shown to applicants.
        text: full text as plain text; empty until it has been read.
        location: location as stated, `""` if not stated.
        context: text around the link in the list, for the screening of titles.
        remote: whether the work is remote, None if not stated.
        employment_type: as stated (`FULL_TIME`, `Contract`, ...), `""` if not.
        posted_at: date as stated, `""` if not.
        valid_through: last day to apply as stated, `""` if not.
        salary: stated pay, if any.
        source: address that its text is read from, if that is not `url`.
        home: canonical address that its own page declares, `""` if none.
        board: applicant tracking system whose adapter reads `source`, `""` for none.
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
    home: str = ""
    board: str = ""

    def __post_init__(self) -> None:
        """Make its texts storable and cut them to their limits."""
        for name, longest in _LONGEST.items():
            object.__setattr__(self, name, storable_text(getattr(self, name), longest))
        object.__setattr__(self, "text", storable_text(self.text[:MAX_TEXT]))

    @property
    def is_addressable(self) -> bool:
        """Whether its addresses are within the limit; if not, listings omit it."""
        return max(len(self.url), len(self.source)) <= MAX_ADDRESS

    def without_text(self) -> Self:
        """A copy without the text."""
        return replace(self, text="")

    def completed_by(self, other: Self) -> Self:
        """A copy whose empty fields are filled from `other`; known fields keep their values."""
        unknown = [name for name in self.__slots__ if getattr(self, name) in ("", None)]
        return replace(self, **{name: getattr(other, name) for name in unknown})
