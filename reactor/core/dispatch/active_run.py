"""A claimed job in this process, and how far its run has come."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from reactor.documents import Job


class Run(Protocol):
    """Runs one claimed job to its end, whatever that is."""

    async def __call__(self, job: Job, /) -> bool:
        """Whether the job's end was written; if not, or if this is cancelled, it is handed back.

        It should not raise for anything that is wrong with the job. An exception is logged, and
        the job pauses, unless this was cancelled.
        """


class RunState(Enum):
    """What may be done to the task of a run."""

    STARTING = "its task has not had its first turn"
    RUNNING = "it runs"
    CANCELLED = "it unwinds; then its job is handed back"
    ABANDONED = "it unwinds; its job is released with the former lease, as crashed"
    HANDING_BACK = "its job is being handed back, which must not be cut"
    RESTING = "MongoDB refuses to note its end, and is asked again from time to time"


CANCELLABLE = (RunState.STARTING, RunState.RUNNING, RunState.RESTING)


@dataclass(eq=False)
class ActiveRun:
    """A claimed job; `state` says what may be done to its task."""

    job: Job
    state: RunState = RunState.STARTING
