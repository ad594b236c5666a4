"""Who reaches the page from elsewhere gives a password once a month, and nobody guesses it."""

import re
from collections.abc import Iterator
from http.cookies import Morsel
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from loguru import logger
from ruamel.yaml import YAML
from yarl import URL

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.web.security.first_entry import tell_first_entry
from tests.page.conftest import Served, serving
from tests.page.house import ADA, built

PASSWORD = "correct horse"  # noqa: S105 - of the test
LOCKED = {"http_password": PASSWORD}
BEHIND = {"trusted_proxies": "127.0.0.1", "trusted_user_header": "Remote-User"}
MANUAL = Path(__file__).parents[2] / "reactor/manual/status.md"
HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def lines() -> Iterator[list[str]]:
    told: list[str] = []
    sink = logger.add(lambda line: told.append(str(line)), format="{message} {extra}")
    yield told
    logger.remove(sink)


async def status(page: Served, path: str, **headers: str) -> int:
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    async with page.session.get(path, headers=said, allow_redirects=False) as answer:
        return answer.status


def session_of(page: Served) -> Morsel[str] | None:
    return next((each for each in page.session.cookie_jar if each.key == "scoutly-session"), None)


@pytest.mark.parametrize("path", ["/", "/metrics", "/nowhere", "/static/../metrics"])
async def test_without_the_password_there_is_nothing_but_the_entrance(
    path: str, settings: Settings, database: ScoutlyDatabase
) -> None:
    await built(database, ADA)
    async with serving(settings, database, **LOCKED) as page:
        async with page.session.get(path, headers=HTML, allow_redirects=False) as answer:
            assert answer.status == 303
            there = answer.headers["Location"]
            assert there.startswith("/enter?next=/")
        assert await status(page, path, Accept="application/json") == 401
        async with page.session.get(path, headers={"HX-Request": "true"}) as answer:
            assert (answer.status, answer.headers["HX-Redirect"]) == (401, "/enter")
        async with page.session.post(path, headers={"Origin": page.address}) as answer:
            assert answer.status == 401
        text = await page.get(there)
        assert ADA not in text
        assert "Who is there?" in text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/enter", "/static/style.css"])
async def test_probes_and_the_entrance_stand_open(
    path: str, settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, **LOCKED) as page:
        assert await status(page, path) in {200, 503}


async def test_the_browsers_network_is_not_opened_with_the_rest(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    """A browser that a stranger's page has taken over has an address of ours to call."""
    house = await built(database, ADA)
    match = await house.match(ADA, "Welder")
    opened = {"http_host": "0.0.0.0", "http_open": "yes"}  # noqa: S104 - as in the container
    async with serving(settings, database, **opened, browser_proxy="127.0.0.2") as page:
        port = URL(page.address).port
        ours, browsers = f"http://127.0.0.1:{port}", f"http://127.0.0.2:{port}"
        assert await status(page, f"{ours}/people", **JSON) == 200
        for path in ("/", "/people", "/matches", "/metrics", "/nowhere"):
            assert await status(page, f"{browsers}{path}", **JSON) == 401
        said, applied = {"Origin": browsers}, {"status": "APPLIED"}
        there = f"{browsers}/matches/{match}/status"
        async with page.session.post(there, data=applied, headers=said) as answer:
            assert answer.status == 401
        given = {"password": ""}
        async with page.session.post(f"{browsers}/enter", data=given, headers=said) as answer:
            assert answer.status == 403
        assert session_of(page) is None
        assert await status(page, f"{browsers}/healthz") in {200, 503}


async def test_prometheus_gets_in_as_the_readme_says(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    found = re.search(r"(?m)^    scrape_configs:\n(?:^     .*\n)+", MANUAL.read_text())
    assert found
    (job,) = YAML(typ="safe").load(dedent(found[0]))["scrape_configs"]
    password = job["authorization"]["credentials"]
    bearer = f"Bearer {password}"  # the type that goes without saying
    async with serving(settings, database, http_password=password) as page:
        assert await status(page, job["metrics_path"]) == 401
        assert await status(page, job["metrics_path"], Authorization=bearer) == 200


async def test_metrics_stand_open_if_the_settings_say_so(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, **LOCKED, http_metrics="open") as page:
        assert await status(page, "/metrics") == 200


async def test_the_password_opens_leads_on_and_is_remembered(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, **LOCKED) as page:
        wrong = await page.post("/enter", password=PASSWORD[1:], next="/?a=1")
        assert wrong[0] == 403
        assert "That is not it" in wrong[2]
        assert 'value="/?a=1"' in wrong[2]
        assert session_of(page) is None
        opened = await page.post("/enter", password=PASSWORD, next="/?a=1")
        assert opened[:2] == (303, "/?a=1")
        cookie = session_of(page)
        assert cookie
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["max-age"] == str(30 * 86_400)
        assert cookie["path"] == "/"
        assert PASSWORD not in cookie.value
        assert await status(page, "/") == 200
        kept = {cookie.key: cookie.value}
    # Another reactor of the same database knows it, too; with another password it is void.
    for password, code in ((PASSWORD, 200), ("other horses", 401)):
        async with serving(settings, database, http_password=password) as page:
            page.session.cookie_jar.update_cookies(kept)
            assert await status(page, "/") == code


async def test_who_leaves_has_to_enter_again(settings: Settings, database: ScoutlyDatabase) -> None:
    async with serving(settings, database, **LOCKED) as page:
        await page.post("/enter", password=PASSWORD)
        assert await status(page, "/") == 200
        assert (await page.post("/leave"))[:2] == (303, "/enter")
        assert await status(page, "/") == 401


async def test_the_sixth_try_within_a_minute_is_refused_even_if_it_is_right(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, **LOCKED) as page:
        answers = [await page.post("/enter", password=f"wrong {n}") for n in range(5)]
        answers.append(await page.post("/enter", password=PASSWORD))
        assert {answer[0] for answer in answers} == {403}
        assert len({answer[2] for answer in answers}) == 1
        assert await status(page, "/", Authorization=f"Bearer {PASSWORD}") == 401


async def test_programs_bring_the_password_as_a_token(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    async with serving(settings, database, **LOCKED) as page:
        bearer = {"Authorization": f"Bearer {PASSWORD}"}
        assert await status(page, "/metrics", **bearer) == 200
        assert await status(page, "/metrics", Authorization="Bearer wrong") == 401
        async with page.session.post(
            "/person", data={"person": "all"}, headers=bearer, allow_redirects=False
        ) as answer:
            assert answer.status == 303


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 200),  # somebody at this machine, past the proxy
        ({"X-Forwarded-For": "192.168.1.9"}, 401),
        ({"X-Forwarded-For": "192.168.1.9", "Remote-User": ADA}, 200),
        ({"X-Forwarded-For": "192.168.1.9", "X-Forwarded-Host": "evil.test"}, 421),
        ({"X-Forwarded-Host": "evil.test", "Remote-User": ADA}, 421),
    ],
)
async def test_a_proxy_says_who_it_is(
    headers: dict[str, str], code: int, settings: Settings, database: ScoutlyDatabase
) -> None:
    async with (
        serving(settings, database, **BEHIND) as page,
        page.session.get("/", headers=headers) as answer,
    ):
        assert answer.status == code


