"""The matcher that uses a Gemini model."""

import asyncio

from loguru import logger

from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.connectivity import Connectivity
from reactor.fetch.connectivity_probes import ConnectivityProbes
from reactor.match.gemini.client import GeminiClient
from reactor.match.gemini.prices import price_of
from reactor.match.llm.matcher import LlmMatcher
from reactor.match.llm.rate_limiter import RateLimiter, Sleep
from reactor.match.llm.usage_ledger import Ledger, RequestBudget
from reactor.settings import Settings

_log = logger.bind(channel="job-matching-orchestrator")


class GeminiMatcher(LlmMatcher):
    """Judges with a Gemini model; an async context manager, or call `aclose`.

    Args:
        settings: API key (required), model, address and rates.
        ledger: stores every answered call, usable or not, and the answers.
        budget: counts and limits the requests of a day.
        line: distinguishes a silent host from an offline machine.
        sleep: waits for a pause that the service requests.
    """

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        budget: RequestBudget,
        line: Connectivity | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        line = line or Connectivity(
            AddressPolicy.allowing(settings.allow_hosts), ConnectivityProbes()
        )
        rates = RateLimiter(settings.gemini_rpm, settings.gemini_tpm, sleep)
        super().__init__(GeminiClient(settings), rates, ledger, budget, line)
        if price_of(settings.gemini_model) is None:
            _log.warning("model has no known price: its cost is zero", model=settings.gemini_model)
