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
_MEGABYTE = 1024 * 1024
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


def weigh(stack: Stack, service: str) -> Weight:
    """The weight of a service's container, from its control group."""
    used, *rest = stack.inside(service, "sh", "-c", _READ).splitlines()
    facts = {name: int(value) for name, value in (line.split() for line in rest)}
    return Weight(int(used) - facts["inactive_file"], facts["peak"], facts["cpu"])


def measure(stack: Stack, transcript: Transcript, minutes: float) -> None:
    """Weigh the image, the idle stack over some minutes, and the app during its first visit."""
    transcript.title("Weight")
    with transcript.step("the image"):
        stack.start()
        size = int(stack.engine.inspect(stack.images[0], "{{.Size}}"))
        own = stack.inside("app", "du", "-sm", "/opt/reactor").split()[0]
        transcript.say(f"{size // _MEGABYTE} MB, of which /opt/reactor {own} MB")
    with transcript.step(f"idle for {minutes:g} minutes"):
        time.sleep(_SETTLING_SECONDS)
        _measure_idle(stack, transcript, minutes)
    with transcript.step("while a company is visited for the first time"):
        editor = Editor(stack, transcript)
        editor.plant()
        editor.wait_for_visit(editor.track())
        after = weigh(stack, "app")
        transcript.say(
            f"app {after.memory / _MEGABYTE:.0f} MB afterwards, "
            f"at most {after.peak / _MEGABYTE:.0f} MB with what it read from disk"
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
