"""The outcome of one request for each of its postings: a pure decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from reactor.match.llm.answer_schemas import ParsedAnswer
from reactor.match.llm.batches import Batch, halves
from reactor.match.llm.reply import (
    BlockedReply,
    Reply,
    ThinkingOnlyReply,
    TruncatedReply,
    WithheldReply,
)
from reactor.posting import Posting

_TOO_LONG = "it was cut off because it was too long; be brief, and do not repeat yourself"


class Unanswered(Enum):
    """Why a posting has no answer."""

    MALFORMED = auto()
    """Nothing usable was given, twice."""

    WITHHELD = auto()
    """No answer was given; another day may bring one."""

    UNASKED = auto()
    """The request cap was reached."""


Settled = Mapping[str, Any] | Unanswered


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """One request for a batch of postings.

    Attributes:
        batch: the postings.
        complaint: what was wrong with the previous answer about them, `""` if there was none.
    """

    batch: Batch
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """The outcome of an answer.

    Attributes:
        answers: settled answers by posting.
        again: further requests to send.
    """

    answers: tuple[tuple[Posting, Settled], ...] = ()
    again: tuple[BatchRequest, ...] = ()


def settle(
    asked: BatchRequest,
    reply: Reply,
    reading: ParsedAnswer,
    declined: Callable[[str], Mapping[str, Any]],
    *,
    titles: bool = False,
) -> BatchOutcome:
    """The outcome of `reply` for the postings of `asked`.

    A batch whose answer was blocked or too long is split, to isolate the cause. Missing and
    malformed answers are requested once more, with a complaint.

    Args:
        asked: the request.
        reply: how the answer ended.
        reading: the parsed answers, by number from 1.
        declined: returns the substitute answer for a reason.
        titles: whether it was about titles only.
    """
    batch, complaint = asked.batch, reading.complaint
    match reply:
        case BlockedReply(reason) | WithheldReply(reason) if titles:
            # Reading all postings costs less than isolating the blocked title, and if the profile
            # is the cause, no title is.
            return BatchOutcome(tuple((posting, declined(reason)) for posting in batch))
        case BlockedReply() | WithheldReply() | TruncatedReply() | ThinkingOnlyReply() if (
            len(batch) > 1
        ):
            return BatchOutcome(again=tuple(map(BatchRequest, halves(batch))))
        case BlockedReply() | WithheldReply() | ThinkingOnlyReply():
            return BatchOutcome(((batch[0], _final(reply, declined)),))
        case TruncatedReply():
            complaint = _TOO_LONG
    numbered = dict(enumerate(batch, 1))
    found = tuple((numbered[n], answer) for n, answer in sorted(reading.found.items()))
    rest = tuple(posting for n, posting in numbered.items() if n not in reading.found)
    if rest and asked.complaint:
        return BatchOutcome((*found, *((posting, Unanswered.MALFORMED) for posting in rest)))
    return BatchOutcome(found, again=(BatchRequest(rest, complaint),) if rest else ())


def _final(
    reply: BlockedReply | WithheldReply | ThinkingOnlyReply,
    declined: Callable[[str], Mapping[str, Any]],
) -> Settled:
    """The outcome for a single posting without an answer."""
    match reply:
        case BlockedReply(reason):
            return declined(reason)
        case WithheldReply():
            return Unanswered.WITHHELD
    # A request for brevity does not reduce thinking.
    return Unanswered.MALFORMED
