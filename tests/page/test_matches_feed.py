"""The feed of matches: what it holds, and who gets in."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.page.conftest import Served, serving
from tests.page.house import ADA, NOOR, House, built

ATOM = "{http://www.w3.org/2005/Atom}"
PASSWORD = "correct horse"  # noqa: S105 - of the test


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme-robotics")
    return house


def read(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - what we wrote ourselves


def titles(text: str) -> list[str]:
    return [each.findtext(f"{ATOM}title", "") for each in read(text).iter(f"{ATOM}entry")]


def addresses(text: str) -> list[str]:
    """The feeds that the page about them gives, without the server's name."""
    found = re.findall(r'value="http://[^/]*(/[^"]*)"', text)
    return [each.replace("&amp;", "&") for each in found]


async def test_a_feed_holds_the_newest_that_are_open(served: Served, house: House) -> None:
    hour = timedelta(hours=1)
    await house.match(ADA, "Old", 60, createdAt=house.now - 3 * hour, status="APPLIED")
    await house.match(ADA, "Welder &\x0b son", 91, goodFitReasons=["You <weld>\x00\ufffe"])
    await house.match(ADA, "Gone", status="DISCARDED")
    await house.match(ADA, "Withdrawn", withdrawnAt=house.now)
    await house.match(NOOR, "Baker")
    text = await served.get(f"/matches.atom?person={house.people[ADA]}")
    assert titles(text) == ["91 · Welder &  son, Acme Robotics", "60 · Old, Acme Robotics"]
    (first, _) = read(text).iter(f"{ATOM}entry")
    assert "<li>You &lt;weld&gt;</li>" in first.findtext(f"{ATOM}content", "")
    links = {each.get("rel"): each.get("href", "") for each in first.iter(f"{ATOM}link")}
    assert links["alternate"].startswith(f"{served.address}/matches/")
    assert links["related"].startswith("https://acme.example/")
    assert read(text).findtext(f"{ATOM}updated") == first.findtext(f"{ATOM}updated")
    assert len(titles(await served.get("/matches.atom"))) == 3


async def test_a_feed_is_the_same_until_something_new_comes(served: Served, house: House) -> None:
    match = await house.match(ADA, "Welder")
    path = f"/matches.atom?person={house.people[ADA]}&lang=de"
    async with served.session.get(path) as answer:
        assert answer.content_type == "application/atom+xml"
        tag = answer.headers["ETag"]
        assert f"Treffer für {ADA}" in await answer.text()
    async with served.session.get(path, headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304
    await house.match(ADA, "Baker")
    async with served.session.get(path, headers={"If-None-Match": tag}) as answer:
        assert answer.status == 200
        ids = [
            each.findtext(f"{ATOM}id") for each in read(await answer.text()).iter(f"{ATOM}entry")
        ]
    assert len(set(ids)) == 2
    assert all(each and each.startswith("urn:uuid:") for each in ids)
    assert str(match) in await served.get("/matches")


async def test_a_feed_reader_gets_in_by_the_address_and_into_nothing_else(
    settings: Settings, house: House
) -> None:
    await house.match(ADA, "Welder")
    ada, noor = house.people[ADA], house.people[NOOR]
    async with serving(settings, house.database, http_password=PASSWORD) as page:
        bearer = {"Authorization": f"Bearer {PASSWORD}"}
        async with page.session.get("/matches/feed", headers=bearer) as answer:
            feeds = addresses(await answer.text())
        (of_ada,) = [each for each in feeds if f"person={ada}&" in each]
        assert len(feeds) == 3
        assert titles(await page.get(of_ada)) == ["80 · Welder, Acme Robotics"]
        refused = (
            "/matches.atom",
            f"/matches.atom?person={ada}",
            f"/matches.atom?person={ada}&token=",
            of_ada[:-1],
            of_ada.replace(str(ada), str(noor)),
            of_ada.replace(str(ada), "all"),
            of_ada.replace("/matches.atom", "/matches"),
            of_ada.replace("/matches.atom", "/matches/feed"),
        )
        for path in refused:
            async with page.session.get(path, allow_redirects=False) as answer:
                assert answer.status == 401, path
        async with page.session.get(f"/matches.atom?person={ada}", headers=bearer) as answer:
            assert answer.status == 200
    async with (
        serving(settings, house.database, http_password="another one") as page,  # noqa: S106 - of the test
        page.session.get(of_ada) as answer,
    ):
        assert answer.status == 401


async def test_a_ticket_is_no_session(settings: Settings, house: House) -> None:
    async with serving(settings, house.database, http_password=PASSWORD) as page:
        bearer = {"Authorization": f"Bearer {PASSWORD}"}
        async with page.session.get("/matches/feed", headers=bearer) as answer:
            token = addresses(await answer.text())[0].rpartition("token=")[2]
        for said in ({"Cookie": f"scoutly-session={token}"}, {"Authorization": f"Bearer {token}"}):
            async with page.session.get("/matches", headers=said) as answer:
                assert answer.status == 401


async def test_nobodys_feed_is_not_there(served: Served, house: House) -> None:
    async with served.session.get("/matches.atom?person=nobody") as answer:
        assert answer.status == 404
    assert house.people


async def test_a_feed_knows_the_pages_folder(settings: Settings, house: House) -> None:
    await house.match(ADA, "Welder")
    async with serving(settings, house.database, http_base="/scoutly") as page:
        text = await page.get("/scoutly/matches.atom")
        links = [each.get("href", "") for each in read(text).iter(f"{ATOM}link")]
        ours = [each for each in links if each.startswith(page.address)]
        assert len(ours) == 3
        assert all(each.startswith(f"{page.address}/scoutly/matches") for each in ours)
