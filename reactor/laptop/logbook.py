"""Where a command that works beside a running reactor logs."""

import re
from socket import gethostname

from loguru import logger

from reactor.errors import SettingsError
from reactor.logs import FILES, configure_logs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings


async def open_logbook(settings: Settings, database: ScoutlyDatabase) -> None:
    """Log into the files, unless a reactor on this machine does: only one may rotate them.

    Nothing is logged to the screen, which belongs to the command's answer. A folder that cannot be
    written to is no reason not to do the work.
    """
    logger.remove()
    here = {
        "_id.kind": "lease",
        "_id.of": {"$regex": f"^{re.escape(gethostname())}-[0-9a-f]{{8}}$"},
    }
    if await database.timers.find_one(here) is not None:
        return
    try:
        configure_logs(settings, screen=False, channels=FILES)
    except SettingsError:
        logger.remove()
