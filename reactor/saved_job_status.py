"""How far somebody has come with a posting: the eleven words of the web app's `ApplicationStatus`.

https://github.com/judithsanchez/scoutly/blob/main/src/types/savedJob.ts
"""

from difflib import get_close_matches

from reactor.errors import SettingsError

STATUSES = (
    "WANT_TO_APPLY",
    "PENDING_APPLICATION",
    "APPLIED",
    "INTERVIEW_SCHEDULED",
    "TECHNICAL_ASSESSMENT",
    "REJECTED",
    "OFFER_RECEIVED",
    "OFFER_ACCEPTED",
    "OFFER_DECLINED",
    "STALE",
    "DISCARDED",
)
"""In the order in which they mostly follow each other."""

OLDER_DEFAULT = "saved"
"""What the second generation of the web app wrote where nobody said anything."""

_ALSO = {
    "WANT": "WANT_TO_APPLY",
    "NEW": "WANT_TO_APPLY",
    "PENDING": "PENDING_APPLICATION",
    "INTERVIEW": "INTERVIEW_SCHEDULED",
    "ASSESSMENT": "TECHNICAL_ASSESSMENT",
    "OFFER": "OFFER_RECEIVED",
    "ACCEPTED": "OFFER_ACCEPTED",
    "DECLINED": "OFFER_DECLINED",
    "DISCARD": "DISCARDED",
}
"""Shorter words that can only mean one thing."""


def spoken(status: str) -> str:
    """A status as people type it: `interview-scheduled`."""
    return status.lower().replace("_", "-")


def status_of(word: str) -> str:
    """The status that a word means, whatever its case, with dashes, blanks or underscores.

    Raises:
        SettingsError: it means none; the message names them all.
    """
    plain = "_".join(word.strip().upper().replace("-", " ").replace("_", " ").split())
    if plain in STATUSES:
        return plain
    if plain in _ALSO:
        return _ALSO[plain]
    close = get_close_matches(plain, [*STATUSES, *_ALSO], n=1)
    hint = f"did you mean {spoken(_ALSO.get(close[0], close[0]))}? " if close else ""
    raise SettingsError(
        f"{word!r} is no status; {hint}there are {', '.join(map(spoken, STATUSES))}"
    )
