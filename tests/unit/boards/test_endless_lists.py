"""Lists that have no end, lead to themselves, or say more than there is: each visit ends."""

from collections.abc import Callable

import pytest

from reactor.errors import GoneError, PassingError
from reactor.posting import Posting
from reactor.scrape.board_pages import MAX_LEADS, MAX_PAGES, MAX_PROBLEMS, BoardPages
from reactor.scrape.boards import BoardPage, Request, Vacancy

FIRST = Request("https://x.example/0")


def posting(number: int) -> Vacancy:
    return Vacancy(Posting(f"https://x.example/job/{number}", f"Welder {number}"))


async def read(
    first: BoardPage, ask: Callable[[Request], BoardPage | Exception]
) -> tuple[BoardPages, list[str]]:
    asked: list[str] = []

    async def had(request: Request) -> BoardPage:
        asked.append(request.url)
        if len(asked) > 10 * MAX_PAGES:
            raise AssertionError("it is asked for ever")
        found = ask(request)
        if isinstance(found, Exception):
            raise found
        return found

    pages = BoardPages(had)
    await pages.read(first)
    return pages, asked


async def test_a_cursor_that_never_ends_is_left() -> None:
    def further(request: Request) -> BoardPage:
        number = int(request.url.rpartition("/")[2])
        return BoardPage((posting(number),), Request(f"https://x.example/{number + 1}"))

    pages, asked = await read(further(FIRST), further)
    assert len(asked) == MAX_PAGES - 1
    assert not pages.whole


async def test_a_part_that_only_leads_to_itself_is_left() -> None:
    part = Request("https://x.example/sitemap.xml")
    pages, asked = await read(
        BoardPage((posting(1),), parts=(part,)), lambda _: BoardPage((), part, leads=True)
    )
    assert len(asked) <= MAX_LEADS + 2
    assert not pages.whole
    assert len(pages.vacancies) == 1


async def test_of_thousands_of_parts_only_so_many_are_asked() -> None:
    parts = tuple(Request(f"https://x.example/{at}") for at in range(20_000))
    pages, asked = await read(BoardPage((), parts=parts), lambda _: BoardPage((posting(1),)))
    assert len(asked) == MAX_PAGES - 1
    assert not pages.whole


@pytest.mark.parametrize("error", [GoneError("gone"), PassingError("down", code="server_error")])
async def test_of_thousands_of_parts_that_cannot_be_had_few_are_asked(error: Exception) -> None:
    parts = tuple(Request(f"https://x.example/{at}") for at in range(2_000))
    pages, asked = await read(BoardPage((posting(1),), parts=parts), lambda _: error)
    assert len(asked) <= 2 * MAX_PROBLEMS
    assert len(pages.problems) == MAX_PROBLEMS
    assert not pages.whole


async def test_a_part_that_every_page_names_is_read_once() -> None:
    part = Request("https://x.example/fr", {"locale": "fr_FR"})
    again = Request("https://x.example/fr", {"locale": "fr_FR"})
    other = Request("https://x.example/fr", {"locale": "de_DE"})
    pages, asked = await read(
        BoardPage((posting(1),), parts=(part, again, other)),
        lambda _: BoardPage((posting(2),), parts=(again,)),
    )
    assert len(asked) == 2
    assert pages.whole


async def test_two_postings_of_one_address_are_one_whatever_they_are_called() -> None:
    twice = Vacancy(Posting("https://x.example/job/1", "Senior welder"))
    pages, _ = await read(BoardPage((posting(1),), FIRST), lambda _: BoardPage((twice, posting(2))))
    assert [each.posting.title for each in pages.vacancies.values()] == ["Welder 1", "Welder 2"]
