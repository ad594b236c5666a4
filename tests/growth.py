"""How the time of a piece of work grows with the size of what it is given."""

import math
import time
from collections.abc import Callable

# An exponent: 1 is linear, 2 quadratic. What is linear stays far below, what is not far above.
LINEAR = 1.4
_STEP = 4
# Processor time that the clock and the cost of a call no longer blur, in seconds.
_MEASURABLE = 0.004
_ROUNDS = 4

Work = Callable[[], object]


def seconds(work: Work, times: int = 1) -> float:
    """The least processor time of this thread: whatever else the machine does only ever adds."""
    least = math.inf
    for _ in range(times):
        begun = time.thread_time()
        work()
        least = min(least, time.thread_time() - begun)
    return max(least, 1e-9)


def growth(of_size: Callable[[int], Work], size: int) -> float:
    """The exponent by which the time grows with the size.

    What looks steep is measured again, more often, and at sizes that take long enough to tell.

    Args:
        of_size: makes the work on something of a size.
        size: where to begin.
    """
    short, long = seconds(of_size(size)), seconds(of_size(_STEP * size))
    steepness = _exponent(short, long)
    rounds = 0
    while steepness > LINEAR and rounds < _ROUNDS:
        if long < _MEASURABLE:
            size, short = _STEP * size, long
            long = seconds(of_size(_STEP * size))
        else:
            rounds += 1
            short = min(short, seconds(of_size(size), times=_ROUNDS))
            long = min(long, seconds(of_size(_STEP * size)))
        steepness = _exponent(short, long)
    return steepness


def explodes(of_size: Callable[[int], Work], most: int) -> bool:
    """Whether a few characters more multiply the time: asked first, for such work never ends."""
    before = math.inf
    for size in range(8, most, 4):
        took = seconds(of_size(size))
        if took > _MEASURABLE and took > 2 * before:
            return True
        before = took
    return False


def _exponent(short: float, long: float) -> float:
    return math.log(long / short, _STEP)
