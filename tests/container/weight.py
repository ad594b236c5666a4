"""What the stack weighs: the image, and memory and CPU of its containers."""

import time
from dataclasses import dataclass
from statistics import median

from tests.container.control_group import Usage, usage
from tests.container.edits import Editor
from tests.container.stack import Stack
from tests.container.transcript import Transcript

_SETTLING_SECONDS = 60
_MEGABYTE = 1_000_000
_UNITS = (
    "MB: a million bytes. Memory: as `docker stats` counts, without files that were merely read. "
    "CPU: of one core, so that two busy ones are 200 %."
)
_INTERVAL_SECONDS = 30
_INTERVALS_PER_HEALTH_CHECK = 2
"""docker-compose.yml and the Dockerfile have one each minute."""


def megabytes(size: int) -> str:
    """A size in bytes as it is told."""
    return f"{size / _MEGABYTE:.0f} MB"


def weigh(stack: Stack, service: str) -> Usage:
    """What a service's container uses now."""
    return usage(int(stack.engine.inspect(stack.engine.container(service), "{{.State.Pid}}")))


def measure(stack: Stack, transcript: Transcript, minutes: float) -> None:
    """Weigh the image, the idle stack over some minutes, and the app during its first visit."""
    transcript.title("Weight")
    transcript.say(_UNITS)
    with transcript.step("the image"):
        image = stack.images[-1]
        # In a container that ends: what it reads would count as the app's memory.
        own = stack.engine.run("run", "--rm", image, "du", "-sB1", "/opt/reactor").split()[0]
        transcript.say(
            f"{megabytes(stack.engine.size(image))}, of which /opt/reactor {megabytes(int(own))}"
        )
    with transcript.step("both services start and become healthy", vital=True):
        stack.start()
    with transcript.step(f"idle for {minutes:g} minutes"):
        time.sleep(_SETTLING_SECONDS)
        _measure_idle(stack, transcript, minutes)
    with transcript.step("while a company is visited for the first time"):
        editor = Editor(stack, transcript)
        editor.plant()
        editor.wait_for_visit(editor.track())
        after = weigh(stack, "app")
        transcript.say(
            f"app {megabytes(after.memory)} afterwards, "
            f"at most {megabytes(after.peak)} with what it read from disk"
        )


@dataclass(slots=True)
class _Idle:
    """What was seen of a service while nothing was to be done."""

    seen: list[Usage]
    cpu_of_checks: int = 0

    def told(self, seconds: float) -> str:
        memory = [usage.memory / _MEGABYTE for usage in self.seen]
        cpu = (self.seen[-1].cpu - self.seen[0].cpu) / 1e6 / seconds
        checks = self.cpu_of_checks / 1e6 / seconds
        return (
            f"{median(memory):.0f} MB ({min(memory):.0f} to {max(memory):.0f}), "
            f"{cpu:.2%} of one CPU" + (f", of which health checks {checks:.2%}" if checks else "")
        )


def _measure_idle(stack: Stack, transcript: Transcript, minutes: float) -> None:
    idle = {service: _Idle([weigh(stack, service)]) for service in ("app", "mongodb")}
    began = time.monotonic()
    while (seconds := time.monotonic() - began) < minutes * 60:
        time.sleep(_INTERVAL_SECONDS)
        for service, found in idle.items():
            found.seen.append(weigh(stack, service))
        due = len(idle["app"].seen) % _INTERVALS_PER_HEALTH_CHECK == 0
        if due and not stack.engine.checks_health_by_itself():
            for service, found in idle.items():
                stack.engine.is_healthy(service)
                found.cpu_of_checks += weigh(stack, service).cpu - found.seen[-1].cpu
    for service, found in idle.items():
        transcript.say(f"{service:8} {found.told(seconds)}")
