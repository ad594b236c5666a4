"""The thinking effort of Gemini models: as low as possible, because thoughts cost like output.

See https://ai.google.dev/gemini-api/docs/thinking: models from 3 on take a level, 2.5 models a
number of tokens; a request may contain only one of the two.
"""

import re
from dataclasses import dataclass

from google.genai.types import ThinkingConfig, ThinkingLevel

from reactor.match.gemini.prices import full_name

MAX_TOKENS = 8_192
"""Four judgements take a third of this. It limits the cost of a model that repeats itself."""

RAISED_MOST_TOKENS = 32_768
"""Limit for a model whose thoughts use up the usual one; all thinking models support it."""

_GENERATION = re.compile(r"gemini-(\d+)(?:\.(\d+))?-")
_FIRST_WITH_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Effort:
    """A thinking configuration and its token limit.

    Attributes:
        config: the thinking configuration; None for the model's default.
        most_tokens: limit of the answer's tokens, thoughts included.
    """

    config: ThinkingConfig | None
    most_tokens: int = MAX_TOKENS


def efforts_of(model: str) -> tuple[Effort, Effort]:
    """The usual effort, and the one to use after thoughts have used up an answer."""
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
    return None, None  # older models do not think


def _budget_of(name: str) -> tuple[ThinkingConfig, ThinkingConfig]:
    """For 2.5: the smallest budgets that its models accept; Flash uses its minimum only second."""
    if "pro" in name:
        return _budget(512), _budget(128)
    return (_budget(0) if "flash-lite" in name else _budget(512)), _budget(0)


def _level(level: ThinkingLevel) -> ThinkingConfig:
    return ThinkingConfig(thinking_level=level)


def _budget(tokens: int) -> ThinkingConfig:
    return ThinkingConfig(thinking_budget=tokens)
