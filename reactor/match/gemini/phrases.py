"""Google's fixed phrases in error messages, with their causes; no other file compares them.

A status is ambiguous: 400 and 429 have a dozen causes each. All phrases were observed in practice,
at the sources given.
"""

import re

from reactor.error_codes import Code

_ANY_CASE = re.IGNORECASE
_PHRASES: tuple[tuple[Code, re.Pattern[str]], ...] = (
    # https://github.com/google-gemini/gemini-cli/issues/22486: the free tier lacks the model.
    ("model_no_quota", re.compile(r"\blimit: 0\b(?!\.\d)", _ANY_CASE)),
    # AI Studio's prepaid accounts; https://ai.google.dev/gemini-api/docs/troubleshooting for the
    # rest. The usual message about quotas, "check your plan and billing details", names no cause.
    ("model_billing", re.compile(r"credits are depleted|BILLING_DISABLED", _ANY_CASE)),
    (
        "model_billing",
        re.compile(
            r"enable billing|billing (?:account|is not|is disabled|to be enabled)", _ANY_CASE
        ),
    ),
    # https://github.com/google-gemini/gemini-cli/issues/24641
    ("model_location", re.compile(r"user location is not supported", _ANY_CASE)),
    # https://ai.google.dev/gemini-api/docs/deprecations: retired and unknown models.
    (
        "model_not_found",
        re.compile(
            r"is not found for API version|is no longer available|has been retired", _ANY_CASE
        ),
    ),
    # https://ai.google.dev/gemini-api/docs/api-key: invalid, expired, leaked, for another service.
    (
        "model_key_refused",
        re.compile(r"api.?key|credential|permission|reported as leaked", _ANY_CASE),
    ),
    (
        "model_key_refused",
        re.compile(
            r"it is disabled|SERVICE_DISABLED|API_KEY_INVALID|unregistered callers", _ANY_CASE
        ),
    ),
)


def cause_in(message: str) -> Code | None:
    """The cause that one of Google's messages names; None if it names none."""
    return next((code for code, phrase in _PHRASES if phrase.search(message)), None)
