"""The least that judging a posting can cost: one call with one sentence, a profile and a posting.

It is what a script of ten lines would do. It has no rules, so what it says is worth less; its
tokens are the measure.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from google import genai
from google.genai.types import GenerateContentConfig, HttpOptions

from reactor.match import Candidate
from reactor.match.llm.answer_schemas import AnalysisAnswer
from reactor.match.profile import profile_text
from reactor.posting import Posting
from tests.benchmarks.matching.answers import to_a_bare_call
from tests.benchmarks.matching.meter import Cost, Meter
from tests.gemini.endpoint import endpoint

INSTRUCTION = "Judge from 0 to 100 how well the job posting suits the candidate, and say why."


class BareCalls:
    """Makes bare calls, and knows what each of them cost."""

    def __init__(self, client: genai.Client, meter: Meter) -> None:
        self._client = client
        self._meter = meter
        self._known: dict[tuple[str, str], Cost] = {}

    async def cost(self, candidates: Iterable[Candidate], postings: Iterable[Posting]) -> Cost:
        """What it costs to judge each of these postings for each of these people."""
        every = list(postings)
        each = [await self._one(c, posting) for c in candidates for posting in every]
        return sum(each, Cost())

    async def _one(self, candidate: Candidate, posting: Posting) -> Cost:
        pair = candidate.user_id, posting.url
        if pair not in self._known:
            before = self._meter.total
            await self._client.aio.models.generate_content(
                model="gemini-flash-lite-latest",
                contents=[profile_text(candidate), f"{posting.title}\nKiel\n{posting.text}"],
                config=GenerateContentConfig(
                    system_instruction=INSTRUCTION,
                    response_mime_type="application/json",
                    response_schema=AnalysisAnswer,
                ),
            )
            self._known[pair] = self._meter.since(before)
        return self._known[pair]


@asynccontextmanager
async def bare_calls() -> AsyncIterator[BareCalls]:
    """By Google's client, to a stand-in of their own, for as long as the block runs."""
    meter = Meter(to_a_bare_call)
    async with endpoint(meter) as stand_in:
        at = HttpOptions(base_url=stand_in.url, api_version="v1beta")
        client = genai.Client(api_key="nobody", vertexai=False, http_options=at)
        yield BareCalls(client, meter)
        await client.aio.aclose()
        client.close()
