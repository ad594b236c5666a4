"""Sends one request with OpenAI's official client, and converts its answer or failure."""

import asyncio
import json
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from reactor.errors import ModelTroubleError, PassingError, SettingsError, UnreachableError
from reactor.match.llm.client import UnsupportedOptionError
from reactor.match.llm.price import FREE, UNKNOWN, Cost, Price, cost_at
from reactor.match.llm.proxy import proxy_for
from reactor.match.llm.question import Question
from reactor.match.llm.reply import ModelAnswer, TokenCounts, TruncatedReply
from reactor.match.llm.tls_trust import authorities
from reactor.match.openai.answer import answered
from reactor.match.openai.failure import failure_of, is_too_long
from reactor.match.openai.form import RequestForm, efforts_of
from reactor.model_choice import OPENAI, is_at_home
from reactor.settings import Settings

try:
    from openai import (
        APIConnectionError,
        APIStatusError,
        APITimeoutError,
        AsyncOpenAI,
        DefaultAsyncHttpxClient,
    )
except ImportError:
    raise SettingsError(
        "REACTOR_LLM=openai needs OpenAI's client: pip install 'scoutly-reactor[openai]'"
    ) from None

TIMEOUT_SECONDS = 120.0
HOME_SHARE = 0.5
"""Share of the job's time limit for one answer of a local model, because small machines are
slow."""

_NO_KEY = "none"
"""Local servers need no key, but the client requires one."""


def client_of(settings: Settings, timeout: float) -> AsyncOpenAI:
    """The official client for the configured endpoint, without retries."""
    url = settings.openai_base_url or OPENAI
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else _NO_KEY
    return AsyncOpenAI(
        base_url=url,
        api_key=key,
        timeout=timeout,
        max_retries=0,
        http_client=DefaultAsyncHttpxClient(
            verify=authorities(), proxy=proxy_for(url), trust_env=False
        ),
    )


class OpenAiClient:
    """A client for one model behind an OpenAI-compatible endpoint.

    Args:
        settings: model (required), address, key and price.
    """

    provider = "openai"

    def __init__(self, settings: Settings) -> None:
        self.model = settings.openai_model or ""
        url = settings.openai_base_url or OPENAI
        self.host = urlsplit(url).hostname or ""
        self._at_home = is_at_home(self.host)
        self._price = settings.openai_price
        self._efforts = efforts_of(self.model)
        self._form = RequestForm()
        # A local server with one processor answers in sequence anyway; each answer is in time only
        # if no other request waits there.
        self._turn = asyncio.Semaphore(1) if self._at_home else None
        own_time = HOME_SHARE * settings.job_timeout.total_seconds()
        self._timeout = own_time if self._at_home else TIMEOUT_SECONDS
        self._client = client_of(settings, self._timeout)

    @property
    def efforts(self) -> int:
        """Number of thinking efforts."""
        return len(self._efforts)

    @property
    def knows_its_price(self) -> bool:
        """Whether the cost of a call is known."""
        return self._at_home or self._price is not None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    def cost(self, answered_by: str, usage: TokenCounts) -> Cost:  # noqa: ARG002 - one price for all
        """The cost at the configured price, else zero for a local model, else unknown."""
        if self._price is not None:
            asked, written = self._price
            return cost_at(Price(input=asked, cached=asked, output=written), usage)
        return FREE if self._at_home else UNKNOWN

    async def send(self, question: Question, effort: int) -> ModelAnswer:
        """The answer to one request.

        Raises:
            ReactorError: as in `ModelClient.send`.
            UnsupportedOptionError: retry; the next request omits the rejected part.
        """
        async with AsyncExitStack() as stack:
            if self._turn:
                await stack.enter_async_context(self._turn)
            return await self._send(question, effort)

    async def _send(self, question: Question, effort: int) -> ModelAnswer:
        thinking, most_tokens = self._efforts[effort]
        form = self._form
        body = form.request(question, thinking, most_tokens)
        completions = self._client.chat.completions.with_raw_response
        try:
            raw = await completions.create(messages=[], model=self.model, extra_body=body)
            said = answered(json.loads(raw.http_response.content), most_tokens, effort)
        except APIStatusError as error:
            return self._refused(error, form, thinking, effort)
        except APITimeoutError:
            message = f"{self.host} did not answer within {self._timeout:g} s"
            if self._at_home:
                message += ": raise REACTOR_JOB_TIMEOUT, or name a smaller model"
            raise UnreachableError(message, code="model_unreachable") from None
        except APIConnectionError as error:
            cause = type(error.__cause__ or error).__name__
            kind = UnreachableError if cause.startswith("Connect") else PassingError
            message = f"{self.host} cannot be reached ({cause})"
            raise kind(message, code="model_unreachable") from None
        except (ValueError, RecursionError):
            said = None
        if said is None:
            raise PassingError(f"the answer of {self.host} is none", code="model_malformed")
        return said

    def _refused(
        self, error: APIStatusError, form: RequestForm, thinking: str | None, effort: int
    ) -> ModelAnswer:
        """The answer for an error status, if the request was too long.

        Raises:
            ReactorError: the error is a trouble of the model or the endpoint.
            UnsupportedOptionError: retry in another form.
        """
        status, said = error.status_code, f"{error.code} {error.type} {error.message}"
        if is_too_long(status, said):
            return ModelAnswer(TruncatedReply(), usage=TokenCounts(), effort=effort)
        wait = _seconds(error.response.headers.get("retry-after"))
        failure = failure_of(status, said, wait, host=self.host, model=self.model)
        if isinstance(failure, ModelTroubleError) and failure.code == "model_refused":
            if form != self._form:
                raise UnsupportedOptionError(self._form.left_out)  # changed by another request
            following = form.without_what(said, effort=thinking)
            if following is not None:
                self._form = following
                raise UnsupportedOptionError(following.left_out)
        raise failure from None


def _seconds(value: str | None) -> float | None:
    """The seconds in a header; None for dates and invalid values."""
    try:
        return max(float(value), 0.0) if value else None
    except ValueError:
        return None
