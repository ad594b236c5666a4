"""Which titles are read, whatever Gemini says about them: in doubt, a posting is read."""

import pytest

from tests.gemini.endpoint import endpoint
from tests.gemini.replies import Reply, blocks, says, stops
from tests.gemini.scene import (
    COMPANY,
    EMIL,
    HINGES,
    ORDINARY,
    Book,
    matcher_at,
    posting,
    screened_by,
)
from tests.gemini.sensible import sensible

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession")

TITLES = [each.title for each in ORDINARY]
MANY = tuple(posting(f"Welding in yard {n}", "") for n in range(100))


async def test_the_titles_that_the_model_chooses_are_read() -> None:
    book = Book()
    async with endpoint() as stand_in:
        assert await screened_by(stand_in, *ORDINARY, book=book) == TITLES[:2]
    (asked,) = stand_in.asked
    assert asked.titles == TITLES
    assert not any("text" in each for each in asked.subjects), "texts are not read yet"
    assert [usage.operation for usage in book.usages] == ["initial_matching"]


async def test_one_or_two_titles_are_not_worth_a_question() -> None:
    async with endpoint() as stand_in:
        assert await screened_by(stand_in, *ORDINARY[2:]) == TITLES[2:]
    assert stand_in.asked == []


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ({"worthReading": []}, []),
        ({"worthReading": [4, 1]}, [TITLES[0], TITLES[3]]),
        ({"worthReading": [1, 1, 1, 0, -1, 5, 99, 10**30]}, TITLES[:1]),
        ({"worthReading": ["2", 3.0]}, TITLES[1:3]),
        ({"worthReading": [2], "reasons": ["It fits."]}, TITLES[1:2]),
        ('```json\n{"worthReading": [2]}\n```', TITLES[1:2]),
    ],
)
async def test_a_choice_is_understood(answer: object, read: list[str]) -> None:
    async with endpoint(says(answer)) as stand_in:
        assert await screened_by(stand_in, *ORDINARY) == read
    assert len(stand_in.asked) == 1


UNUSABLE = [
    says("All of them!"),
    says({}),
    says({"worthReading": None}),
    says({"worthReading": ["first"]}),
    says({"worthReading": [1.5]}),
    says([1, 2]),
    stops("MALFORMED_RESPONSE"),
]


@pytest.mark.parametrize("reply", UNUSABLE)
async def test_a_choice_that_cannot_be_used_is_complained_of_once(reply: Reply) -> None:
    async with endpoint(sensible, reply) as stand_in:
        assert await screened_by(stand_in, *ORDINARY) == TITLES[:2]
    assert [bool(asked.complaint) for asked in stand_in.asked] == [False, True]


@pytest.mark.parametrize("reply", UNUSABLE)
async def test_nothing_is_dropped_because_a_choice_cannot_be_used(reply: Reply) -> None:
    async with endpoint(reply) as stand_in:
        assert await screened_by(stand_in, *ORDINARY) == TITLES
    assert len(stand_in.asked) == 2


@pytest.mark.parametrize("reply", [blocks("SAFETY"), blocks("OTHER"), stops("SPII"), stops("STOP")])
async def test_titles_that_the_model_declines_to_judge_are_read(reply: Reply) -> None:
    async with endpoint(reply) as stand_in:
        assert await screened_by(stand_in, *ORDINARY) == TITLES


async def test_titles_that_are_always_declined_do_not_eat_up_the_day() -> None:
    """It may be the profile at which the model stumbles: then every question ends so."""
    async with endpoint(blocks("PROHIBITED_CONTENT")) as stand_in:
        assert len(await screened_by(stand_in, *MANY)) == len(MANY)
    assert len(stand_in.asked) <= 5


async def test_a_choice_that_is_cut_off_is_asked_for_in_halves() -> None:
    async with endpoint(sensible, stops("MAX_TOKENS", '{"worthReading": [1, 1,')) as stand_in:
        assert await screened_by(stand_in, *ORDINARY) == TITLES[:2]
    assert [asked.titles for asked in stand_in.asked] == [TITLES, TITLES[:2], TITLES[2:]]


async def test_a_hundred_titles_are_one_question_and_thousands_are_a_few() -> None:
    async with endpoint() as stand_in:
        assert len(await screened_by(stand_in, *MANY)) == len(MANY)
        assert len(stand_in.asked) == 1
        thousands = (posting(f"Welding {n} " + "x" * 150, "") for n in range(1000))
        await screened_by(stand_in, *thousands)
    sizes = [asked.tokens for asked in stand_in.asked]
    assert 2 < len(sizes) < 12
    assert max(sizes) < 12_000


async def test_a_title_is_judged_once_and_new_ones_only_are_asked_about() -> None:
    book = Book()
    async with endpoint() as stand_in:
        await screened_by(stand_in, *ORDINARY, book=book)
        new = posting("Hinges Engineer", "")
        assert await screened_by(stand_in, *ORDINARY, new, book=book) == [*TITLES[:2], new.title]
    assert [asked.titles for asked in stand_in.asked] == [TITLES, [new.title]]


async def test_everybody_has_a_choice_of_their_own() -> None:
    book = Book()
    async with endpoint() as stand_in:
        await screened_by(stand_in, *ORDINARY, book=book)
        async with matcher_at(stand_in.url, book, book) as matcher:
            chosen = await matcher.screen(EMIL, COMPANY, ORDINARY)
    assert [each.title for each in chosen] == TITLES[3:]
    assert HINGES.title in stand_in.asked[1].titles
