"""The Gemini matcher against a stand-in that other people wrote, where that is installed.

What our own stand-in and our matcher both get wrong would not show otherwise. See
`tests/gemini/foreign.py` for how to have it installed.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from reactor.errors import PassingError
from reactor.match.gemini import GeminiMatcher
from reactor.posting import Posting
from tests.gemini.foreign import aimock, when, words
from tests.gemini.scene import (
    COMPANY,
    DANA,
    HINGES,
    ORDINARY,
    PASTRY,
    SALES,
    WELDING,
    Book,
    judgements,
    matcher_at,
    posting,
)

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

JUDGED = {
    "id": 1,
    "suitabilityScore": 82,
    "goodFitReasons": ["You know hinges."],
    "techStack": ["SolidWorks"],
}
LIMITED = posting("Limited", "You wait.")
DOWN = posting("Down", "You wait too.")
FIXTURES = [
    when('"titles"', **words({"worthReading": [1, 3]})),
    when("Welding", **words({"judgements": []}, finishReason="length")),
    when("Sales", **words("", finishReason="content_filter")),
    when("Pastry", **words("I would say 80.")),
    when("Limited", error={"message": "quota", "code": "RESOURCE_EXHAUSTED"}, status=429),
    when("Down", error={"message": "overloaded", "code": "UNAVAILABLE"}, status=503),
    when("Mechanical", **words({"judgements": [JUDGED]})),
]


@pytest.fixture
def book() -> Book:
    return Book()


@pytest_asyncio.fixture
async def matcher(tmp_path: Path, book: Book) -> AsyncIterator[GeminiMatcher]:
    async with aimock(tmp_path, FIXTURES) as url, matcher_at(url, book, book) as matcher:
        yield matcher


async def test_a_judgement_is_read_and_counted(matcher: GeminiMatcher, book: Book) -> None:
    match = (await judgements(matcher, [HINGES]))[HINGES.title]
    assert match
    assert (match.suitability_score, match.tech_stack) == (82, ("SolidWorks",))
    assert [(usage.input_tokens, usage.output_tokens) for usage in book.usages] == [(1000, 200)]


async def test_titles_are_chosen(matcher: GeminiMatcher) -> None:
    chosen = await matcher.screen(DANA, COMPANY, ORDINARY)
    assert list(chosen) == [HINGES, SALES]


async def test_an_answer_that_is_cut_off_or_no_json_leaves_the_posting_new(
    matcher: GeminiMatcher, book: Book
) -> None:
    assert await judgements(matcher, [WELDING]) == {WELDING.title: None}
    assert await judgements(matcher, [PASTRY]) == {PASTRY.title: None}
    assert len(book.usages) == 4


async def test_a_posting_that_is_declined_is_zero(matcher: GeminiMatcher) -> None:
    match = (await judgements(matcher, [SALES]))[SALES.title]
    assert match
    assert match.suitability_score == 0
    assert "SAFETY" in match.consideration_points[0]


@pytest.mark.parametrize("troubled", [LIMITED, DOWN], ids=lambda each: each.title)
async def test_trouble_passes(matcher: GeminiMatcher, book: Book, troubled: Posting) -> None:
    with pytest.raises(PassingError):
        await judgements(matcher, [troubled])
    assert book.usages == []
