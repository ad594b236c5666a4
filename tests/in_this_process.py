"""Stands in for the parsing process where a test is not about it: starting one takes a second."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from reactor.fetch.worker import ParsingWorker

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class InThisProcess(ParsingWorker):
    """Runs functions where it is asked to, with no limit."""

    async def run(
        self,
        function: Callable[[*Arguments], Result],
        *args: *Arguments,
        what: str = "the page",  # noqa: ARG002 - nothing goes wrong
    ) -> Result:
        """The result of `function(*args)`."""
        return function(*args)
