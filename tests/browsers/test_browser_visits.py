"""Visits to a page made by scripts, with each browser that is installed."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from yarl import URL

from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.browser.proxy import DialRules
from reactor.fetch.browser.rendered_page import RenderedPage
from reactor.fetch.browser.rendering import Browser
from reactor.fetch.http import Fetcher
from reactor.scrape.learned_state import LearnedState
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings
from tests.browsers.conftest import HOST, Running
from tests.browsers.pages import NUMBER
from tests.in_this_process import InThisProcess

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

TITLES = [f"Welder {number}" for number in range(1, NUMBER + 1)]


@dataclass
class Counted(Browser):
    """A real browser, and what it was asked to show."""

    of: Running
    site: str
    shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        gate = DialRules(AddressPolicy(), {HOST: URL(self.site)})
        super().__init__(self.of.address, "127.0.0.1", gate)

    async def render(self, url: str) -> RenderedPage:
        self.shown.append(url)
        return await super().render(url)


@pytest.mark.parametrize("path", ["/react", "/routed"])
async def test_the_first_visit_shows_the_page_and_the_second_asks_for_its_list(
    running: Running, site: str, path: str
) -> None:
    careers, browser = f"http://{HOST}{path}", Counted(running, site)
    settings: Any = Settings.from_environment(host_interval="0s")
    async with Fetcher(settings, stand_ins={HOST: site}) as fetcher:
        scraper = Scraper(fetcher, InThisProcess(), browser)
        first = await scraper.list_postings(careers, "")
        assert [posting.title for posting in first.postings] == TITLES
        assert (first.rendered, browser.shown) == (careers, [careers])
        assert first.behind, first.trail
        known = LearnedState(rendered=first.rendered, behind=first.behind)
        second = await scraper.list_postings(careers, "", known)
        assert second.postings == first.postings
        assert browser.shown == [careers]
        read = await scraper.read(second.postings[0])
        assert "You weld ships by hand" in read.text
        assert browser.shown == [careers, f"http://{HOST}/jobs/1"]
