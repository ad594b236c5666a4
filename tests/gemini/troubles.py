"""What the service answers instead of an answer."""

import asyncio
from typing import Any

from aiohttp import web

from tests.gemini.asked import Asked
from tests.gemini.replies import Reply

_TYPE = "type.googleapis.com/google.rpc."
_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}

PER_DAY = "GenerateRequestsPerDayPerProjectPerModel-FreeTier"
PER_MINUTE = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier"
TOKENS_PER_MINUTE = "GenerateContentInputTokensPerModelPerMinute-FreeTier"


def fails(code: int, *details: Any, message: str = "no", listed: bool = False) -> Reply:
    """Answers with an error.

    Args:
        code: the status.
        details: of the error; none leaves them out.
        message: of the error.
        listed: as a list of one, as streams and some proxies have it.
    """
    error: dict[str, Any] = {"code": code, "message": message, "status": _STATUS.get(code, "X")}
    if details:
        error["details"] = list(details)
    body = {"error": error}
    return lambda _: web.json_response([body] if listed else body, status=code)


def retry_info(delay: Any) -> dict[str, Any]:
    """How long to wait, as protobuf's JSON writes a duration: `26s`, `0.5s`."""
    return {"@type": f"{_TYPE}RetryInfo", "retryDelay": delay}


def quota(*names: str) -> dict[str, Any]:
    """Which quotas are used up."""
    violations = [{"quotaMetric": "requests", "quotaId": name, "quotaValue": "1"} for name in names]
    return {"@type": f"{_TYPE}QuotaFailure", "violations": violations}


def help_link() -> dict[str, Any]:
    """What comes along with the others."""
    return {"@type": f"{_TYPE}Help", "links": [{"url": "https://ai.google.dev/limits"}]}


async def hangs_up(asked: Asked) -> web.StreamResponse:
    """Closes the connection without a word; the endpoint sees to that."""
    raise HangUpError(asked.path)


async def says_nothing(_: Asked) -> web.StreamResponse:
    """Never answers; ends when the endpoint closes."""
    await asyncio.Event().wait()
    raise AssertionError


class HangUpError(Exception):
    """The connection is to be cut."""
