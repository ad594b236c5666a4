"""What Gemini's models cost: the one place to edit when a price changes."""

from dataclasses import dataclass

PER_TOKENS = 1_000_000
CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens on the paid tier, prompts up to 200 000 tokens.

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
    """What one call costs, in `currency`."""

    input: float
    output: float
    currency: str = CURRENCY

    @property
    def total(self) -> float:
        """Request and answer together."""
        return self.input + self.output


# https://ai.google.dev/gemini-api/docs/pricing, as quoted by price lists of 2026.
PRICES = {
    "gemini-3.5-flash-lite": Price(input=0.30, cached=0.03, output=2.50),
    "gemini-3.5-flash": Price(input=1.50, cached=0.15, output=9.00),
    "gemini-3.1-flash-lite": Price(input=0.25, cached=0.025, output=1.50),
    "gemini-3-flash": Price(input=0.50, cached=0.05, output=3.00),
    "gemini-2.5-flash-lite": Price(input=0.10, cached=0.01, output=0.40),
    "gemini-2.5-flash": Price(input=0.30, cached=0.03, output=2.50),
}
_ALIASES = {
    "gemini-flash-lite-latest": "gemini-3.5-flash-lite",
    "gemini-flash-latest": "gemini-3.5-flash",
}


def price_of(model: str) -> Price | None:
    """The price of a model, found by its name's longest known beginning; None if none is known.

    Args:
        model: as Gemini names it: `gemini-3.1-flash-lite-preview-09-2026` is a
            `gemini-3.1-flash-lite`.
    """
    name = model.removeprefix("models/")
    name = _ALIASES.get(name, name)
    known = [start for start in PRICES if name == start or name.startswith(f"{start}-")]
    return PRICES[max(known, key=len)] if known else None


def cost_of(model: str, *, input_tokens: int, output_tokens: int, cached_tokens: int = 0) -> Cost:
    """What a call costs on the paid tier; zero for a model whose price is not known.

    Args:
        model: the model that answered.
        input_tokens: all tokens of the request, cached ones included.
        output_tokens: tokens of the answer, the model's own reasoning included.
        cached_tokens: those of the request that the model had in its cache.
    """
    price = price_of(model)
    if price is None:
        return Cost(input=0.0, output=0.0)
    fresh = max(0, input_tokens - cached_tokens)
    return Cost(
        input=(fresh * price.input + cached_tokens * price.cached) / PER_TOKENS,
        output=output_tokens * price.output / PER_TOKENS,
    )
