"""Asks Google for a model's description, which costs nothing."""

from google import genai
from google.genai.errors import APIError
from google.genai.types import HttpOptions, HttpRetryOptions

from reactor.match.gemini.client import API_VERSION
from reactor.settings import Settings

__all__ = ["APIError", "actions_of"]

_TIMEOUT_MS = 8_000


async def actions_of(settings: Settings) -> list[str]:
    """What the model of these settings can do.

    Raises:
        APIError: Google refuses.
        OSError: it cannot be reached; or one of aiohttp's or of the library's errors.
    """
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
