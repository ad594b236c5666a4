"""What a stand-in for Gemini counts: requests, and tokens as it bills them."""

import json
from dataclasses import dataclass
from typing import Self

from aiohttp import web

from tests.benchmarks.matching.answers import Answering
from tests.gemini.asked import Asked


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests and their tokens."""

    requests: int = 0
    input: int = 0
    output: int = 0

    @property
    def tokens(self) -> int:
        """Those of the requests and of their answers."""
        return self.input + self.output

    def __add__(self, other: Self) -> "Cost":
        return Cost(
            self.requests + other.requests, self.input + other.input, self.output + other.output
        )

    def __sub__(self, other: Self) -> "Cost":
        return Cost(
            self.requests - other.requests, self.input - other.input, self.output - other.output
        )


class Meter:
    """A model that answers as another one does, and adds up what that is billed as.

    Args:
        answer: as it answers.

    Attributes:
        total: of all that was asked.
    """

    def __init__(self, answer: Answering) -> None:
        self._answer = answer
        self.total = Cost()

    def __call__(self, asked: Asked) -> web.Response:
        response = self._answer(asked)
        billed = json.loads(response.text or "")["usageMetadata"]
        self.total += Cost(1, billed["promptTokenCount"], billed["candidatesTokenCount"])
        return response

    def since(self, before: Cost) -> Cost:
        """What was asked since the total was that."""
        return self.total - before
