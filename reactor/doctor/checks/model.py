"""The model: whether there is one, and whether who runs it knows it and the key."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from reactor.advice import ADVICE, KEY
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Outcome
from reactor.doctor.wording import sentence
from reactor.errors import ReactorError, WaitingError
from reactor.settings import Settings

if TYPE_CHECKING:
    from reactor.match.gemini.probe import APIError

_NAME = "model"
_MOST_LISTED = 5
_ENDPOINT_MEND = "Check OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL."
_KEY_MEND = sentence(KEY)


async def look(case: Case) -> AsyncIterator[Finding]:
    """Ask for the model's description, which costs nothing."""
    settings = case.settings
    if settings.llm == "openai":
        yield await _ask_endpoint(settings)
        return
    if settings.gemini_api_key is None:
        said = "no GEMINI_API_KEY: postings are matched by keywords"
        yield Finding(_NAME, Outcome.REMARK, said, mend=_KEY_MEND)
        return
    yield await _ask(settings)


async def _ask(settings: Settings) -> Finding:
    # The providers' libraries take half a second to import, in which the loop would stand still.
    await asyncio.to_thread(import_module, "reactor.match.gemini.probe")
    from aiohttp import ClientError  # noqa: PLC0415 - see above

    from reactor.match.gemini.probe import APIError, actions_of  # noqa: PLC0415 - see above

    name = settings.gemini_model
    try:
        actions = await actions_of(settings)
    except APIError as error:
        return judge(name, error)
    except (ClientError, OSError, ValueError) as error:
        said = f"Gemini cannot be reached to ask about {name} ({type(error).__name__})"
        mend = "Try again in a while; check the line, and GEMINI_BASE_URL if you set it."
        return Finding(_NAME, Outcome.WRONG, said, mend=mend)
    if actions and "generateContent" not in actions:
        said = f"{name} is there, but does not write texts"
        mend = "Name one that does in GEMINI_MODEL, or leave it unset."
        return Finding(_NAME, Outcome.WRONG, said, mend=mend)
    return Finding(_NAME, Outcome.FINE, f"{name} answers, and the key is valid")


async def _ask_endpoint(settings: Settings) -> Finding:
    """Ask an OpenAI-compatible endpoint which models it has."""
    name = settings.openai_model or ""
    try:
        await asyncio.to_thread(import_module, "reactor.match.openai.probe")
        from reactor.match.openai.probe import models_of  # noqa: PLC0415 - see above

        there = await models_of(settings)
    except ReactorError as error:
        mend = _ENDPOINT_MEND if error.code != "wrong_setting" else ""
        return Finding(_NAME, Outcome.WRONG, str(error), mend=mend)
    if there and name not in there:
        said = f"the endpoint lists no model {name}; it lists {', '.join(there[:_MOST_LISTED])}"
        return Finding(_NAME, Outcome.REMARK, said, mend="Name one of them in OPENAI_MODEL.")
    return Finding(_NAME, Outcome.FINE, f"the endpoint answers for {name}")


def judge(model: str, error: "APIError") -> Finding:
    """What to say of an error: what a run would make of it, and the advice on that."""
    from reactor.match.gemini.failure import failure_of  # noqa: PLC0415 - Google's library, too

    failure = failure_of(error, datetime.now(UTC), model)
    if failure.code in ("model_rate_limited", "model_budget"):
        said = f"the key is valid, but asked too often just now ({error.code})"
        return Finding(_NAME, Outcome.REMARK, said, mend="See the budget, below.")
    said = {
        "model_key_refused": f"Gemini refuses the key ({error.code}): no posting is matched",
        "model_not_found": f"Gemini knows no model {model}: no posting is matched",
    }.get(failure.code, f"Gemini answers {error.code} when asked about {model}")
    # Whoever waits does so for somebody to set it right.
    outcome = Outcome.WRONG if isinstance(failure, WaitingError) else Outcome.REMARK
    return Finding(_NAME, outcome, said, mend=sentence(ADVICE[failure.code].do))
