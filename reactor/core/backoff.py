"""Growing pauses between attempts, so that no refusal leads to a busy loop."""

from collections import OrderedDict
from collections.abc import Hashable

_MAX_KEYS = 1_000


class Backoff:
    """Doubling pauses, counted separately for each key.

    Args:
        first: seconds of the first pause.
        longest: maximum seconds of a pause.
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
        """Reset the pause after a success."""
        self._pauses.pop(key, None)
