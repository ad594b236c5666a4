"""Spreads timers that fall together, so that not everything is due in the same minute.

After an import, or a migration from the older system, hundreds of companies share the time of their
last scrape. Without spreading they would share every later one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reactor.decisions.actions import Action, SetTimer

_TOGETHER = 5
"""Up to this many timers in one minute are left alone: a reactor runs as many jobs at once."""


def spread(plans: Sequence[Sequence[Action]]) -> list[list[Action]]:
    """The plans of several companies, with crowded timers spread up to their latest times."""
    timers = [action for plan in plans for action in plan if isinstance(action, SetTimer)]
    moved = iter(_spread_out(timers))
    return [
        [next(moved) if isinstance(action, SetTimer) else action for action in plan]
        for plan in plans
    ]


def _spread_out(timers: list[SetTimer]) -> list[SetTimer]:
    crowds: dict[datetime, list[int]] = defaultdict(list)
    for place, timer in enumerate(timers):
        crowds[timer.at.replace(second=0, microsecond=0)].append(place)
    for crowd in crowds.values():
        if len(crowd) > _TOGETHER:
            for position, place in enumerate(crowd):
                timer = timers[place]
                share = position / len(crowd)
                timers[place] = replace(timer, at=timer.at + share * (timer.latest - timer.at))
    return timers
