"""Which answers need not be asked for: a pure decision."""

from collections.abc import Mapping
from datetime import timedelta

from reactor.match.llm.question_kinds import Inquiry
from reactor.match.llm.rounds import Settled, Unanswered
from reactor.match.llm.usage_ledger import Recalled

MOST_FAILURES = 3
"""Runs after which a posting is given up about which the model never says anything usable."""

MOST_WITHHELD = 3
"""Days on which a posting is asked about whose answer is withheld."""

WITHHELD_REST = timedelta(hours=20)
"""The same time of the next day counts as another day, however long a visit takes."""


def known_answers(inquiry: Inquiry, recalled: Mapping[str, Recalled]) -> dict[str, Settled]:
    """What is known of questions that were asked before, by key.

    Args:
        inquiry: says what counts where there never was an answer.
        recalled: what the ledger has.
    """
    known: dict[str, Settled] = {}
    for key, memory in recalled.items():
        if memory.answer is not None:
            known[key] = memory.answer
        elif memory.failures >= MOST_FAILURES:
            known[key] = inquiry.declined("it never said anything usable about it")
        elif memory.withheld >= MOST_WITHHELD:
            known[key] = inquiry.declined(f"it withheld its answer on {MOST_WITHHELD} days")
        elif rests(memory):
            known[key] = Unanswered.WITHHELD
    return known


def rests(memory: Recalled) -> bool:
    """Whether an answer was withheld so lately that it would be withheld again."""
    return memory.withheld > 0 and memory.since_withheld < WITHHELD_REST
