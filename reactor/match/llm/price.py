"""What tokens cost."""

from dataclasses import dataclass

from reactor.match.llm.reply import TokenCounts

PER_TOKENS = 1_000_000
CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens.

    Attributes:
        input: of the request.
        cached: of the part of the request that the model had in its cache.
        output: of the answer, the model's own reasoning included.
    """

    input: float
    cached: float
    output: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call costs, in `currency`.

    Attributes:
        input: of the request.
        output: of the answer.
        currency: as ISO 4217 names it.
        free: whether nobody is paid for it.
    """

    input: float
    output: float
    currency: str = CURRENCY
    free: bool = False

    @property
    def total(self) -> float:
        """Request and answer together."""
        return self.input + self.output


FREE = Cost(input=0.0, output=0.0, free=True)
UNKNOWN = Cost(input=0.0, output=0.0)
"""Of a model whose price is not known: what is added up stays too low, and the log says so."""


def cost_at(price: Price, usage: TokenCounts) -> Cost:
    """What a call costs at a price."""
    fresh = max(0, usage.asked - usage.cached)
    return Cost(
        input=(fresh * price.input + usage.cached * price.cached) / PER_TOKENS,
        output=(usage.written + usage.thought) * price.output / PER_TOKENS,
    )
