"""The matcher that uses a model behind an OpenAI-compatible endpoint."""

import asyncio

from loguru import logger

from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.connectivity import Connectivity
from reactor.fetch.connectivity_probes import ConnectivityProbes
from reactor.match.llm.matcher import LlmMatcher
from reactor.match.llm.rate_limiter import RateLimiter, Sleep
from reactor.match.llm.usage_ledger import Ledger, RequestBudget
from reactor.match.openai.client import OpenAiClient
from reactor.settings import Settings

_log = logger.bind(channel="job-matching-orchestrator")


class OpenAiMatcher(LlmMatcher):
    """Judges with the configured model; an async context manager, or call `aclose`.

    Args:
        settings: address, model, and optionally key and rates.
        ledger: stores every answered call, usable or not, and the answers.
        budget: counts the requests.
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
        rates = RateLimiter(settings.openai_rpm, settings.openai_tpm, sleep)
        client = OpenAiClient(settings)
        super().__init__(client, rates, ledger, budget, line)
        if not client.knows_its_price:
            _log.warning(
                "model has no known price: its cost is zero; OPENAI_PRICE tells it",
                model=client.model,
            )
