"""Whether what was paid for was kept, paid for once, and made use of."""

from collections.abc import AsyncIterator
from typing import Any

from reactor.mongo.database import ScoutlyDatabase
from tests.faults.paid.firm import PEOPLE, Firm, title_of
from tests.faults.paid.questions import (
    Question,
    calls_of,
    entered_calls,
    kept_questions,
    questions_in,
)
from tests.faults.paid.till import Till
from tests.gemini.asked import Asked

_MIN_SCORE = 50


class Audit:
    """Looks at the books after each life, and at everything in the end.

    Attributes:
        paid: the requests whose answers are kept.
        wasted: those whose answers a death has lost.
        breaches: of promises, in words.
    """

    def __init__(self, database: ScoutlyDatabase, till: Till, firm: Firm) -> None:
        self._database = database
        self._till = till
        self._firm = firm
        self._kept: frozenset[Question] = frozenset()
        self.paid: list[Asked] = []
        self.wasted: list[Asked] = []
        self.breaches: list[str] = []

    async def end_of_life(self) -> None:
        """Look at what was asked in a life that has just ended, and what is left of it."""
        asked = self._till.of_this_life
        known = self._kept
        self._kept = frozenset(await kept_questions(self._database))
        for request in asked:
            questions = questions_in(request)
            self.breaches += [f"asked again though it was kept: {q}" for q in questions & known]
            known |= questions
            if questions <= self._kept:
                self.paid.append(request)
                continue
            if questions & self._kept:
                self.breaches.append(f"half of an answer was kept: {sorted(questions)}")
            if request is not asked[-1]:
                self.breaches.append(f"answered and not kept: {sorted(questions)}")
            self.wasted.append(request)

    async def whole(self, *, deaths: int, edits: dict[Any, dict[str, Any]]) -> list[str]:
        """All breaches, when nothing is left to be done.

        Args:
            deaths: how many reactors died.
            edits: what people made of their saved jobs, by `_id`.
        """
        found = [breach async for breach in self._unbalanced(deaths)]
        found += [breach async for breach in self._unused(edits)]
        return self.breaches + found

    async def _unbalanced(self, deaths: int) -> AsyncIterator[str]:
        """Books that do not balance."""
        entered, due = await entered_calls(self._database), calls_of(self.paid)
        for call in entered - due:
            yield f"entered though it was not kept, or twice: {call}"
        for call in due - entered:
            yield f"kept and not entered: {call}"
        if len(self.wasted) > deaths:
            yield f"{len(self.wasted)} answers lost by {deaths} deaths"
        days = await self._database.budgets.find().to_list(None)
        counted, asked = sum(day["requests"] for day in days), len(self._till.asked)
        if not asked <= counted <= asked + deaths:
            yield f"{counted} requests counted of {asked}"
        spent = sum(day["inputTokens"] for day in days)
        if spent != (due_tokens := sum(request.tokens for request in self.paid)):
            yield f"{spent} tokens of {due_tokens} in the budget"

    async def _unused(self, edits: dict[Any, dict[str, Any]]) -> AsyncIterator[str]:
        """Answers that led to nothing, or to more than they should; and what people lost."""
        kept = await kept_questions(self._database)
        wanted = set()
        for person in PEOPLE:
            for title in map(title_of, range(self._firm.posted)):
                of_title = kept.get((person.email, "title", title))
                of_text = kept.get((person.email, "text", title))
                if of_title is None or of_title["answer"]["worthReading"] == (of_text is None):
                    yield f"not asked to the end: {title} for {person.email}"
                elif of_text and of_text["answer"]["suitabilityScore"] >= _MIN_SCORE:
                    wanted.add((person.email, of_text["url"]))
        saved = await self._database.saved_jobs.find().to_list(None)
        pairs = [(save["userId"], save["jobId"]) for save in saved]
        if sorted(pairs) != sorted(wanted):
            yield f"saved: {len(pairs)}, of them wanted {len(wanted.intersection(pairs))}"
            yield f"wanted: {len(wanted)}"
        now = {save["_id"]: save for save in saved}
        for key, edit in edits.items():
            if not (key in now and edit.items() <= now[key].items()):
                yield f"somebody's edit is lost: {edit}"
