"""`reactor health`: the container's health probe."""

import argparse
import json
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from reactor.cli.commands import Commands
from reactor.errors import ReactorError
from reactor.settings import Settings

_TIMEOUT = 5.0
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - a comparison, no binding
_WITHOUT_PROXY = build_opener(ProxyHandler({}))


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "health",
        help="ask the reactor on this machine whether it is well",
        description=(
            "Ask /healthz of the reactor at REACTOR_HTTP_HOST and REACTOR_HTTP_PORT. "
            "Exit status 0 if it is well, 1 if not."
        ),
    )
    parser.set_defaults(execute=execute)


def execute(_: argparse.Namespace) -> int:
    """Print the response; 0 if the reactor is healthy."""
    settings = Settings.from_environment()
    host = "127.0.0.1" if settings.http_host in _EVERYWHERE else settings.http_host
    address = f"http://{host}:{settings.http_port}/healthz"
    try:
        with _WITHOUT_PROXY.open(address, timeout=_TIMEOUT) as answer:
            details = json.load(answer)
    except HTTPError as error:
        raise ReactorError(
            f"the reactor at {address} is not well: {error.read().decode()}"
        ) from None
    except (URLError, OSError, ValueError) as error:
        raise ReactorError(f"no reactor answers at {address}: {error}") from None
    print(json.dumps(details))  # noqa: T201 - the command's output
    return 0
