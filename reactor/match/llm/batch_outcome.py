"""The outcome of one request for each of its postings: a pure decision."""

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
    """Why a posting has no answer."""

    MALFORMED = auto()
    """Nothing usable was given, twice."""

    WITHHELD = auto()
    """No answer was given; another day may bring one."""

    UNASKED = auto()
    """The request cap was reached."""


Settled = Mapping[str, Any] | Unanswered


@dataclass(frozen=True, slots=True)
class Round:
    """One request for a batch of postings.

    Attributes:
        batch: the postings.
        complaint: what was wrong with the previous answer about them, `""` if there was none.
    """

    batch: Batch
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class RoundResult:
    """The outcome of an answer.

    Attributes:
        answers: settled answers by posting.
        again: further requests to send.
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
        case Declined(reason) | Withheld(reason) if titles:
            # Reading all postings costs less than isolating the blocked title, and if the profile
            # is the cause, no title is.
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
    """The outcome for a single posting without an answer."""
    match reply:
        case Declined(reason):
            return declined(reason)
        case Withheld():
            return Unanswered.WITHHELD
    # A request for brevity does not reduce thinking.
    return Unanswered.MALFORMED
