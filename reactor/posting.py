"""One job posting, as far as it is known."""

from dataclasses import dataclass, replace
from typing import Self

from reactor.storable import storable_text

LONGEST_ADDRESS = 2_000
"""Characters of an address: longer ones are refused where they are read, for what is cut leads
elsewhere. No browser's or server's usual limit is below that."""

LONGEST_TEXT = 100_000
"""Characters of a posting's text; what comes behind is cut."""

_LONGEST_FACT = 100
_LONGEST = {
    "title": 300,
    "location": 300,
    "context": 500,
    "board": _LONGEST_FACT,
    "employment_type": _LONGEST_FACT,
    "posted_at": _LONGEST_FACT,
    "valid_through": _LONGEST_FACT,
    # One character more than is allowed, so that it still shows (`is_addressable`).
    "url": LONGEST_ADDRESS + 1,
    "source": LONGEST_ADDRESS + 1,
    "home": LONGEST_ADDRESS,
}
"""Characters of each text but the posting's own."""


@dataclass(frozen=True, slots=True)
class Salary:
    """A pay range as stated; `period` is `year`, `month`, `week`, `day` or `hour`."""

    min: float | None = None
    max: float | None = None
    currency: str | None = None
    period: str | None = None

    def __post_init__(self) -> None:
        """Make its words storable."""
        for name in ("currency", "period"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, storable_text(value, _LONGEST_FACT))

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
    """A posting, first as a list shows it, later with its text.

    Whatever a stranger's page says, its texts are whole and of bounded length from the moment it is
    made: they are pickled, hashed, logged and sent to models before they are stored.

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
        home: the address that its own page names as its own, `""` if it names none.
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
    home: str = ""
    board: str = ""

    def __post_init__(self) -> None:
        """Make its texts whole, and cut what is too long."""
        for name, longest in _LONGEST.items():
            object.__setattr__(self, name, storable_text(getattr(self, name), longest))
        object.__setattr__(self, "text", storable_text(self.text[:LONGEST_TEXT]))

    @property
    def is_addressable(self) -> bool:
        """Whether its addresses are whole; else no listing takes it in."""
        return max(len(self.url), len(self.source)) <= LONGEST_ADDRESS

    def without_text(self) -> Self:
        """This posting as a list shows it that holds no texts."""
        return replace(self, text="")

    def completed_by(self, other: Self) -> Self:
        """This posting with its empty fields filled from `other`; what is known here stays."""
        unknown = [name for name in self.__slots__ if getattr(self, name) in ("", None)]
        return replace(self, **{name: getattr(other, name) for name in unknown})
