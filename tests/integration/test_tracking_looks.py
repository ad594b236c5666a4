"""Looks before anybody tracks: a visit's own fetching and reading, and nothing stored."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.errors import GoneError, OfflineError, PrivateAddressError, SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.tracking.candidate_company import CompanyInput, prospect
from reactor.tracking.company import CompanyFields
from reactor.tracking.preview import Previewer, SitePreview, board_told, open_looker

PAGE = """<html><head><title>Careers at Acme Robotics</title></head><body><ul class="jobs">
<li><a href="/careers/welder">Welder</a> Kiel</li>
<li><a href="/careers/nurse">Nurse</a> Kiel</li></ul></body></html>"""
HOSTS = ("boards-api.greenhouse.io", "job-boards.greenhouse.io", "boards-api.eu.greenhouse.io")
OTHERS = (
    *("jobs.lever.co", "api.lever.co", "jobs.eu.lever.co", "api.eu.lever.co", "api.ashbyhq.com"),
    *("apply.workable.com", "www.workable.com", "api.smartrecruiters.com", "api.rippling.com"),
    *("jobs.ashbyhq.com", "careers.smartrecruiters.com", "ats.rippling.com"),
    *(
        f"{slug}.{domain}"
        for slug in ("acmerobotics", "acme-robotics")
        for domain in (
            *("recruitee.com", "jobs.personio.de", "bamboohr.com", "teamtailor.com", "breezy.hr"),
            *("pinpointhq.com", "applytojob.com"),
        )
    ),
)


@dataclass
class Internet:
    """A careers page, and a board of that name at Greenhouse, all on loopback."""

    server: TestServer
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The careers page."""
        return str(self.server.make_url("/careers"))

    @property
    def stand_ins(self) -> dict[str, str]:
        """Where every board is dialled."""
        base = str(self.server.make_url("/")).rstrip("/")
        return dict.fromkeys((*HOSTS, *OTHERS), base)


@pytest_asyncio.fixture
async def internet() -> AsyncIterator[Internet]:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(f"{request.host}{request.path}")
        match request.host, request.path:
            case "boards-api.greenhouse.io", "/v1/boards/acmerobotics/jobs":
                job = {"id": 1, "title": "Pump Engineer", "content": "x", "location": {"name": "Y"}}
                return web.json_response({"jobs": [job], "meta": {"total": 1}})
            case "job-boards.greenhouse.io", "/acmerobotics":
                text = "<title>Jobs at Acme Robotics Ltd</title>"
                return web.Response(text=text, content_type="text/html")
            case host, "/careers" if host.startswith("127.0.0.1"):
                # With a tag, it is worth keeping where pages are kept.
                return web.Response(text=PAGE, content_type="text/html", headers={"ETag": '"1"'})
        raise web.HTTPNotFound

    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", answer)])
    server = TestServer(app)
    await server.start_server()
    yield Internet(server, asked)
    await server.close()


async def nothing_is_stored(database: ScoutlyDatabase) -> None:
    """Nobody has left anything but the people that were there."""
    for name in await database.handle.list_collection_names():
        if name != "users" and not name.startswith("system."):
            assert await database[name].count_documents({}) == 0, name


async def test_a_look_finds_what_a_visit_would_and_what_the_company_is_called(
    settings: Settings, internet: Internet
) -> None:
    async with open_looker(settings) as looker:
        look = await looker.look(internet.url)
        assert look.name == "Acme Robotics"
        assert [posting.title for posting in look.listing.postings] == ["Welder", "Nurse"]
        with pytest.raises(GoneError):
            await looker.look(f"{internet.url}/none")


async def test_a_look_goes_past_the_guard_of_a_visit(settings: Settings) -> None:
    async with open_looker(settings) as looker:
        with pytest.raises(PrivateAddressError):
            await looker.look("http://192.168.7.7/careers")


async def test_a_prospect_is_looked_at_and_nothing_is_stored(
    database: ScoutlyDatabase, settings: Settings, internet: Internet
) -> None:
    await database.users.insert_one({"email": "ada@example.org"})
    found = await prospect(settings, database, CompanyInput(internet.url))
    assert found.sound
    assert found.company(CompanyInput(internet.url)) == CompanyFields("Acme Robotics", internet.url)
    named = CompanyInput(internet.url, name="Acme", selector=".jobs")
    assert found.company(named) == CompanyFields("Acme", internet.url, ".jobs")
    await nothing_is_stored(database)


async def test_a_name_is_looked_for_at_the_boards_and_shown_with_what_is_there(
    database: ScoutlyDatabase, settings: Settings, internet: Internet
) -> None:
    await database.users.insert_one({"email": "ada@example.org"})
    wish = CompanyInput("Acme Robotics")
    found = await prospect(settings, database, wish, internet.stand_ins)
    (look,) = found.guesses.looks
    assert (look.url, look.name) == (
        "https://job-boards.greenhouse.io/acmerobotics",
        "Acme Robotics Ltd",
    )
    assert [posting.title for posting in look.listing.postings] == ["Pump Engineer"]
    assert not found.sound
    with pytest.raises(SettingsError, match="nothing is known of 'Acme Robotics'"):
        found.company(wish)
    assert found.choosing(look).company(wish) == CompanyFields("Acme Robotics Ltd", look.url)
    assert found.guesses.unheard == ()
    assert {host.partition("/")[0] for host in internet.asked} <= {*HOSTS, *OTHERS}
    await nothing_is_stored(database)


async def test_without_a_line_no_name_is_looked_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def offline(*_: object) -> SitePreview:
        raise OfflineError("no host answers", delay=1)

    monkeypatch.setattr(Previewer, "look", offline)
    async with open_looker(settings) as looker:
        with pytest.raises(OfflineError):
            await looker.guess("Acme")


async def test_a_name_in_the_database_goes_before_all_boards(
    database: ScoutlyDatabase, settings: Settings, internet: Internet
) -> None:
    await database.users.insert_one({"email": "ada@example.org"})
    known = {"companyID": "acme", "company": "Acme Robotics", "careers_url": internet.url}
    await database.companies.insert_one(known)
    for what in ("acme robotics", "acme", internet.url, f"{internet.url}/"):
        found = await prospect(settings, database, CompanyInput(what), internet.stand_ins)
        assert found.known
        assert found.known.slug == "acme"
        assert found.look
    assert all(host.startswith("127.0.0.1") for host in internet.asked)


async def test_a_company_whose_page_fails_is_known_all_the_same(
    database: ScoutlyDatabase, settings: Settings, internet: Internet
) -> None:
    await database.users.insert_one({"email": "ada@example.org"})
    await database.companies.insert_one({"companyID": "acme", "careers_url": f"{internet.url}/no"})
    found = await prospect(settings, database, CompanyInput("acme"))
    assert isinstance(found.trouble, GoneError)
    assert found.sound
    await database.companies.delete_many({})
    assert not (await prospect(settings, database, CompanyInput(f"{internet.url}/no"))).sound


def test_an_address_of_a_board_tells_what_a_visit_would_ask() -> None:
    assert board_told("https://careers.example/acme") == ""
    said = board_told("https://acme.wd3.myworkdayjobs.com/Ext")
    assert said.startswith("its board is Workday's, and a visit asks POST https://acme.wd3.")
