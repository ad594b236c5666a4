"""Daemon threads, which do not delay the exit of the process.

Python joins the threads of an ordinary executor before it exits. A thread that waits for a silent
MongoDB or name server would keep the process for half a minute or longer, and its container would
be killed.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from random import uniform
from threading import Lock, Semaphore, Thread
from time import sleep
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_LOOKUPS = 32


class DaemonThreads(ThreadPoolExecutor):
    """An executor whose threads end with the process, even while they wait.

    It derives from `ThreadPoolExecutor` only because event loops accept no other class.

    Args:
        most: maximum number of threads.
        name: prefix of the threads' names.
    """

    def __init__(self, most: int, name: str) -> None:
        super().__init__(most, name)
        self._most = most
        self._name = name
        self._calls: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._waiting = Semaphore(0)
        self._starting = Lock()
        self._count = 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call of `fn` for an idle thread, or start a thread for it."""
        future: Future[T] = Future()
        self._calls.put((future, partial(fn, *args, **kwargs)))
        if not self._waiting.acquire(blocking=False):
            self._start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - the signature of the base class
        """Let the threads end after the queued calls; does not wait for them."""
        for _ in range(self._count):
            self._calls.put(None)

    def _start(self) -> None:
        with self._starting:
            if self._count < self._most:
                self._count += 1
                Thread(target=self._work, name=f"{self._name}-{self._count}", daemon=True).start()

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            _carry_out(*call)
            del call
            self._waiting.release()


def _carry_out(future: Future[Any], call: Callable[[], Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - passed on to the caller
        future.set_exception(error)
    else:
        future.set_result(result)


def run_main(main: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run`, except that threads of the loop (for name lookups) do not delay the exit."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(DaemonThreads(_LOOKUPS, "asyncio"))
        return runner.run(main)


def step_aside(times: int) -> None:
    """Block this thread for a random few milliseconds, doubled with each conflict.

    An immediate retry would collide with the same rival again.

    Args:
        times: number of conflicts so far.
    """
    sleep(uniform(0.001, 0.005) * 2**times)  # noqa: S311 - no secret
