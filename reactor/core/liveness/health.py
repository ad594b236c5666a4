"""The health of this reactor and the reason for trouble: for `/healthz`, `/readyz` and the page."""

from reactor.core.liveness.heartbeat import Heartbeat
from reactor.mongo.outage_retry import Availability

_READ_LATELY = 90.0
"""Seconds; the driver notices a silent server after 30 and then tries it again."""

WELL = "well"


class HealthCheck:
    """What is known of a reactor's health.

    Attributes:
        pulse: signs of life of its core.
        availability: what waits for MongoDB.
    """

    def __init__(self, pulse: Heartbeat, availability: Availability) -> None:
        self.pulse = pulse
        self.availability = availability
        self._before_start = "it has not answered yet"

    def note_start(self, problem: str) -> None:
        """MongoDB cannot be used yet, because of `problem`."""
        self._before_start = problem

    @property
    def has_started(self) -> bool:
        """Whether the stream was ever read."""
        return self.pulse.answered or self.pulse.opened.is_set()

    @property
    def healthy(self) -> bool:
        """Whether the stream was read lately, and no refusal by MongoDB needs a person."""
        lately = self.has_started and self.pulse.silent_seconds < _READ_LATELY
        return lately and not self.availability.needs_people

    @property
    def mongodb(self) -> str:
        """The state of MongoDB for this reactor, in a few constant words."""
        outage = self.availability.gravest
        if outage and (self.has_started or self.availability.needs_people):
            return outage.kind.value
        return WELL if self.has_started else "starting: waiting for MongoDB"

    def explanation(self) -> dict[str, str]:
        """The reason and the remedy; empty if all is well."""
        if outage := self.availability.gravest:
            return {
                "doing": outage.doing,
                "error": outage.error,
                "mend": self.availability.mend(outage),
            }
        return {} if self.has_started else {"error": self._before_start}
