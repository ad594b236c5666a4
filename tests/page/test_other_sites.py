"""Other sites in a reader's browser: they change nothing, read nothing, and frame nothing.

Each way that a page has is gone in Chromium, against each kind of name that the page answers to.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from reactor.embedded_mongod.temporary import free_port
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.web import server
from reactor.web.handlers import Handler
from reactor.web.security.origins import same_origin
from tests.chromium import Tab
from tests.conftest import Eventually
from tests.page.conftest import serving
from tests.page.house import ADA, House, built

PASSWORD = "correct horse"  # noqa: S105 - of the test
FORM = '<form method="post" action="{there}"><input name="status" value="DISCARDED"></form>'
SUBMIT = "<script>document.forms[0].submit()</script>"
WAYS = {
    "a form": FORM + SUBMIT,
    "a form in a frame": FORM.replace("<form", '<iframe name="f"></iframe><form target="f"')
    + SUBMIT,
    "a form of no origin": "<iframe sandbox='allow-scripts allow-forms' srcdoc='"
    + (FORM + SUBMIT).replace('"', "&quot;")
    + "'></iframe>",
    "a request": """<script>fetch("{there}", {{method: "POST", mode: "no-cors",
        credentials: "include", body: new URLSearchParams("status=DISCARDED")}})</script>""",
    "a farewell": """<script>
        navigator.sendBeacon("{there}", new URLSearchParams("status=DISCARDED"))</script>""",
}
OURS = ("127.0.0.1", "localhost", "pi.test")
"""An address and the loopback's name, of which browsers think well, and a name over plain http."""

THEIRS = ("evil.test", "ours")
"""A stranger's name, and another port of our own."""


@dataclass
class Site:
    """Our page and a stranger's, and what ours was asked to change.

    Attributes:
        port: where ours is.
        evil: where theirs is.
        html: what theirs shows.
        asked: `Sec-Fetch-Site` and `Origin` of each change that ours was asked for.
        answered: with which status.
    """

    house: House
    port: int = 0
    evil: int = 0
    html: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)

    async def status_of(self, match: object) -> str:
        found = await self.house.database.saved_jobs.find_one({"_id": match})
        assert found
        return str(found["status"])


