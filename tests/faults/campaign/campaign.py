"""The course of a campaign: edit, kill, start again; then last words, quiet, and the audit."""

import asyncio
import random
from asyncio.subprocess import Process
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from time import monotonic

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from tests.faults.campaign.audit import NOT_MARKED, Audit, several_active
from tests.faults.campaign.diary import Diary, overlaps
from tests.faults.campaign.editor import Editor
from tests.faults.campaign.fleet import Fleet
from tests.faults.campaign.site import Sites
from tests.faults.campaign.town import FIRMS, Firm
from tests.faults.campaign.weapons import Weapon, arsenal
from tests.faults.campaign.writes import AT_THE_END, DECISIVE, LATE, NAMES

_CHAPTER = 20
_LAST_ROUNDS = 6
"""Of each chapter: in these the last words are spoken."""
_MIN_LIFE, _MAX_LIFE, _ARMED_LIFE = 0.1, 2.0, 3.0
"""Seconds; the last is how long a weapon is waited for, and twice that where a timer must fire."""
_SETTLED_WITHIN = 60.0
_FIRST_LAST_RANK, _MAX_CHAPTERS = 81, 20
_COMPANION_COMES, _COMPANION_GOES = 0.3, 0.4


class Campaign:
    """Kills reactors until there have been enough, and tells what they forgot.

    Args:
        database: the reactors' and the people's.
        sites: of the companies.
        fleet: starts and kills reactors.
        diary: theirs.
        seed: of everything that is random.
    """

    def __init__(
        self, database: ScoutlyDatabase, sites: Sites, fleet: Fleet, diary: Diary, seed: int
    ) -> None:
        self._database = database
        self._sites = sites
        self._fleet = fleet
        self._diary = diary
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
        self._weapons = arsenal(self._chance, NAMES)
        self._decisive = arsenal(self._chance, DECISIVE)
        self._companion: Process | None = None
        self._last_words: dict[ObjectId, datetime] = {}
        self._last_rank = _FIRST_LAST_RANK
        self.editor = Editor(database, sites, seed)

    async def run(self, kills: int) -> list[str]:
        """Kill at least that many reactors; gives every breach of a promise, in words."""
        chapter = max(_CHAPTER, -(-kills // _MAX_CHAPTERS))
        breaches: list[str] = []
        while self._fleet.killed < kills and not breaches:
            breaches = await self._chapter(min(self._fleet.killed + chapter, kills))
        noted = self._diary.entries()
        unnamed = {entry.subject for entry in noted if entry.event == "unnamed"}
        return [*breaches, *overlaps(noted), *(f"a write without a name: {u}" for u in unnamed)]

    async def _chapter(self, kills: int) -> list[str]:
        """Edit and kill; then say a last word about every company, and see that it was heard."""
        breaches: list[str] = []
        async with asyncio.TaskGroup() as group:
            group.create_task(self.editor.work())
            while self._fleet.killed < kills - _LAST_ROUNDS:
                breaches += await self._round(next(self._weapons))
            self.editor.be_quiet()
        self._last_words.clear()
        for share in range(_LAST_ROUNDS):
            speaking = FIRMS[share::_LAST_ROUNDS]
            breaches += await self._round(next(self._decisive), speaking)
        await self._dismiss_companion()
        self._sites.trouble = 0.0
        survivor = await self._fleet.start()
        breaches += await self._settle()
        await self._fleet.stop(survivor)
        self._last_rank += 1
        return breaches

    async def _round(self, weapon: Weapon | None, speaking: Sequence[Firm] = ()) -> list[str]:
        """One reactor's life, at times beside another's; last words before or within it."""
        self.editor.provoke(weapon.write if weapon else "")
        async with asyncio.TaskGroup() as group:
            words = group.create_task(self._say_last_words(speaking, self._pause()))
            # Nobody alive hears the first of them. They are not waited for: what they change may
            # be held by a reactor that died, and needs another to be let go.
            await asyncio.sleep(self._pause())
            await self._change_companion()
            victim = await self._fleet.start(weapon)
            await self._live(victim, weapon)
            await words
        return await several_active(self._database)

    def _pause(self) -> float:
        return self._chance.choice((0.0, self._chance.uniform(0, _MAX_LIFE / 2)))

    async def _live(self, victim: Process, weapon: Weapon | None) -> None:
        """Let a reactor live until its weapon strikes, but not for too long."""
        armed = weapon is not None and weapon.write not in AT_THE_END
        life = self._chance.uniform(_MIN_LIFE, _MAX_LIFE)
        if weapon and armed:
            life = _ARMED_LIFE * (2 if weapon.write in LATE else 1)
        with suppress(TimeoutError):
            async with asyncio.timeout(life):
                await victim.wait()
        if weapon is None or armed:
            await self._fleet.kill(victim)
        else:
            await self._fleet.stop(victim)

    async def _change_companion(self) -> None:
        """Now and then a second reactor works beside the victims, and dies some rounds later."""
        if self._companion is None and self._chance.random() < _COMPANION_COMES:
            self._companion = await self._fleet.start()
        elif self._chance.random() < _COMPANION_GOES:
            await self._dismiss_companion()

    async def _dismiss_companion(self) -> None:
        if self._companion:
            await self._fleet.kill(self._companion)
        self._companion = None

    async def _say_last_words(self, firms: Iterable[Firm], after: float = 0.0) -> None:
        await asyncio.sleep(after)
        for firm in firms:
            if firm.id not in self._last_words:
                with suppress(driver.DuplicateKeyError):
                    said = await self.editor.say_last_word(firm, self._last_rank)
                    self._last_words |= {firm.id: said} if said else {}

    async def _settle(self) -> list[str]:
        """Wait until nothing is amiss; what still is after a while."""
        told = self._fleet.telephone.told
        audit = Audit(self._database, self._sites, self._last_words, self.editor.notes, told)
        deadline = monotonic() + _SETTLED_WITHIN
        while True:
            await self._say_last_words(FIRMS)
            breaches = await audit.breaches()
            if not breaches or monotonic() > deadline:
                return breaches
            unmarked = {each.partition(":")[0] for each in breaches if NOT_MARKED in each}
            await self.editor.ask_again(unmarked)
            await asyncio.sleep(0.2)
