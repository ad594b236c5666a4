"""One request to Gemini and its answer: within the budget, in its turn, every failure sorted."""

import asyncio
import os
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Self

import aiohttp
import certifi
from google import genai
from google.genai.errors import APIError
from google.genai.types import (
    GenerateContentConfig,
    GenerateContentResponse,
    HttpOptions,
    HttpRetryOptions,
)
from loguru import logger
from yarl import URL

from reactor.errors import PassingError, UnreachableError
from reactor.fetch.failures import is_silence
from reactor.fetch.line import Line
from reactor.match.gemini.answer import ScreeningAnswer
from reactor.match.gemini.failure import failure_of
from reactor.match.gemini.proxy import proxy_for
from reactor.match.gemini.question import Question
from reactor.match.gemini.rates import Rates, Sleep
from reactor.match.ledger import Budget
from reactor.settings import Settings

HOST = "generativelanguage.googleapis.com"
API_VERSION = "v1beta"
TIMEOUT_SECONDS = 120
MAX_OUTPUT_TOKENS = 8192
"""Four judgements are a third of this; it bounds what a model that repeats itself can cost."""

PROBE = Question("initial_matching", "Answer with an empty list.", "{}", ScreeningAnswer)
"""The smallest question."""

PAUSES = (2.0, 10.0)
"""Seconds before a request that failed is made again, where the service asks for no other."""

LONGEST_PAUSE = 65.0
"""Seconds: whoever is asked to wait longer gives its slot to another job."""

_log = logger.bind(channel="job-matching-orchestrator")


class Model:
    """A Gemini model.

    Args:
        settings: the key (which must be set), the model, the address and the rates.
        budget: says whether there may be another request today.
        line: tells a service that is silent from a line that is down.
        sleep: how a pause is spent.
    """

    def __init__(
        self, settings: Settings, budget: Budget, line: Line, sleep: Sleep = asyncio.sleep
    ) -> None:
        if settings.gemini_api_key is None:
            raise ValueError("Gemini needs a key")
        self.name = settings.gemini_model
        self._budget = budget
        self._line = line
        address = settings.gemini_base_url
        self._host = (URL(address).host if address else "") or HOST
        self._rates = Rates(settings.gemini_rpm, settings.gemini_tpm, sleep)
        self._client = genai.Client(
            api_key=settings.gemini_api_key.get_secret_value(),
            vertexai=False,
            http_options=HttpOptions(
                base_url=address,
                api_version=API_VERSION,
                timeout=TIMEOUT_SECONDS * 1000,
                client_args={"verify": _authorities()},
                async_client_args={
                    "ssl": _authorities(),
                    "proxy": proxy_for(address or f"https://{HOST}"),
                },
                # One attempt: without this the library tries again by itself when the connection
                # fails, after up to ten seconds, and no retry of its heeds what the server asks.
                retry_options=HttpRetryOptions(attempts=1),
            ),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aio.aclose()
        self._client.close()

    async def ask(self, question: Question) -> GenerateContentResponse:
        """The answer to a question; passing trouble is waited out for a while.

        Raises:
            PassingError: overload, the minute's quota, no connection, or an answer that is none.
            WaitingError: the day's budget is used up, or the key or the model is refused
                (`OfflineError`: no host at all can be reached).
        """
        for pause in PAUSES:
            try:
                return await self._ask_once(question)
            except UnreachableError:
                raise
            except PassingError as error:
                wait = pause if error.retry_after is None else error.retry_after
                if wait > LONGEST_PAUSE:
                    raise
                _log.info("model asks for a pause", seconds=round(wait, 1), error=str(error))
                self._rates.hold(wait)
        return await self._ask_once(question)

    async def probe(self) -> None:
        """Ask for one word, once: whether the key and the model are taken, and it writes.

        Raises:
            ReactorError: as `ask`.
        """
        await self._ask_once(PROBE)

    async def _ask_once(self, question: Question) -> GenerateContentResponse:
        await self._rates.wait(question.tokens)
        # Counted last: whoever is stopped while waiting has not asked.
        self._rates.share_among(await self._budget.reserve(self.name))
        async with self._line.judging(self._host):
            return await self._send(question)

    async def _send(self, question: Question) -> GenerateContentResponse:
        config = GenerateContentConfig(
            system_instruction=question.instruction,
            response_mime_type="application/json",
            response_schema=question.schema,
            max_output_tokens=MAX_OUTPUT_TOKENS,
        )
        try:
            return await self._client.aio.models.generate_content(
                model=self.name, contents=_parts(question), config=config
            )
        except APIError as error:
            raise failure_of(error, datetime.now(UTC), self.name) from None
        except TimeoutError:
            message = f"Gemini did not answer within {TIMEOUT_SECONDS} s"
            raise UnreachableError(message, code="model_unreachable") from None
        except aiohttp.ClientError as error:
            kind = UnreachableError if is_silence(error) else PassingError
            message = f"Gemini cannot be reached ({type(error).__name__})"
            raise kind(message, code="model_unreachable") from None
        except (ValueError, TypeError):
            # The library's errors for a body that is no JSON or not of Gemini's shape; their
            # messages hold the whole body, so they are not repeated.
            raise PassingError("Gemini's answer is malformed", code="model_malformed") from None


@cache
def _authorities() -> ssl.SSLContext:
    """Whom Google's library trusts; by itself it reads them three times for each client."""
    environ = os.environ
    where = environ.get("SSL_CERT_FILE", certifi.where())
    return ssl.create_default_context(cafile=where, capath=environ.get("SSL_CERT_DIR"))


def _parts(question: Question) -> Sequence[str]:
    return [question.document, *([question.objection] if question.complaint else [])]
