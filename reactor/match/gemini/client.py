"""Sends one request to Gemini with Google's library, and converts its answer or failure."""

from collections.abc import Sequence
from datetime import UTC, datetime

import aiohttp
from google import genai
from google.genai.errors import APIError
from google.genai.types import GenerateContentConfig, HttpOptions, HttpRetryOptions
from yarl import URL

from reactor.errors import PassingError, UnreachableError
from reactor.fetch.failures import is_silence
from reactor.match.gemini.answer import answered
from reactor.match.gemini.failure import failure_of
from reactor.match.gemini.prices import price_of
from reactor.match.gemini.thinking import efforts_of
from reactor.match.llm.client import UnsupportedOptionError
from reactor.match.llm.price import UNKNOWN, Cost, cost_at
from reactor.match.llm.proxy import proxy_for
from reactor.match.llm.question import Question
from reactor.match.llm.reply import ModelAnswer, TokenCounts
from reactor.match.llm.tls_trust import authorities
from reactor.settings import Settings

HOST = "generativelanguage.googleapis.com"
API_VERSION = "v1beta"
TIMEOUT_SECONDS = 120


class GeminiClient:
    """A client for one Gemini model.

    Args:
        settings: API key (required), model and address.
    """

    provider = "gemini"

    def __init__(self, settings: Settings) -> None:
        if settings.gemini_api_key is None:
            raise ValueError("Gemini needs a key")
        self.model = settings.gemini_model
        address = settings.gemini_base_url
        self.host = (URL(address).host if address else "") or HOST
        self._efforts = efforts_of(self.model)
        self._says_how_to_think = True
        self._client = genai.Client(
            api_key=settings.gemini_api_key.get_secret_value(),
            vertexai=False,
            http_options=HttpOptions(
                base_url=address,
                api_version=API_VERSION,
                timeout=TIMEOUT_SECONDS * 1000,
                client_args={"verify": authorities()},
                async_client_args={
                    "ssl": authorities(),
                    "proxy": proxy_for(address or f"https://{HOST}"),
                },
                # One attempt: otherwise the library retries failed connections after up to ten
                # seconds, and its retries ignore the delay that the server requests.
                retry_options=HttpRetryOptions(attempts=1),
            ),
        )

    @property
    def efforts(self) -> int:
        """Number of thinking efforts."""
        return len(self._efforts)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aio.aclose()
        self._client.close()

    def cost(self, answered_by: str, usage: TokenCounts) -> Cost:
        """Cost of a call on the paid tier, at the price of the answering model if known."""
        price = price_of(answered_by) or price_of(self.model)
        return cost_at(price, usage) if price else UNKNOWN

    async def send(self, question: Question, effort: int) -> ModelAnswer:
        """The answer to one request.

        Raises:
            ReactorError: as in `ModelClient.send`.
            UnsupportedOptionError: retry; the next request omits the thinking configuration.
        """
        chosen = self._efforts[effort]
        thinking = chosen.config if self._says_how_to_think else None
        config = GenerateContentConfig(
            system_instruction=question.instruction,
            response_mime_type="application/json",
            response_schema=question.schema,
            max_output_tokens=chosen.most_tokens,
            thinking_config=thinking,
        )
        try:
            response = await self._client.aio.models.generate_content(
                model=self.model, contents=_parts(question), config=config
            )
        except APIError as error:
            failure = failure_of(error, datetime.now(UTC), self.model)
            if thinking is not None and failure.code == "model_refused":
                # Proxies and older models reject the field.
                self._says_how_to_think = False
                raise UnsupportedOptionError("thinkingConfig") from None
            raise failure from None
        except TimeoutError:
            message = f"Gemini did not answer within {TIMEOUT_SECONDS} s"
            raise UnreachableError(message, code="model_unreachable") from None
        except aiohttp.ClientError as error:
            kind = UnreachableError if is_silence(error) else PassingError
            message = f"Gemini cannot be reached ({type(error).__name__})"
            raise kind(message, code="model_unreachable") from None
        except (ValueError, TypeError):
            # The library's errors for a body that is no JSON or has another shape. Their messages
            # contain the whole body, so they are not repeated.
            raise PassingError("Gemini's answer is malformed", code="model_malformed") from None
        return answered(response, chosen.most_tokens, effort)


def _parts(question: Question) -> Sequence[str]:
    return [question.document, *([question.objection] if question.complaint else [])]
