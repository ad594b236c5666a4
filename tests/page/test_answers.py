"""How anything is answered: kept by nobody, guarded everywhere, and packed where it is large."""

import gzip

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.web.assets import assets
from tests.page.conftest import Served, plans
from tests.page.house import ADA, built


@pytest.mark.parametrize("path", ["/", "/enter", "/healthz", "/nowhere", "/static/style.css"])
async def test_every_answer_is_guarded(path: str, served: Served) -> None:
    async with served.session.get(path, allow_redirects=False) as answer:
        policy = answer.headers["Content-Security-Policy"]
        for rule in ("default-src 'none'", "script-src 'self'", "form-action 'self'"):
            assert rule in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", sorted(assets()))
async def test_an_asset_is_kept_as_long_as_it_does_not_change(name: str, served: Served) -> None:
    asset = assets()[name]
    raw = {"Accept-Encoding": "gzip"}
    async with served.session.get(asset.path, headers=raw) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert await answer.read() == gzip.decompress(asset.packed) == asset.body
        tag = answer.headers["ETag"]
    async with served.session.get(asset.path, headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert await answer.read() == asset.body
    async with served.session.get(f"/static/{name}", headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304
    async with served.session.get(f"/static/{name}?v=00000000") as answer:
        assert answer.headers["Cache-Control"] == "no-store"


async def test_home_looks_through_no_whole_collection_of_what_grows(
    served: Served, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    for number in range(3):
        await house.company(f"c{number}", isProblematic=number == 0)
        await house.match(ADA, f"Job {number}")
    await served.get("/")  # the counts of the probes are kept for a while
    async with plans(database) as found:
        await served.get("/")
    assert {"savedjobs", "jobqueues", "companies"} <= {collection for collection, _ in found}
    assert [each for each in found if "COLLSCAN" in each[1]] == []
    assert len(found) <= 9
