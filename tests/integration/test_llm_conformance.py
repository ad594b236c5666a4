"""What holds for every provider of language models, each asked by its own official client."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp.test_utils import unused_port
from bson import ObjectId

from reactor.documents import Company
from reactor.errors import ModelTroubleError
from reactor.match.page_questions import PageReader
from tests.gemini.asked import Asked
from tests.gemini.replies import Reply, sends_text
from tests.gemini.scene import (
    COMPANY,
    DANA,
    HINGES,
    KEY,
    ORDINARY,
    SALES,
    WELDING,
    Book,
    Clock,
    judgements,
    posting,
    undisturbed,
)
from tests.gemini.troubles import hangs_up, says_nothing
from tests.llm.dialects import BOTH, Dialect

pytestmark = [
    # Google's library subclasses aiohttp's session, which aiohttp discourages.
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession"),
    pytest.mark.parametrize("provider", BOTH, ids=lambda each: each.name),
]

MANY = [posting(f"Welder {n}", f"You weld seam {n}.") for n in range(10)]
OUTLINE = {"title": "Jobs", "groups": [{"group": 1, "fields": []}]}


def only_where(title: str, reply: Reply, other: Reply) -> Reply:
    """This reply where that title is asked about."""
    return lambda asked: (reply if title in asked.titles else other)(asked)


async def trouble_of(provider: Dialect, reply: Reply) -> tuple[ModelTroubleError, list[Asked]]:
    book = Book()
    async with (
        provider.serving(reply) as stand_in,
        provider.matcher_at(stand_in.url, book) as matcher,
    ):
        with pytest.raises(ModelTroubleError) as caught:
            await judgements(matcher, [HINGES])
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.model == matcher.model
    assert sum(book.reserved.values()) == len(stand_in.asked), "what is asked is counted"
    return caught.value, stand_in.asked


async def test_a_good_answer_is_a_match_and_is_billed(provider: Dialect) -> None:
    book = Book()
    async with (
        provider.serving() as stand_in,
        provider.matcher_at(stand_in.url, book) as matcher,
    ):
        assert matcher.name == provider.name
        assert await judgements(matcher, ORDINARY) == await undisturbed()
    [usage], [asked] = book.usages, stand_in.asked
    assert usage.model == asked.model == matcher.model
    assert usage.input_tokens == asked.tokens
    assert usage.actual_tokens == usage.input_tokens + usage.output_tokens
    assert usage.output_tokens > 0
    assert (usage.cost.total > 0) != usage.cost.free
    assert usage.fields()["costEstimate"]["isFreeUsage"] == (provider.name == "openai")
    assert {paid.url for paid in book.paid} == {each.url for each in ORDINARY}


async def test_the_same_is_not_asked_twice_whoever_is_asked(provider: Dialect) -> None:
    book = Book()
    async with provider.serving() as stand_in:
        for _ in range(2):
            async with provider.matcher_at(stand_in.url, book) as matcher:
                assert await judgements(matcher, ORDINARY) == await undisturbed()
    assert len(stand_in.asked) == 1


async def test_many_are_judged_in_batches(provider: Dialect) -> None:
    async with provider.serving() as stand_in, provider.matcher_at(stand_in.url) as matcher:
        found = await judgements(matcher, MANY)
    assert None not in found.values()
    assert [len(asked.ids) for asked in stand_in.asked] == [4, 4, 2]


async def test_titles_are_screened(provider: Dialect) -> None:
    async with provider.serving() as stand_in, provider.matcher_at(stand_in.url) as matcher:
        chosen = await matcher.screen(DANA, COMPANY, ORDINARY)
    assert list(chosen) == [HINGES, WELDING]
    assert [asked.screens for asked in stand_in.asked] == [True]


async def test_a_page_is_read_once(provider: Dialect) -> None:
    said = {"verdict": "list", "groups": [{"group": 1, "title": 2, "place": None}]}
    book, company = Book(), Company.read({"_id": ObjectId(), "company": "Acme"})
    async with (
        provider.serving(provider.says(f"Here it is: {json.dumps(said)}")) as stand_in,
        provider.matcher_at(stand_in.url, book) as matcher,
    ):
        assert isinstance(matcher, PageReader)
        answers = [await matcher.read_page(company, OUTLINE) for _ in range(2)]
    assert answers[0]
    assert answers[0] == answers[1]
    assert (answers[0].verdict, answers[0].groups[0].title) == ("list", 2)
    assert len(stand_in.asked) == len(book.usages) == 1


AROUND: dict[str, Callable[[str], str]] = {
    "fence": lambda text: f"```json\n{text}\n```",
    "fence in one line": lambda text: f"```json{text}```",
    "words and a fence": lambda text: f"Here is the {{JSON}}:\n```json\n{text}\n```\nGood luck!",
    "junk behind it": lambda text: f'{text}"\n}}',
    "twice": lambda text: f"{text}\n{text}",
    "another object before it": lambda text: f'{{"thought": "hm"}}\n{text}',
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
async def test_what_stands_around_the_answer_costs_nothing(
    provider: Dialect, around: Callable[[str], str]
) -> None:
    reply = provider.altered(lambda answer: around(json.dumps(answer)))
    async with provider.serving(reply) as stand_in, provider.matcher_at(stand_in.url) as matcher:
        assert await judgements(matcher, ORDINARY) == await undisturbed()
        assert list(await matcher.screen(DANA, COMPANY, ORDINARY)) == [HINGES, WELDING]
    assert len(stand_in.asked) == 2


async def test_a_score_in_words_is_a_score(provider: Dialect) -> None:
    def worded(answer: Any) -> Any:
        for judgement in answer["judgements"]:
            judgement["suitabilityScore"] = str(judgement["suitabilityScore"])
        return answer

    reply = provider.altered(worded)
    async with provider.serving(reply) as stand_in, provider.matcher_at(stand_in.url) as matcher:
        assert await judgements(matcher, ORDINARY) == await undisturbed()


async def test_a_malformed_answer_is_complained_of_once(provider: Dialect) -> None:
    async with (
        provider.serving(None, provider.says("I would say 80.")) as stand_in,
        provider.matcher_at(stand_in.url) as matcher,
    ):
        assert await judgements(matcher, ORDINARY) == await undisturbed()
    first, again = stand_in.asked
    assert (first.complaint, bool(again.complaint)) == ("", True)
    assert first.document == again.document


async def test_a_model_that_is_always_malformed_is_in_trouble(provider: Dialect) -> None:
    async with (
        provider.serving(provider.says("I would say 80.")) as stand_in,
        provider.matcher_at(stand_in.url) as matcher,
    ):
        with pytest.raises(ModelTroubleError) as caught:
            await judgements(matcher, MANY)
    assert caught.value.code == "model_malformed"
    assert len(stand_in.asked) <= 4


async def test_an_answer_that_is_cut_off_is_asked_for_in_parts(provider: Dialect) -> None:
    async with (
        provider.serving(None, provider.cut, provider.cut) as stand_in,
        provider.matcher_at(stand_in.url) as matcher,
    ):
        assert await judgements(matcher, ORDINARY) == await undisturbed()
    assert [len(asked.ids) for asked in stand_in.asked] == [4, 2, 1, 1, 2]


async def test_thinking_that_eats_an_answer_is_mended_once(provider: Dialect) -> None:
    async with (
        provider.serving(None, provider.thinks) as stand_in,
        provider.matcher_at(stand_in.url) as matcher,
    ):
        assert await judgements(matcher, ORDINARY) == await undisturbed()
        await judgements(matcher, MANY)
    assert [len(asked.ids) for asked in stand_in.asked] == [4, 4, 4, 4, 2]


async def test_a_model_that_only_thinks_costs_few_requests(provider: Dialect) -> None:
    book = Book()
    async with (
        provider.serving(provider.thinks) as stand_in,
        provider.matcher_at(stand_in.url, book) as matcher,
    ):
        with pytest.raises(ModelTroubleError) as caught:
            await judgements(matcher, MANY * 4)
    assert caught.value.code == "model_thinking"
    assert len(stand_in.asked) == len(book.usages) == 2
    assert book.paid == []


async def test_a_model_that_chooses_titles_and_then_only_thinks_costs_few_requests(
    provider: Dialect,
) -> None:
    def thinker(asked: Asked) -> Any:
        return (provider.sensible if asked.screens else provider.thinks)(asked)

    async with provider.serving(thinker) as stand_in, provider.matcher_at(stand_in.url) as matcher:
        many = [posting(f"Welding Engineer {n}", f"You weld seam {n}.") for n in range(40)]
        assert len(await matcher.screen(DANA, COMPANY, many)) == 40
        with pytest.raises(ModelTroubleError) as caught:
            await judgements(matcher, many)
        assert caught.value.code == "model_thinking"
        assert len(stand_in.asked) <= 6
        with pytest.raises(ModelTroubleError):
            await judgements(matcher, many)
    assert len(stand_in.asked) <= 7


async def test_what_is_declined_is_zero_and_alone_so(provider: Dialect) -> None:
    reply = only_where(SALES.title, provider.declines, provider.sensible)
    async with provider.serving(reply) as stand_in, provider.matcher_at(stand_in.url) as matcher:
        found = await judgements(matcher, ORDINARY)
    match = found.pop(SALES.title)
    assert match
    assert match.suitability_score == 0
    assert "declined" in match.consideration_points[0]
    expected = await undisturbed()
    assert found == {title: expected[title] for title in found}


async def test_what_is_withheld_stays_new_and_is_remembered(provider: Dialect) -> None:
    book = Book()
    reply = only_where(SALES.title, provider.withholds, provider.sensible)
    async with (
        provider.serving(reply) as stand_in,
        provider.matcher_at(stand_in.url, book) as matcher,
    ):
        assert (await judgements(matcher, ORDINARY))[SALES.title] is None
        asked = len(stand_in.asked)
        assert (await judgements(matcher, ORDINARY))[SALES.title] is None
    assert asked == len(stand_in.asked) == 5
    assert [paid.withheld for paid in book.paid if paid.url == SALES.url] == [True]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "model_key_refused"),
        (403, "model_key_refused"),
        (404, "model_not_found"),
    ],
)
async def test_a_wrong_setting_is_told_at_once(provider: Dialect, status: int, code: str) -> None:
    error, asked = await trouble_of(provider, provider.fails(status, None))
    assert (error.code, error.delay, len(asked)) == (code, 3600, 1)


async def test_a_request_that_is_refused_costs_few_more(provider: Dialect) -> None:
    error, asked = await trouble_of(provider, provider.error(400, "invalid"))
    assert (error.code, error.delay) == ("model_refused", 3600)
    assert len(asked) <= 3


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
async def test_trouble_of_the_service_is_waited_out_twice(provider: Dialect, status: int) -> None:
    error, asked = await trouble_of(provider, provider.fails(status, None))
    assert (error.code, error.delay, len(asked)) == ("model_overloaded", 300, 3)


@pytest.mark.parametrize(("wait", "pauses"), [(None, [2, 10]), (7.0, [7, 7])])
async def test_who_asks_too_often_pauses(
    provider: Dialect, wait: float | None, pauses: list[float]
) -> None:
    clock = Clock()
    async with (
        provider.serving(provider.fails(429, wait)) as stand_in,
        provider.matcher_at(stand_in.url, clock=clock) as matcher,
    ):
        with pytest.raises(ModelTroubleError) as caught:
            await judgements(matcher, [HINGES])
    assert caught.value.code == "model_rate_limited"
    assert clock.pauses == pytest.approx(pauses, abs=0.3)
    assert len(stand_in.asked) == 3


async def test_a_long_pause_is_the_jobs(provider: Dialect) -> None:
    error, asked = await trouble_of(provider, provider.fails(429, 3_600))
    assert (error.code, error.delay, len(asked)) == ("model_rate_limited", 3_600, 1)


async def test_trouble_that_lasts_costs_one_request_a_job_and_its_end_is_noticed(
    provider: Dialect,
) -> None:
    async with (
        provider.serving(provider.fails(503, None)) as stand_in,
        provider.matcher_at(stand_in.url) as matcher,
    ):
        for _ in range(4):
            with pytest.raises(ModelTroubleError):
                await judgements(matcher, [HINGES])
        assert len(stand_in.asked) == 3 + 1 + 1 + 1
        stand_in.model = provider.sensible
        assert None not in (await judgements(matcher, [HINGES])).values()
        stand_in.then(provider.fails(503, None))
        assert None not in (await judgements(matcher, [WELDING])).values()


async def test_trouble_that_passes_is_not_noticed(provider: Dialect) -> None:
    async with (
        provider.serving(None, provider.fails(503, None), provider.fails(429, 1)) as stand_in,
        provider.matcher_at(stand_in.url) as matcher,
    ):
        assert await judgements(matcher, ORDINARY) == await undisturbed()
    assert len(stand_in.asked) == 3


@pytest.mark.timeout(20)
async def test_a_service_that_is_not_there_is_no_ones_failure(provider: Dialect) -> None:
    async with provider.matcher_at(f"http://127.0.0.1:{unused_port()}") as matcher:
        with pytest.raises(ModelTroubleError) as caught:
            await judgements(matcher, [HINGES])
    assert caught.value.code == "model_unreachable"


@pytest.mark.timeout(20)
async def test_a_service_that_hangs_up_is_asked_three_times(provider: Dialect) -> None:
    error, asked = await trouble_of(provider, hangs_up)
    assert (error.code, len(asked)) == ("model_unreachable", 3)


@pytest.mark.timeout(20)
async def test_a_service_that_is_silent_is_asked_once(
    provider: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reactor.match.gemini.client.TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr("reactor.match.openai.client.HOME_SHARE", 0.0002)
    error, asked = await trouble_of(provider, says_nothing)
    assert (error.code, len(asked)) == ("model_unreachable", 1)
    assert "did not answer" in str(error)


async def test_a_slow_answer_is_an_answer(provider: Dialect) -> None:
    async def slow(asked: Asked) -> Any:
        await asyncio.sleep(0)
        return provider.sensible(asked)

    async with provider.serving(slow) as stand_in, provider.matcher_at(stand_in.url) as matcher:
        found = await asyncio.gather(*(judgements(matcher, [each]) for each in ORDINARY))
    assert [None not in each.values() for each in found] == [True] * len(ORDINARY)
    assert len(stand_in.asked) == len(ORDINARY)


async def test_a_body_that_is_no_answer_is_trouble_and_shown_to_nobody(provider: Dialect) -> None:
    error, asked = await trouble_of(provider, sends_text(f"<p>{KEY}</p>", 200, "text/html"))
    assert (error.code, len(asked)) == ("model_malformed", 3)
