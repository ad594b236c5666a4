"""A ledger decorator that counts tokens."""

from collections.abc import Collection, Mapping, Sequence

from reactor.match.llm.usage_ledger import Ledger, PaidAnswer, StoredAnswer, TokenUsage
from reactor.metrics.counts import Counts


class CountingLedger:
    """Delegates to another ledger and counts tokens."""

    def __init__(self, ledger: Ledger, counts: Counts) -> None:
        self._ledger = ledger
        self._counts = counts

    async def record(self, usage: TokenUsage, answers: Sequence[PaidAnswer]) -> None:
        """Store one call with its answers, and count its tokens."""
        await self._ledger.record(usage, answers)
        self._counts.spent(usage.model, usage.input_tokens, usage.output_tokens)

    async def recall(self, keys: Collection[str]) -> Mapping[str, StoredAnswer]:
        """The stored state of these questions, by key."""
        return await self._ledger.recall(keys)
