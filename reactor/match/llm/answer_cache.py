"""Which stored answers settle a question without a request: a pure decision."""

from collections.abc import Mapping
from datetime import timedelta

from reactor.match.llm.batch_outcome import Settled, Unanswered
from reactor.match.llm.question_kinds import QuestionKind
from reactor.match.llm.usage_ledger import StoredAnswer

MAX_FAILURES = 3
"""Runs with an unusable answer after which a posting is treated as declined."""

MAX_WITHHELD = 3
"""Days of withheld answers after which a posting is treated as declined."""

WITHHELD_REST = timedelta(hours=20)
"""Less than a day, so that the same time tomorrow is another day even after a long visit."""


def known_answers(kind: QuestionKind, recalled: Mapping[str, StoredAnswer]) -> dict[str, Settled]:
    """Stored answers to questions, by key.

    Args:
        kind: provides the substitute answer for a question that never got one.
        recalled: the ledger's entries.
    """
    known: dict[str, Settled] = {}
    for key, memory in recalled.items():
        if memory.answer is not None:
            known[key] = memory.answer
        elif memory.failures >= MAX_FAILURES:
            known[key] = kind.declined("it never said anything usable about it")
        elif memory.withheld >= MAX_WITHHELD:
            known[key] = kind.declined(f"it withheld its answer on {MAX_WITHHELD} days")
        elif rests(memory):
            known[key] = Unanswered.WITHHELD
    return known


def rests(memory: StoredAnswer) -> bool:
    """Whether an answer was withheld so recently that it is not requested again."""
    return memory.withheld > 0 and memory.since_withheld < WITHHELD_REST
