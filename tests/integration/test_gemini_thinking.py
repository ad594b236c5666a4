"""A model that spends its answers on thinking costs little, and is made to think less."""

from collections.abc import Awaitable

import pytest
from aiohttp import web

from reactor.errors import ModelTroubleError
from tests.gemini.asked import Asked
from tests.gemini.endpoint import endpoint
from tests.gemini.replies import Reply, says, stops
from tests.gemini.scene import (
    COMPANY,
    DANA,
    HINGES,
    ORDINARY,
    SALES,
    Book,
    judgements,
    matcher_at,
    posting,
    undisturbed,
)
from tests.gemini.sensible import sensible
from tests.gemini.troubles import fails

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

ONLY_THINKS = stops("MAX_TOKENS", thoughts=8_180)
MANY = [posting(f"Welder {n}", f"You weld seam {n}.") for n in range(40)]


def told(asked: Asked) -> tuple[object, int]:
    """How hard the model was let think, and how much it might write."""
    config = asked.body["generationConfig"]
    return config.get("thinkingConfig"), config["maxOutputTokens"]


def hard_thinker(asked: Asked) -> web.StreamResponse | Awaitable[web.StreamResponse]:
    """Answers only where its bound was raised."""
    return (sensible if told(asked)[1] > 8_192 else ONLY_THINKS)(asked)


async def test_a_visit_to_forty_postings_costs_few_requests_and_says_what_is_wrong() -> None:
    book = Book()
    async with endpoint(ONLY_THINKS) as stand_in, matcher_at(stand_in.url, book, book) as matcher:
        with pytest.raises(ModelTroubleError) as caught:
            await matcher.screen(DANA, COMPANY, MANY)
        with pytest.raises(ModelTroubleError):
            await judgements(matcher, MANY)
    assert caught.value.code == "model_thinking"
    assert "thinking" in str(caught.value)
    assert len(stand_in.asked) == len(book.usages) <= 6
    assert book.paid == []
    assert sum(usage.output_tokens for usage in book.usages) >= 8_180, "what it costs is entered"


@pytest.mark.parametrize(
    "reply", [ONLY_THINKS, stops("MAX_TOKENS"), stops("MAX_TOKENS", '{"judge', thoughts=8_000)]
)
async def test_it_is_made_to_think_less_once_and_remembered(reply: Reply) -> None:
    async with endpoint(sensible, reply) as stand_in, matcher_at(stand_in.url) as matcher:
        assert await judgements(matcher, ORDINARY) == await undisturbed()
        await judgements(matcher, MANY[:1])
    first, again, later = stand_in.asked
    assert first.document == again.document, "nothing is halved"
    assert told(first) == ({"thinking_level": "MINIMAL"}, 8_192)
    assert told(again) == told(later) == ({"thinking_level": "MINIMAL"}, 32_768)


async def test_one_posting_that_makes_it_brood_does_not_stand_for_the_model() -> None:
    def brooding(asked: Asked) -> web.StreamResponse | Awaitable[web.StreamResponse]:
        return (ONLY_THINKS if SALES.title in asked.titles else sensible)(asked)

    async with endpoint(brooding) as stand_in, matcher_at(stand_in.url) as matcher:
        await judgements(matcher, [HINGES])
        found = await judgements(matcher, ORDINARY)
    assert found.pop(SALES.title) is None
    assert None not in found.values()
    assert len(stand_in.asked) <= 8


@pytest.mark.parametrize(
    ("model", "first", "least"),
    [
        ("gemini-flash-lite-latest", {"thinking_level": "MINIMAL"}, {"thinking_level": "MINIMAL"}),
        ("gemini-3.5-flash", {"thinking_level": "LOW"}, {"thinking_level": "MINIMAL"}),
        ("gemini-3.1-pro-preview", {"thinking_level": "LOW"}, {"thinking_level": "LOW"}),
        ("gemini-2.5-flash", {"thinking_budget": 512}, {"thinking_budget": 0}),
        ("gemini-2.5-flash-lite", {"thinking_budget": 0}, {"thinking_budget": 0}),
        ("gemini-2.5-pro", {"thinking_budget": 512}, {"thinking_budget": 128}),
        ("gemini-2.0-flash", None, None),
        ("gemma-4-27b-it", None, None),
    ],
)
async def test_each_family_is_told_in_its_own_way(model: str, first: object, least: object) -> None:
    async with (
        endpoint(hard_thinker) as stand_in,
        matcher_at(stand_in.url, gemini_model=model) as matcher,
    ):
        await judgements(matcher, [HINGES])
    assert [told(asked) for asked in stand_in.asked] == [(first, 8_192), (least, 32_768)]


async def test_a_service_that_does_not_know_the_field_is_not_told_again() -> None:
    def old(asked: Asked) -> web.StreamResponse | Awaitable[web.StreamResponse]:
        refused = fails(400, message='Unknown name "thinkingConfig": Cannot find field.')
        return (sensible if told(asked)[0] is None else refused)(asked)

    book = Book()
    async with endpoint(old) as stand_in, matcher_at(stand_in.url, book, book) as matcher:
        assert await judgements(matcher, ORDINARY) == await undisturbed()
        await judgements(matcher, MANY[:1])
    assert [told(asked)[0] is None for asked in stand_in.asked] == [False, True, True]
    assert sum(book.reserved.values()) == 3


async def test_a_request_that_is_refused_for_another_reason_is_made_twice_at_most() -> None:
    refused = fails(400, message="Unknown field")
    async with endpoint(refused) as stand_in, matcher_at(stand_in.url) as matcher:
        for _ in range(2):
            with pytest.raises(ModelTroubleError) as caught:
                await judgements(matcher, [HINGES])
            assert caught.value.code == "model_refused"
    assert len(stand_in.asked) == 3


async def test_no_answer_can_spend_the_day_on_one_company() -> None:
    """Every answer is half of one, which asks for halves of what was asked."""
    cut = says('{"judgements": [{"id": 1, "suitabilityScore": 8', finish="MAX_TOKENS")
    async with endpoint(cut) as stand_in, matcher_at(stand_in.url) as matcher:
        with pytest.raises(ModelTroubleError):
            await judgements(matcher, MANY)
    assert len(stand_in.asked) == 26
