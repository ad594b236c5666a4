"""A stack of its own: a copy of what a person would have, under another name and other ports."""

import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CalledProcessError
from urllib.error import URLError
from urllib.request import urlopen

from tests.container.engine import Engine, Name
from tests.container.signals import uninterrupted
from tests.container.transcript import NotSoError, eventually

PROJECT = Path(__file__).resolve().parents[2]
_NEEDED = (
    *("Dockerfile", ".dockerignore", "docker-compose.yml", "mongo-init"),
    *("pyproject.toml", "requirements.lock", "README.md", "LICENSE", "reactor"),
)
LOG = "/tmp/scoutly-logs/queue-processor.log"  # noqa: S108 - inside of the container
PASSWORDS = ("MONGO_ROOT_PASSWORD", "MONGO_APP_PASSWORD")
_NAME = "scoutly-rehearsal"
_START_SECONDS = 180


@dataclass(slots=True)
class Stack:
    """The services of docker-compose.yml, and a careers site for the app to visit.

    Attributes:
        engine: what runs them.
        settings: what compose puts into its files.
        python_image: what the image is built on.
        asks_for_login: whether mongo-init/auth.yml is laid over them.
    """

    engine: Engine
    settings: dict[str, str]
    python_image: str
    asks_for_login: bool = False
    images: list[str] = field(default_factory=list)

    def build(self, options: list[str]) -> str:
        """Build an image from the Dockerfile as it is, and use it from now on; its name."""
        image = f"{self.engine.project}:{len(self.images) + 1}"
        self.images.append(image)
        base = f"PYTHON_IMAGE={self.python_image}"
        self.engine.run("build", *options, "--build-arg", base, "--tag", image, ".")
        self.settings["REACTOR_IMAGE"] = image
        self.settings.setdefault("CAREERS_IMAGE", image)
        return image

    def compose(self, *arguments: str) -> str:
        """What compose prints about this stack."""
        login = ["mongo-init/auth.yml"] if self.asks_for_login else []
        files = ["docker-compose.yml", *login, "careers.yml"]
        settings = {
            name: value
            for name, value in self.settings.items()
            if self.asks_for_login or name not in PASSWORDS
        }
        return self.engine.compose(*arguments, files=files, environment=settings)

    def forget_auth_file(self) -> str:
        """Start MongoDB with passwords but without auth.yml; what its container has printed."""
        files = ["docker-compose.yml", "careers.yml"]
        up = ("up", "--detach", "--no-build", "mongodb")
        self.engine.compose(*up, files=files, environment=self.settings)
        mongodb = self.engine.container("mongodb")
        return eventually(
            "mongodb has printed something", lambda: self.engine.printed(mongodb).strip()
        )

    def start(self) -> None:
        """Bring everything up, as far as it is not, and wait until it is healthy."""
        if self.engine.name == "podman":
            self.compose("up", "--detach", "--no-build", "mongodb")
            self.wait_for("mongodb")
        self.compose("up", "--detach", "--no-build")
        self.wait_for("mongodb")
        self.wait_for("app")

    def wait_for(self, service: str) -> None:
        """Wait until a service is healthy.

        Raises:
            NotSoError: it is not, with the last that it printed.
        """
        healthy = f"{service} is healthy"
        try:
            eventually(healthy, lambda: self.engine.is_healthy(service), _START_SECONDS)
        except NotSoError as error:
            last = self.engine.printed(self.engine.container(service)).rstrip().rpartition("\n")[2]
            raise NotSoError(f"{error}; it printed last: {last or 'nothing'}") from error

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
        return self.engine.printed(self.engine.container("app"))

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
def rehearsal_stack(name: Name, python_image: str) -> Iterator[Stack]:
    """A stack that is not built yet; whatever becomes of it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=f"{_NAME}-") as folder:
        _copy_project(Path(folder))
        project = f"{_NAME}-{secrets.token_hex(2)}"  # what an interrupted one left is not its own
        engine = Engine(name, Path(folder), project)
        unnamed = engine.unnamed_images()
        stack = Stack(engine, _settings(), python_image)
        try:
            yield stack
        finally:
            with uninterrupted():
                _clean_up(stack, unnamed)


def _copy_project(folder: Path) -> None:
    for item in _NEEDED:
        source = PROJECT / item
        if source.is_dir():
            shutil.copytree(source, folder / item, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / item)
    folder.chmod(0o755)  # containers run as other users
    for item in ("careers.yml", "careers.py"):
        shutil.copy(PROJECT / "tests" / "container" / item, folder / item)


def _settings() -> dict[str, str]:
    with socket.socket() as first, socket.socket() as second:
        for each in (first, second):
            each.bind(("127.0.0.1", 0))
        return {
            "MONGO_PORT": str(first.getsockname()[1]),
            "REACTOR_HTTP_PORT": str(second.getsockname()[1]),
            **{name: secrets.token_hex(12) for name in PASSWORDS},
        }


def _clean_up(stack: Stack, unnamed_before: set[str]) -> None:
    """Remove the stack, its images, and the unnamed stages that their builds have left."""
    if not stack.images:
        return
    try:
        stack.remove()
    except CalledProcessError as error:
        last = error.stderr.rstrip().rpartition("\n")[2]
        print(f"not all could be removed: {last}", file=sys.stderr)  # noqa: T201 - to who called it
    finally:
        unnamed = stack.engine.unnamed_images() - unnamed_before
        for image in [*stack.images, *sorted(unnamed)]:
            with suppress(CalledProcessError):  # it was never finished
                stack.engine.run("rmi", "--force", image)
