"""What a model answered, in our words: how the answer ended, who gave it and what it used."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The model answered to the end, usable or not."""

    text: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The question or its answer was blocked; asked again, it would be blocked again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """The answer did not come, for a reason that may not hold another day."""

    reason: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """The answer was too long for the model."""


@dataclass(frozen=True, slots=True)
class ThoughtOut:
    """The model spent its answer on thinking, and had none left for words."""


Reply = Said | Declined | Withheld | CutOff | ThoughtOut


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """The tokens of one call, as the answer counts them.

    Attributes:
        asked: of the request, cached ones included.
        written: of the words of the answer.
        thought: of the model's own reasoning.
        cached: those of the request that the model had in its cache.
        total: all that is billed.
    """

    asked: int = 0
    written: int = 0
    thought: int = 0
    cached: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """One answer.

    Attributes:
        reply: what it says.
        model: who gave it, as the service names it; `""` where it does not say.
        usage: what it used; None where it was not counted.
        effort: how hard the model was let to think: the number of the client's effort.
    """

    reply: Reply
    model: str = ""
    usage: TokenCounts | None = None
    effort: int = 0
