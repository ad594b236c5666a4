"""`tests/container/run`: rehearse life with containers, and print what happened."""

import argparse
import sys

from tests.container import everyday, logins, renewal, troubles, weight
from tests.container.edits import Editor
from tests.container.stack import Stack, rehearsal_stack
from tests.container.transcript import Transcript

_PARTS = ("everyday", "logins", "weight")


def main() -> int:
    """Rehearse what was asked for; 1 if a step failed."""
    wanted = _parse()
    transcript = Transcript()
    with rehearsal_stack(wanted.engine) as stack:
        if wanted.mongo_image:
            stack.settings["MONGO_IMAGE"] = wanted.mongo_image
        with transcript.step("the image is built from the Dockerfile as it is"):
            image = stack.build(wanted.build_option)
            size = int(stack.engine.inspect(image, "{{.Size}}")) // 1024 // 1024
            transcript.say(f"{image}: {size} MB")
        if not transcript.failed:
            _rehearse(stack, transcript, wanted)
    return transcript.conclude()


def _rehearse(stack: Stack, transcript: Transcript, wanted: argparse.Namespace) -> None:
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
        "something went otherwise than promised. Everything is removed afterwards.",
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
        "--mongo-image", metavar="IMAGE", help="instead of the one of docker-compose.yml"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
