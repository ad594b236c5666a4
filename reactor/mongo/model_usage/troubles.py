"""Remembers which models are in trouble, for all reactors and over restarts (in `budgets`).

The pause of a model is a `model` timer: whoever deletes it says "try again". What it holds back
is in the memory, so that a timer that is gone lets nobody ask before one of them has tried.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, cast, get_args

from reactor.decisions.model_trouble import (
    FORGOTTEN_AFTER,
    PERHAPS_ONE_POSTINGS,
    ModelTrouble,
    after,
    half_opened,
)
from reactor.documents import Document
from reactor.error_codes import Code
from reactor.errors import ModelStillInTroubleError, ModelTroubleError
from reactor.lenient_fields import Count, Date, Text
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.requeue import Requeue
from reactor.mongo.timers import MODEL_TIMER, Timers
from reactor.storable import storable_text

_MAX_TEXT = 500
_MIN_WAIT = 1.0
"""Seconds."""


_UNREADABLE = {
    "$or": [
        *({name: {"$not": {"$type": "date"}}} for name in ("since", "last", "until")),
        {"code": {"$nin": list(get_args(Code))}},
    ]
}


def trouble_id(model: str) -> dict[str, str]:
    """The `_id` of what is known of a model; the order of its fields is part of it."""
    return {"model": model, "kind": "trouble"}


class _Known(Document):
    code: Text = ""
    message: Text = ""
    since: Date = None
    last: Date = None
    until: Date = None
    tries: Count = 0
    open: bool = False
    half_open: bool = False
    first: Text = ""
    told: bool = False


class ModelTroubles:
    """What is known of models in trouble."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._timers = Timers(database)
        self._requeue = Requeue(database)

    async def of(self, model: str) -> ModelTrouble | None:
        """What is known of a model's trouble; None if it is in none."""
        return trouble_in(model, await self._database.budgets.find_one({"_id": trouble_id(model)}))

    async def hold_back(self) -> bool:
        """Whether what keywords judged meanwhile must wait for a model still.

        It waits for a usable answer; where something small proves nothing, it may be asked once it
        is tried. A model that nobody has asked for days has been replaced in the settings.
        """
        is_tried = {"halfOpen": True, "code": {"$nin": sorted(PERHAPS_ONE_POSTINGS)}}
        which = {"_id.kind": "trouble", "$or": [{"open": True}, is_tried]}
        recent = {"last": {"$gt": await self._database.now() - FORGOTTEN_AFTER}}
        return await self._database.budgets.find_one(which | recent, {"_id": 1}) is not None

    async def models(self) -> list[str]:
        """The models that are in trouble."""
        found = self._database.budgets.find({"_id.kind": "trouble"}, {"_id": 1})
        return [str(each["_id"].get("model")) async for each in found]

    async def refuse_if_open(self, model: str) -> None:
        """Return if the model may be asked.

        Raises:
            ModelStillInTroubleError: not before its pause is over.
        """
        trouble = await self.of(model)
        if trouble and trouble.open:
            left = trouble.until - await self._database.now()
            raise still_in(trouble, left)

    async def note(self, error: ModelTroubleError, company: str = "") -> ModelTrouble:
        """Remember that trouble was met; gives what is known now.

        Args:
            error: the trouble.
            company: whose job met it, as hex; `""` for nobody's.
        """
        trouble = await self._change(error.model, lambda old, now: after(error, old, now, company))
        if trouble.open:
            await self._timers.set_at(MODEL_TIMER, trouble.model, trouble.until)
        return trouble

    async def begin_to_try(self, known: ModelTrouble) -> bool:
        """Let the model be asked; False if somebody else has begun to."""
        tried = half_opened(known, await self._database.now())
        if not await self._replace(known, tried):
            return False
        await self._timers.set_at(MODEL_TIMER, known.model, tried.until)
        return True

    async def over(self, model: str) -> ModelTrouble | None:
        """The model has answered; gives the trouble that this ended, None if there was none."""
        which = {"_id": trouble_id(model)}
        ended = trouble_in(model, await self._database.budgets.find_one(which))
        if ended is None:
            return None
        gone = await self._database.budgets.delete_one(which)
        await self._timers.drop(MODEL_TIMER, model)
        await self.release(model)
        return ended if gone.deleted_count else None

    async def note_told(self, model: str) -> None:
        """People know of it."""
        which = {"_id": trouble_id(model)}
        await self._database.budgets.update_one(which, {"$set": {"told": True}})

    async def release(self, model: str, *, most: int | None = None) -> int:
        """Let jobs that wait for a model go on, the earliest in turn first; gives how many.

        Args:
            model: which.
            most: so many of them; None for all.
        """
        which: dict[str, Any] = {"status": "pending", "waitsFor": model}
        if await self._timers.present("budget", [model]):
            which["errorCode"] = {"$ne": "model_budget"}
        waiting = self._database.jobs.find(which, {"_id": 1}, sort={"turn": 1})
        ids = [job["_id"] async for job in waiting][:most]
        await self._requeue.stop_waiting(ids)
        return len(ids)

    async def _change(
        self,
        model: str,
        decide: Callable[[ModelTrouble | None, datetime], ModelTrouble],
    ) -> ModelTrouble:
        """Replace what is known by what is decided on it, whoever else does so meanwhile."""
        while True:
            known = await self.of(model)
            decided = decide(known, await self._database.now())
            if decided == known or await self._replace(known, decided):
                return decided

    async def _replace(self, known: ModelTrouble | None, decided: ModelTrouble) -> bool:
        """Write what was decided, if what it was decided on still holds."""
        which: dict[str, Any] = {"_id": trouble_id(decided.model)}
        fields = {"$set": _written(decided)}
        if known is None:
            try:
                # Only an `_id` that is not there can be inserted.
                await self._database.budgets.update_one(
                    which | {"until": None}, fields, upsert=True
                )
            except driver.DuplicateKeyError:
                # Somebody else was faster, or people left there what cannot be read.
                await self._database.budgets.delete_one(which | _UNREADABLE)
                return False
            return True
        same = {"until": known.until, "tries": known.tries}
        return (await self._database.budgets.update_one(which | same, fields)).matched_count == 1


def still_in(trouble: ModelTrouble, left: timedelta) -> ModelStillInTroubleError:
    """What to raise instead of asking a model in trouble."""
    delay = max(left.total_seconds(), _MIN_WAIT)
    return ModelStillInTroubleError(
        trouble.message, delay=delay, model=trouble.model, code=trouble.code
    )


def _written(trouble: ModelTrouble) -> dict[str, Any]:
    fields = asdict(trouble)
    del fields["model"]
    fields["halfOpen"] = fields.pop("half_open")
    return fields | {"message": storable_text(trouble.message, _MAX_TEXT)}


def trouble_in(model: str, document: Mapping[str, Any] | None) -> ModelTrouble | None:
    """What a document says; None if there is none, or people made it unreadable."""
    if document is None:
        return None
    known = _Known.read(document)
    if known.code not in get_args(Code) or not (known.since and known.last and known.until):
        return None
    return ModelTrouble(
        model=model,
        code=cast("Code", known.code),
        message=known.message,
        since=known.since.astimezone(UTC),
        last=known.last.astimezone(UTC),
        until=known.until.astimezone(UTC),
        tries=known.tries,
        open=known.open,
        half_open=known.half_open,
        first=known.first,
        told=known.told,
    )
