"""The matcher in use, the budget of its model, and its cost, for pages and programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reactor.model_choice import model_of
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.mongo.views.spending import ModelUse, Spending, SpendingPurpose
from reactor.settings import Settings


@dataclass(frozen=True, slots=True)
class MatcherInUse:
    """Who judges postings.

    Attributes:
        provider: who runs the model.
        model: which; None where keywords judge.
        requests_a_day: that it may be asked; None for as many as it answers.
    """

    provider: str
    model: str | None
    requests_a_day: int | None

    @classmethod
    def of(cls, settings: Settings) -> "MatcherInUse":
        """The one that these settings choose."""
        chosen = model_of(settings)
        if chosen is None:
            return cls(settings.llm, None, None)
        return cls(settings.llm, chosen.name, chosen.requests_a_day)


class Budget(ReadModel):
    """The model's budget of today.

    Attributes:
        matcher: who runs the model; `keyword` where keywords judge.
        model: that judges postings; None where keywords do.
        requests: made today, by all reactors.
        requests_a_day: that may be made; None for as many as it answers.
        input_tokens, output_tokens: of these requests and their answers.
        renewed_at: when the day ends.
        closed_until: no request is made before; None if the budget is open.
        used_up_at: when today's requests are used up if they go on so; None if they last.
    """

    matcher: str
    model: str | None = None
    requests: int = 0
    requests_a_day: int | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    renewed_at: Moment
    closed_until: Moment | None = None
    used_up_at: Moment | None = None


class Used(ReadModel):
    """What model calls used.

    Attributes:
        calls: how many were answered.
        input_tokens, output_tokens: of requests and answers.
        total: what they cost.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    total: float = 0.0


class Uses(Used):
    """What all calls of some time used.

    Attributes:
        purposes: the same by what they were for; purposes of none are left out.
    """

    purposes: Mapping[SpendingPurpose, Used] = {}


class ModelCost(ReadModel):
    """What model calls used and cost, at the prices of the paid tier.

    Attributes:
        currency: of the sums.
        today, month: in which time, as Google counts days.
    """

    currency: str = "USD"
    today: Uses = Uses()
    month: Uses = Uses()


def budget_of(spending: Spending, matcher: MatcherInUse) -> Budget:
    """A budget for programs and pages."""
    return Budget(
        matcher=matcher.provider if matcher.model else "keyword",
        model=matcher.model,
        requests=spending.requests,
        requests_a_day=matcher.requests_a_day,
        input_tokens=spending.input_tokens,
        output_tokens=spending.output_tokens,
        renewed_at=spending.renewed_at,
        closed_until=spending.closed_until,
        used_up_at=spending.used_up_at,
    )


def cost_of(spending: Spending) -> ModelCost:
    """What was used, for programs and pages."""
    return ModelCost(today=_uses(spending.today), month=_uses(spending.month))


def _uses(uses: Mapping[SpendingPurpose, ModelUse]) -> Uses:
    purposes = {purpose: Used(**_used(use)) for purpose, use in sorted(uses.items())}
    return Uses(**_used(sum(uses.values(), ModelUse())), purposes=purposes)


def _used(use: ModelUse) -> dict[str, Any]:
    return {
        "calls": use.calls,
        "input_tokens": use.input_tokens,
        "output_tokens": use.output_tokens,
        "total": round(use.cost, 6),
    }
