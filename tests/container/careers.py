"""Serves the demo's sample companies inside the stack; answers wait while `/tmp/hold` is there."""

import asyncio
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from reactor.demo.site import CareersSite

HOLD = Path("/tmp/hold")  # noqa: S108 - in a container of its own
PORT = 8000


@web.middleware
async def held(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer as soon as nobody holds the site."""
    while HOLD.exists():  # noqa: ASYNC110 - it is created from outside, by `touch`
        await asyncio.sleep(0.1)
    return await handler(request)


def main() -> None:
    """Serve until the container is stopped."""
    site = CareersSite()
    site.address = f"http://careers:{PORT}"
    app = site.application()
    app.middlewares.append(held)
    web.run_app(app, port=PORT, print=None)


if __name__ == "__main__":
    main()
