"""Asks an endpoint which models it has, which costs nothing."""

from openai import APIConnectionError, APIStatusError, OpenAIError

from reactor.errors import PassingError
from reactor.match.openai.client import client_of
from reactor.match.openai.failure import failure_of
from reactor.model_choice import model_of
from reactor.settings import Settings

_TIMEOUT_SECONDS = 8.0


async def models_of(settings: Settings) -> list[str]:
    """The names of its models; none where it does not list them.

    Raises:
        ReactorError: it refuses, or cannot be reached.
    """
    chosen = model_of(settings)
    host = chosen.host if chosen else ""
    async with client_of(settings, _TIMEOUT_SECONDS) as client:
        try:
            return [model.id async for model in client.models.list()]
        except APIStatusError as error:
            if error.status_code == 404:  # noqa: PLR2004 - not all of them list their models
                return []
            failure = failure_of(error.status_code, error.message, None, host=host, model="")
            raise failure from None
        except APIConnectionError:
            message = f"{host} cannot be reached"
            raise PassingError(message, code="model_unreachable") from None
        except (OpenAIError, ValueError, TypeError, AttributeError):
            return []
