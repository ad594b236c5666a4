"""Prices of tokens and costs of calls."""

from dataclasses import dataclass

from reactor.match.llm.reply import TokenCounts

PER_TOKENS = 1_000_000
CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class Price:
    """Prices in US dollars per million tokens.

    Attributes:
        input: price of the request.
        cached: price of the cached part of the request.
        output: price of the answer, thoughts included.
    """

    input: float
    cached: float
    output: float


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of one call, in `currency`.

    Attributes:
        input: cost of the request.
        output: cost of the answer.
        currency: ISO 4217 code.
        free: whether the call costs nothing.
    """

    input: float
    output: float
    currency: str = CURRENCY
    free: bool = False

    @property
    def total(self) -> float:
        """Cost of request and answer."""
        return self.input + self.output


FREE = Cost(input=0.0, output=0.0, free=True)
UNKNOWN = Cost(input=0.0, output=0.0)
"""Cost of a model without a known price: totals are too low, and a warning is logged."""


def cost_at(price: Price, usage: TokenCounts) -> Cost:
    """The cost of a call at a price."""
    fresh = max(0, usage.asked - usage.cached)
    return Cost(
        input=(fresh * price.input + usage.cached * price.cached) / PER_TOKENS,
        output=(usage.written + usage.thought) * price.output / PER_TOKENS,
    )
