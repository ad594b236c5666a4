"""A stand-in for the Gemini API on loopback, for Google's own client.

It answers as it is told, one request after the other, and then as its model does: by default one
that judges sensibly. It remembers all that it was asked.
"""

import inspect
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.gemini.asked import Asked
from tests.gemini.replies import Reply
from tests.gemini.sensible import sensible
from tests.gemini.troubles import HangUpError

PATH = "/v1beta/models/{call:[^/]+:generateContent}"


@dataclass
class Endpoint:
    """The stand-in.

    Attributes:
        model: answers what the script does not.
        script: what is answered first, one reply a request.
        asked: the requests, in their order.
        url: where it is.
        broken: what went wrong with the stand-in itself.
        kind: of requests.
    """

    model: Reply = sensible
    script: deque[Reply] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    broken: list[Exception] = field(default_factory=list)
    kind: type[Asked] = Asked

    def then(self, *replies: Reply) -> None:
        """Answer the next requests so."""
        self.script.extend(replies)

    @property
    def screenings(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.screens]

    @property
    def analyses(self) -> list[Asked]:
        return [asked for asked in self.asked if not asked.screens]

    @property
    def tokens(self) -> int:
        """What all requests are billed as, without their answers."""
        return sum(asked.tokens for asked in self.asked)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        parts = request.path, request.query_string, request.headers, await request.json()
        asked = self.kind(*parts)
        self.asked.append(asked)
        reply = self.script.popleft() if self.script else self.model
        try:
            response = reply(asked)
            return await response if inspect.isawaitable(response) else response
        except HangUpError:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        except Exception as error:
            self.broken.append(error)
            raise


@asynccontextmanager
async def endpoint(
    model: Reply = sensible, *script: Reply, path: str = PATH, kind: type[Asked] = Asked
) -> AsyncIterator[Endpoint]:
    """A stand-in for as long as the block runs.

    Args:
        model: answers when the script is over.
        script: what is answered first.
        path: where it is asked.
        kind: of requests.
    """
    stand_in = Endpoint(model, deque(script), kind=kind)
    application = web.Application()
    application.router.add_post(path, stand_in.answer)
    async with TestServer(application) as server:
        stand_in.url = str(server.make_url("/"))
        yield stand_in
    if stand_in.broken:
        raise stand_in.broken[0]
