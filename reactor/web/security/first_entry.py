"""The password of a house that set none: made once, and shown once in the log as a link."""

import asyncio
from socket import gethostname
from urllib.parse import urlsplit

from loguru import logger

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.web_secrets import PageSecrets
from reactor.settings import Settings
from reactor.web.security.gate import ENTER
from reactor.web.security.passwords import hashed, new_password
from reactor.web.security.policy import Policy

_log = logger.bind(channel="queue-processor")


async def tell_first_entry(database: ScoutlyDatabase, settings: Settings, address: str) -> None:
    """Make a password where one is needed and there is none, and say how to enter.

    Args:
        database: keeps what is needed to know the password again, never itself.
        settings: whether one is needed.
        address: where the page is served.
    """
    secrets = PageSecrets(database)
    if not Policy(settings).makes_password or await secrets.password():
        return
    password = new_password()
    if await secrets.keep_password(await asyncio.to_thread(hashed, password)):
        # Behind the # it is sent to nobody: in no other log, and to no site that is linked.
        here = f"http://{gethostname()}:{urlsplit(address).port}{settings.http_base}"
        _log.warning("the page asks for a password", enter=f"{here}{ENTER}#{password}")
