"""Stands in for the parsing process where a test is not about it: starting one takes a second."""

import asyncio
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from reactor.fetch.parser_worker import ParsingWorker

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class InThisProcess(ParsingWorker):
    """Runs functions in a thread, with no limit."""

    async def run(
        self,
        function: Callable[[*Arguments], Result],
        *args: *Arguments,
        what: str = "the page",  # noqa: ARG002 - nothing goes wrong
    ) -> Result:
        """The result of `function(*args)`; the loop turns meanwhile, as beside a real process."""
        return await asyncio.to_thread(function, *args)
