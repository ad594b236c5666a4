"""Avature's portals that page in other ways, and their other names for postings."""

import pytest

from reactor.scrape.board_pages import BoardPages
from reactor.scrape.boards import BOARDS, BoardAddress, BoardPage, Request, recognise_address
from reactor.scrape.tasks import list_board
from tests.unit.boards.asking import page_of

URL = "https://acme.avature.net/careers/SearchJobs"


def rows(*numbers: int, legend: str = "") -> str:
    links = "".join(
        f'<article class="article--result"><a href="/careers/JobDetail/W/{each}">Welder {each}</a>'
        "</article>"
        for each in numbers
    )
    return f'<meta name="avature.portal.id" content="4">{links}<p class="legend">{legend}</p>'


def legend(first: int, last: int, total: str) -> str:
    return f"{first}-{last} of {total} results"


async def read(known: str, total: str, number: int) -> BoardPages:
    """What is read of a portal that counts by the parameter `known`, and shows no link."""

    async def ask(request: Request) -> BoardPage:
        start = request.number(known)
        shown = range(start, min(start + 6, number))
        words = legend(start + 1, start + len(shown), total) if total else ""
        return list_board("avature", page_of(request.url, rows(*shown, legend=words)), request)

    found = BoardPages(ask)
    await found.read(await ask(Request(URL)))
    return found


@pytest.mark.parametrize("known", ["jobOffset", "offset"])
async def test_a_portal_without_links_is_read_to_its_end(known: str) -> None:
    found = await read(known, "20", 20)
    assert (len(found.vacancies), found.whole) == (20, True)


async def test_a_total_that_is_only_a_bound_is_no_end() -> None:
    cut = await read("jobOffset", "12+", 12)
    assert (len(cut.vacancies), cut.whole) == (12, False)
    beyond = await read("jobOffset", "12+", 20)
    assert not beyond.whole


async def test_a_portal_that_cannot_be_paged_is_not_whole() -> None:
    found = await read("unknown", "20", 20)
    assert (len(found.vacancies), found.whole) == (6, False)


async def test_a_portal_that_says_nothing_of_its_length_is_asked_on() -> None:
    found = await read("jobOffset", "", 9)
    assert (len(found.vacancies), found.whole) == (9, True)


@pytest.mark.parametrize(
    "href",
    [
        "/careers/JobDetail?jobId=12",
        "/en_US/jobs/PipelineDetail?pipelineId=12",
        "/en_US/careers/FolderDetail/Dock/Senior-Welder/12",
    ],
)
def test_postings_have_other_names_as_well(href: str) -> None:
    page = page_of(URL, f'<meta name="avature.portal.id"><a href="{href}">Senior Welder</a>')
    posting = list_board("avature", page, Request(URL)).vacancies[0].posting
    assert posting.title == "Senior Welder"


def test_the_portal_is_kept_and_else_guessed() -> None:
    avature = BOARDS["avature"]
    named = recognise_address("https://acme.avature.net/en_US/externals/JobDetail/W/1")
    assert named
    assert [each.url for each in avature.beginnings(named)][::2] == [
        "https://acme.avature.net/en_US/externals/SearchJobs",
        "https://acme.avature.net/careers/SearchJobs",
    ]
    own = BoardAddress("avature", "", "jobs.acme.example", filters=(("portal", "de_DE/jobs"),))
    assert avature.beginnings(own)[0].url == "https://jobs.acme.example/de_DE/jobs/SearchJobs"
