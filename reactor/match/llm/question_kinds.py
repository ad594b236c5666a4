"""The two kinds of questions about postings: screening of titles, and analysis of texts.

The ledger stores each answer about one posting as a small document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from reactor.documents import Company
from reactor.match.llm.addresses import without_foreign_addresses
from reactor.match.llm.answer_schemas import ParsedAnswer, read_judgements, read_screening
from reactor.match.llm.question import (
    Question,
    analysis,
    key_of,
    posting_facts,
    screening,
    subject_of,
    title_facts,
)
from reactor.match.matcher import Candidate, Match
from reactor.match.profile import profile_text
from reactor.posting import Posting

Answer = Mapping[str, Any]
_WORTH_READING = "worthReading"


class QuestionKind(Protocol):
    """A kind of question about postings, for one candidate and one company."""

    @property
    def candidate(self) -> Candidate:
        """The candidate."""

    @property
    def company(self) -> Company:
        """The company."""

    @property
    def about_titles(self) -> bool:
        """Whether it is about titles only."""

    def key(self, posting: Posting) -> str:
        """The identity of the question about a posting."""
        ...

    def question(self, postings: Sequence[Posting]) -> Question:
        """One request about some postings."""
        ...

    def read(self, text: str, postings: Sequence[Posting]) -> ParsedAnswer:
        """The answers in the model's text, by number from 1."""
        ...

    def declined(self, reason: str) -> Answer:
        """The substitute answer for a question that the model never answers."""
        ...


@dataclass(frozen=True)
class _OneCandidate:
    """A question about one candidate and one company: what every kind tells the model of them."""

    candidate: Candidate
    company: Company

    @cached_property
    def profile(self) -> str:
        """The candidate's profile as the model sees it."""
        return profile_text(self.candidate)

    @cached_property
    def _subject(self) -> str:
        return subject_of(self.profile, self.company)


@dataclass(frozen=True)
class Screening(_OneCandidate):
    """Which postings are worth reading, judged by their titles."""

    about_titles: bool = True

    def key(self, posting: Posting) -> str:
        """The identity of the question about a posting."""
        facts = title_facts(posting)
        return key_of("screen.md", self.candidate.user.id, self._subject, facts)

    def question(self, postings: Sequence[Posting]) -> Question:
        """One request about some titles."""
        return screening(self.profile, self.company, postings)

    def read(self, text: str, postings: Sequence[Posting]) -> ParsedAnswer:
        """The answers in the model's text, by number from 1."""
        reading = read_screening(text, len(postings))
        found = {number: {_WORTH_READING: worth} for number, worth in reading.found.items()}
        return ParsedAnswer(found, reading.complaint)

    def declined(self, reason: str) -> Answer:  # noqa: ARG002 - for any reason
        """Worth reading: the model's refusal to judge a title does not exclude the posting."""
        return {_WORTH_READING: True}

    @staticmethod
    def is_worth_reading(answer: Answer) -> bool:
        """Whether an answer says that the posting is worth reading."""
        return answer.get(_WORTH_READING) is not False


@dataclass(frozen=True)
class Analysis(_OneCandidate):
    """How well each posting suits a candidate, judged by its text."""

    about_titles: bool = False

    def key(self, posting: Posting) -> str:
        """The identity of the question about a posting."""
        facts = posting_facts(posting)
        return key_of("analyse.md", self.candidate.user.id, self._subject, facts)

    def question(self, postings: Sequence[Posting]) -> Question:
        """One request about some postings."""
        return analysis(self.profile, self.company, postings)

    def read(self, text: str, postings: Sequence[Posting]) -> ParsedAnswer:
        """The answers in the model's text, by number from 1."""
        reading = read_judgements(text, len(postings))
        found = {
            number: without_foreign_addresses(match.fields(), given=postings[number - 1].text)
            for number, match in reading.found.items()
        }
        return ParsedAnswer(found, reading.complaint)

    def declined(self, reason: str) -> Answer:
        """A match that is not saved: score 0, with the reason."""
        point = f"The language model declined to judge this posting: {reason}."
        return Match(suitability_score=0, consideration_points=(point,)).fields()
