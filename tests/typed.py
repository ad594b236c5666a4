"""Stands for a `reactor` command: has it run by `tests.command_host`, and ends as it does.

A program of its own that imports next to nothing: `python -ISs typed.py SOCKET ARGUMENT...`.
"""

import json
import os
import signal
import socket
import sys
from types import FrameType


def main(address: str, arguments: list[str]) -> None:
    """Have a command run with this process's streams, folder and environment."""
    typed = {"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}  # noqa: PTH109 - pathlib takes longer to import than all else
    with socket.socket(socket.AF_UNIX) as host:
        host.connect(address)
        socket.send_fds(host, [json.dumps(typed).encode()], [0, 1, 2])

        def pass_on(number: int, _: FrameType | None) -> None:
            host.sendall(bytes([number]))

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1):
            signal.signal(number, pass_on)
        status = int(host.recv(16))
    if status < 0:
        signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
