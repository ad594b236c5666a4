"""Endpoints that call themselves compatible differ: what each says, and what each refuses."""

import asyncio
import json
import subprocess
import sys
from typing import Any

import pytest
from aiohttp import web

from reactor.errors import BudgetError, ModelTroubleError
from reactor.match.llm.reply import TokenCounts
from reactor.match.openai import OpenAiMatcher
from reactor.match.openai.client import OpenAiClient
from reactor.settings import Settings
from tests.gemini.asked import Asked
from tests.gemini.replies import Reply, sends, sends_text
from tests.gemini.scene import (
    HINGES,
    ORDINARY,
    Book,
    Clock,
    judgements,
    posting,
    undisturbed,
)
from tests.gemini.sensible import answer_of
from tests.llm.chat import chat, fails, says, sensible
from tests.llm.dialects import CHAT

# What is undisturbed is asked of Gemini's stand-in, by a library that subclasses aiohttp's session.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

MANY = [posting(f"Welder {n}", f"You weld seam {n}.") for n in range(4)]


def told(**details: Any) -> Reply:
    """A good answer with these details, as `chat` takes them."""
    return lambda asked: web.json_response(chat(asked, answer_of(asked), **details))


def thinking_aloud(opening: str) -> Reply:
    """Thoughts in the words, which hold a draft of the answer."""

    def reply(asked: Asked) -> web.Response:
        draft = json.dumps({"judgements": [{"id": 1, "suitabilityScore": 1}]})
        text = f"{opening}Perhaps {draft}?\n</think>\n\n{json.dumps(answer_of(asked))}"
        return web.json_response(chat(asked, text))

    return reply


def changed(change: Any) -> Reply:
    """A good answer whose body is changed."""

    def reply(asked: Asked) -> web.Response:
        body = chat(asked, answer_of(asked))
        change(body)
        return web.json_response(body)

    return reply


GOOD: dict[str, Reply] = {
    "thoughts apart, as Ollama has them": told(reasoning="The user wants JSON. Let me see."),
    "thoughts apart, as llama.cpp has them": told(reasoning_content="Let me see."),
    "thoughts in the words": thinking_aloud("<think>\n"),
    "thoughts that the template has opened": thinking_aloud("Hm. "),
    "no reason": told(finish=None),
    "another reason": told(finish="eos"),
    "no usage": changed(lambda body: body.pop("usage")),
    "no model": changed(lambda body: body.pop("model")),
    "parts": changed(
        lambda body: body["choices"][0]["message"].update(
            content=[{"type": "text", "text": body["choices"][0]["message"]["content"]}]
        )
    ),
    "two choices": changed(lambda body: body["choices"].append({"index": 1})),
}


@pytest.mark.parametrize("reply", GOOD.values(), ids=GOOD)
async def test_what_can_be_understood_is_understood_at_once(reply: Reply) -> None:
    async with CHAT.serving(reply) as stand_in, CHAT.matcher_at(stand_in.url) as matcher:
        assert await judgements(matcher, ORDINARY) == await undisturbed()
    assert len(stand_in.asked) == 1


def refusing(*parts: str, message: str) -> Reply:
    """Refuses requests that have one of these parts, given as `name` or `name=type`."""

    def reply(asked: Asked) -> Any:
        for part in parts:
            name, _, kind = part.partition("=")
            value = asked.body.get(name)
            if value is not None and (not kind or value["type"] == kind):
                return fails(400, message.format(name=name, kind=kind))(asked)
        return sensible(asked)

    return reply


LEFT_OUT = {
    "a schema": (refusing("response_format=json_schema", message="'{kind}' is not supported"), 1),
    "any structure": (refusing("response_format", message="unknown field {name}"), 2),
    "the older bound": (
        refusing("max_tokens", message="Unsupported parameter: '{name}' is not supported"),
        1,
    ),
    "all of them, without a word": (refusing("response_format", message="bad request"), 2),
}


@pytest.mark.parametrize(("reply", "refusals"), LEFT_OUT.values(), ids=LEFT_OUT)
async def test_what_is_refused_is_left_out_from_then_on(reply: Reply, refusals: int) -> None:
    book = Book()
    async with CHAT.serving(reply) as stand_in, CHAT.matcher_at(stand_in.url, book) as matcher:
        assert await judgements(matcher, ORDINARY) == await undisturbed()
        assert len(stand_in.asked) == refusals + 1
        await judgements(matcher, MANY)
    assert len(stand_in.asked) == refusals + 2
    assert sum(book.reserved.values()) == len(stand_in.asked)
    assert len(book.usages) == 2, "a refusal costs nothing"


async def test_the_form_is_told_in_words_as_well() -> None:
    async with CHAT.serving() as stand_in, CHAT.matcher_at(stand_in.url) as matcher:
        await judgements(matcher, [HINGES])
    [asked] = stand_in.asked
    assert "suitabilityScore" in asked.instruction
    assert [each["role"] for each in asked.body["messages"]] == ["system", "user"]
    schema = asked.body["response_format"]["json_schema"]["schema"]
    assert "judgements" in schema["properties"]
    assert "reasoning_effort" not in asked.body
    assert asked.body["max_tokens"] == 8_192


async def test_a_model_of_ollama_that_thinks_too_much_is_let_think_no_more() -> None:
    def thinker(asked: Asked) -> Any:
        if asked.body.get("reasoning_effort") == "none":
            return sensible(asked)
        return web.json_response(chat(asked, "", finish="length", reasoning="Hm. " * 9_000))

    async with CHAT.serving(thinker) as stand_in, CHAT.matcher_at(stand_in.url) as matcher:
        assert await judgements(matcher, ORDINARY) == await undisturbed()
        await judgements(matcher, MANY)
    efforts = [asked.body.get("reasoning_effort") for asked in stand_in.asked]
    assert efforts == [None, "none", "none"]


