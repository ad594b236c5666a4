"""What becomes of the postings of one request after its answer: a pure decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from reactor.match.llm.answer_schemas import ParsedAnswer
from reactor.match.llm.batches import Batch, halves
from reactor.match.llm.reply import CutOff, Declined, Reply, ThoughtOut, Withheld
from reactor.posting import Posting

_TOO_LONG = "it was cut off because it was too long; be brief, and do not repeat yourself"


class Unanswered(Enum):
    """Why there is no answer about a posting."""

    MALFORMED = auto()
    """Nothing usable was said, twice."""

    WITHHELD = auto()
    """The answer did not come; it may another day."""

    UNASKED = auto()
    """Enough was asked."""


Settled = Mapping[str, Any] | Unanswered


@dataclass(frozen=True, slots=True)
class Round:
    """Postings to be asked about together.

    Attributes:
        batch: which.
        complaint: what was wrong with the answer about them before, `""` if there was none.
    """

    batch: Batch
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What an answer settles.

    Attributes:
        answers: by posting.
        again: what to ask next.
    """

    answers: tuple[tuple[Posting, Settled], ...] = ()
    again: tuple[Round, ...] = ()


def settle(
    asked: Round,
    reply: Reply,
    reading: ParsedAnswer,
    declined: Callable[[str], Mapping[str, Any]],
    *,
    titles: bool = False,
) -> RoundResult:
    """What `reply` settles of what was asked.

    A batch that was blocked or too long is asked about in parts, to find the posting that causes
    it; what is missing or malformed is asked about once more, with what was wrong.

    Args:
        asked: what it answers.
        reply: how it ended.
        reading: what could be read from it, by number, counted from 1.
        declined: the answer that counts where the model declines, by its reason.
        titles: whether it was about titles only.
    """
    batch, complaint = asked.batch, reading.complaint
    match reply:
        case Declined(reason) | Withheld(reason) if titles:
            # It costs less to read all than to find the one that is blocked, and where it is the
            # profile that is blocked, there is none to be found.
            return RoundResult(tuple((posting, declined(reason)) for posting in batch))
        case Declined() | Withheld() | CutOff() | ThoughtOut() if len(batch) > 1:
            return RoundResult(again=tuple(map(Round, halves(batch))))
        case Declined() | Withheld() | ThoughtOut():
            return RoundResult(((batch[0], _final(reply, declined)),))
        case CutOff():
            complaint = _TOO_LONG
    numbered = dict(enumerate(batch, 1))
    found = tuple((numbered[n], answer) for n, answer in sorted(reading.found.items()))
    rest = tuple(posting for n, posting in numbered.items() if n not in reading.found)
    if rest and asked.complaint:
        return RoundResult((*found, *((posting, Unanswered.MALFORMED) for posting in rest)))
    return RoundResult(found, again=(Round(rest, complaint),) if rest else ())


def _final(
    reply: Declined | Withheld | ThoughtOut, declined: Callable[[str], Mapping[str, Any]]
) -> Settled:
    """What counts for a single posting of which nothing was said."""
    match reply:
        case Declined(reason):
            return declined(reason)
        case Withheld():
            return Unanswered.WITHHELD
    # A word on brevity makes no model think less.
    return Unanswered.MALFORMED
