"""How well a posting suits a person: by a language model where there is one, or by keywords."""

from reactor.fetch.connectivity import Connectivity
from reactor.fetch.parser_worker import ParsingWorker
from reactor.match.keyword import KeywordMatcher
from reactor.match.llm.usage_ledger import Ledger, PaidAnswer, RequestBudget, TokenUsage
from reactor.match.matcher import Candidate, Match, Matcher
from reactor.match.profile import candidate_of
from reactor.settings import Settings

__all__ = [
    "Candidate",
    "KeywordMatcher",
    "Ledger",
    "Match",
    "Matcher",
    "PaidAnswer",
    "RequestBudget",
    "TokenUsage",
    "candidate_of",
    "matcher_for",
]


def matcher_for(
    settings: Settings,
    ledger: Ledger,
    budget: RequestBudget,
    worker: ParsingWorker,
    line: Connectivity | None = None,
) -> Matcher:
    """The matcher that the settings choose: a model's, or keywords where none is named.

    Args:
        settings: `llm` and `gemini_api_key` decide.
        ledger: keeps every call that costs tokens, and its answers.
        budget: says whether there may be another request today.
        worker: compares words, out of the event loop's process.
        line: tells a service that is silent from a line that is down.

    Raises:
        SettingsError: the provider's library is not installed.
    """
    # The providers' libraries take half a second to import: only those who ask them wait for it.
    if settings.llm == "openai":
        from reactor.match.openai import OpenAiMatcher  # noqa: PLC0415 - see above

        return OpenAiMatcher(settings, ledger, budget, line)
    if settings.gemini_api_key is None:
        return KeywordMatcher(worker, settings.commute_km)
    from reactor.match.gemini import GeminiMatcher  # noqa: PLC0415 - see above

    return GeminiMatcher(settings, ledger, budget, line)
