"""A stand-in for Gemini that kills who asks it, as a request comes or after its answer has gone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.gemini.asked import Asked
from tests.gemini.endpoint import PATH, Endpoint


@dataclass(frozen=True, slots=True)
class Blow:
    """The moment of a death: at the `request`-th request of a life.

    Attributes:
        request: which, counted from 1.
        answered: whether its answer has been sent by then.
        later: seconds after that.
    """

    request: int
    answered: bool
    later: float = 0.0

    def __str__(self) -> str:
        if self.later:
            return "a while after an answer"
        return "after an answer" if self.answered else "at a request"


@dataclass
class Till(Endpoint):
    """The stand-in.

    Attributes:
        began: how many requests there had been when the present life began.
    """

    began: int = 0
    _blow: Blow | None = None
    _strike: Callable[[], None] = field(default=lambda: None)

    def begin(self, blow: Blow | None = None, strike: Callable[[], None] | None = None) -> None:
        """Another life begins; the blow, if any, will end it."""
        self.began = len(self.asked)
        self._blow, self._strike = blow, strike or self._strike

    @property
    def of_this_life(self) -> list[Asked]:
        """What was asked in it."""
        return self.asked[self.began :]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        response = await super().answer(request)
        blow = self._blow if self._blow and len(self.of_this_life) == self._blow.request else None
        if blow and not blow.answered:
            self._strike()
        elif blow:
            await response.prepare(request)
            await response.write_eof()
            asyncio.get_running_loop().call_later(blow.later, self._strike)
        return response


@asynccontextmanager
async def till() -> AsyncIterator[Till]:
    """A stand-in for as long as the block runs."""
    stand_in = Till()
    application = web.Application()
    application.router.add_post(PATH, stand_in.answer)
    async with TestServer(application) as server:
        stand_in.url = str(server.make_url("/"))
        yield stand_in
