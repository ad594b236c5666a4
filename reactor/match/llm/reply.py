"""A model's reply in the project's terms: how it ended, which model gave it, tokens used."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompleteReply:
    """A complete answer, usable or not."""

    text: str


@dataclass(frozen=True, slots=True)
class BlockedReply:
    """The question or its answer was blocked, and would be blocked again."""

    reason: str


@dataclass(frozen=True, slots=True)
class WithheldReply:
    """No answer was given, for a reason that may be gone another day."""

    reason: str


@dataclass(frozen=True, slots=True)
class TruncatedReply:
    """The answer exceeded the token limit."""


@dataclass(frozen=True, slots=True)
class ThinkingOnlyReply:
    """The model used up its tokens on thinking and gave no answer."""


Reply = CompleteReply | BlockedReply | WithheldReply | TruncatedReply | ThinkingOnlyReply


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """The token counts of one call, as stated in the response.

    Attributes:
        asked: tokens of the request, cached ones included.
        written: tokens of the answer's text.
        thought: tokens of thoughts.
        cached: tokens of the request that were cached.
        total: all billed tokens.
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
        reply: how it ended, with its text.
        model: the answering model's name in the response; `""` if not stated.
        usage: token counts; None if not stated.
        effort: index of the thinking effort used.
    """

    reply: Reply
    model: str = ""
    usage: TokenCounts | None = None
    effort: int = 0
