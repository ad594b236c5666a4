"""The matcher that asks Gemini: one structured question a posting."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import resources
from typing import Self

import aiohttp
from aiolimiter import AsyncLimiter
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

from reactor.documents import Company
from reactor.errors import PassingError, UnreachableError
from reactor.fetch.failures import is_silence
from reactor.fetch.guard import AddressPolicy
from reactor.fetch.line import Line
from reactor.fetch.witnesses import Witnesses
from reactor.match.gemini_answer import match_in
from reactor.match.gemini_failure import failure_of
from reactor.match.ledger import Ledger, TokenUsage
from reactor.match.matcher import Candidate, Match
from reactor.match.prices import cost_of, price_of
from reactor.match.profile import profile_text
from reactor.posting import Posting
from reactor.settings import Settings

HOST = "generativelanguage.googleapis.com"
API_VERSION = "v1beta"
TIMEOUT_SECONDS = 120
# A whole match is a tenth of this; it bounds what a model that repeats itself can cost.
MAX_OUTPUT_TOKENS = 8192
MAX_POSTING_LENGTH = 30_000
# https://ai.google.dev/gemini-api/docs/tokens
CHARACTERS_PER_TOKEN = 4

log = logger.bind(channel="job-matching-orchestrator")


class GeminiMatcher:
    """Judges with a Gemini model; use it as an async context manager, or call `aclose`.

    Args:
        settings: the key (which must be set), the model, the address and the requests a minute.
        ledger: is told of every call that was answered, readable or not.
        line: tells a service that is silent from a line that is down.
    """

    name = "gemini"

    def __init__(self, settings: Settings, ledger: Ledger, line: Line | None = None) -> None:
        if settings.gemini_api_key is None:
            raise ValueError("a GeminiMatcher needs a key")
        self._model = settings.gemini_model
        self._ledger = ledger
        self._line = line or Line(AddressPolicy.allowing(settings.allow_hosts), Witnesses())
        self._host = (
            URL(settings.gemini_base_url).host if settings.gemini_base_url else ""
        ) or HOST
        self._process_id = uuid.uuid4().hex
        # Evenly spaced: a burst on top of the steady flow would break the minute's quota.
        self._limiter = AsyncLimiter(1, 60 / settings.gemini_rpm)
        self._instruction = _prompt("analyse.md")
        self._client = genai.Client(
            api_key=settings.gemini_api_key.get_secret_value(),
            vertexai=False,
            http_options=HttpOptions(
                base_url=settings.gemini_base_url,
                api_version=API_VERSION,
                timeout=TIMEOUT_SECONDS * 1000,
                # One attempt: without this the library tries again by itself when the connection
                # fails, after up to ten seconds, and no retry of its heeds what the server asks.
                retry_options=HttpRetryOptions(attempts=1),
            ),
        )
        if price_of(self._model) is None:
            log.warning("model has no known price, its cost counts as zero", model=self._model)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aio.aclose()
        self._client.close()

    async def screen(
        self,
        candidate: Candidate,  # noqa: ARG002 - the protocol's
        company: Company,  # noqa: ARG002 - the protocol's
        postings: Sequence[Posting],
    ) -> Sequence[Posting]:
        """All postings: each is judged by its text."""
        return postings

    async def analyse(self, candidate: Candidate, company: Company, posting: Posting) -> Match:
        """How well a posting suits a candidate, in the model's judgement.

        Raises:
            PassingError: no connection, overload, the minute's quota, or an unreadable answer.
            WaitingError: the day's quota is used up, or the key or the model is refused
                (`OfflineError`: no host at all can be reached).
        """
        question = _question(candidate, company, posting)
        async with self._limiter, self._line.judging(self._host):
            response = await self._ask(question)
        usage = self._usage(question, response, candidate, company)
        await self._ledger.record(usage)
        return match_in(response)

    async def _ask(self, question: str) -> GenerateContentResponse:
        config = GenerateContentConfig(
            system_instruction=self._instruction,
            response_mime_type="application/json",
            response_schema=Match,
            max_output_tokens=MAX_OUTPUT_TOKENS,
        )
        try:
            return await self._client.aio.models.generate_content(
                model=self._model, contents=question, config=config
            )
        except APIError as error:
            raise failure_of(error, datetime.now(UTC), self._model) from None
        except TimeoutError:
            message = f"Gemini did not answer within {TIMEOUT_SECONDS} s"
            raise UnreachableError(message) from None
        except aiohttp.ClientError as error:
            kind = UnreachableError if is_silence(error) else PassingError
            raise kind(f"Gemini cannot be reached ({type(error).__name__})") from None
        except ValueError:
            # The library's errors for a body that is no JSON or not of Gemini's shape; their
            # messages hold the whole body, so they are not repeated.
            raise PassingError("Gemini's answer is malformed") from None

    def _usage(
        self,
        question: str,
        response: GenerateContentResponse,
        candidate: Candidate,
        company: Company,
    ) -> TokenUsage:
        counted = response.usage_metadata
        asked = (counted and counted.prompt_token_count) or 0
        written = (counted and counted.candidates_token_count) or 0
        thought = (counted and counted.thoughts_token_count) or 0
        cached = (counted and counted.cached_content_token_count) or 0
        model = response.model_version or self._model
        return TokenUsage(
            process_id=self._process_id,
            operation="deep_dive_analysis",
            estimated_tokens=(len(self._instruction) + len(question)) // CHARACTERS_PER_TOKEN,
            actual_tokens=(counted and counted.total_token_count) or asked + written + thought,
            input_tokens=asked,
            output_tokens=written + thought,
            cost=cost_of(
                model if price_of(model) else self._model,
                input_tokens=asked,
                output_tokens=written + thought,
                cached_tokens=cached,
            ),
            user_email=candidate.user.email,
            company_id=str(company.id),
            company_name=company.name,
        )


def _prompt(name: str) -> str:
    return (resources.files("reactor.match") / "prompts" / name).read_text(encoding="utf-8")


def _question(candidate: Candidate, company: Company, posting: Posting) -> str:
    """The question as one JSON document: no text in it can close its own field and leave it."""
    return json.dumps(
        {
            "candidate": profile_text(candidate),
            "company": {
                "name": company.name,
                "work_model": company.work_model,
                "headquarters": company.headquarters,
            },
            "posting": {
                "title": posting.title,
                "location": posting.location,
                "remote": posting.remote,
                "employment_type": posting.employment_type,
                "salary": asdict(posting.salary) if posting.salary else None,
                "text": posting.text[:MAX_POSTING_LENGTH],
            },
        },
        ensure_ascii=False,
    )
