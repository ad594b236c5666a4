"""Advice about the model in the settings of its provider."""

from collections.abc import Mapping

from reactor.advice import Advice, advice_for

_OPENAI: Mapping[str, str] = {
    "model_rate_limited": "lower OPENAI_RPM and OPENAI_TPM to your quota",
    "model_unreachable": "check OPENAI_BASE_URL: the model is not reached",
    "model_key_refused": "correct OPENAI_API_KEY: it is refused",
    "model_not_found": "set OPENAI_MODEL to a model that the endpoint has",
    "model_refused": "check OPENAI_MODEL and OPENAI_BASE_URL: see reactor doctor",
    "model_billing": "turn billing on, or add credits, at the provider of OPENAI_BASE_URL",
    "model_location": "set OPENAI_BASE_URL to a provider that serves your country",
    "model_no_quota": "set OPENAI_MODEL to a model with a quota: this one's is 0",
    "model_thinking": "set OPENAI_MODEL to a model that thinks less: this one only thinks",
    "model_budget": "wait until the provider renews the quota, or raise it there",
}
"""Advice that differs from the general one, which is worded for Gemini."""


def advice_from(provider: str, code: str) -> Advice:
    """The advice for an error code of a job that waits.

    Args:
        provider: `REACTOR_LLM`, which says whose settings are named.
        code: the job's `errorCode`.
    """
    advice = advice_for(code, "")
    if provider == "openai" and code in _OPENAI:
        return Advice(advice.about, _OPENAI[code])
    return advice
