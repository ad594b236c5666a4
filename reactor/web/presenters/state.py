"""Whether it works, in a few words, and the one thing to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reactor.core.liveness.health import HealthCheck
from reactor.mongo.views.totals import Totals


@dataclass(frozen=True, slots=True)
class State:
    """How it is.

    Attributes:
        well: whether it works.
        said: key of the sentence.
        advice: key of what to do, `""` where `mend` says it.
        parts: what the sentence names.
        mend: what the database says is to be done, in English; `""` if it says nothing.
    """

    well: bool
    said: str
    advice: str
    parts: Mapping[str, str] = field(default_factory=dict)
    mend: str = ""


def state_of(
    health: HealthCheck, totals: Totals | None, *, stream_open: bool, keyless: bool
) -> State:
    """How it is now.

    Args:
        health: what this reactor knows of itself.
        totals: what MongoDB says, None if it does not.
        stream_open: whether changes are read.
        keyless: whether no model is asked.
    """
    mend = str(health.explanation().get("mend") or "")
    if health.availability.needs_people:
        return State(False, "state.mongodb_says", "", {"said": health.mongodb}, mend)
    if totals is None:
        return State(False, "state.no_mongodb", "" if mend else "advice.no_mongodb", mend=mend)
    if not (health.healthy and stream_open):
        return State(False, "state.unwell", "" if mend else "advice.unwell", mend=mend)
    if mend:
        return State(True, "state.well", "", mend=mend)
    return State(True, "state.well", _next(totals, keyless=keyless))


def _next(totals: Totals, *, keyless: bool) -> str:
    if not totals.preferences:
        return "advice.nobody_tracks"
    return "advice.keyless" if keyless else "advice.nothing"
