"""What somebody is asked about a page that could not be read with certainty, and what they say."""

from collections.abc import Mapping
from typing import Any, Literal, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict, Field

from reactor.documents import Company

Verdict = Literal["list", "states_none", "no_list"]
MAX_GROUPS = 40


class GroupAnswer(BaseModel):
    """A group that is postings, by its number, and the numbers of two of its fields."""

    model_config = ConfigDict(frozen=True)

    group: int = Field(description="the group's number")
    title: int = Field(description="the number of the field that names the job")
    place: int | None = Field(
        default=None, description="the number of the field that names the place; null without one"
    )


class PageAnswer(BaseModel):
    """The form of the answer; the descriptions are what the model is told."""

    model_config = ConfigDict(frozen=True)

    verdict: Verdict = Field(description="whether the page lists postings, or says there are none")
    groups: tuple[GroupAnswer, ...] = Field(
        default=(), max_length=MAX_GROUPS, description="the groups that are postings"
    )


@runtime_checkable
class PageReader(Protocol):
    """Says which groups of a page are postings."""

    @property
    def model(self) -> str:
        """Who says it."""
        ...

    async def read_page(self, company: Company, outline: Mapping[str, Any]) -> PageAnswer | None:
        """What is said of a page; None if nothing usable is.

        Args:
            company: whose page it is.
            outline: what is told of the page.

        Raises:
            PassingError: no answer now.
            WaitingError: no answer before a known time.
        """
        ...
