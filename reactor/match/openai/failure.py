"""Classifies failed calls to an OpenAI-compatible endpoint."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from reactor.error_codes import Code
from reactor.errors import BudgetError, ModelTroubleError, PassingError, ReactorError

WRONG_SETTING_DELAY = 3600.0
_ANY_CASE = re.IGNORECASE
_PHRASES: tuple[tuple[Code, re.Pattern[str]], ...] = (
    # https://platform.openai.com/docs/guides/error-codes; the second is other providers' wording.
    ("model_billing", re.compile(r"insufficient_quota|billing_", _ANY_CASE)),
    ("model_billing", re.compile(r"insufficient (?:balance|credits|funds)", _ANY_CASE)),
    ("model_location", re.compile(r"unsupported_country|territory not supported", _ANY_CASE)),
    ("model_key_refused", re.compile(r"(?:invalid|incorrect).api.key", _ANY_CASE)),
    # Ollama: https://docs.ollama.com/api/errors. Hosted endpoints send it with a 400 too.
    ("model_not_found", re.compile(r"model_not_found", _ANY_CASE)),
    ("model_not_found", re.compile(r"model .{1,200} (?:not found|does not exist)", _ANY_CASE)),
)
_PER_DAY = re.compile(r"per day|per-day|\bRP?D\b|daily", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"context.?(?:length|size|window)|maximum context|too many tokens|prompt is too long",
    re.IGNORECASE,
)
_PAYMENT = (HTTPStatus.PAYMENT_REQUIRED,)
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_PASSING = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY)
_SAID: Mapping[Code, str] = {
    "model_key_refused": "{host} refuses the key ({status}): check OPENAI_API_KEY",
    "model_not_found": "{host} has no model {model} ({status}): check OPENAI_MODEL",
    "model_refused": (
        "{host} refuses the request ({status}): check OPENAI_MODEL and OPENAI_BASE_URL"
    ),
    "model_billing": "{host} wants to be paid before it answers ({status}): see to its billing",
    "model_location": "{host} does not serve the country where this machine is ({status})",
}


def is_too_long(status: int, said: str) -> bool:
    """Whether a request was rejected because it exceeds the model's context."""
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return True
    return status == HTTPStatus.BAD_REQUEST and _TOO_LONG.search(said) is not None


def failure_of(
    status: int, said: str, wait: float | None, *, host: str, model: str
) -> ReactorError:
    """The reactor's error for an error status; it quotes no text of the server.

    Args:
        status: HTTP status.
        said: message and codes in the response.
        wait: delay in seconds that the server requests, None if none.
        host: the endpoint's host.
        model: the model that was asked.
    """
    named = next((code for code, phrase in _PHRASES if phrase.search(said)), None)
    if status == HTTPStatus.TOO_MANY_REQUESTS and named != "model_billing":
        return _quota(said, wait, host, model)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _PASSING:
        message = f"{host} has trouble ({status})"
        return PassingError(message, code="model_overloaded", retry_after=wait)
    code = named or _cause_of(status)
    text = _SAID[code].format(host=host, model=model, status=status)
    return ModelTroubleError(text, delay=WRONG_SETTING_DELAY, model=model, code=code)


def _cause_of(status: int) -> Code:
    if status in _PAYMENT:
        return "model_billing"
    if status in _REFUSED:
        return "model_key_refused"
    return "model_not_found" if status == HTTPStatus.NOT_FOUND else "model_refused"


def _quota(said: str, wait: float | None, host: str, model: str) -> ReactorError:
    if _PER_DAY.search(said):
        delay = _until_midnight() if wait is None else wait
        return BudgetError(f"the quota of today at {host} is used up", delay=delay, model=model)
    message = f"{host} is asked too often"
    return PassingError(message, code="model_rate_limited", retry_after=wait)


def _until_midnight() -> float:
    """Seconds to the end of the UTC day, which most services use."""
    now = datetime.now(UTC)
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (tomorrow - now).total_seconds()
