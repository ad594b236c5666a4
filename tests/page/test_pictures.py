"""The pictures in the README are small, and can be drawn anew.

`DRAW_PICTURES=1 pytest tests/page/test_pictures.py` draws them into `tests/page/pictures`.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.chromium import Tab
from tests.page.conftest import Served
from tests.page.house import ADA, House, built
from tests.pngs import size_of, with_palette

ROOT = Path(__file__).parents[2]
PICTURES = {"home": "/", "companies": "/companies"}
MOST = 60_000
"""Bytes of each."""

_WIDE, _HIGH, _SCALE = 1280, 900, 0.703125
_COMPANIES = ("harbor-robotics", "lumen", "northwind", "fjord-maps", "acme", "globex", "alder")
_TITLES = ("Staff Engineer, Data Platform", "Platform Engineer", "Site Reliability Engineer")
_MATCHES = ((96, 0, 2), (93, 1, 9), (88, 2, 30), (79, 0, 52), (71, 1, 100), (64, 2, 170))


async def _filled(served: Served) -> House:
    """A house in which something has happened in the last two weeks."""
    house = await built(served.database, ADA)
    gone = {"failures": 3, "failedAt": house.now - timedelta(hours=4)}
    for number, slug in enumerate(_COMPANIES):
        trouble = {"isProblematic": True, "reactor": gone} if slug == "northwind" else {}
        went = {"lastSuccessfulScrape": house.now - timedelta(hours=3 * number + 1)}
        id_ = await house.company(slug, 95 - 13 * number, **trouble, **went)
        due = {"kind": "scrape", "of": id_}
        expiry = house.now + timedelta(minutes=14 + 37 * number)
        await house.database.timers.insert_one({"_id": due, "expireAt": expiry})
        for days in range(number % 3, 14, 1 + number % 4):
            at = house.now - timedelta(days=days, hours=number)
            status = "failed" if (days * number) % 7 == 5 else "completed"
            await house.job(slug, status, createdAt=at, updatedAt=at)
    ended = {"updatedAt": gone["failedAt"], "errorCode": "page_gone"}
    await house.job(
        "northwind", "failed", errorMessage="404 Not Found: northwind.example/jobs", **ended
    )
    for slug, seconds in (("lumen", 42), ("harbor-robotics", 12)):
        began = house.now - timedelta(seconds=seconds)
        await house.job(slug, "processing", lastAttemptAt=began, updatedAt=house.now)
    ids = list(house.companies.values())
    for score, title, hours in _MATCHES:
        at = house.now - timedelta(hours=hours)
        said = {"createdAt": at, "location": "Remote, EU", "companyId": ids[score % len(ids)]}
        await house.match(ADA, _TITLES[title], score, **said)
    return house


@pytest.mark.holds_loop("half a million pixels are looked at, one by one")
async def test_pictures_are_drawn_small(served: Served, tab: Tab, tmp_path: Path) -> None:
    folder = ROOT / "tests/page/pictures" if os.environ.get("DRAW_PICTURES") else tmp_path
    await _filled(served)
    for name, path in PICTURES.items():
        await tab.open(f"{served.address}{path}")
        drawn = with_palette(await tab.seen(_WIDE, _HIGH, _SCALE))
        assert size_of(drawn) == (900, 633)
        assert len(drawn) <= MOST
        (folder / f"{name}.png").write_bytes(drawn)
    assert tab.complaints == []


def test_the_readme_shows_them_and_says_what_is_seen() -> None:
    readme = (ROOT / "README.md").read_text()
    shown = dict(re.findall(r"!\[([^\]]*)\]\((tests/page/pictures/[\w.]+)\)", readme))
    assert sorted(shown.values()) == sorted(f"tests/page/pictures/{name}.png" for name in PICTURES)
    for said, path in shown.items():
        assert len(said.split()) > 3, path
        assert len((ROOT / path).read_bytes()) <= MOST
