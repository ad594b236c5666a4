"""The people at the database: they edit at random until they are told to be quiet."""

import asyncio
import random
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from tests.faults.campaign.edits import Edits, is_active
from tests.faults.campaign.site import Sites
from tests.faults.campaign.town import FIRMS, Firm, Temper

_EDITS_A_SECOND = 12
_PROVOKED = 0.4
_LEFT_ON = 0.7
_TROUBLE = frozenset(
    {"retry timer set", "job put back", "backoff cleared", "job marked withdrawn", "job withdrawn"}
)
_OF_THE_GONE = ("save marked gone", "save there again", "posting gone", "posting missed")
_SOME_TROUBLE, _MUCH_TROUBLE = 0.06, 0.5


class Editor:
    """Chooses what is edited, and when.

    Attributes:
        counts: how often each kind of edit was made.
    """

    def __init__(self, database: ScoutlyDatabase, sites: Sites, seed: int) -> None:
        self._database = database
        self._sites = sites
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
        self._edits = Edits(database, sites, self._chance)
        self._quiet = asyncio.Event()
        self._wanted = ""
        self.counts: Counter[str] = Counter()

    @property
    def notes(self) -> dict[ObjectId, str]:
        """What people wrote on their saved jobs, by `_id`."""
        return self._edits.notes

    def be_quiet(self) -> None:
        """Stop after the edit under way."""
        self._quiet.set()

    def provoke(self, write: str) -> None:
        """Prefer, for now, edits that make the reactor write what is so named."""
        self._wanted = write
        self._sites.trouble = _MUCH_TROUBLE if write in _TROUBLE else _SOME_TROUBLE

    async def work(self) -> None:
        """Edit at random moments until told to be quiet."""
        edits = self._edits
        usual = [
            *(edits.update_rank, edits.replace_preference, edits.upsert_preference),
            *(edits.delete_preference, edits.rank_many, edits.switch, edits.move_page),
            *(edits.clear_problem, edits.insert_job, edits.call_off, edits.set_back),
            *(edits.delete_timer, edits.spoil_timer, edits.write_note, edits.post),
            *(edits.take_down, edits.edit_profile),
        ]
        provoking = {
            "scrape timer dropped": edits.switch,
            "job withdrawn": edits.switch,
            "job marked withdrawn": edits.switch,
            "job failed": edits.move_to_nowhere,
            "company failed": edits.move_to_nowhere,
            "job started over": edits.set_back,
            "dead owner's lease removed": edits.set_back_running,
            "job handed back": edits.set_back_running,
            "job stamped": edits.rank_many,
            "match saved": edits.post_and_ask,
            "text kept": edits.post_and_ask,
            "profile remembered": edits.edit_profile,
            **dict.fromkeys(_OF_THE_GONE, edits.take_down_and_ask),
            # Rarely: these mend what a broken reactor would have failed to save.
            "broken history mended": edits.forget_history,
            "strays handed back": edits.drop_histories,
        }
        while not self._quiet.is_set():
            edit = self._chance.choice(usual)
            if self._wanted in provoking and self._chance.random() < _PROVOKED:
                edit = provoking[self._wanted]
            self.counts[edit.__name__] += 1
            with suppress(driver.DuplicateKeyError):
                await edit()
            await asyncio.sleep(self._chance.expovariate(_EDITS_A_SECOND))
        self._quiet.clear()

    async def ask_again(self, slugs: Collection[str]) -> None:
        """Ask for visits of companies: only after some of them a page is believed."""
        for firm in FIRMS:
            if firm.slug in slugs:
                with suppress(driver.DuplicateKeyError):
                    await self._edits.ask_for(firm)

    async def say_last_word(self, firm: Firm, rank: int) -> datetime | None:
        """An edit after which a tracked company must run; since when, by the server's clock.

        None if it has to wait, because a job has not gone yet that may have been called off.

        Args:
            firm: the company.
            rank: one that it has never had.
        """
        now = await self._database.now()
        if firm.temper is Temper.CALLED_OFF and await is_active(self._database, firm):
            return None
        if firm.temper is not Temper.STEADY:
            # A running job absorbs a change of rank, having seen the page as it was.
            self._sites.post(firm)
        edits = self._edits
        match firm.temper:
            case Temper.STEADY:
                await self._chance.choice([edits.set_rank, edits.replace, edits.upsert])(firm, rank)
            case Temper.MOVING:
                await edits.move(firm)
            case Temper.FICKLE:
                await edits.track(firm, on=self._chance.random() < _LEFT_ON)
                await edits.move(firm)
            case Temper.CALLED_OFF:
                await edits.ask_for(firm)
        return now