async def test_who_a_proxy_names_sees_their_own_matches_and_may_change_things(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    await built(database, ADA, "noor@example.org")
    said = {
        "Remote-User": ADA,
        "X-Forwarded-Host": "jobs.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/scoutly",
    }
    async with serving(settings, database, **BEHIND, http_names="jobs.example") as page:
        async with page.session.get("/", headers=said) as answer:
            text = await answer.text()
        assert re.search(rf"<summary>.*<span>{ADA}</span></summary>", text)
        assert 'action="/scoutly/person"' in text
        for origin, code in (("https://jobs.example", 303), ("https://evil.test", 403)):
            async with page.session.post(
                "/person", data={}, headers=said | {"Origin": origin}, allow_redirects=False
            ) as answer:
                assert answer.status == code
        cookie = next(iter(page.session.cookie_jar))
        assert cookie["secure"]


async def entry(lines: list[str]) -> list[str]:
    return [found for line in lines for found in re.findall(r"http://\S+/enter#([\w-]+)", line)]


async def test_where_none_is_set_a_password_is_made_and_told_once(
    settings: Settings, database: ScoutlyDatabase, lines: list[str]
) -> None:
    abroad: dict[str, Any] = {"http_host": "0.0.0.0"}  # noqa: S104 - reached by 127.0.0.1 alone
    everywhere = Settings.from_environment(**settings.model_dump() | abroad)
    for _ in range(2):
        await tell_first_entry(database, everywhere, "http://0.0.0.0:8080")
    (password,) = await entry(lines)
    kept = await database.checkpoints.find_one({"_id": "page"})
    assert password not in repr(kept)
    async with serving(settings, database, http_host="::1") as page:
        assert await status(page, "/") == 200  # at home nobody asks
    async with serving(settings, database, **abroad) as page:
        here = Served(page.address.replace("0.0.0.0", "127.0.0.1"), page.session, database)  # noqa: S104
        assert await status(here, f"{here.address}/") == 401
        assert (await here.post(f"{here.address}/enter", password="x" * 24))[0] == 403
        assert (await here.post(f"{here.address}/enter", password=password))[0] == 303
        assert await status(here, f"{here.address}/") == 200


@pytest.mark.parametrize("changes", [{}, {"http_open": "yes"}, LOCKED])
async def test_where_nobody_is_asked_for_it_none_is_made(
    changes: dict[str, str], settings: Settings, database: ScoutlyDatabase, lines: list[str]
) -> None:
    changed = Settings.from_environment(**settings.model_dump() | changes)
    await tell_first_entry(database, changed, "http://127.0.0.1:8080")
    assert await entry(lines) == []