async def test_a_thinking_block_that_never_ends_is_thinking() -> None:
    endless = says("<think>\nHm. {", finish="length")
    async with CHAT.serving(endless) as stand_in, CHAT.matcher_at(stand_in.url) as matcher:
        with pytest.raises(ModelTroubleError) as caught:
            await judgements(matcher, ORDINARY)
    assert caught.value.code == "model_thinking"


async def test_a_request_that_is_too_long_for_the_model_is_asked_in_parts() -> None:
    def small(asked: Asked) -> Any:
        said = "the request exceeds the available context size, try increasing it"
        return (sensible if len(asked.ids) == 1 else fails(400, said))(asked)

    async with CHAT.serving(small) as stand_in, CHAT.matcher_at(stand_in.url) as matcher:
        assert await judgements(matcher, ORDINARY) == await undisturbed()
    assert [len(asked.ids) for asked in stand_in.asked] == [4, 2, 1, 1, 2, 1, 1]


@pytest.mark.parametrize(
    ("reply", "code", "asked"),
    [
        (fails(404, 'model "qwen3:8b" not found, try pulling it first'), "model_not_found", 1),
        (fails(404, "model 'qwen3:8b' not found"), "model_not_found", 1),
        (fails(400, "The model `x` does not exist", code="model_not_found"), "model_not_found", 1),
        (sends_text("404 page not found", 404, "text/plain"), "model_not_found", 1),
        (sends({"error": "model 'qwen3:8b' not found"}, 404), "model_not_found", 1),
        (fails(401, "Incorrect API key provided: sk-1"), "model_key_refused", 1),
        (fails(402, "Insufficient Balance"), "model_billing", 1),
        (fails(429, "You exceeded it", code="insufficient_quota"), "model_billing", 1),
        (fails(403, "no", code="unsupported_country_region_territory"), "model_location", 1),
        (fails(503, "Loading model"), "model_overloaded", 3),
        (sends_text("", 200, "application/json"), "model_malformed", 3),
        (sends(7), "model_malformed", 3),
        (sends({"error": {"message": "no"}}), "model_malformed", 3),
        (sends({"choices": "none"}), "model_malformed", 3),
    ],
)
async def test_every_failure_has_its_code(reply: Reply, code: str, asked: int) -> None:
    async with CHAT.serving(reply) as stand_in, CHAT.matcher_at(stand_in.url) as matcher:
        with pytest.raises(ModelTroubleError) as caught:
            await judgements(matcher, [HINGES])
    assert (caught.value.code, len(stand_in.asked)) == (code, asked)


async def test_a_quota_of_the_day_is_a_budget() -> None:
    reply = fails(429, "Rate limit reached on requests per day (RPD): Limit 200", wait=1_800)
    async with CHAT.serving(reply) as stand_in, CHAT.matcher_at(stand_in.url) as matcher:
        with pytest.raises(BudgetError) as caught:
            await judgements(matcher, [HINGES])
    assert (caught.value.delay, caught.value.model, len(stand_in.asked)) == (1_800, "qwen3:8b", 1)


async def test_a_model_at_home_is_asked_one_question_at_a_time() -> None:
    there = most = 0

    async def counting(asked: Asked) -> web.StreamResponse:
        nonlocal there, most
        there += 1
        most = max(most, there)
        await asyncio.sleep(0)
        there -= 1
        return sensible(asked)

    async with CHAT.serving(counting) as stand_in, CHAT.matcher_at(stand_in.url) as matcher:
        await asyncio.gather(*(judgements(matcher, [each]) for each in ORDINARY))
    assert most == 1


async def test_no_key_is_needed_and_none_is_sent_that_means_something() -> None:
    async with CHAT.serving() as stand_in:
        settings = Settings(
            llm="openai", openai_base_url=f"{stand_in.url}v1", openai_model="gemma3"
        )
        async with OpenAiMatcher(settings, Book(), Book(), sleep=Clock().sleep) as matcher:
            await judgements(matcher, [HINGES])
    [asked] = stand_in.asked
    assert asked.headers["Authorization"] == "Bearer none"


@pytest.mark.parametrize(
    ("url", "price", "total", "free"),
    [
        ("http://ollama:11434/v1", None, 0, True),
        ("http://192.168.1.20:8080/v1", None, 0, True),
        ("https://api.example.org/v1", None, 0, False),
        ("https://api.example.com/v1", (1.0, 4.0), 5.0, False),
    ],
)
async def test_a_call_costs_what_the_settings_say_and_nothing_at_home(
    url: str, price: tuple[float, float] | None, total: float, *, free: bool
) -> None:
    settings = Settings(llm="openai", openai_base_url=url, openai_model="m", openai_price=price)
    client = OpenAiClient(settings)
    cost = client.cost("m", TokenCounts(asked=1_000_000, written=1_000_000))
    assert (cost.total, cost.free) == (total, free)
    await client.aclose()


def test_without_the_client_a_sentence_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['openai'] = None\n"
        "from reactor.errors import SettingsError\n"
        "try:\n    import reactor.match.openai\n"
        "except SettingsError as error:\n    print(error)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert "pip install 'scoutly-reactor[openai]'" in said.stdout, said.stderr
