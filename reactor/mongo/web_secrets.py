"""The page's secrets, shared by all reactors of a database.

It lies with the checkpoints: whoever drops these has everybody enter anew.
"""

import secrets

from reactor.mongo.database import ScoutlyDatabase

_ID = "page"
_KEY_LENGTH = 32


class PageSecrets:
    """The key that sessions are sealed with, and what is kept of a password that was made here."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._kept = database.checkpoints
        self._key = b""

    async def key(self) -> bytes:
        """The house's key, made when it is first asked for."""
        if not self._key:
            mine = {"$setOnInsert": {"key": secrets.token_bytes(_KEY_LENGTH)}}
            await self._kept.update_one({"_id": _ID}, mine, upsert=True)
            found = await self._kept.find_one({"_id": _ID}) or {}
            self._key = bytes(found.get("key", b""))
        return self._key

    async def password(self) -> bytes:
        """What is kept of the password that was made; `b""` if none was."""
        found = await self._kept.find_one({"_id": _ID}, {"password": 1}) or {}
        kept = found.get("password")
        return bytes(kept) if isinstance(kept, bytes) else b""

    async def keep_password(self, kept: bytes) -> bool:
        """Keep it if there is none yet; whether it is now the one."""
        await self.key()
        which = {"_id": _ID, "password": {"$exists": False}}
        done = await self._kept.update_one(which, {"$set": {"password": kept}})
        return done.modified_count == 1
