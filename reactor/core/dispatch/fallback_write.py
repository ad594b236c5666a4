"""Writes that must get through: where MongoDB refuses one form, a plainer one is tried.

Somebody's validator may refuse a message, a full disk everything.
"""

from collections.abc import Awaitable, Callable

from loguru import logger

from reactor.errors import FencedError, UnwrittenError, describe
from reactor.mongo.outage_retry import through_outages

_log = logger.bind(channel="queue-processor")


async def write_first_accepted(doing: str, *forms: Callable[[], Awaitable[bool]]) -> bool:
    """What the first form gives that MongoDB accepts: whether the job was still this run's.

    Args:
        doing: what is written, for the log.
        forms: the fullest first, the plainest last. Each can be repeated harmlessly.

    Raises:
        UnwrittenError: MongoDB refused them all.
    """
    refused = ""
    for form in forms:
        try:
            return await through_outages(form, doing)
        except FencedError:
            return False
        except Exception as error:  # noqa: BLE001 - a value that cannot be encoded, for one
            refused = describe(error)
            _log.error("write refused", doing=doing, error=refused)
    raise UnwrittenError(f"{doing}: {refused}")
