"""What a posting offers besides pay: visa sponsorship, help with moving, work from home."""

import re
from collections.abc import Iterator

from reactor.documents import Company
from reactor.posting import Posting

# A sentence may be a whole page where a text has no full stops: this much of it is looked at.
REACH = 80

_SENTENCE_END = re.compile(r"[.;!?\n•]")
_REFUSAL = re.compile(
    r"\b(?:no|not|unable|cannot|can't|without|don't|doesn't|unavailable)\b", re.IGNORECASE
)
_OFFER = re.compile(
    r"offer|provid|availab|possible|support|assist|package|bonus|help"
    r"|\b(?:can|will|do|happy to|we) (?:\w+ )?sponsor",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"remote|work from home|home ?office|distributed team", re.IGNORECASE)
_NOT_REMOTE = re.compile(
    r"not (?:a )?remote|no remote|on-?site only|in-?office|in-person|days (?:a|per) week in",
    re.IGNORECASE,
)


def sponsorship_of(text: str) -> bool | None:
    """Whether a posting offers to sponsor visas; None where it does not say."""
    return _offers("sponsor", text)


def relocation_of(text: str) -> bool | None:
    """Whether a posting offers help with moving; None where it does not say."""
    return _offers("relocation", text)


def says_remote(text: str) -> bool:
    """Whether a short text such as a location or a wish speaks of work from home."""
    return _REMOTE.search(text) is not None


def is_remote(posting: Posting, company: Company) -> bool | None:
    """Whether the work can be done from home; None where nothing says."""
    if posting.remote is not None:
        return posting.remote
    if _NOT_REMOTE.search(posting.text):
        return False
    if says_remote(f"{posting.title} {posting.location} {posting.text}"):
        return True
    return {"FULLY_REMOTE": True, "IN_OFFICE": False}.get(company.work_model)


def _offers(word: str, text: str) -> bool | None:
    """What the first sentence with that word says that either offers or refuses."""
    for sentence in _sentences_with(word, text):
        if _REFUSAL.search(sentence):
            return False
        if _OFFER.search(sentence):
            return True
    return None


def _sentences_with(word: str, text: str) -> Iterator[str]:
    lowered = text.lower()
    position = lowered.find(word)
    while position >= 0:
        before = _SENTENCE_END.split(lowered[max(0, position - REACH) : position])[-1]
        after = _SENTENCE_END.split(lowered[position : position + len(word) + REACH])[0]
        yield before + after
        position = lowered.find(word, position + 1)
