"""A ledger that counts the tokens it keeps."""

from collections.abc import Collection, Mapping, Sequence

from reactor.match.llm.usage_ledger import Ledger, PaidAnswer, Recalled, TokenUsage
from reactor.metrics.counts import Counts


class CountingLedger:
    """Hands everything on to another ledger."""

    def __init__(self, ledger: Ledger, counts: Counts) -> None:
        self._ledger = ledger
        self._counts = counts

    async def record(self, usage: TokenUsage, answers: Sequence[PaidAnswer]) -> None:
        """Keep one call and its answers, together, and count its tokens."""
        await self._ledger.record(usage, answers)
        self._counts.spent(usage.model, usage.input_tokens, usage.output_tokens)

    async def recall(self, keys: Collection[str]) -> Mapping[str, Recalled]:
        """What is known of these questions, by key."""
        return await self._ledger.recall(keys)
