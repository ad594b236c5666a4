"""Prices of Gemini models on the paid tier. When a price changes, edit only this file."""

from reactor.match.llm.price import Price

# https://ai.google.dev/gemini-api/docs/pricing, as quoted by price lists of 2026.
PRICES = {
    # Prompts up to 200 000 tokens.
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


def full_name(model: str) -> str:
    """The model's full name; aliases are resolved, other names unchanged."""
    name = model.removeprefix("models/")
    return _ALIASES.get(name, name)


def price_of(model: str) -> Price | None:
    """The price of a model by the longest known prefix of its name; None if none is known.

    Args:
        model: Gemini's name: `gemini-3.1-flash-lite-preview-09-2026` has the price of
            `gemini-3.1-flash-lite`.
    """
    name = full_name(model)
    known = [start for start in PRICES if name == start or name.startswith(f"{start}-")]
    return PRICES[max(known, key=len)] if known else None
