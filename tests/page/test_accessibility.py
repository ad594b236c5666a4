"""Everyone can use it: axe finds nothing serious on any screen, in either theme."""

import pytest

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.chromium import Tab
from tests.npm import installed
from tests.page.conftest import Served, serving
from tests.page.house import ADA, NOOR, built

AXE = ("axe-core", "4.14.1")
SCREENS = (
    *("/", "/companies", "/companies/look", "/queue", "/queue?state=failed"),
    *("/health/findings", "/nowhere"),
)
"""Add yours; what needs more than this house needs a test of its own that calls `complaints_of`."""

THEMES = ("light", "dark")


async def complaints_of(tab: Tab) -> list[str]:
    """What axe finds on the page that is shown, the serious and the critical."""
    if not await tab.evaluate("'axe' in window"):
        source = installed(*AXE) / "axe-core" / "axe.min.js"
        await tab.call("Runtime.evaluate", expression=source.read_text())
    said = await tab.evaluate(
        """axe.run().then((found) => found.violations
            .filter((each) => ["serious", "critical"].includes(each.impact))
            .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`))"""
    )
    return list(said)


@pytest.fixture
async def full(served: Served) -> Served:
    """The page over a house with something of everything."""
    house = await built(served.database, ADA, NOOR)
    await house.company("acme")
    for score in (95, 70, 55):
        await house.match(ADA, "Engineer", score)
    marker = {"failures": 3, "failedAt": house.now}
    await house.company("globex", 90, isProblematic=True, reactor=marker)
    await house.job("globex", "failed", updatedAt=house.now, errorMessage="404 Not Found")
    await house.job("acme", "processing", lastAttemptAt=house.now)
    return served


@pytest.mark.holds_loop("axe is half a megabyte to read, and npm may install it first")
@pytest.mark.parametrize("path", SCREENS)
async def test_axe_finds_nothing_serious(path: str, full: Served, tab: Tab) -> None:
    await tab.open(f"{full.address}{path}")
    if path != "/nowhere":
        await tab.click("details.person summary")
    for theme in THEMES:
        await tab.look(1280, 900, theme=theme)
        assert await complaints_of(tab) == [], theme


@pytest.mark.holds_loop("axe is half a megabyte to read, and npm may install it first")
async def test_axe_finds_nothing_serious_at_the_entrance(
    settings: Settings, database: ScoutlyDatabase, tab: Tab
) -> None:
    async with serving(settings, database, http_password="correct horse") as page:  # noqa: S106 - of the test
        await tab.open(f"{page.address}/enter")
        for theme in THEMES:
            await tab.look(390, 844, theme=theme)
            assert await complaints_of(tab) == [], theme
