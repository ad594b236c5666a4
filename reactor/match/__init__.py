"""How well a posting suits a person: by Gemini where there is a key, else by keywords."""

from reactor.fetch.line import Line
from reactor.fetch.worker import ParsingWorker
from reactor.match.keyword import KeywordMatcher
from reactor.match.ledger import Budget, Ledger, PaidAnswer, TokenUsage
from reactor.match.matcher import Candidate, Match, Matcher
from reactor.match.profile import candidate_of
from reactor.settings import Settings

__all__ = [
    "Budget",
    "Candidate",
    "KeywordMatcher",
    "Ledger",
    "Match",
    "Matcher",
    "PaidAnswer",
    "TokenUsage",
    "candidate_of",
    "matcher_for",
]


def matcher_for(
    settings: Settings,
    ledger: Ledger,
    budget: Budget,
    worker: ParsingWorker,
    line: Line | None = None,
) -> Matcher:
    """The matcher that the settings allow: Gemini with a key, keywords without one.

    Args:
        settings: `gemini_api_key` decides.
        ledger: keeps every call that costs tokens, and its answers.
        budget: says whether there may be another request today.
        worker: compares words, out of the event loop's process.
        line: tells a service that is silent from a line that is down.
    """
    if settings.gemini_api_key is None:
        return KeywordMatcher(worker, settings.commute_km)
    # Google's library takes half a second to import: only those with a key wait for it.
    from reactor.match.gemini import GeminiMatcher  # noqa: PLC0415 - see above

    return GeminiMatcher(settings, ledger, budget, line)
