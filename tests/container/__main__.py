"""`tests/container/run`: rehearse life with containers, and print what happened."""

import argparse
import os
import sys
from contextlib import suppress

from tests.container import everyday, logins, renewal, troubles, weight
from tests.container.edits import Editor
from tests.container.engine import Engine
from tests.container.needs import images_of, lacking
from tests.container.signals import end_on_signals
from tests.container.stack import PROJECT, Stack, rehearsal_stack
from tests.container.transcript import EndedError, Transcript
from tests.container.weight import megabytes

_PARTS = ("everyday", "logins", "weight")


def main() -> int:
    """Rehearse what was asked for; 1 if a step failed, 2 if what it needs is not there."""
    wanted = _parse()
    end_on_signals()
    images = images_of(PROJECT / "docker-compose.yml", PROJECT / "Dockerfile")
    given = {"--mongo-image": wanted.mongo_image, "--python-image": wanted.python_image}
    images |= {option: image for option, image in given.items() if image}
    if problems := lacking(Engine(wanted.engine, PROJECT, ""), images):
        for problem in problems:
            print(f"tests/container/run: {problem}", file=sys.stderr)  # noqa: T201 - to who called it
        return 2
    transcript = Transcript()
    with rehearsal_stack(wanted.engine, images["--python-image"]) as stack:
        stack.settings["MONGO_IMAGE"] = images["--mongo-image"]
        with suppress(EndedError):
            _rehearse(stack, transcript, wanted)
    return transcript.conclude()


def _rehearse(stack: Stack, transcript: Transcript, wanted: argparse.Namespace) -> None:
    with transcript.step("the image is built from the Dockerfile and the lock file", vital=True):
        image = stack.build(wanted.build_option)
        size, base = (stack.engine.size(each) for each in (image, stack.python_image))
        transcript.say(f"{image}: {megabytes(size)}, {megabytes(size - base)} without Python's")
    if "everyday" in wanted.parts:
        transcript.title("As it comes")
        editor = Editor(stack, transcript)
        everyday.rehearse(stack, transcript, editor)
        troubles.rehearse(stack, transcript, editor)
        renewal.rehearse(stack, transcript, editor, wanted.build_option)
        stack.remove()
    if "logins" in wanted.parts:
        logins.rehearse(stack, transcript)
        stack.remove()
    if "weight" in wanted.parts:
        stack.asks_for_login = False
        weight.measure(stack, transcript, wanted.minutes)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tests/container/run",
        description="Builds the image, starts the stack of docker-compose.yml under a name and "
        "on ports of its own, and goes through what may happen to it. Exit status 1 if "
        "something went otherwise than promised, 2 if something that it needs is not there. "
        "Everything that it made is removed afterwards, also after a signal. Needs docker with its "
        "compose plugin, or podman and podman-compose (pip install podman-compose).",
    )
    parser.add_argument("engine", choices=("docker", "podman"))
    parser.add_argument(
        "--parts",
        nargs="+",
        choices=_PARTS,
        default=["everyday", "logins"],
        metavar="PART",
        help=f"any of {', '.join(_PARTS)} (default: everyday logins)",
    )
    parser.add_argument(
        "--minutes", type=float, default=10, help="how long to weigh the idle stack (default: 10)"
    )
    parser.add_argument(
        "--build-option",
        action="append",
        default=[],
        metavar="OPTION",
        help="passed on to the build, such as --build-option=--network=host",
    )
    parser.add_argument(
        "--mongo-image",
        metavar="IMAGE",
        default=os.environ.get("MONGO_IMAGE"),
        help="instead of the one of docker-compose.yml (default: the variable MONGO_IMAGE)",
    )
    parser.add_argument(
        "--python-image",
        metavar="IMAGE",
        default=os.environ.get("PYTHON_IMAGE"),
        help="instead of the one of the Dockerfile (default: the variable PYTHON_IMAGE)",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
