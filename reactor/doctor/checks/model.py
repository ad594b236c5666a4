"""The model: whether there is a key, and whether Google knows both."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reactor.advice import ADVICE, KEY
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Outcome
from reactor.doctor.wording import sentence
from reactor.errors import WaitingError
from reactor.settings import Settings

if TYPE_CHECKING:
    from google.genai.errors import APIError

_NAME = "model"
_TIMEOUT_MS = 8_000
_KEY_MEND = sentence(KEY)


async def look(case: Case) -> AsyncIterator[Finding]:
    """Ask for the model's description, which costs nothing."""
    settings = case.settings
    if settings.gemini_api_key is None:
        said = "no GEMINI_API_KEY: postings are matched by keywords"
        yield Finding(_NAME, Outcome.REMARK, said, mend=_KEY_MEND)
        return
    yield await _ask(settings)


async def _ask(settings: Settings) -> Finding:
    # Google's library takes half a second to import: only those with a key wait for it.
    from aiohttp import ClientError  # noqa: PLC0415 - see above
    from google.genai.errors import APIError  # noqa: PLC0415 - see above

    name = settings.gemini_model
    try:
        actions = await _actions(settings)
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


async def _actions(settings: Settings) -> list[str]:
    """What the model can do."""
    from google import genai  # noqa: PLC0415 - see above
    from google.genai.types import HttpOptions, HttpRetryOptions  # noqa: PLC0415 - see above

    from reactor.match.gemini.client import API_VERSION  # noqa: PLC0415 - see above

    key = settings.gemini_api_key.get_secret_value() if settings.gemini_api_key else ""
    client = genai.Client(
        api_key=key,
        vertexai=False,
        http_options=HttpOptions(
            base_url=settings.gemini_base_url,
            api_version=API_VERSION,
            timeout=_TIMEOUT_MS,
            retry_options=HttpRetryOptions(attempts=1),
        ),
    )
    try:
        model = await client.aio.models.get(model=settings.gemini_model)
        return model.supported_actions or []
    finally:
        await client.aio.aclose()
        client.close()


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
