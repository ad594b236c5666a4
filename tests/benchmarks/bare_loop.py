"""An event loop with nothing to do, which tells how late it was: `python -m …bare_loop`."""

import asyncio
import json
import sys
from time import monotonic

PERIOD = 0.1


async def _measure() -> None:
    """Say how late each timer was once the standard input ends."""
    ended = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    lags: list[float] = []
    while not ended.done():
        due = monotonic() + PERIOD
        await asyncio.sleep(PERIOD)
        lags.append(monotonic() - due)
    print(json.dumps(lags))  # noqa: T201 - its one word


if __name__ == "__main__":
    asyncio.run(_measure())
