"""Runs `reactor` commands in forks of a process that has loaded the program.

To import it takes each command half a second of processor time, and most have little else to do.
Their parsing processes are forked from the one that pytest's worker has loaded, too.
Started by `tests.command`; whoever wants a command run connects and hands over its standard
streams with what was typed. It ends with the one that started it.
"""

import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
import tempfile
import time
from contextlib import suppress
from typing import Any, NoReturn

from reactor.fetch import parser_process
from tests.loaded_parsers import Loaded, fork_from

_LOADED = ("cli", "app", "core", "demo", "doctor", "embedded_mongod", "export_import", "oneshot")
_MORE = ("people", "pipeline", "saved_jobs", "seeding", "status", "tracking")
_LONGEST = 1_000_000


def load() -> None:
    """Import what commands import in their course, but for what only parsing processes do."""
    for part in (*_LOADED, *_MORE):
        module = importlib.import_module(f"reactor.{part}")
        for found in pkgutil.walk_packages(getattr(module, "__path__", ()), f"reactor.{part}."):
            importlib.import_module(found.name)
    gc.collect()
    gc.freeze()


def serve(listening: int) -> None:
    """Run the commands that are asked for at a socket, until the standard input ends."""
    with socket.socket(fileno=listening) as listener:
        load()
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _attend(connection)
            connection.close()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG) != (0, 0):
                    pass


def _attend(connection: socket.socket) -> NoReturn:
    """Run one command, pass signals on to it, and tell its status."""
    text, streams, _, _ = socket.recv_fds(connection, _LONGEST, 3)
    typed = json.loads(text)
    command = os.fork()
    if command == 0:
        connection.close()
        _become(typed, streams)
    for each in (0, 1, 2, *streams):
        os.close(each)
    running = os.pidfd_open(command)
    while True:
        ready, _, _ = select.select([running, connection.fileno()], [], [])
        if running in ready:
            _, status = os.waitpid(command, 0)
            connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())
            os._exit(0)
        # Whoever asked is dead if there is nothing to be read.
        told = connection.recv(1)
        os.kill(command, told[0] if told else signal.SIGKILL)


def _become(typed: dict[str, Any], streams: list[int]) -> NoReturn:
    """Be the command that was typed, as if this process had been started for it."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(typed["folder"])
    os.environ.clear()
    os.environ.update(typed["environment"])
    tempfile.tempdir = None  # it is where the environment says
    time.tzset()
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115 - descriptors, for as long as the process lives
    sys.argv = ["reactor", *typed["arguments"]]
    runpy.run_module("reactor", run_name="__main__", alter_sys=True)
    sys.exit(0)


if __name__ == "__main__":
    listening, parsers = sys.argv[1:]
    parser_process.ANEW = fork_from(Loaded(*json.loads(parsers)))
    serve(int(listening))
