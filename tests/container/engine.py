"""Docker or podman, by their command lines."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Name = Literal["docker", "podman"]
_NOT_INHERITED = ("COMPOSE_", "GEMINI_", "MONGO", "REACTOR_")
"""What a person has set for a stack of their own is not meant for this one."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Runs commands in a project's folder.

    Attributes:
        name: which of the two.
        folder: where docker-compose.yml and all that it names are.
        project: name that compose gives its containers, networks and volumes.
    """

    name: Name
    folder: Path
    project: str

    def run(self, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
        """What the command prints.

        Raises:
            subprocess.CalledProcessError: it failed.
        """
        return self._output([self.name, *arguments], environment or {})

    def compose(self, *arguments: str, files: Sequence[str], environment: Mapping[str, str]) -> str:
        """What the compose command prints.

        Raises:
            subprocess.CalledProcessError: it failed.
        """
        program = ["docker", "compose"] if self.name == "docker" else ["podman-compose"]
        chosen = [word for file in files for word in ("--file", file)]
        command = [*program, "--project-name", self.project, *chosen, *arguments]
        return self._output(command, environment)

    def container(self, service: str) -> str:
        """The id of a service's container, "" if there is none."""
        labels = (
            f"label=com.docker.compose.project={self.project}",
            f"label=com.docker.compose.service={service}",
        )
        filters = [word for label in labels for word in ("--filter", label)]
        return self.run("ps", "--all", "--quiet", "--no-trunc", *filters).strip()

    def printed(self, container: str) -> str:
        """What a container has printed, on either way out."""
        command = [self.name, "logs", container]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout + done.stderr

    def unnamed_images(self) -> set[str]:
        """Images without a name, as the stages of a build leave them."""
        return set(self.run("images", "--quiet", "--filter", "dangling=true").split())

    def inspect(self, thing: str, form: str) -> str:
        """One fact about a container or an image, as a Go template gives it."""
        return self.run("inspect", "--format", form, thing).strip()

    def size(self, image: str) -> int:
        """Bytes of an image, unpacked and with the images that it is built on."""
        return int(self.inspect(image, "{{.Size}}"))

    def checks_health_by_itself(self) -> bool:
        """Whether health checks run at their interval; podman leaves them to systemd."""
        return self.name == "docker" or Path("/run/systemd/system").is_dir()

    def is_healthy(self, service: str) -> bool:
        """Whether the service's health check is content."""
        container = self.container(service)
        if self.name == "docker":
            return self.inspect(container, "{{.State.Health.Status}}") == "healthy"
        check = ["podman", "healthcheck", "run", container]
        return subprocess.run(check, capture_output=True, check=False).returncode == 0

    def _output(self, command: Sequence[str], environment: Mapping[str, str]) -> str:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_INHERITED)}
        # Images of podman's own format have no health check.
        settings = {**inherited, "BUILDAH_FORMAT": "docker", **environment}
        return subprocess.run(
            command, cwd=self.folder, env=settings, check=True, capture_output=True, text=True
        ).stdout
