"""What the stack weighs: the image, and memory and CPU of its containers."""

import time
from dataclasses import dataclass
from statistics import median

from tests.container.edits import Editor
from tests.container.stack import Stack
from tests.container.transcript import Transcript

_READ = """
cd /sys/fs/cgroup
if [ -e memory.current ]; then
  cat memory.current memory.stat
  sed -n 's/usage_usec/cpu/p' cpu.stat
  echo peak $(cat memory.peak)
else
  cat memory/memory.usage_in_bytes
  sed -n 's/^total_//p' memory/memory.stat
  echo cpu $(($(cat cpuacct/cpuacct.usage) / 1000))
  echo peak $(cat memory/memory.max_usage_in_bytes)
fi
"""
_SETTLING_SECONDS = 60
_MEGABYTE = 1_000_000
_UNITS = (
    "MB: a million bytes. Memory: as `docker stats` counts, without files that were merely read. "
    "CPU: of one core, so that two busy ones are 200 %."
)
_INTERVAL_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Weight:
    """A container at a moment.

    Attributes:
        memory: bytes, without files that were merely read (as `docker stats` counts).
        peak: the most bytes so far, with them.
        cpu: microseconds used so far.
    """

    memory: int
    peak: int
    cpu: int


def megabytes(size: int) -> str:
    """A size in bytes as it is told."""
    return f"{size / _MEGABYTE:.0f} MB"


def weigh(stack: Stack, service: str) -> Weight:
    """The weight of a service's container, from its control group."""
    used, *rest = stack.inside(service, "sh", "-c", _READ).splitlines()
    facts = {name: int(value) for name, value in (line.split() for line in rest)}
    return Weight(int(used) - facts["inactive_file"], facts["peak"], facts["cpu"])


def measure(stack: Stack, transcript: Transcript, minutes: float) -> None:
    """Weigh the image, the idle stack over some minutes, and the app during its first visit."""
    transcript.title("Weight")
    transcript.say(_UNITS)
    with transcript.step("the image"):
        image = stack.images[-1]
        # In a container that ends: what it reads would count as the app's memory.
        own = stack.engine.run("run", "--rm", image, "du", "-sB1", "/opt/reactor").split()[0]
        size = int(stack.engine.inspect(image, "{{.Size}}"))
        transcript.say(f"{megabytes(size)}, of which /opt/reactor {megabytes(int(own))}")
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


def _measure_idle(stack: Stack, transcript: Transcript, minutes: float) -> None:
    services = ("app", "mongodb")
    began = time.monotonic()
    weights = {service: [weigh(stack, service)] for service in services}
    while time.monotonic() - began < minutes * 60:
        time.sleep(_INTERVAL_SECONDS)
        for service in services:
            weights[service].append(weigh(stack, service))
    seconds = time.monotonic() - began
    for service, found in weights.items():
        memory = [weight.memory / _MEGABYTE for weight in found]
        cpu = (found[-1].cpu - found[0].cpu) / 1e6 / seconds
        transcript.say(
            f"{service:8} {median(memory):.0f} MB ({min(memory):.0f} to {max(memory):.0f}), "
            f"{cpu:.2%} of one CPU"
        )
