"""Keywords are compared in the parsing process, within its time limit, and in order."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any, cast

import pytest
from bson import ObjectId

from reactor.documents import CandidateInfo, Company, User
from reactor.errors import LastingError
from reactor.fetch.parser_process import Bounds
from reactor.fetch.parser_worker import ParsingWorker
from reactor.fetch.parsing_budget import current_visit, parsing_visit
from reactor.match import Candidate, KeywordMatcher, Match
from reactor.match.keyword import tasks
from reactor.match.keyword.judgement import judge
from reactor.pipeline.judges import Judge
from reactor.pipeline.judging import Judging
from reactor.posting import Posting

FIRM = Company.read({"_id": ObjectId(), "company": "Acme"})
ADA = Candidate("ada@example.org", User.read({"_id": ObjectId()}), "Senior Python engineer")
TEXT = "You build Python services with us. "


def posting(number: int, text: str = TEXT) -> Posting:
    return Posting(f"https://acme.example/{number}", f"Engineer {number}", text)


def stop_at_snail(
    candidate: Candidate, company: Company, postings: Sequence[Posting], commute_km: int
) -> list[Match]:
    if any("snail" in each.text for each in postings):
        time.sleep(60)
    return tasks.judge_postings(candidate, company, postings, commute_km)


def take_too_long(info: CandidateInfo, titles: Sequence[str]) -> list[bool]:
    raise LastingError(f"{titles} could not be screened for {info}")


@pytest.fixture
async def matcher() -> AsyncIterator[KeywordMatcher]:
    async with ParsingWorker(Bounds(time=2)) as worker:
        yield KeywordMatcher(worker)


async def test_what_comes_out_is_what_was_computed_here_in_the_same_order(
    matcher: KeywordMatcher,
) -> None:
    postings = [posting(number, TEXT * (1 + 700 * (number % 3))) for number in range(45)]
    found = [each async for each in matcher.analyse(ADA, FIRM, postings)]
    assert [each for each, _ in found] == postings
    here = await asyncio.to_thread(lambda: [judge(ADA, FIRM, each) for each in postings])
    assert [match for _, match in found] == here


async def test_a_text_that_takes_too_long_has_no_answer_and_the_others_have_theirs(
    matcher: KeywordMatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "judge_postings", stop_at_snail)
    postings = [posting(1), posting(2, "snail"), posting(3)]
    found = {each.url[-1]: match async for each, match in matcher.analyse(ADA, FIRM, postings)}
    assert list(found) == ["1", "2", "3"]
    assert found["2"] is None
    assert found["1"]
    assert found["3"]


async def test_a_list_of_such_texts_is_given_up(
    matcher: KeywordMatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "judge_postings", stop_at_snail)
    monkeypatch.setattr("reactor.match.keyword.matcher._MAX_POSTINGS", 3)
    postings = [*(posting(number, "snail") for number in range(3)), posting(4)]
    found = [each async for each in matcher.analyse(ADA, FIRM, postings)]
    assert found == [(each, None) for each in postings]


async def test_titles_that_cannot_be_screened_are_read(
    matcher: KeywordMatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "exclude_by_title", take_too_long)
    assert await matcher.screen(ADA, FIRM, [posting(1)]) == [posting(1)]


class Charging:
    """Judges here, and puts a third of the budget on the account of whose work it is."""

    async def run(self, *args: Any, **_: str) -> Any:
        visit = current_visit()
        visit.require_budget()
        visit.spent += visit.budget / 3
        return [judge(ADA, FIRM, each) for each in args[3]]


async def test_judgements_are_not_on_the_account_of_the_visits_pages() -> None:
    with parsing_visit() as visit:
        visit.spent = visit.budget
        matcher = KeywordMatcher(cast(ParsingWorker, Charging()))
        found = [each async for each in matcher.analyse(ADA, FIRM, [posting(1), posting(2)])]
        assert all(match for _, match in found)
        assert visit.spent == visit.budget


async def test_a_list_that_takes_too_long_keeps_what_was_judged_and_leaves_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reactor.match.keyword.matcher._MAX_POSTINGS", 2)
    postings = [posting(number) for number in range(9)]
    matcher = KeywordMatcher(cast(ParsingWorker, Charging()))
    judging = Judging(Judge(matcher, "keyword"), FIRM)
    found = [each async for each in judging.judge(ADA, postings)]
    assert [each for each, _ in found] == postings[:6]
    assert (judging.judged, judging.unjudged, judging.unanswered) == (6, 3, 0)
