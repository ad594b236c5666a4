"""Lives day after day with one reactor, and has one command refused in each."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from traceback import extract_tb

from reactor.app import Reactor
from reactor.mongo.error_summary import brief
from reactor.settings import Settings
from tests.faults.refusals.day import Day
from tests.faults.refusals.faults import Case
from tests.faults.refusals.trigger import Trigger

_STARTED_WITHIN = 30.0
_DONE_WITHIN = 30.0
_ENDED_WITHIN = 20.0


class Life:
    """A reactor from its start to its end."""

    def __init__(self, settings: Settings) -> None:
        self._reactor = Reactor(settings)
        self._running = asyncio.create_task(self._reactor.run())

    @property
    def over(self) -> bool:
        """Whether it ended, which it must not by itself."""
        return self._running.done()

    async def start(self) -> list[str]:
        """Wait for the start; gives what is wrong."""
        started = asyncio.create_task(self._reactor.started.wait())
        await self._first(started, _STARTED_WITHIN)
        started.cancel()
        return self._broken() or ([] if self._reactor.started.is_set() else ["it did not start"])

    async def live(self, day: Day) -> list[str]:
        """Live a day; gives what is wrong."""
        lived = asyncio.create_task(day.live(_DONE_WITHIN))
        await self._first(lived, None)
        if broken := self._broken():
            lived.cancel()
            return broken
        return lived.result()

    async def end(self) -> list[str]:
        """Stop it; gives what is wrong."""
        self._reactor.stop()
        await asyncio.wait([self._running], timeout=_ENDED_WITHIN)
        if not self.over:
            self._running.cancel()
            await asyncio.wait([self._running])
            return ["it did not end"]
        error = self._running.exception()
        return [f"it ended with {_described(error)}"] if error else []

    async def _first(self, task: asyncio.Task[object], within: float | None) -> None:
        first = asyncio.FIRST_COMPLETED
        await asyncio.wait({task, self._running}, timeout=within, return_when=first)

    def _broken(self) -> list[str]:
        return [f"it ended: {_described(self._running.exception())}"] if self.over else []


def _described(error: BaseException | None) -> str:
    """What ended a reactor, and where."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if error is None:
        return "as if it had been told to"
    frames = [each for each in extract_tb(error.__traceback__) if "/reactor/" in each.filename]
    places = " < ".join(
        f"{frame.filename.rpartition('/reactor/')[2]}:{frame.lineno}" for frame in frames[::-1]
    )
    return f"{type(error).__name__} {brief(error)} at {places}"


@dataclass
class Campaign:
    """Carries out cases.

    Attributes:
        settings: of the reactors.
        day: what is to be done in each case.
        trigger: what listens to the reactors.
        breaches: what went wrong, by case.
        reached: how many cases were.
    """

    settings: Settings
    day: Day
    trigger: Trigger
    breaches: dict[str, list[str]] = field(default_factory=dict)
    reached: int = 0

    async def learn(self, *, starting: bool) -> Counter[str]:
        """The commands of an undisturbed day, or of a reactor's whole life on one."""
        self.trigger.watch_for(None)
        life = Life(self.settings)
        wrong = await life.start()
        if not starting:
            self.trigger.watch_for(None)
        wrong += await life.live(self.day)
        sent = Counter(self.trigger.sent)
        wrong += await life.end()
        assert not wrong, wrong
        return Counter(self.trigger.sent) if starting else sent

    async def run(self, cases: Sequence[Case]) -> None:
        """Carry out the cases: those of a start each with a reactor, the others with one."""
        for case in cases:
            if case.starting:
                await self._whole_life(case)
        life: Life | None = None
        for case in cases:
            if case.starting:
                continue
            if life is None or life.over:
                life = Life(self.settings)
                self._note("the start", await life.start())
            self.trigger.watch_for(case)
            self._note(str(case), await life.live(self.day))
        if life:
            self._note("the end", await life.end())

    async def _whole_life(self, case: Case) -> None:
        self.trigger.watch_for(case)
        life = Life(self.settings)
        wrong = await life.start()
        wrong += [] if wrong else await life.live(self.day)
        self._note(str(case), [*wrong, *await life.end()])

    def _note(self, case: str, wrong: list[str]) -> None:
        self.reached += self.trigger.fired
        self.trigger.disarm()
        if wrong:
            self.breaches[case] = wrong
