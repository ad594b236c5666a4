"""Pushed rows in a real browser: what somebody types and has opened stays as it is."""

from collections.abc import Iterator, Mapping, Sequence
from time import monotonic
from typing import Any

import psutil
import pytest
from aiohttp import web
from bson import ObjectId
from jinja2 import ChoiceLoader, DictLoader
from yarl import URL

from reactor.core.stream.recent_changes import Change
from reactor.embedded_mongod.temporary import free_port
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.web import server
from reactor.web.handlers import Route, get
from reactor.web.live_rows import Audience, Rows
from reactor.web.pages import SCREENS, SUBJECTS
from reactor.web.site import Site, View
from reactor.web.templating import environment
from tests.chromium import Tab
from tests.conftest import Eventually
from tests.page.house import ADA, NOOR, House, built
from tests.page.streams import SOON, reacting

PAGE = """{% extends "layout.html" %}{% set live = "notes" %}
{% block title %}Notes{% endblock %}
{% block main %}<h1>Notes</h1><ol id="notes">
{% for match in matches %}{% include "note.html" %}{% endfor %}</ol>{% endblock %}"""
ROW = """<li id="note-{{ match._id }}"><details><summary>{{ match.title }}</summary>
<textarea name="notes">{{ match.notes }}</textarea></details></li>"""
NOTE = "document.querySelector('#notes li:last-child textarea')"


class Notes:
    """A screen with a list whose rows have notes."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        yield get("/notes", self.show)

    async def show(self, request: web.Request) -> web.Response:
        matches = await self._site.database.saved_jobs.find({}).sort("_id", -1).to_list()
        return await self._site.answer(request, View("notes.html", {"matches": matches}))


async def read_notes(
    site: Site, audience: Audience, ids: Sequence[ObjectId]
) -> Mapping[ObjectId, Mapping[str, Any]]:
    wanted = {"_id": {"$in": ids}} | (
        {"user": person.id} if (person := audience.reader.person) else {}
    )
    return {each["_id"]: {"match": each} async for each in site.database.saved_jobs.find(wanted)}


def live_notes(site: Site) -> Rows:
    def ids(change: Change) -> list[ObjectId]:
        return [change.key] if change.collection == "savedjobs" else []

    return Rows(site, "notes", "note.html", "note", "savedjobs", ids, read_notes, into="notes")


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme")
    return house


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One screen more."""
    monkeypatch.setattr(server, "SCREENS", (*SCREENS, Notes))
    monkeypatch.setattr(server, "SUBJECTS", (*SUBJECTS, live_notes))
    loader = environment().loader
    assert loader
    both = ChoiceLoader([DictLoader({"notes.html": PAGE, "note.html": ROW}), loader])
    monkeypatch.setattr(environment(), "loader", both)


async def has_stream(tab: Tab) -> bool:
    """Whether the page has its stream."""
    return bool(await tab.evaluate("!!document.querySelector('#live')?._htmx?.sse"))


@pytest.mark.usefixtures("notes")
async def test_a_half_typed_note_and_the_focus_survive_what_is_pushed(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    saved = await house.match(ADA, "Engineer", notes="call")
    async with reacting(settings) as address:
        await tab.open(f"{address}/notes")
        await eventually(lambda: has_stream(tab))
        await tab.click("#notes summary")
        await tab.evaluate(f"{NOTE}.focus(), {NOTE}.setSelectionRange(99, 99)")
        await tab.type(" them on")
        saves = house.database.saved_jobs
        began = monotonic()
        await saves.update_one({"_id": saved}, {"$set": {"title": "Bridge", "status": "APPLIED"}})
        await tab.until("document.querySelector('#notes summary').innerText === 'Bridge'")
        assert monotonic() - began < SOON
        await house.match(NOOR, "Welder", notes="")
        await tab.until("document.querySelector('#notes li').innerText === 'Welder'")
        await tab.type(" Monday")
        assert await tab.evaluate(f"{NOTE}.value") == "call them on Monday"
        assert await tab.evaluate(f"document.activeElement === {NOTE}")
        assert await tab.evaluate("document.querySelector('#notes li:last-child details').open")
        await saves.delete_one({"title": "Welder"})
        await tab.until("document.querySelectorAll('li:has(textarea)').length === 1")
        assert tab.complaints == []


@pytest.mark.usefixtures("notes")
async def test_the_stream_comes_back_after_a_restart_and_nothing_typed_is_lost(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    await house.match(ADA, "Engineer", notes="")
    port = free_port()
    async with reacting(settings, http_port=port) as address:
        await tab.open(f"{address}/notes")
        await eventually(lambda: has_stream(tab))
        await tab.click("#notes summary")
        await tab.evaluate(f"{NOTE}.focus(), {NOTE}.setSelectionRange(99, 99)")
        await tab.type("call")
    await house.match(NOOR, "Welder", notes="")
    async with reacting(settings, http_port=port):
        await tab.until("document.body.innerText.includes('Welder')")
        await tab.type(" them")
        assert await tab.evaluate(f"{NOTE}.value") == "call them"
        assert await tab.evaluate(f"document.activeElement === {NOTE}")
        await house.match(ADA, "Baker", notes="")
        await tab.until("document.querySelector('#notes li').innerText === 'Baker'")


async def test_the_first_page_follows_and_complains_of_nothing(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    async with reacting(settings) as address:
        await tab.open(address)
        await eventually(lambda: has_stream(tab))
        await house.match(ADA, "Engineer")
        await tab.until("document.querySelector('h1').innerText === '1 new match'")
        await tab.until("document.querySelector('#home-best').innerText.includes('Engineer')")
        assert tab.complaints == []


async def test_a_page_that_nobody_sees_has_no_stream(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    async with reacting(settings) as address:
        await tab.open(address)
        await eventually(lambda: has_stream(tab))
        hidden = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true}), "
        told = "document.dispatchEvent(new Event('visibilitychange'))"
        before = await open_streams(address)
        await tab.evaluate(hidden % "true" + told)

        async def has_gone() -> bool:
            return await open_streams(address) < before

        await eventually(has_gone)
        await house.match(ADA, "Engineer")
        await tab.evaluate(hidden % "false" + told)
        await tab.until("document.querySelector('h1').innerText === '1 new match'")


async def open_streams(address: str) -> int:
    """Connections to the page that are established."""
    port = URL(address).port
    return sum(
        each.status == "ESTABLISHED" and each.laddr.port == port
        for each in psutil.Process().net_connections()
    )


async def test_a_rank_that_is_edited_elsewhere_shows_in_the_open_list(
    settings: Settings, house: House, tab: Tab, eventually: Eventually
) -> None:
    company = house.companies["acme"]
    row = f"document.querySelector('#company-{company}').innerText"
    async with reacting(settings) as address:
        await tab.open(f"{address}/companies")
        await eventually(lambda: has_stream(tab))
        edit = {"$set": {"rank": 87}}
        await house.database.preferences.update_one({"companyId": company}, edit)
        await tab.until(f"{row}.includes('87')")
        assert tab.complaints == []
