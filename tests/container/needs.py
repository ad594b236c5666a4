"""What a rehearsal needs, looked at before anything is started."""

import re
import secrets
import subprocess
from pathlib import Path
from shutil import which

from tests.container.engine import Engine
from tests.container.signals import uninterrupted

_SECONDS = 60
_LOOK_UP = "import socket; socket.gethostbyname('neighbour')"


def lacking(engine: Engine, images: dict[str, str]) -> list[str]:
    """What is not there, one line each with what to do; nothing if all is.

    Args:
        engine: what is to run the stack.
        images: images that others made, by the option that names another one.
    """
    return (
        _lacking_programs(engine.name)
        or _lacking_images(engine, images)
        or _cannot_run(engine.name, images["--python-image"])
        or _cannot_look_up(engine.name, images["--python-image"])
    )


def images_of(compose_file: Path, dockerfile: Path) -> dict[str, str]:
    """The images that the stack rests on, by the option of the rehearsal that names another one."""
    mongo = re.search(r"\$\{MONGO_IMAGE:-([^}]+)\}", compose_file.read_text())
    python = re.search(r"(?m)^ARG PYTHON_IMAGE=(\S+)$", dockerfile.read_text())
    if not (mongo and python):
        raise ValueError("docker-compose.yml or Dockerfile no longer names its image by default")
    return {"--mongo-image": mongo[1], "--python-image": python[1]}


def _lacking_programs(engine: str) -> list[str]:
    if engine == "docker":
        asked = {
            ("docker", "info"): "docker does not answer: install it, and start its daemon",
            (
                "docker",
                "compose",
                "version",
            ): "docker has no compose: install docker-compose-plugin",
        }
    else:
        asked = {
            ("podman", "info"): "podman does not answer: apt install podman",
            (
                "podman-compose",
                "version",
            ): "podman-compose is not there: pip install podman-compose",
        }
    return [problem for command, problem in asked.items() if not _works(*command)]


def _lacking_images(engine: Engine, images: dict[str, str]) -> list[str]:
    return [
        f"image {image} is not here and cannot be pulled: where there is no registry, name "
        f"another one by {option}"
        for option, image in images.items()
        if not _works(engine.name, "image", "inspect", image)
        and not _works(engine.name, "pull", "--quiet", image)
    ]


def _cannot_run(engine: str, image: str) -> list[str]:
    """What keeps a container with an init from running, such as a missing catatonit of podman."""
    command = [engine, "run", "--rm", "--init", image, "true"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    last = done.stderr.rstrip().rpartition("\n")[2]
    return [f"{engine} cannot run a container with an init (`{' '.join(command)}`): {last}"]


def _cannot_look_up(engine: str, image: str) -> list[str]:
    """What keeps podman's containers from finding each other by name; with Docker they always do.

    A container on a network of its own asks for an alias that only the network's DNS server knows.
    """
    if engine == "docker":
        return []
    network = f"scoutly-rehearsal-needs-{secrets.token_hex(2)}"
    there = ("--network", network, "--network-alias", "neighbour")
    try:
        finds = _works("podman", "network", "create", network) and _works(
            *("podman", "run", "--rm", *there, image, "python", "-c", _LOOK_UP)
        )
    finally:
        with uninterrupted():
            _works("podman", "network", "rm", "--force", network)
    if finds:
        return []
    problem = "podman's containers do not find each other by name"
    remedy = "apt install netavark aardvark-dns, and in containers.conf under [network]: "
    return [f'{problem}: {remedy}network_backend = "netavark"']


def _works(*command: str) -> bool:
    if which(command[0]) is None:
        return False
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS * 10)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
