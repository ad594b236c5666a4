"""Google's fixed phrases in error messages, and what each means: the one place that compares them.

An error's status tells little: 400 and 429 stand for a dozen causes. The phrases were seen in
these places, each in the wild, and are the same for everybody who meets them.
"""

import re

from reactor.errors import Code

_PHRASES: tuple[tuple[Code, str], ...] = (
    # https://github.com/google-gemini/gemini-cli/issues/22486: the free tier lacks the model.
    ("model_no_quota", r"\blimit: 0\b(?!\.\d)"),
    # AI Studio's prepaid accounts; https://ai.google.dev/gemini-api/docs/troubleshooting for the
    # rest. The usual message about quotas says "check your plan and billing details": no cause.
    ("model_billing", r"credits are depleted|BILLING_DISABLED"),
    ("model_billing", r"enable billing|billing (?:account|is not|is disabled|to be enabled)"),
    # https://github.com/google-gemini/gemini-cli/issues/24641
    ("model_location", r"user location is not supported"),
    # https://ai.google.dev/gemini-api/docs/deprecations: retired models, and those never there.
    ("model_not_found", r"is not found for API version|is no longer available|has been retired"),
    # https://ai.google.dev/gemini-api/docs/api-key: invalid, expired, leaked, of another service.
    ("model_key_refused", r"api.?key|credential|permission|reported as leaked"),
    ("model_key_refused", r"it is disabled|SERVICE_DISABLED|API_KEY_INVALID|unregistered callers"),
)
_TABLE = tuple((code, re.compile(phrase, re.IGNORECASE)) for code, phrase in _PHRASES)


def cause_in(message: str) -> Code | None:
    """The cause that a message of Google's names; None if it names none."""
    return next((code for code, phrase in _TABLE if phrase.search(message)), None)
