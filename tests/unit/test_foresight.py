"""For whom a look's postings would be matches: few are read, and never for long."""

from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import User
from reactor.errors import GoneError
from reactor.fetch.parser_worker import ParsingWorker
from reactor.match import Candidate
from reactor.posting import Posting
from reactor.scrape.listing import Listing
from reactor.settings import Settings
from reactor.tracking import foresight
from reactor.tracking.foresight import MAX_READ, Foresight, foresee
from reactor.tracking.preview import SitePreview

TEXT = "Senior Python Engineer. You bring Python, asyncio, MongoDB and Docker. Berlin, Germany."
ADA = Candidate(
    "ada@example.org",
    User(_id=ObjectId(), email="ada@example.org"),
    "Senior Python engineer in Berlin. Ten years of Python, asyncio, MongoDB and Docker.",
)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes longer than anybody would wait."""
    monkeypatch.setattr(foresight, "_COMPARING", 60)


class Site:
    """Whose postings are read one by one; those called `gone` are not there."""

    def __init__(self, worker: ParsingWorker) -> None:
        self.worker = worker
        self.asked = list[str]()

    async def read(self, posting: Posting) -> Posting:
        self.asked.append(posting.url)
        if "gone" in posting.url:
            raise GoneError("404 Not Found")
        return posting.completed_by(Posting(posting.url, posting.title, text=TEXT))


def postings(count: int, name: str = "", text: str = "") -> list[Posting]:
    return [
        Posting(f"https://a.example/{name}{n}", title="Senior Python Engineer", text=text)
        for n in range(count)
    ]


async def foreseen(site: Any, found: list[Posting], *candidates: Candidate) -> Foresight:
    look = SitePreview("https://a.example/", "", "Acme", Listing("page", tuple(found)))
    return await foresee(site, look, found, candidates, Settings())


async def test_only_some_are_read_and_one_that_is_gone_costs_only_itself() -> None:
    async with ParsingWorker() as worker:
        site = Site(worker)
        found = await foreseen(site, postings(1, "gone") + postings(9), ADA)
    assert len(site.asked) == MAX_READ
    assert found.compared == len(found.scores) == MAX_READ - 1
    assert all(scores[ADA.user_id] >= 50 for scores in found.scores.values())


async def test_what_the_list_holds_is_not_read_again() -> None:
    async with ParsingWorker() as worker:
        site = Site(worker)
        found = await foreseen(site, postings(10, text=TEXT), ADA)
    assert site.asked == []
    assert found.compared == 10


@pytest.mark.parametrize("people", [0, 1])
async def test_nobody_or_nothing_to_compare_asks_nothing(people: int) -> None:
    async with ParsingWorker() as worker:
        site = Site(worker)
        found = await foreseen(site, [] if people else postings(3), *[ADA][:people])
    assert (site.asked, found) == ([], Foresight())


async def test_comparing_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foresight, "_COMPARING", 0)
    async with ParsingWorker() as worker:
        found = await foreseen(Site(worker), postings(10, text=TEXT), ADA)
    assert found == Foresight()
