"""Passwords: how they are kept, and how often somebody may be wrong."""

import hashlib
import hmac
import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from time import monotonic

_COST = {"n": 2**14, "r": 8, "p": 1}
"""16 MB and some 50 ms for each try."""
_SALT = 16
_MAX_ADDRESSES = 1_000


def new_password() -> str:
    """One that nobody guesses, and that stands in a link as it is."""
    return secrets.token_urlsafe(18)


def hashed(password: str, salt: bytes = b"") -> bytes:
    """What is kept of a password; it takes a while, so do it in a thread."""
    salt = salt or secrets.token_bytes(_SALT)
    return salt + hashlib.scrypt(password.encode(), salt=salt, **_COST)


def is_right(password: str, kept: bytes) -> bool:
    """Whether it is the password of which this was kept; as slow as `hashed`."""
    return hmac.compare_digest(hashed(password, kept[:_SALT]), kept)


class Attempts:
    """How often each address has tried lately; those heard of longest ago are forgotten.

    Args:
        most: tries within `span`.
        span: seconds.
        clock: gives seconds.
    """

    def __init__(
        self, most: int = 5, span: float = 60.0, clock: Callable[[], float] = monotonic
    ) -> None:
        self._most = most
        self._span = span
        self._clock = clock
        self._tried: OrderedDict[str, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._tried)

    def may(self, address: str) -> bool:
        """Whether one more is allowed, which is then counted."""
        tried = self._tried.setdefault(address, deque(maxlen=self._most))
        self._tried.move_to_end(address)
        while len(self._tried) > _MAX_ADDRESSES:
            self._tried.popitem(last=False)
        now = self._clock()
        if len(tried) == self._most and now - tried[0] < self._span:
            return False
        tried.append(now)
        return True

    def forget(self, address: str) -> None:
        """It was right."""
        self._tried.pop(address, None)
