"""How hard a Gemini model is let think: as little as it takes, because thinking is paid as words.

See https://ai.google.dev/gemini-api/docs/thinking: models from 3 on take a level, those of 2.5 a
number of tokens; the request may name only one of the two.
"""

import re
from dataclasses import dataclass

from google.genai.types import ThinkingConfig, ThinkingLevel

from reactor.match.gemini.prices import full_name

MOST_TOKENS = 8_192
"""Four judgements are a third of this; it bounds what a model that repeats itself can cost."""

RAISED_MOST_TOKENS = 32_768
"""Room for a model whose thoughts take the usual; every model that thinks may write this much."""

_GENERATION = re.compile(r"gemini-(\d+)(?:\.(\d+))?-")
_FIRST_WITH_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Effort:
    """One way of letting a model think.

    Attributes:
        config: what it is told; None to leave it to the model.
        most_tokens: of the answer, thoughts included.
    """

    config: ThinkingConfig | None
    most_tokens: int = MOST_TOKENS


def efforts_of(model: str) -> tuple[Effort, Effort]:
    """How a model is let think at first, and once its thoughts have eaten an answer."""
    first, least = _configs_of(full_name(model))
    return Effort(first), Effort(least, RAISED_MOST_TOKENS)


def _configs_of(name: str) -> tuple[ThinkingConfig | None, ThinkingConfig | None]:
    found = _GENERATION.match(name)
    if found is None:
        return None, None
    if int(found[1]) >= _FIRST_WITH_LEVELS:
        least = _level(ThinkingLevel.MINIMAL if "flash" in name else ThinkingLevel.LOW)
        return (least if "flash-lite" in name else _level(ThinkingLevel.LOW)), least
    if found[0] == "gemini-2.5-":
        return _budget_of(name)
    return None, None  # Older ones do not think.


def _budget_of(name: str) -> tuple[ThinkingConfig, ThinkingConfig]:
    """Of 2.5: the smallest numbers that its models take, above none where they can do without."""
    if "pro" in name:
        return _budget(512), _budget(128)
    return (_budget(0) if "flash-lite" in name else _budget(512)), _budget(0)


def _level(level: ThinkingLevel) -> ThinkingConfig:
    return ThinkingConfig(thinking_level=level)


def _budget(tokens: int) -> ThinkingConfig:
    return ThinkingConfig(thinking_budget=tokens)
