"""The interface of a client for a provider of language models."""

from typing import Protocol

from reactor.match.llm.price import Cost
from reactor.match.llm.question import Question
from reactor.match.llm.reply import ModelAnswer, TokenCounts


class UnsupportedOptionError(Exception):
    """The service rejected an optional part of the request; the next request omits it."""


class ModelClient(Protocol):
    """Sends questions to one model and converts the answers."""

    @property
    def provider(self) -> str:
        """The provider's name, used for the matcher in logs and results."""

    @property
    def model(self) -> str:
        """The model's name in the settings."""

    @property
    def host(self) -> str:
        """The host that receives the requests."""

    @property
    def efforts(self) -> int:
        """Number of thinking efforts, from 0 (best for judging) to the lowest."""

    async def send(self, question: Question, effort: int) -> ModelAnswer:
        """The answer to one request.

        Args:
            question: the question.
            effort: index of the thinking effort; the last leaves the most room for the answer.

        Raises:
            PassingError: overload, the minute's quota, no connection, or a malformed answer
                (`UnreachableError`: no answer from the host).
            ModelTroubleError: the key or the model is rejected, or not paid for.
            BudgetError: the service's quota for the day is used up.
            UnsupportedOptionError: retry; the next request omits the rejected part.
        """
        ...

    def cost(self, answered_by: str, usage: TokenCounts) -> Cost:
        """The cost of a call."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
