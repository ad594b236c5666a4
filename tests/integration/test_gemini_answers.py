"""What becomes of a posting, of its neighbours and of the ledger, whatever Gemini answers.

Google's own client asks a stand-in for the service on loopback.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reactor.errors import ModelTroubleError
from tests.gemini.endpoint import endpoint
from tests.gemini.replies import Reply, blocks, says, sends, sends_text, stops
from tests.gemini.scene import (
    COMPANY,
    DANA,
    HINGES,
    ORDINARY,
    PASTRY,
    SALES,
    WELDING,
    Book,
    judged_by,
    judgements,
    matcher_at,
    posting,
    undisturbed,
)
from tests.gemini.sensible import altered, sensible

# Google's library subclasses aiohttp's session, which aiohttp discourages, and it warns of reasons
# that are newer than itself.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession"),
    pytest.mark.filterwarnings("ignore:.* is not a valid (FinishReason|BlockedReason)"),
]

FULL = {
    "suitabilityScore": 82,
    "goodFitReasons": ["You have five years of SolidWorks."],
    "considerationPoints": ["No relocation help."],
    "stretchGoals": ["Learn Creo."],
    "location": "San Francisco",
    "timezone": "UTC-8",
    "salary": {"min": 140000, "max": 180000, "currency": "USD", "period": "year"},
    "techStack": ["SolidWorks", "Creo"],
    "experienceLevel": "senior",
    "languageRequirements": ["English"],
    "visaSponsorshipOffered": True,
    "relocationAssistanceOffered": False,
}

Change = Callable[[dict[str, Any]], Any]


def one(**fields: Any) -> dict[str, Any]:
    """The answer about a single posting."""
    return {"judgements": [{"id": 1} | FULL | fields]}


def second(**fields: Any) -> Change:
    """Changes what is said about the second posting."""

    def change(answer: dict[str, Any]) -> dict[str, Any]:
        answer["judgements"][1] |= fields
        return answer

    return change


async def test_a_structured_answer_becomes_a_match() -> None:
    async with endpoint(says(one())) as stand_in:
        found = await judged_by(stand_in, HINGES)
    match = found[HINGES.title]
    assert match
    assert match.fields() == FULL


async def test_a_few_small_postings_are_judged_in_one_request() -> None:
    async with endpoint() as stand_in:
        found = await judged_by(stand_in, *ORDINARY)
    assert [asked.titles for asked in stand_in.asked] == [[each.title for each in ORDINARY]]
    assert {title: match and match.suitability_score for title, match in found.items()} == {
        "Senior Mechanical Engineer": 80,
        "Welding Engineer": 100,
        "Sales Representative": 0,
        "Pastry Chef": 0,
    }


async def test_a_long_posting_is_judged_alone() -> None:
    long = posting("Shipbuilder", "You build ships and weld them. " * 600)
    async with endpoint() as stand_in:
        await judged_by(stand_in, HINGES, long, WELDING)
    assert sorted(len(asked.ids) for asked in stand_in.asked) == [1, 2]


@pytest.mark.parametrize(
    "reply",
    [
        altered(lambda answer: f"```json\n{json.dumps(answer)}\n```"),
        altered(lambda answer: f"```\n{json.dumps(answer)}\n```\n"),
        altered(lambda answer: f"```json{json.dumps(answer)}```"),
        altered(lambda answer: f"Here is the {{JSON}}:\n```json\n{json.dumps(answer)}\n```\nBye."),
        altered(lambda answer: f'{json.dumps(answer)}"\n}}'),
        altered(lambda answer: json.dumps(answer) * 2),
        altered(lambda answer: f'{{"thought": "hm"}}{json.dumps(answer)}'),
        altered(lambda answer: json.dumps(answer, indent=4)),
        altered(second(suitabilityScore="100")),
        altered(lambda answer: answer | {"summary": "All are good.", "judgement": []}),
        altered(lambda answer: answer, counted=False),
        altered(lambda answer: answer, finish=None),
        altered(lambda answer: answer, finish="SOMETHING_NEW"),
        altered(second(status="APPLIED", notes="mine", jobId="1", confidence=0.4)),
        altered(second(id="2")),
        altered(second(id=2.0)),
        altered(lambda answer: {"judgements": answer["judgements"][::-1]}),
        altered(lambda answer: {"judgements": [*answer["judgements"], {"id": 9} | FULL]}),
    ],
)
async def test_what_can_be_understood_is_understood_at_once(reply: Reply) -> None:
    async with endpoint(reply) as stand_in:
        assert await judged_by(stand_in, *ORDINARY) == await undisturbed()
    assert len(stand_in.asked) == 1


async def test_an_answer_in_parts_is_read_whole_and_without_the_models_thoughts() -> None:
    text = json.dumps(one())
    parts = [
        {"text": "Hm, let me see: 0?", "thought": True},
        {"text": text[:50], "thoughtSignature": "c2ln"},
        {"text": text[50:]},
    ]
    book = Book()
    async with endpoint(says(one(), parts=parts, thoughts=40)) as stand_in:
        found = await judged_by(stand_in, HINGES, book=book)
    match = found[HINGES.title]
    assert match
    assert match.fields() == FULL
    assert book.usages[0].output_tokens > 40


SPOILED_JUDGEMENTS = [
    second(suitabilityScore=180),
    second(suitabilityScore=-1),
    second(suitabilityScore="high"),
    second(suitabilityScore=None),
    second(suitabilityScore=float("nan")),
    second(suitabilityScore=10**400),
    second(goodFitReasons={"first": "Good."}),
    second(goodFitReasons=[["Good."]]),
    second(goodFitReasons=[1]),
    second(salary="a lot"),
    second(location=["Bremen"]),
    second(visaSponsorshipOffered="perhaps"),
    second(id=7),
    second(id=0),
    second(id=-2),
    second(id=1),
    second(id=None),
    lambda answer: {"judgements": [each for each in answer["judgements"] if each["id"] != 2]},
    lambda answer: {"judgements": [answer["judgements"][0], "good", *answer["judgements"][2:]]},
    lambda answer: {"judgements": [*answer["judgements"], answer["judgements"][1]]},
]


@pytest.mark.parametrize("change", SPOILED_JUDGEMENTS)
async def test_a_judgement_that_is_wrong_is_asked_for_again_and_harms_no_other(
    change: Change,
) -> None:
    book = Book()
    async with endpoint(sensible, altered(change)) as stand_in:
        assert await judged_by(stand_in, *ORDINARY, book=book) == await undisturbed()
    first, again = stand_in.asked
    assert WELDING.title in again.titles
    assert len(again.titles) <= 2, "what was usable is not asked again"
    assert (first.complaint, bool(again.complaint)) == ("", True)
    assert len(book.usages) == 2


@pytest.mark.parametrize("change", SPOILED_JUDGEMENTS)
async def test_a_posting_about_which_nothing_usable_is_said_twice_stays_new_alone(
    change: Change,
) -> None:
    def nothing(answer: dict[str, Any]) -> dict[str, Any]:
        return {"judgements": [each | {"suitabilityScore": "x"} for each in answer["judgements"]]}

    book = Book()
    async with endpoint(altered(nothing), altered(change)) as stand_in:
        found = await judged_by(stand_in, *ORDINARY, book=book)
    expected = await undisturbed()
    assert found[WELDING.title] is None
    assert {title: found[title] for title in (SALES.title, PASTRY.title)} == {
        title: expected[title] for title in (SALES.title, PASTRY.title)
    }
    assert len(stand_in.asked) == 2
    kept = {paid.url: paid.answer for paid in book.paid}
    assert kept[WELDING.url] is None
    assert kept[SALES.url] is not None


UNUSABLE = [
    says("I would say 80."),
    says("null"),
    says("[]"),
    says("[" * 100_000),
    says("{" * 100_000),
    says('{"judgements": [{"id": 1, "suitabilityScore": 8'),
    says({"judgements": None}),
    says({"judgements": {}}),
    says({"judgements": []}),
    says({"suitabilityScore": 80}),
    stops("MALFORMED_RESPONSE"),
    stops("MALFORMED_FUNCTION_CALL"),
    stops("UNEXPECTED_TOOL_CALL"),
]
WITHHELD = [
    says(""),
    says(one(), parts=[]),
    says(one(), parts=[{"text": "only a thought", "thought": True}]),
    says(one(), parts=[{"inlineData": {"mimeType": "image/png", "data": "AAAA"}}]),
    says(one(), parts=[{"functionCall": {"name": "save", "args": {"id": 1}}}]),
    stops("RECITATION"),
    stops("RECITATION", '{"judgements": [{"id"'),
    stops("OTHER"),
    stops("FINISH_REASON_UNSPECIFIED"),
    stops("SOMETHING_NEW"),
    stops("STOP"),
    blocks("OTHER"),
    sends({}),
    sends([]),
    sends([1, 2]),
    sends(None),
    sends("yes"),
    sends_text(""),
    sends({"candidates": []}),
    sends({"candidates": "three"}),
    sends({"candidates": [{}]}),
    sends({"candidates": [{"content": None}]}),
    sends({"candidates": [{"content": {"parts": None}}]}),
]


@pytest.mark.parametrize("reply", UNUSABLE)
async def test_an_answer_that_cannot_be_used_is_complained_of_once(reply: Reply) -> None:
    async with endpoint(sensible, reply) as stand_in:
        assert await judged_by(stand_in, *ORDINARY) == await undisturbed()
    assert [bool(asked.complaint) for asked in stand_in.asked] == [False, True]
    assert stand_in.asked[1].document == stand_in.asked[0].document


@pytest.mark.parametrize("reply", UNUSABLE)
async def test_a_model_of_which_nothing_is_usable_is_in_trouble_and_its_answers_are_in_the_ledger(
    reply: Reply,
) -> None:
    book = Book()
    async with endpoint(reply) as stand_in:
        with pytest.raises(ModelTroubleError) as caught:
            await judged_by(stand_in, HINGES, book=book)
    assert caught.value.code == "model_malformed"
    assert len(stand_in.asked) == len(book.usages) == 2
    assert [(paid.url, paid.answer, paid.withheld) for paid in book.paid] == [
        (HINGES.url, None, False)
    ]


async def test_a_single_posting_does_not_bring_a_model_into_trouble_that_was_of_use() -> None:
    book = Book()
    async with (
        endpoint(only_where(SALES.title, says("no JSON"))) as stand_in,
        matcher_at(stand_in.url, book, book) as matcher,
    ):
        await judgements(matcher, [HINGES])
        assert await judgements(matcher, [SALES]) == {SALES.title: None}
    assert [paid.answer is None for paid in book.paid] == [False, True]


async def test_a_model_of_no_use_costs_few_requests_and_no_posting() -> None:
    many = [posting(f"Shipbuilder {n}", f"You build ship {n}.") for n in range(12)]
    book = Book()
    async with endpoint(says("no JSON")) as stand_in:
        with pytest.raises(ModelTroubleError):
            await judged_by(stand_in, *many, book=book)
    assert len(stand_in.asked) == len(book.usages) <= 4
    assert book.paid == [], "it is not laid to the postings"


@pytest.mark.parametrize("reply", WITHHELD)
async def test_an_answer_that_is_withheld_is_asked_for_again_another_day(reply: Reply) -> None:
    book = Book()
    async with endpoint(only_where(SALES.title, reply)) as stand_in:
        found = await judged_by(stand_in, *ORDINARY, book=book)
        assert found.pop(SALES.title) is None
        expected = await undisturbed()
        assert found == {title: expected[title] for title in found}
        assert len(stand_in.asked) == len(book.usages) <= 5
        kept = [paid for paid in book.paid if paid.url == SALES.url]
        assert [(paid.answer, paid.withheld) for paid in kept] == [(None, True)]
        asked = len(stand_in.asked)
        assert await judged_by(stand_in, SALES, book=book) == {SALES.title: None}
        assert len(stand_in.asked) == asked, "not on the same day"
        book.since = timedelta(hours=21)
        stand_in.model = sensible
        assert await judged_by(stand_in, SALES, book=book) == {SALES.title: expected[SALES.title]}


async def test_a_posting_is_given_up_whose_answer_is_withheld_on_three_days() -> None:
    book = Book(since=timedelta(days=1))
    async with endpoint(stops("RECITATION")) as stand_in:
        for _ in range(3):
            assert await judged_by(stand_in, SALES, book=book) == {SALES.title: None}
        match = (await judged_by(stand_in, SALES, book=book))[SALES.title]
    assert match
    assert match.suitability_score == 0
    assert len(stand_in.asked) == 3


async def test_a_model_that_withholds_everything_is_not_asked_about_everything() -> None:
    many = [posting(f"Welder {n}", f"You weld seam {n}.") for n in range(40)]
    async with endpoint(stops("OTHER")) as stand_in:
        assert set((await judged_by(stand_in, *many)).values()) == {None}
    assert len(stand_in.asked) <= 8


async def test_the_complaint_quotes_nothing_that_the_model_said() -> None:
    said = {"id": 1, "suitabilityScore": "obey me", "goodFitReasons": {"obey me": 1}}
    async with endpoint(sensible, says({"judgements": [said], "obey me": 1})) as stand_in:
        await judged_by(stand_in, HINGES)
    complaint = stand_in.asked[1].complaint
    assert "suitabilityScore" in complaint
    assert "obey" not in complaint
    assert len(complaint) < 1000


DECLINED = [
    "SAFETY",
    "LANGUAGE",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
]
BLOCKED = ["SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "JAILBREAK", "MODEL_ARMOR", "NEW"]


def only_where(title: str, reply: Reply) -> Reply:
    """Sensible, but for requests in which this title stands."""
    return lambda asked: (reply if title in asked.titles else sensible)(asked)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        *((stops(reason), reason) for reason in DECLINED),
        *((stops(reason, '{"judgements": [{"id"'), reason) for reason in DECLINED),
        *((blocks(reason), reason) for reason in BLOCKED),
    ],
)
async def test_a_posting_that_the_model_declines_to_judge_is_zero_with_the_reason_and_alone_so(
    reply: Reply, reason: str
) -> None:
    book = Book()
    async with endpoint(only_where(SALES.title, reply)) as stand_in:
        found = await judged_by(stand_in, *ORDINARY, book=book)
    declined = found.pop(SALES.title)
    assert declined
    assert declined.suitability_score == 0
    assert declined.consideration_points == (
        f"The language model declined to judge this posting: {reason}.",
    )
    expected = await undisturbed()
    assert found == {title: expected[title] for title in found}
    assert len(stand_in.asked) == len(book.usages) <= 5
    assert {paid.url for paid in book.paid} == {each.url for each in ORDINARY}


async def test_an_answer_that_is_cut_off_is_asked_for_in_parts() -> None:
    cut = stops("MAX_TOKENS", '{"judgements": [{"id": 1, "suitabilityScore": 8')
    async with endpoint(sensible, cut, cut) as stand_in:
        assert await judged_by(stand_in, *ORDINARY) == await undisturbed()
    assert [len(asked.ids) for asked in stand_in.asked] == [4, 2, 1, 1, 2]


async def test_a_posting_whose_answer_is_always_cut_off_stays_new_alone() -> None:
    words = '{"judgements": [{"id": 1, "suitabilityScore": 8'
    async with endpoint(only_where(SALES.title, stops("MAX_TOKENS", words))) as stand_in:
        found = await judged_by(stand_in, *ORDINARY)
    assert found.pop(SALES.title) is None
    expected = await undisturbed()
    assert found == {title: expected[title] for title in found}
    assert len(stand_in.asked) <= 6
    assert any("brief" in asked.complaint for asked in stand_in.asked)


async def test_texts_that_are_too_long_are_cut_and_not_refused() -> None:
    fields = {
        "goodFitReasons": ["long " * 10_000] * 100,
        "location": "far " * 10_000,
        "experienceLevel": "",
        "salary": {"min": 1e300, "max": -5, "currency": "X" * 1000},
    }
    async with endpoint(says(one(**fields))) as stand_in:
        match = (await judged_by(stand_in, HINGES))[HINGES.title]
    assert match
    assert len(match.good_fit_reasons) == 10
    assert max(map(len, match.good_fit_reasons)) <= 300
    assert match.location
    assert len(match.location) <= 120
    assert (match.experience_level, match.salary) == (None, None)


async def test_half_a_character_becomes_one_that_can_be_stored() -> None:
    async with endpoint(
        says(json.dumps(one(techStack=["C\ud800"], location="\udfff")))
    ) as stand_in:
        match = (await judged_by(stand_in, HINGES))[HINGES.title]
    assert match
    assert (match.tech_stack, match.location) == (("C\ufffd",), "\ufffd")


async def test_the_same_question_is_paid_for_once_for_all_time() -> None:
    book = Book()
    async with endpoint() as stand_in:
        first = await judged_by(stand_in, *ORDINARY, book=book)
        assert await judged_by(stand_in, *ORDINARY, book=book) == first, "another matcher, later"
        changed = posting(HINGES.title, "You design doors in SolidWorks.")
        await judged_by(stand_in, changed, *ORDINARY[1:], book=book)
    assert [len(asked.ids) for asked in stand_in.asked] == [4, 1], "one text changed"


async def test_what_was_said_before_somebody_went_away_is_kept() -> None:
    book = Book()
    long = [posting(f"Shipbuilder {n}", f"You build ship {n}. " * 800) for n in range(3)]
    async with endpoint() as stand_in:
        async with matcher_at(stand_in.url, book, book) as matcher:
            answers = matcher.analyse(DANA, COMPANY, long)
            assert (await anext(answers))[0] == long[0]
            await answers.aclose()  # type: ignore[attr-defined] # it is a generator
        assert len(stand_in.asked) == len(book.paid) == 1
        await judged_by(stand_in, *long, book=book)
    assert len(stand_in.asked) == 3


async def test_postings_that_are_the_same_in_all_words_are_asked_about_once() -> None:
    async with endpoint() as stand_in:
        twins = [WELDING, replace(WELDING, url=f"{WELDING.url}-2")]
        async with matcher_at(stand_in.url) as matcher:
            found = [each async for each in matcher.analyse(DANA, COMPANY, twins)]
    assert [len(asked.ids) for asked in stand_in.asked] == [1]
    assert [(each.url, match and match.suitability_score) for each, match in found] == [
        (twins[0].url, 100),
        (twins[1].url, 100),
    ]


async def test_a_second_reading_of_the_ledger_says_the_same_as_the_first_answer() -> None:
    """What is kept is what was said: nothing is cut or mended a second time."""
    book = Book()
    async with endpoint(says(one(techStack=["C++", " ", "x" * 400]))) as stand_in:
        first = await judged_by(stand_in, HINGES, book=book)
        assert await judged_by(stand_in, HINGES, book=book) == first
