"""What model calls used and answered, who is told, and who says whether another one may be made."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Protocol

from bson import ObjectId

from reactor.match.llm.price import Cost

Operation = Literal["initial_matching", "deep_dive_analysis", "job_batch_analysis"]


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """One call of a language model: a `tokenusages` document but for its `timestamp`.

    The ledger adds the timestamp, because what is stored carries mongod's time and not ours.

    Attributes:
        process_id: the matcher that asked, new for each start.
        model: the one that was asked, as the settings name it.
        operation: what was asked.
        estimated_tokens: what the request was thought to need before it was sent.
        actual_tokens: all that was billed, the model's own reasoning included.
        input_tokens: tokens of the request.
        output_tokens: tokens of the answer, the model's own reasoning included.
        cost: what that costs, on the paid tier where there are two.
        user_email: the candidate it was for; `""` where it was a page that was asked about.
        company_id: hex id of the company it was for.
        company_name: that company's name.
    """

    process_id: str
    model: str
    operation: Operation
    estimated_tokens: int
    actual_tokens: int
    input_tokens: int
    output_tokens: int
    cost: Cost
    user_email: str
    company_id: str
    company_name: str

    def fields(self) -> dict[str, Any]:
        """The fields as `tokenusages` names them, without `timestamp`."""
        return {
            "processId": self.process_id,
            "operation": self.operation,
            "estimatedTokens": self.estimated_tokens,
            "actualTokens": self.actual_tokens,
            "inputTokens": self.input_tokens,
            "outputTokens": self.output_tokens,
            "costEstimate": {
                "input": self.cost.input,
                "output": self.cost.output,
                "total": self.cost.total,
                "currency": self.cost.currency,
                # An answer does not say which tier its key is on: what is no model of one's own
                # is reckoned at the paid one's price.
                "isFreeUsage": self.cost.free,
            },
            "userEmail": self.user_email,
            "companyId": self.company_id,
            "companyName": self.company_name,
        }


@dataclass(frozen=True, slots=True)
class PaidAnswer:
    """What a model answered about one posting for one person, or about one page.

    Attributes:
        key: hash of all that was asked; the same question is never paid for twice.
        user: whom it was for; None for nobody in particular.
        company_id: whose posting it is.
        url: which posting or page.
        answer: as the matcher wants to see it again; None if nothing usable came.
        withheld: whether none came for a reason that may not hold another day.
    """

    key: str
    user: ObjectId | None
    company_id: ObjectId
    url: str
    answer: Mapping[str, Any] | None
    withheld: bool = False


class Recalled(Protocol):
    """What is known of a question that was asked before."""

    @property
    def answer(self) -> Mapping[str, Any] | None:
        """What came; None if nothing usable ever did."""

    @property
    def failures(self) -> int:
        """How often nothing usable came."""

    @property
    def withheld(self) -> int:
        """How often the answer was withheld."""

    @property
    def since_withheld(self) -> timedelta:
        """How long ago that was the last time."""


class Ledger(Protocol):
    """Keeps every call of a language model, and what it answered."""

    async def record(self, usage: TokenUsage, answers: Sequence[PaidAnswer]) -> None:
        """Keep one call and its answers, together."""
        ...

    async def recall(self, keys: Collection[str]) -> Mapping[str, Recalled]:
        """What is known of these questions, by key."""
        ...


class RequestBudget(Protocol):
    """Counts requests, for all reactors of a database."""

    async def reserve(self, model: str) -> int:
        """Count one request that is about to be made; gives how many reactors share a minute.

        Raises:
            BudgetError: today's are used up.
        """
        ...
