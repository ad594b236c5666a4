"""Pauses that grow: between tries of what is refused, so that none becomes a hot loop."""

from collections import OrderedDict
from collections.abc import Hashable

_MAX_KEYS = 1_000


class Backoff:
    """Doubling pauses, counted separately for each key.

    Args:
        first: seconds of the first pause.
        longest: seconds that no pause exceeds.
    """

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self._longest = longest
        self._pauses: OrderedDict[Hashable, float] = OrderedDict()

    def next(self, key: Hashable = None) -> float:
        """Seconds to wait before the next try."""
        last = self._pauses.pop(key, None)
        pause = self._first if last is None else min(2 * last, self._longest)
        self._pauses[key] = pause
        if len(self._pauses) > _MAX_KEYS:
            self._pauses.popitem(last=False)
        return pause

    def reset(self, key: Hashable = None) -> None:
        """A try succeeded."""
        self._pauses.pop(key, None)
