"""Threads that no process waits for when it ends.

Python joins the threads of an ordinary executor before it exits. One that waits for a silent
MongoDB, or for a name server, would keep the process for half a minute or longer, and its
container would be killed.
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
    """An executor whose threads end with the process, whatever they wait for then.

    It is a `ThreadPoolExecutor` because event loops take no other; nothing of that is used.

    Args:
        most: how many threads there may be.
        name: what they are called.
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
        """Have `fn` called in a thread that waits for work, or in a new one."""
        future: Future[T] = Future()
        self._calls.put((future, partial(fn, *args, **kwargs)))
        if not self._waiting.acquire(blocking=False):
            self._start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - the signature is given
        """Let the threads end when they have done their work; nobody waits for that."""
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
    except BaseException as error:  # noqa: BLE001 - whoever asked gets it, whatever it is
        future.set_exception(error)
    else:
        future.set_result(result)


def run_main(main: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run`, but no thread of the loop (it looks up names) keeps the process alive."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(DaemonThreads(_LOOKUPS, "asyncio"))
        return runner.run(main)


def step_aside(times: int) -> None:
    """Hold this thread for a few milliseconds at random, longer each time.

    Whoever tries again at once meets the same rival at the same place.

    Args:
        times: how often it has met one.
    """
    sleep(uniform(0.001, 0.005) * 2**times)  # noqa: S311 - no secret
