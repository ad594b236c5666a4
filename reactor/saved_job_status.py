"""The status of an application: the eleven values of the web app's `ApplicationStatus`.

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
"""In their usual order."""

OLDER_DEFAULT = "saved"
"""Default status written by the second generation of the web app."""

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
"""Unambiguous short forms."""


def spoken(status: str) -> str:
    """The status in the form that people type: `interview-scheduled`."""
    return status.lower().replace("_", "-")


def status_of(word: str) -> str:
    """The status for a word, in any case, with dashes, blanks or underscores.

    Raises:
        SettingsError: the word matches no status; the message lists all of them.
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
