"""Classifies failed calls to Gemini."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from google.genai.errors import APIError

from reactor.decisions.quota_day import until_renewal
from reactor.error_codes import Code
from reactor.errors import BudgetError, ModelTroubleError, PassingError, ReactorError
from reactor.match.gemini.phrases import cause_in

WRONG_SETTING_DELAY = 3600.0
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)s")

_SAID: Mapping[Code, str] = {
    "model_key_refused": "Gemini refuses the key ({status}): check GEMINI_API_KEY",
    "model_not_found": "Gemini has no model {model} ({status}): check GEMINI_MODEL",
    "model_refused": (
        "Gemini refuses the request ({status}): check GEMINI_MODEL and GEMINI_BASE_URL"
    ),
    "model_billing": "Gemini wants to be paid before it answers ({status}): see to its billing",
    "model_location": "Gemini does not serve free keys from where this machine is ({status})",
    "model_no_quota": "the key has no quota at all for {model} ({status}): check GEMINI_MODEL",
}


def failure_of(error: APIError, now: datetime, model: str) -> ReactorError:
    """The reactor's error for an error status of Gemini; it quotes no text of the server.

    Args:
        error: the library's error.
        now: the present time, for the renewal of daily quotas.
        model: the model that was asked.
    """
    status = error.code
    code = _lasting_cause(error)
    if code is not None:
        said = _SAID[code].format(status=status, model=model)
        return ModelTroubleError(said, delay=WRONG_SETTING_DELAY, model=model, code=code)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _quota(error, now, model)
    message = f"Gemini has trouble ({status})"
    return PassingError(message, code="model_overloaded", retry_after=_retry_after(error))


def _lasting_cause(error: APIError) -> Code | None:
    """The cause that a person has to fix; None if it ends by itself."""
    status, named = error.code, cause_in(f"{error.status} {error.message} {_reasons(error)}")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return named if named in ("model_no_quota", "model_billing") else None
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return None
    if named:
        return named
    if status in _REFUSED:
        return "model_key_refused"
    return "model_not_found" if status == HTTPStatus.NOT_FOUND else "model_refused"


def _quota(error: APIError, now: datetime, model: str) -> ReactorError:
    """The error for a used-up quota: the day's, until midnight Pacific time, or the minute's."""
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
    """The delay in seconds that the server requests, if any."""
    for detail in _details(error, "RetryInfo"):
        match = _SECONDS.fullmatch(str(detail.get("retryDelay")))
        if match is not None:
            return float(match[1])
    return None


def _reasons(error: APIError) -> str:
    """The reasons in the error details."""
    return " ".join(str(detail.get("reason")) for detail in _details(error, "ErrorInfo"))


def _details(error: APIError, kind: str) -> Iterator[Mapping[str, Any]]:
    """The error details of one kind; the body may have none, or an undocumented shape."""
    body = error.details if isinstance(error.details, dict) else {}
    inner = body.get("error")
    details = inner.get("details") if isinstance(inner, dict) else None
    return (one for one in _mappings(details) if str(one.get("@type")).endswith(kind))


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())
