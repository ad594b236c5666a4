"""One request by the official client of OpenAI, and its answer or failure in our words."""

import asyncio
import json
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from reactor.errors import ModelTroubleError, PassingError, SettingsError, UnreachableError
from reactor.match.llm.client import LeftOutError
from reactor.match.llm.price import FREE, UNKNOWN, Cost, Price, cost_at
from reactor.match.llm.proxy import proxy_for
from reactor.match.llm.question import Question
from reactor.match.llm.reply import CutOff, ModelAnswer, TokenCounts
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
"""Of the time of a job, for one answer of a model at home: a small machine is slow."""

_NO_KEY = "none"
"""Servers at home want no key, but the client wants something to send."""


def client_of(settings: Settings, timeout: float) -> AsyncOpenAI:
    """The official client for the endpoint of these settings; it makes each request once."""
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
    """Asks one model behind an OpenAI-compatible endpoint.

    Args:
        settings: the model (which must be set), the address, the key and the price.
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
        # Who has one processor for it answers one after the other anyway, and each in time only
        # if the others are not waiting there already.
        self._turn = asyncio.Semaphore(1) if self._at_home else None
        own_time = HOME_SHARE * settings.job_timeout.total_seconds()
        self._timeout = own_time if self._at_home else TIMEOUT_SECONDS
        self._client = client_of(settings, self._timeout)

    @property
    def efforts(self) -> int:
        """In how many ways the model can be let think."""
        return len(self._efforts)

    @property
    def knows_its_price(self) -> bool:
        """Whether what a call costs can be told."""
        return self._at_home or self._price is not None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    def cost(self, answered_by: str, usage: TokenCounts) -> Cost:  # noqa: ARG002 - one price for all
        """What a call costs: at the price that is set, nothing at home, else unknown."""
        if self._price is not None:
            asked, written = self._price
            return cost_at(Price(input=asked, cached=asked, output=written), usage)
        return FREE if self._at_home else UNKNOWN

    async def send(self, question: Question, effort: int) -> ModelAnswer:
        """The answer to one request.

        Raises:
            ReactorError: as `Client.send`.
            LeftOutError: ask again, without the part that was refused.
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
        """What becomes of an error status.

        Raises:
            ReactorError: it is trouble.
            LeftOutError: ask again, in another form.
        """
        status, said = error.status_code, f"{error.code} {error.type} {error.message}"
        if is_too_long(status, said):
            return ModelAnswer(CutOff(), usage=TokenCounts(), effort=effort)
        wait = _seconds(error.response.headers.get("retry-after"))
        failure = failure_of(status, said, wait, host=self.host, model=self.model)
        if isinstance(failure, ModelTroubleError) and failure.code == "model_refused":
            if form != self._form:
                raise LeftOutError(self._form.left_out)  # Another request has learnt it meanwhile.
            following = form.without_what(said, effort=thinking)
            if following is not None:
                self._form = following
                raise LeftOutError(following.left_out)
        raise failure from None


def _seconds(value: str | None) -> float | None:
    """What a header says; dates and nonsense say nothing."""
    try:
        return max(float(value), 0.0) if value else None
    except ValueError:
        return None
