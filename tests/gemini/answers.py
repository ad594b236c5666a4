"""What Gemini was seen to answer, by name: the failure table is made of these.

The bodies are as people reported them, and as Google documents them.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

from tests.gemini.asked import Asked
from tests.gemini.replies import Reply, says, sends, stops
from tests.gemini.troubles import (
    PER_DAY,
    PER_MINUTE,
    fails,
    hangs_up,
    help_link,
    quota,
    retry_info,
    says_nothing,
)

_THOUGHTS = 8_180


def good(asked: Asked) -> dict[str, Any]:
    """Everything is worth reading, and suits."""
    if not asked.document:
        return {"worthReading": []}
    numbers = [each["id"] for each in asked.subjects]
    if asked.screens:
        return {"worthReading": numbers}
    fits = {"suitabilityScore": 80, "goodFitReasons": ["You know asyncio."]}
    return {"judgements": [{"id": number, **fits} for number in numbers]}


def answers_well(asked: Asked) -> web.StreamResponse:
    """The answer of a model that is well."""
    return _sent(says(good(asked)), asked)


def _sent(reply: Reply, asked: Asked) -> web.StreamResponse:
    response = reply(asked)
    assert isinstance(response, web.StreamResponse)
    return response


def wrapped(wrap: Callable[[str], str]) -> Reply:
    """The right answer, with something around it."""
    return lambda asked: _sent(says(wrap(json.dumps(good(asked)))), asked)


def judging(reply: Reply) -> Reply:
    """Answers so when it is to judge postings, and well when it is to do less."""
    return lambda asked: (
        reply(asked) if asked.document and not asked.screens else answers_well(asked)
    )


def once(reply: Reply) -> Reply:
    """Answers so once, and well from then on."""
    left = [reply]

    def answer(asked: Asked) -> web.StreamResponse | Awaitable[web.StreamResponse]:
        return left.pop()(asked) if left else answers_well(asked)

    return answer


def in_parts(parts: Callable[[str], Sequence[dict[str, Any]]]) -> Reply:
    """The right answer, in the parts that a function makes of it."""
    return lambda asked: _sent(says("", parts=parts(json.dumps(good(asked)))), asked)


_thinks = stops("MAX_TOKENS", usage={"promptTokenCount": 900, "thoughtsTokenCount": _THOUGHTS})
_PROSE = says("I think that these are good postings.")
_LIMIT_0 = (
    "You exceeded your current quota, please check your plan and billing details.\n* Quota "
    "exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, "
    "limit: 0, model: gemini-3.1-pro\nPlease retry in 25.4s."
)
_EXCEEDED = "You exceeded your current quota, please check your plan and billing details."
_DISABLED = (
    "Generative Language API has not been used in project 123 before or it is disabled. Enable it "
    "by visiting https://console.developers.google.com/"
)


def _reason(name: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": name}


ANSWERS: Mapping[str, Reply] = {
    "ok": answers_well,
    "429 per day": fails(429, quota(PER_DAY), help_link(), message=_EXCEEDED),
    "429 limit 0": fails(
        429, help_link(), quota(PER_DAY, PER_MINUTE), retry_info("25s"), message=_LIMIT_0
    ),
    "429 bare": fails(429, message="Resource has been exhausted (e.g. check quota)."),
    "429 credits": fails(
        429, message="Your prepayment credits are depleted. Please go to AI Studio to manage it."
    ),
    "503 overloaded": fails(503, message="The model is overloaded. Please try again later."),
    "500 internal": fails(500, message="An internal error has occurred."),
    "404 retired": fails(
        404, message="This model models/gemini-flash-lite-latest is no longer available."
    ),
    "400 location": fails(400, message="User location is not supported for the API use."),
    "400 billing": fails(
        400,
        message="Gemini API free tier is not available in your country. Please enable billing on "
        "your project in Google AI Studio.",
    ),
    "400 expired": fails(
        400, _reason("API_KEY_INVALID"), message="API key expired. Please renew the API key."
    ),
    "403 leaked": fails(403, message="Your API key was reported as leaked. Please use another."),
    "403 disabled": fails(403, _reason("SERVICE_DISABLED"), message=_DISABLED),
    "400 schema": fails(
        400, message='Invalid JSON payload received. Unknown name "x": Cannot find field.'
    ),
    "thinks only": lambda asked: _thinks(asked) if asked.document else answers_well(asked),
    "recitation once": judging(once(stops("RECITATION"))),
    "recitation always": judging(stops("RECITATION")),
    "other always": judging(stops("OTHER")),
    "stop, empty": judging(stops("STOP")),
    "no candidates": sends({"usageMetadata": {"promptTokenCount": 9, "totalTokenCount": 9}}),
    "never JSON": lambda asked: _sent(_PROSE, asked) if asked.document else answers_well(asked),
    "JSON only of titles": judging(_PROSE),
    "junk behind": wrapped(lambda text: text + '"\n}'),
    "twice": wrapped(lambda text: f"{text}\n{text}"),
    "prose, fence": wrapped(lambda text: f"Here is the JSON requested:\n```json\n{text}\n```"),
    "fence, one line": wrapped(lambda text: f"```json{text}```"),
    "thought parts": in_parts(
        lambda text: [{"text": "Let me think...", "thought": True}, {"text": text}]
    ),
    "split parts": in_parts(lambda text: [{"text": text[:40]}, {"text": text[40:]}]),
    "new finish": judging(lambda asked: _sent(says(good(asked), finish="QUITE_NEW"), asked)),
    "score as text": wrapped(lambda text: text.replace(": 80", ': "80"')),
    "score 80.5": wrapped(lambda text: text.replace(": 80", ": 80.5")),
    "hangs up": hangs_up,
    "slow": says_nothing,
}
"""By name, what answers every request."""
