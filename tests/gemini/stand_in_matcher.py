"""A matcher whose model is in the trouble that a test says, in the place of a provider's."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest

from reactor.documents import Company
from reactor.error_codes import Code
from reactor.errors import ModelTroubleError
from reactor.match import Candidate, Ledger, Match, Matcher, PaidAnswer, RequestBudget, TokenUsage
from reactor.match.llm.price import Cost
from reactor.posting import Posting

MODEL = "gemini-flash-lite-latest"
_TOKENS = 100


@dataclass
class TroubledModel:
    """A model, and those who ask it.

    Attributes:
        code: the trouble in which it is; None for none.
        only_judging: whether it answers something small all the same.
        says: the score that it gives everything; None for nothing usable about anything.
        scores: the score that it gives some, by slug.
        probes: how often it was asked something small.
        asked: the slugs of the postings that it was asked about.
        books: where answers are entered, once somebody uses it.
    """

    code: Code | None = None
    only_judging: bool = False
    says: int | None = 80
    scores: dict[str, int] = field(default_factory=dict)
    probes: int = 0
    asked: list[str] = field(default_factory=list)
    books: tuple[Ledger, RequestBudget] | None = None
    name: str = "gemini"
    model: str = MODEL

    def built(
        self, _settings: object, ledger: Ledger, budget: RequestBudget, *_: object
    ) -> Matcher:
        """Stands for `matcher_for`."""
        self.books = ledger, budget
        return self

    async def probe(self) -> None:
        self.probes += 1
        await self._reserve()
        if not self.only_judging:
            self._refuse()

    async def screen(
        self, _: Candidate, __: Company, postings: Sequence[Posting]
    ) -> Sequence[Posting]:
        return postings

    async def analyse(
        self, candidate: Candidate, company: Company, postings: Sequence[Posting]
    ) -> AsyncIterator[tuple[Posting, Match | None]]:
        if self.says is None:
            await self._reserve()
            raise self._trouble("model_malformed")
        for posting in postings:
            await self._reserve()
            slug = posting.url.rpartition("/")[2]
            self.asked.append(slug)
            self._refuse()
            match = Match(suitability_score=self.scores.get(slug, self.says))
            await self._record(candidate, company, posting, match)
            yield posting, match

    async def aclose(self) -> None:
        pass

    async def _reserve(self) -> None:
        assert self.books
        await self.books[1].reserve(self.model)

    def _refuse(self) -> None:
        if self.code:
            raise self._trouble(self.code)

    def _trouble(self, code: Code) -> ModelTroubleError:
        return ModelTroubleError("it said no", delay=300, model=self.model, code=code)

    async def _record(
        self, candidate: Candidate, company: Company, posting: Posting, match: Match
    ) -> None:
        assert self.books
        usage = TokenUsage(
            process_id="p",
            model=self.model,
            operation="job_batch_analysis",
            estimated_tokens=_TOKENS,
            actual_tokens=_TOKENS,
            input_tokens=_TOKENS,
            output_tokens=0,
            cost=Cost(0.0, 0.0),
            user_email=candidate.user.email,
            company_id=str(company.id),
            company_name=company.name,
        )
        about = (candidate.user.id, company.id, posting.url)
        paid = PaidAnswer(posting.url, *about, match.fields())
        await self.books[0].record(usage, [paid])


def take_the_place(model: TroubledModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every reactor of this process ask that model."""
    monkeypatch.setattr("reactor.pipeline.toolset.matcher_for", model.built)
