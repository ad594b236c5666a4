"""Checks the model: whether there is a key, and whether a small question is answered.

A request for the model's description would be free but proves little: an overloaded or unpaid model
or one without quota has a description too. So the model is asked for one word, in one request.
"""

import asyncio
from collections.abc import AsyncIterator

from reactor.advice import ADVICE, KEY
from reactor.decisions.model_trouble import ModelTrouble
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import lasting, sentence
from reactor.errors import BudgetError, ReactorError
from reactor.fetch.parser_worker import ParsingWorker
from reactor.match import RequestBudget, matcher_for
from reactor.model_choice import model_of
from reactor.mongo import driver
from reactor.mongo.model_usage.budgets import Budgets
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.pipeline.judges import ModelMatcher

_NAME = "model"
_TIMEOUT = 20.0
_KEY_MEND = sentence(KEY)
_KEYLESS = Finding(
    _NAME,
    Severity.REMARK,
    "no GEMINI_API_KEY: postings are matched by keywords",
    mend=_KEY_MEND,
)
_SETTINGS_ARE_RIGHT = ("model_overloaded", "model_rate_limited")
"""Temporary causes that prove that key and model are valid."""


async def look(case: Case) -> AsyncIterator[Finding]:
    """Ask the model for one word, and report its known troubles."""
    chosen = model_of(case.settings)
    if case.only_looks:
        yield await _recall(case, chosen.name) if chosen else _KEYLESS
        return
    budget = _Counted(Budgets(case.database, chosen.requests_a_day if chosen else None))
    parts = (case.settings, MongoLedger(case.database), budget, ParsingWorker())
    # In a thread: importing a provider's library takes half a second.
    matcher = await asyncio.to_thread(matcher_for, *parts)
    try:
        if isinstance(matcher, ModelMatcher):
            yield await _ask(case, matcher)
        else:
            yield _KEYLESS
    finally:
        await matcher.aclose()


async def _recall(case: Case, name: str) -> Finding:
    """The finding for a model that is not asked now, from the stored troubles."""
    trouble = await ModelTroubles(case.database).of(name)
    if trouble is None:
        return Finding(_NAME, Severity.FINE, f"{name} judges, and is in no trouble that is known")
    mend = sentence(ADVICE[trouble.code].do)
    return Finding(_NAME, Severity.REMARK, f"{name} is in trouble: {trouble.message}", mend=mend)


async def _ask(case: Case, matcher: ModelMatcher) -> Finding:
    name = matcher.model
    try:
        async with asyncio.timeout(_TIMEOUT):
            await matcher.probe()
    except TimeoutError:
        said = f"{name} does not answer within {_TIMEOUT:g} s"
        return Finding(_NAME, Severity.WRONG, said, mend=sentence(ADVICE["model_unreachable"].do))
    except ReactorError as error:
        return judge(name, error)
    return await _well(case, name)


class _Counted:
    """A budget that counts the request but never refuses it."""

    def __init__(self, budget: RequestBudget) -> None:
        self._budget = budget

    async def reserve(self, model: str) -> int:
        try:
            return await self._budget.reserve(model)
        except (driver.PyMongoError, BudgetError):
            return 1


async def _well(case: Case, name: str) -> Finding:
    """The finding for a model that answered; jobs may wait for it nevertheless."""
    try:
        trouble = await ModelTroubles(case.database).of(name)
        now = await case.database.now()
    except driver.PyMongoError:
        trouble = None
    if trouble is None:
        return Finding(_NAME, Severity.FINE, f"{name} answers, and the key is valid")
    left = lasting(max((trouble.until - now).total_seconds(), 0))
    return still_waited_for(trouble, lasting((now - trouble.since).total_seconds()), left)


def still_waited_for(trouble: ModelTrouble, since: str, left: str) -> Finding:
    """The finding for a model that answers a small question but was in trouble until now.

    Args:
        trouble: the stored trouble.
        since: its duration.
        left: time until the reactors ask it again.
    """
    said = f"{trouble.model} answers something small, but has been in trouble for {since}"
    if trouble.open:
        said = f"{said}: it is asked again in {left}"
    timer = f"{{kind: 'model', of: '{trouble.model}'}}"
    mend = (
        f"Wait, or delete the timer {timer} to have it asked now."
        if trouble.small_answers_prove
        else sentence(ADVICE[trouble.code].do)
    )
    return Finding(_NAME, Severity.REMARK, said, (f"{trouble.code}: {trouble.message}",), mend)


def judge(name: str, error: ReactorError) -> Finding:
    """The finding for an error, with the advice for its code."""
    mend = sentence(ADVICE[error.code].do)
    if isinstance(error, BudgetError):
        said = f"{name} does not answer: {error}"
        return Finding(_NAME, Severity.REMARK, said, mend="See the budget, below.")
    if error.code in _SETTINGS_ARE_RIGHT:
        said = f"{name} does not answer now: {error}"
        return Finding(_NAME, Severity.REMARK, said, mend=mend)
    return Finding(_NAME, Severity.WRONG, f"{error}: no posting is matched", mend=mend)
