"""A page that knows no bounds costs its own time, and the next one is shown."""

from contextlib import suppress

import pytest

from reactor.errors import LastingError
from tests.browsers.conftest import HOST, Running
from tests.browsers.test_browser_pages import EVERY_JOB, links

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

TIME_LIMIT = 3.0


async def shows_the_next_one(running: Running, site: str) -> bool:
    rendered = await running.showing(site).render(f"http://{HOST}/fetch")
    return links(rendered.page.text) == EVERY_JOB


@pytest.mark.parametrize("path", ["/windows", "/sockets", "/growing", "/heavy"])
async def test_what_a_page_without_bounds_shows_is_read(
    running: Running, site: str, path: str
) -> None:
    browser = running.showing(site, time_limit=4 * TIME_LIMIT)
    rendered = await browser.render(f"http://{HOST}{path}")
    assert "<h1>Jobs</h1>" in rendered.page.text
    assert await shows_the_next_one(running, site)


async def test_a_page_that_loads_for_ever_holds_up_none(running: Running, site: str) -> None:
    """One browser shows what there is, the other cannot."""
    with suppress(LastingError):
        await running.showing(site, time_limit=TIME_LIMIT).render(f"http://{HOST}/loading")
    assert await shows_the_next_one(running, site)


@pytest.mark.parametrize("path", ["/for-ever", "/memory"])
async def test_a_page_that_never_comes_to_an_end_is_given_up(
    running: Running, site: str, path: str
) -> None:
    browser = running.showing(site, time_limit=TIME_LIMIT)
    with pytest.raises(LastingError, match="the browser could not show it") as failed:
        await browser.render(f"http://{HOST}{path}")
    assert failed.value.code == "browser_failed"
    assert await shows_the_next_one(running, site)
