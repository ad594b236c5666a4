"""What the app's container may do, seen from inside and outside of it."""

import json
from subprocess import CalledProcessError

from tests.container.stack import Stack
from tests.container.transcript import Transcript, check

_LIMIT = 512 * 1024 * 1024
_READ_LIMIT = (
    "cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes"
)


def check_confinement(stack: Stack, transcript: Transcript) -> None:
    """Not root, nothing to write but its own, 512 MB, no rights to gain, loopback only.

    Raises:
        NotSoError: one of these does not hold.
    """
    user = stack.inside("app", "id", "-u").strip()
    transcript.say(f"user {user}")
    check("the app is not root", holds=user == "10001")

    for folder in ("/", "/opt/reactor", "/etc"):
        check(f"{folder} cannot be written", holds=not _can_write(stack, folder))
    for folder in ("/tmp", "/tmp/scoutly-logs"):  # noqa: S108 - inside of the container
        check(f"{folder} can be written", holds=_can_write(stack, folder))
    transcript.say("/ /opt/reactor /etc: read-only; /tmp /tmp/scoutly-logs: writable")

    limit = int(stack.inside("app", "sh", "-c", _READ_LIMIT))
    transcript.say(f"memory limit {limit // 1024 // 1024} MiB")
    check("its memory is limited to 512 MiB", holds=limit == _LIMIT)

    status = stack.inside("app", "cat", "/proc/1/status").splitlines()
    facts = dict(line.split(":\t", 1) for line in status if ":\t" in line)
    transcript.say(f"capabilities {facts['CapEff']}, NoNewPrivs {facts['NoNewPrivs']}")
    check("it has no capabilities", holds=int(facts["CapEff"], 16) == int(facts["CapBnd"], 16) == 0)
    check("it cannot gain privileges", holds=facts["NoNewPrivs"] == "1")

    for service in ("app", "mongodb"):
        said = stack.engine.inspect(
            stack.engine.container(service), "{{json .NetworkSettings.Ports}}"
        )
        published = [each for bindings in json.loads(said).values() for each in bindings or ()]
        addresses = {each["HostIp"] for each in published}
        check(f"{service} is published on loopback alone", holds=addresses == {"127.0.0.1"})
    transcript.say("published on 127.0.0.1 alone")


def _can_write(stack: Stack, folder: str) -> bool:
    try:
        stack.inside("app", "sh", "-c", f"touch {folder}/probe && rm {folder}/probe")
    except CalledProcessError:
        return False
    return True
