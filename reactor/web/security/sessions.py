"""Who gave the password, told by a cookie that only this house can have written. Pure."""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta

COOKIE = "scoutly-session"
KEPT_FOR = timedelta(days=30)

_AHEAD = 60
"""Seconds by which the clocks of several reactors may differ."""
_TICKET = 40
"""Signs of a ticket: it stands in addresses."""
_COOKIE = re.compile(r"([0-9a-f]{16})\.(\d{1,12})\.([0-9a-f]{64})")


def issue(key: bytes, now: float) -> str:
    """A session that begins now.

    Args:
        key: as `key_of` gives it.
        now: seconds since 1970.
    """
    name, since = secrets.token_hex(8), str(int(now))
    return f"{name}.{since}.{_seal(key, name, since)}"


def is_valid(cookie: str, key: bytes, now: float) -> bool:
    """Whether a cookie was issued with this key, and not too long ago."""
    found = _COOKIE.fullmatch(cookie)
    if found is None:
        return False
    name, since, seal = found.groups()
    age = now - int(since)
    fresh = -_AHEAD <= age < KEPT_FOR.total_seconds()
    return hmac.compare_digest(_seal(key, name, since), seal) and fresh


def ticket(key: bytes, to: str) -> str:
    """What lets into one thing alone, for as long as the key is the same.

    Args:
        key: as `key_of` gives it.
        to: names that thing.
    """
    # With a key of their own: no seal of a session is a ticket, and no ticket makes a session.
    own = hmac.digest(key, b"ticket", hashlib.sha256)
    return hmac.digest(own, to.encode(), hashlib.sha256).hex()[:_TICKET]


def key_of(house: bytes, password: bytes) -> bytes:
    """What sessions are sealed with: another password ends them all.

    Args:
        house: the secret of the database.
        password: itself, or what is kept of it.
    """
    return hmac.digest(house, password, hashlib.sha256)


def _seal(key: bytes, name: str, since: str) -> str:
    return hmac.digest(key, f"{name}.{since}".encode(), hashlib.sha256).hex()
