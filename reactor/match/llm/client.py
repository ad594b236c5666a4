"""What a provider of language models has to be."""

from typing import Protocol

from reactor.match.llm.price import Cost
from reactor.match.llm.question import Question
from reactor.match.llm.reply import ModelAnswer, TokenCounts


class LeftOutError(Exception):
    """The service refused a part of the request that it can do without: the next has it no more."""


class ModelClient(Protocol):
    """Sends questions to one model, and says in our words what comes back."""

    @property
    def provider(self) -> str:
        """What logs and results call the matcher that asks it."""

    @property
    def model(self) -> str:
        """The model that is asked, as the settings name it."""

    @property
    def host(self) -> str:
        """Where the requests go."""

    @property
    def efforts(self) -> int:
        """In how many ways the model can be let think, from 0 (as is best for judging) to less."""

    async def send(self, question: Question, effort: int) -> ModelAnswer:
        """The answer to one request.

        Args:
            question: what is asked.
            effort: how hard the model may think; the last leaves the most room for the answer.

        Raises:
            PassingError: overload, the minute's quota, no connection, or an answer that is none
                (`UnreachableError`: nothing was heard).
            ModelTroubleError: the key or the model is refused, or not paid for.
            BudgetError: the service's quota for the day is used up.
            LeftOutError: ask again; the next request lacks what this one was refused for.
        """
        ...

    def cost(self, answered_by: str, usage: TokenCounts) -> Cost:
        """What a call costs."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
