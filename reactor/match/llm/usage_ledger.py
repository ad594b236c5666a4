"""The ledger of model calls, and the daily request budget: data types and interfaces."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Protocol

from bson import ObjectId

from reactor.match.llm.price import Cost

Operation = Literal["initial_matching", "deep_dive_analysis", "job_batch_analysis"]


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """One call of a language model: a `tokenusages` document without its `timestamp`.

    The ledger adds the timestamp in mongod's time.

    Attributes:
        process_id: id of the matcher, new at each start.
        model: the model's name in the settings.
        operation: the kind of question.
        estimated_tokens: estimate for the request before it was sent.
        actual_tokens: all billed tokens, thoughts included.
        input_tokens: tokens of the request.
        output_tokens: tokens of the answer, thoughts included.
        cost: the cost, on the paid tier if there are two.
        user_email: the candidate; `""` for a question about a page.
        company_id: hex id of the company.
        company_name: the company's name.
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
        """The fields by their names in `tokenusages`, without `timestamp`."""
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
                # A response does not name the tier of its key: every model that is not self-hosted
                # is charged at the paid price.
                "isFreeUsage": self.cost.free,
            },
            "userEmail": self.user_email,
            "companyId": self.company_id,
            "companyName": self.company_name,
        }


@dataclass(frozen=True, slots=True)
class PaidAnswer:
    """A model's answer about one posting for one person, or about one page.

    Attributes:
        key: hash of the whole question; no question is paid for twice.
        user: the person; None for none.
        company_id: id of the company.
        url: address of the posting or page.
        answer: the answer for later recall; None if it was not usable.
        withheld: whether no answer was given, for a reason that may be gone another day.
    """

    key: str
    user: ObjectId | None
    company_id: ObjectId
    url: str
    answer: Mapping[str, Any] | None
    withheld: bool = False


class StoredAnswer(Protocol):
    """The stored state of a question that was asked before."""

    @property
    def answer(self) -> Mapping[str, Any] | None:
        """The answer; None if there never was a usable one."""

    @property
    def failures(self) -> int:
        """Number of unusable answers."""

    @property
    def withheld(self) -> int:
        """Number of withheld answers."""

    @property
    def since_withheld(self) -> timedelta:
        """Time since the last withheld answer."""


class Ledger(Protocol):
    """Stores every call of a language model with its answers."""

    async def record(self, usage: TokenUsage, answers: Sequence[PaidAnswer]) -> None:
        """Store one call together with its answers."""
        ...

    async def recall(self, keys: Collection[str]) -> Mapping[str, StoredAnswer]:
        """The stored state of these questions, by key."""
        ...


class RequestBudget(Protocol):
    """Counts the requests of all reactors of a database."""

    async def reserve(self, model: str) -> int:
        """Count one request before it is made; returns how many reactors share the rate limit.

        Raises:
            BudgetError: the day's budget is used up.
        """
        ...
