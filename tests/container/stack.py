"""A stack of its own: a copy of what a person would have, under another name and other ports."""

import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CalledProcessError
from urllib.error import URLError
from urllib.request import urlopen

from tests.container.engine import Engine, Name
from tests.container.transcript import eventually

PROJECT = Path(__file__).resolve().parents[2]
_NEEDED = (
    *("Dockerfile", ".dockerignore", "docker-compose.yml", "mongo-init"),
    *("pyproject.toml", "README.md", "LICENSE", "reactor"),
)
LOG = "/tmp/scoutly-logs/queue-processor.log"  # noqa: S108 - inside of the container
_NAME = "scoutly-rehearsal"
_START_SECONDS = 180


@dataclass(slots=True)
class Stack:
    """The services of docker-compose.yml, and a careers site for the app to visit.

    Attributes:
        engine: what runs them.
        settings: what compose puts into its files.
        asks_for_login: whether mongo-init/auth.yml is laid over them.
    """

    engine: Engine
    settings: dict[str, str]
    asks_for_login: bool = False
    images: list[str] = field(default_factory=list)

    def build(self, options: list[str]) -> str:
        """Build an image from the Dockerfile as it is, and use it from now on; its name."""
        image = f"{self.engine.project}:{len(self.images) + 1}"
        self.images.append(image)
        self.engine.run("build", *options, "--tag", image, ".")
        self.settings["REACTOR_IMAGE"] = image
        self.settings.setdefault("CAREERS_IMAGE", image)
        return image

    def compose(self, *arguments: str) -> str:
        """What compose prints about this stack."""
        login = ["mongo-init/auth.yml"] if self.asks_for_login else []
        files = ["docker-compose.yml", *login, "careers.yml"]
        return self.engine.compose(*arguments, files=files, environment=self.settings)

    def start(self) -> None:
        """Bring everything up, as far as it is not, and wait until it is healthy."""
        if self.engine.name == "podman":
            self.compose("up", "--detach", "--no-build", "mongodb")
            self.wait_for("mongodb")
        self.compose("up", "--detach", "--no-build")
        self.wait_for("mongodb")
        self.wait_for("app")

    def wait_for(self, service: str) -> None:
        """Wait until a service is healthy."""
        eventually(f"{service} is healthy", lambda: self.engine.is_healthy(service), _START_SECONDS)

    def inside(self, service: str, *command: str) -> str:
        """What a command prints in a service's container."""
        return self.engine.run("exec", self.engine.container(service), *command)

    def answer(self, path: str) -> str:
        """What the app answers to this machine; "" if it does not."""
        try:
            address = f"http://127.0.0.1:{self.settings['REACTOR_HTTP_PORT']}{path}"
            with urlopen(address, timeout=5) as response:
                return str(response.read().decode())
        except (URLError, OSError):
            return ""

    def log(self) -> str:
        """What the app has written about its queue, from the first start on."""
        return self.inside("app", "cat", LOG)

    def printed(self) -> str:
        """What the app's container has printed."""
        return self.engine.run("logs", self.engine.container("app"))

    @contextmanager
    def held_site(self) -> Iterator[None]:
        """No visit ends while the block runs."""
        self.inside("careers", "touch", "/tmp/hold")  # noqa: S108 - inside of the container
        try:
            yield
        finally:
            self.inside("careers", "rm", "-f", "/tmp/hold")  # noqa: S108 - inside of the container

    def remove(self) -> None:
        """Stop it and delete its containers, networks and data."""
        self.compose("down", "--volumes")


@contextmanager
def rehearsal_stack(name: Name) -> Iterator[Stack]:
    """A stack that is not built yet; whatever becomes of it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=f"{_NAME}-") as folder:
        _copy_project(Path(folder), name)
        project = f"{_NAME}-{secrets.token_hex(2)}"  # what an interrupted one left is not its own
        stack = Stack(Engine(name, Path(folder), project), _settings())
        try:
            yield stack
        finally:
            _clean_up(stack)


def _copy_project(folder: Path, name: Name) -> None:
    for item in _NEEDED:
        source = PROJECT / item
        if source.is_dir():
            shutil.copytree(source, folder / item, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / item)
    folder.chmod(0o755)  # containers run as other users
    for item in ("careers.yml", "careers.py"):
        shutil.copy(PROJECT / "tests" / "container" / item, folder / item)
    if name == "podman":
        # Podman knows it under another name, and older ones not at all.
        compose = folder / "docker-compose.yml"
        lines = compose.read_text().splitlines(keepends=True)
        compose.write_text("".join(line for line in lines if "start_interval:" not in line))


def _settings() -> dict[str, str]:
    with socket.socket() as first, socket.socket() as second:
        for each in (first, second):
            each.bind(("127.0.0.1", 0))
        return {
            "MONGO_PORT": str(first.getsockname()[1]),
            "REACTOR_HTTP_PORT": str(second.getsockname()[1]),
            "MONGO_ROOT_PASSWORD": secrets.token_hex(12),
            "MONGO_APP_PASSWORD": secrets.token_hex(12),
        }


def _clean_up(stack: Stack) -> None:
    if not stack.images:
        return
    try:
        stack.remove()
    finally:
        for image in stack.images:
            try:
                stack.engine.run("rmi", "--force", image)
            except CalledProcessError:
                continue  # it was never finished