@pytest.fixture
async def site(
    settings: Settings, database: ScoutlyDatabase, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    site = Site(await built(database, ADA))

    @web.middleware
    async def noted(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await same_origin(request, handler)
        if request.method not in ("GET", "HEAD"):
            said = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
            site.asked.append(said)
            site.answered.append(answer.status)
        return answer

    async def attack(_: web.Request) -> web.Response:
        return web.Response(text=site.html, content_type="text/html")

    monkeypatch.setattr(server, "same_origin", noted)
    app = web.Application()
    app.router.add_get("/attack", attack)
    async with TestServer(app) as theirs, serving(settings, database, http_names="pi.test") as ours:
        site.port, site.evil = URL(ours.address).port or 0, theirs.port or 0
        yield site


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("theirs", THEIRS)
async def test_no_other_site_changes_anything(
    name: str, theirs: str, site: Site, tab: Tab, eventually: Eventually
) -> None:
    async def was_asked() -> bool:
        return bool(site.asked)

    match = await site.house.match(ADA, "Welder")
    stranger = name if theirs == "ours" else theirs
    for way, html in WAYS.items():
        site.html = html.format(there=f"http://{name}:{site.port}/matches/{match}/status")
        site.asked, site.answered = [], []
        await tab.call("Page.navigate", url=f"http://{stranger}:{site.evil}/attack")
        await eventually(was_asked)
        assert set(site.answered) == {403}, way
        assert await site.status_of(match) == "WANT_TO_APPLY", way
        sent, origin = site.asked[0]
        expected = {"pi.test": {""}}.get(name, {"cross-site", "same-site"})
        assert sent in expected, way
        assert origin == ("null" if "no origin" in way else f"http://{stranger}:{site.evil}"), way


@pytest.mark.parametrize("name", OURS)
async def test_no_other_site_reads_or_frames_anything(name: str, site: Site, tab: Tab) -> None:
    await site.house.match(ADA, "Welder")
    ours = f"http://{name}:{site.port}"
    site.html = f'<iframe src="{ours}/matches"></iframe><img src="{ours}/matches">'
    await tab.open(f"http://evil.test:{site.evil}/attack")
    tries = f"""Promise.all([
        fetch("{ours}/matches", {{headers: {{Accept: "application/json"}}}}),
        fetch("{ours}/matches", {{credentials: "include"}}),
        fetch("{ours}/people", {{method: "POST", headers: {{"Content-Type": "application/json"}}}}),
        new Promise((done, fail) => Object.assign(new EventSource("{ours}/events?of=home"),
            {{onopen: done, onerror: () => fail(Error("no events"))}})),
        new Promise((done, fail) => document.head.append(Object.assign(
            document.createElement("script"),
            {{src: "{ours}/static/page.js", onload: done, onerror: () => fail(Error("no script"))}}
        ))),
    ].map((one) => one.then(() => "read", () => "refused"))).then((all) => all.join())"""
    assert await tab.evaluate(tries) == ",".join(["refused"] * 5)
    framed = "document.querySelector('iframe').contentDocument?.body.innerText ?? ''"
    assert "Welder" not in await tab.evaluate(framed)
    assert any("frame-ancestors" in each for each in tab.complaints), tab.complaints
    assert 200 not in site.answered


async def test_a_name_that_is_rebound_to_us_gets_nothing(
    settings: Settings, database: ScoutlyDatabase, tab: Tab
) -> None:
    """The stranger's page stays open while its own name and port become ours."""
    house, port = await built(database, ADA), free_port()
    match = await house.match(ADA, "Welder")
    app = web.Application()
    app.router.add_get("/", _theirs)
    async with TestServer(app, port=port):
        await tab.open(f"http://evil.test:{port}/")
    async with serving(settings, database, http_port=port):
        asked = """(path, said) => fetch(path, said).then(async (answer) =>
            `${answer.status} ${(await answer.text()).includes("Welder")}`)"""
        form = '{method: "POST", body: new URLSearchParams("status=DISCARDED")}'
        assert await tab.evaluate(f"({asked})('/matches', {{}})") == "421 false"
        there = f"/matches/{match}/status"
        assert await tab.evaluate(f"({asked})('{there}', {form})") == "421 false"
        await tab.open(f"http://evil.test:{port}/matches")
        assert "does not answer to that host name" in await tab.text()
    found = await database.saved_jobs.find_one({"_id": match})
    assert found
    assert found["status"] == "WANT_TO_APPLY"


async def _theirs(_: web.Request) -> web.Response:
    return web.Response(text="theirs", content_type="text/html")


@pytest.mark.parametrize("name", OURS)
async def test_a_link_elsewhere_opens_the_page_with_its_session_and_a_form_has_none(
    name: str, settings: Settings, database: ScoutlyDatabase, site: Site, tab: Tab
) -> None:
    match = await site.house.match(ADA, "Welder")
    locked = {"http_password": PASSWORD, "http_names": "pi.test"}
    async with serving(settings, database, **locked) as page:
        ours = f"http://{name}:{URL(page.address).port}"
        await tab.open(f"{ours}/matches")
        await tab.click("[name=password]")
        await tab.type(PASSWORD)
        await tab.press("Enter")
        await tab.until("document.body.innerText.includes('Welder')")
        site.html = f'<a href="{ours}/matches">look</a>'
        await tab.open(f"http://evil.test:{site.evil}/attack")
        await tab.click("a")
        await tab.until("document.body.innerText.includes('Welder')")
        site.html = WAYS["a form"].format(there=f"{ours}/matches/{match}/status")
        await tab.open(f"http://evil.test:{site.evil}/attack")
        await tab.until("document.body.innerText.includes('Another site asked')")
    assert await site.status_of(match) == "WANT_TO_APPLY"


@pytest.mark.parametrize("name", OURS)
async def test_the_page_itself_changes_what_it_shows(name: str, site: Site, tab: Tab) -> None:
    """Over plain http in a house browsers send `Origin` alone."""
    match = await site.house.match(ADA, "Welder")
    await tab.open(f"http://{name}:{site.port}/matches")
    await tab.click("button[value=APPLIED]")
    await tab.until("!!document.querySelector('[data-status=APPLIED]')")
    assert await site.status_of(match) == "APPLIED"
    ((sent, origin),) = site.asked
    assert sent == ("" if name == "pi.test" else "same-origin")
    assert origin == f"http://{name}:{site.port}"
