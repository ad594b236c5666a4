"""What pages show that are made by scripts, in each browser that is installed."""

import re

import pytest

from reactor.errors import LastingError
from tests.browsers.conftest import HOST, Running
from tests.browsers.pages import FRAMEWORKS, NUMBER

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

EVERY_JOB = [(f"/jobs/{number}", f"Welder {number}") for number in range(1, NUMBER + 1)]


def links(html: str) -> list[tuple[str, str]]:
    """Address and text of each link to a job."""
    found = re.findall(r'<a [^>]*href="([^"]*/jobs/\d+)"[^>]*>([^<]*)</a>', html)
    return [(address.removeprefix(f"http://{HOST}"), text) for address, text in found]


@pytest.mark.parametrize("path", FRAMEWORKS)
async def test_a_page_shows_what_its_scripts_make_of_it(
    running: Running, site: str, path: str
) -> None:
    rendered = await running.showing(site).render(f"http://{HOST}{path}")
    assert links(rendered.page.text) == EVERY_JOB, rendered.page.text
    if not path.startswith("/frame"):
        assert [seen.url for seen in rendered.answers] == [f"http://{HOST}/api/jobs"]


@pytest.mark.parametrize("url", ["file:///etc/hostname", "data:text/html,x", "about:blank"])
async def test_only_addresses_of_the_web_are_shown(running: Running, site: str, url: str) -> None:
    with pytest.raises(LastingError):
        await running.showing(site).render(url)
