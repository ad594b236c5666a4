"""Essential writes: if MongoDB refuses one form, a simpler form is tried.

Another program's validator may refuse a message; a full disk refuses everything.
"""

from collections.abc import Awaitable, Callable

from loguru import logger

from reactor.errors import FencedError, UnwrittenError, describe
from reactor.mongo.outage_retry import through_outages

_log = logger.bind(channel="queue-processor")


async def write_first_accepted(doing: str, *forms: Callable[[], Awaitable[bool]]) -> bool:
    """The result of the first form that MongoDB accepts: whether the run still held its job.

    Args:
        doing: a description of the write, for the log.
        forms: the fullest first, the simplest last. Each can be repeated harmlessly.

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
