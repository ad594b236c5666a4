"""What goes wrong is said in words, to people and to programs, and harms nothing else."""

import io
from collections.abc import AsyncIterator

import pytest

from reactor.errors import PassingError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.web.pages import home
from tests.page.conftest import Served, serving

HTML = {"Accept": "text/html"}
PASSWORD = "correct horse"  # noqa: S105 - of the test
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/nowhere", 404, "There is nothing here"),
        ("GET", "/static/nothing.js", 404, "There is nothing here"),
        ("GET", "/static/..%2fserver.py", 404, "There is nothing here"),
        ("POST", "/", 405, "This cannot be done here"),
        ("GET", "/person", 405, "This cannot be done here"),
    ],
)
async def test_people_read_words_and_programs_json(
    method: str, path: str, status: int, said: str, served: Served
) -> None:
    origin = {"Origin": served.address}
    async with served.session.request(method, path, headers=HTML | origin) as answer:
        text = await answer.text()
        assert (answer.status, said in text) == (status, True)
        assert "<h1>" in text
    async with served.session.request(method, path, headers=JSON | origin) as answer:
        assert answer.status == status
        assert (await answer.json())["error"]


async def test_a_form_that_is_too_large_is_refused(served: Served) -> None:
    kind = "application/x-www-form-urlencoded"
    headers = {"Origin": served.address, "Content-Type": kind}
    large = io.BytesIO(b"a=" + b"x" * 2**21)
    async with served.session.post("/person", data=large, headers=headers) as answer:
        assert answer.status == 413


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (PassingError("the host <is> busy"), 422, "the host &lt;is&gt; busy"),
        (ZeroDivisionError("secret"), 500, "Something broke here"),
        (driver.PyMongoError("secret"), 200, "Nothing can be read now"),
    ],
)
async def test_a_screen_that_breaks_harms_only_itself(
    error: Exception, status: int, said: str, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object) -> None:
        raise error

    monkeypatch.setattr(home, "read_home", breaks)
    async with served.session.get("/", headers=HTML) as answer:
        text = await answer.text()
    assert (answer.status, said in text, "secret" in text) == (status, True, False)
    async with served.session.get("/", headers=JSON) as answer:
        assert answer.status == (503 if status == 200 else status)
    async with served.session.get("/healthz") as answer:
        assert answer.status == 200


@pytest.fixture
async def cut_off(settings: Settings, mongod: object) -> AsyncIterator[Served]:
    """A page whose MongoDB is not there, and which needs it to know who enters."""
    del mongod
    client = driver.connect("mongodb://127.0.0.1:1/scoutly", serverSelectionTimeoutMS=100)
    async with serving(
        settings, ScoutlyDatabase(client, "scoutly"), http_password=PASSWORD
    ) as page:
        yield page
    await driver.disconnect(client)


async def test_without_mongodb_nobody_enters_and_the_page_says_why(cut_off: Served) -> None:
    cookie = {"Cookie": "scoutly-session=x"}
    async with cut_off.session.get("/", headers=HTML | cookie) as answer:
        assert answer.status == 503
        assert "MongoDB does not answer" in await answer.text()
    assert (await cut_off.post("/enter", password=PASSWORD))[0] == 503
