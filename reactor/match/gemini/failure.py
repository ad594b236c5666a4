"""What a failed call to Gemini means for the job that made it."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from google.genai.errors import APIError

from reactor.decisions.quota_day import until_renewal
from reactor.errors import BudgetError, Code, PassingError, ReactorError, WaitingError

WRONG_SETTING_DELAY = 3600.0
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_KEY_TROUBLE = re.compile(r"api.?key|credential|permission", re.IGNORECASE)
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)s")


def failure_of(error: APIError, now: datetime, model: str) -> ReactorError:
    """The reactor's error for an error status of Gemini; it repeats nothing the server wrote.

    Args:
        error: as the client library raised it.
        now: to tell how far midnight in California is.
        model: the one that was asked.
    """
    code = error.code
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return _quota(error, now, model)
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR or code == HTTPStatus.REQUEST_TIMEOUT:
        message = f"Gemini has trouble ({code})"
        return PassingError(message, code="model_overloaded", retry_after=_retry_after(error))
    if code in _REFUSED or _KEY_TROUBLE.search(str(error.message)):
        message = f"Gemini refuses the key ({code}): check GEMINI_API_KEY"
        return WaitingError(message, delay=WRONG_SETTING_DELAY, code="model_key_refused")
    message = f"Gemini refuses the request ({code}): check GEMINI_MODEL and GEMINI_BASE_URL"
    cause: Code = "model_not_found" if code == HTTPStatus.NOT_FOUND else "model_refused"
    return WaitingError(message, delay=WRONG_SETTING_DELAY, code=cause)


def _quota(error: APIError, now: datetime, model: str) -> ReactorError:
    """A quota is used up: that of the day, which ends at midnight, or that of the minute."""
    violations = (
        violation
        for detail in _details(error, "QuotaFailure")
        for violation in _mappings(detail.get("violations"))
    )
    if any("PerDay" in str(violation.get("quotaId")) for violation in violations):
        return BudgetError(
            "Gemini's quota for today is used up; it is renewed at midnight Pacific time",
            delay=until_renewal(now).total_seconds(),
            model=model,
        )
    message = "Gemini's quota for this minute is used up"
    return PassingError(message, code="model_rate_limited", retry_after=_retry_after(error))


def _retry_after(error: APIError) -> float | None:
    """The seconds that the server asks to wait, if it says."""
    for detail in _details(error, "RetryInfo"):
        match = _SECONDS.fullmatch(str(detail.get("retryDelay")))
        if match is not None:
            return float(match[1])
    return None


def _details(error: APIError, kind: str) -> Iterator[Mapping[str, Any]]:
    """The details of one kind; the body may have none, or be nothing like what is documented."""
    body = error.details if isinstance(error.details, dict) else {}
    inner = body.get("error")
    details = inner.get("details") if isinstance(inner, dict) else None
    return (one for one in _mappings(details) if str(one.get("@type")).endswith(kind))


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())
