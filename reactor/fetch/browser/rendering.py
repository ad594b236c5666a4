"""Renders JavaScript pages: one at a time, within limits, and through the proxy."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from time import monotonic
from types import MappingProxyType

from loguru import logger
from yarl import URL

from reactor.errors import BrowserAwayError, LastingError, PassingError, RefusedError
from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.browser.cdp import CdpError, ConnectionLostError
from reactor.fetch.browser.endpoint import connected
from reactor.fetch.browser.proxy import CHECK_HOST, DialRules, PageProxy
from reactor.fetch.browser.rendered_page import RenderedPage, ScriptResponse
from reactor.fetch.browser.tab import Tab, open_tab
from reactor.fetch.page import Page
from reactor.fetch.web_address import parse_web_address
from reactor.settings import Settings

TIME_LIMIT = 30.0
"""Seconds for one page in all."""

_SETTLING = 0.4
"""Share of the time limit in which the page may keep changing."""

_ATTEMPTS = 2
_LOOKS, _LOOK_AGAIN = 20, 0.05
_TRY_SOCKET = """(() => {
  const done = () => { globalThis.tried = true; };
  try {
    const socket = new WebSocket('ADDRESS');
    socket.onopen = socket.onerror = socket.onclose = done;
  } catch (error) { done(); }
})()"""
_COMING_BACK = 20.0
"""Seconds for a browser to restart after a page crashed it."""
_MAX_ANSWERS_READ = 4_000_000
_NO_STAND_INS: Mapping[str, str] = MappingProxyType({})

_log = logger.bind(channel="job-matching-orchestrator")


class Browser:
    """An external browser, controlled by the DevTools protocol.

    Args:
        address: its address.
        proxy_host: the address of this machine as the browser reaches it.
        gate: the rules for dialling.
        time_limit: seconds for one page.
    """

    def __init__(
        self, address: str, proxy_host: str, gate: DialRules, *, time_limit: float = TIME_LIMIT
    ) -> None:
        self._address = address
        self._proxy_host = proxy_host
        self._gate = gate
        self._time_limit = time_limit
        self._turn = asyncio.Lock()

    async def render(self, url: str) -> RenderedPage:
        """The page at `url` after its scripts have run.

        Raises:
            LastingError: it is no web address, or the browser cannot render it.
            PassingError: it crashed the browser.
            BrowserAwayError: the browser is unreachable.
        """
        address = parse_web_address(url)
        async with self._turn:
            return await self._render(address)

    async def check(self) -> None:
        """Check that the browser is reachable and that its pages use the proxy.

        Raises:
            BrowserAwayError: one of these fails.
        """
        async with self._turn:
            try:
                async with asyncio.timeout(self._time_limit), self._tab(self._proxy(("", 0))):
                    pass
            except (CdpError, TimeoutError) as error:
                raise _unusable(str(error) or "it does not answer") from None

    async def _render(self, address: URL) -> RenderedPage:
        why = ""
        for attempt in range(_ATTEMPTS):
            try:
                async with asyncio.timeout(self._time_limit):
                    return await self._shown(address)
            except TimeoutError:
                why = f"it took longer than {self._time_limit:g} s"
            except ConnectionLostError:
                why = "it brought the browser down"
                await self._await_return(address)
            except CdpError as error:
                why = str(error)
            _log.info("page not shown by the browser", url=str(address), why=why, attempt=attempt)
        raise LastingError(
            f"{address} needs JavaScript, and the browser could not show it: {why}",
            code="browser_failed",
        )

    async def _await_return(self, address: URL) -> None:
        """Wait for a crashed browser to restart.

        Raises:
            PassingError: it does not restart. Counted, because the page may crash it again.
        """
        until = monotonic() + _COMING_BACK
        while True:
            try:
                async with connected(self._address):
                    return
            except BrowserAwayError:
                if monotonic() > until:
                    said = f"{address} brought the browser down, which has not come back"
                    raise PassingError(said, code="browser_failed") from None
            await asyncio.sleep(1)

    async def _shown(self, address: URL) -> RenderedPage:
        """Render a page once.

        Raises:
            CdpError: it could not be rendered.
            BrowserAwayError: the browser is unreachable, or does not use the proxy.
        """
        proxy = self._proxy((address.raw_host or "", address.port or 0))
        async with self._tab(proxy) as tab:
            await tab.go(str(address))
            await tab.settle(_SETTLING * self._time_limit)
            rendered = await _read(tab)
        shown = URL(rendered.page.url)
        if proxy.has_refused(shown.raw_host or "", shown.port or 0):
            raise CdpError("its scripts lead to a place that may not be asked")
        return rendered

    def _proxy(self, own: tuple[str, int]) -> PageProxy:
        return PageProxy(self._gate, own, secrets.token_hex(8))

    @asynccontextmanager
    async def _tab(self, proxy: PageProxy) -> AsyncIterator[Tab]:
        """A tab that can dial only the proxy, which serves during the block.

        Raises:
            CdpError: the browser opens no tab.
            BrowserAwayError: the browser is unreachable, or does not use the proxy.
        """
        async with AsyncExitStack() as stack:
            try:
                port = await stack.enter_async_context(proxy.serving(self._proxy_host))
            except OSError as error:
                raise _unusable(
                    f"the proxy cannot listen on REACTOR_BROWSER_PROXY={self._proxy_host}: {error}"
                ) from None
            cdp = await stack.enter_async_context(connected(self._address))
            at = f"http://{_bracketed(self._proxy_host)}:{port}"
            tab = await stack.enter_async_context(open_tab(cdp, at))
            await self._require_proxy(tab, proxy, at)
            await tab.close_ways()
            yield tab

    async def _require_proxy(self, tab: Tab, proxy: PageProxy, at: str) -> None:
        """Check that the browser uses the proxy for all requests.

        Raises:
            BrowserAwayError: it does not.
        """
        with suppress(CdpError):
            await tab.go(f"http://{CHECK_HOST}/")
        if not await _comes_true(tab, f"document.title === '{proxy.sign}'"):
            raise _unusable(
                f"it does not reach the reactor's proxy at {self._proxy_host}"
                " (REACTOR_BROWSER_PROXY)"
            )
        # Some browsers use the proxy for everything but WebSockets. Such a socket arrives here
        # directly, as at a server.
        await tab.evaluate(
            _TRY_SOCKET.replace("ADDRESS", f"{at}/{proxy.sign}".replace("http", "ws", 1))
        )
        await _comes_true(tab, "globalThis.tried")
        proxy.refused.clear()  # caused by this check
        if proxy.passed_by:
            raise _unusable(
                "its WebSockets go past the reactor's proxy (Lightpanda's do not if it is started"
                " with --http-proxy http://127.0.0.1:1)"
            )


async def _comes_true(tab: Tab, expression: str) -> bool:
    """Whether an expression soon becomes true in the page."""
    for _ in range(_LOOKS):
        with suppress(CdpError):
            if await tab.evaluate(expression) is True:
                return True
        await asyncio.sleep(_LOOK_AGAIN)
    return False


def browser_of(settings: Settings, stand_ins: Mapping[str, str] = _NO_STAND_INS) -> Browser | None:
    """The configured browser; None without one.

    Args:
        settings: the settings.
        stand_ins: origins with a literal address to dial instead, by host name.
    """
    if settings.browser_url is None:
        return None
    known = {host: URL(base) for host, base in stand_ins.items()}
    gate = DialRules(AddressPolicy.allowing(settings.allow_hosts), known)
    return Browser(settings.browser_url, settings.browser_proxy, gate)


async def _read(tab: Tab) -> RenderedPage:
    """The rendered page of a tab.

    Raises:
        CdpError: it cannot be read, or its scripts lead to something that is no web page.
    """
    url, html = await tab.read()
    try:
        shown = parse_web_address(url)
    except (LastingError, RefusedError):
        raise CdpError("its scripts lead to something that is no web page") from None
    answers, size = list[ScriptResponse](), 0
    for asked in tab.traffic.data:
        if size + asked.size > _MAX_ANSWERS_READ:
            continue
        text = await tab.answer_to(asked)
        size += len(text)
        if text and len(text) <= _MAX_ANSWERS_READ:
            answers.append(ScriptResponse(asked.url, asked.body, text, asked.headers))
    body = html.encode("utf-8", "replace")
    page = Page(str(shown), 200, "text/html; charset=utf-8", body)
    return RenderedPage(page, tuple(answers))


def _unusable(why: str) -> BrowserAwayError:
    return BrowserAwayError(f"the browser cannot be used: {why}", delay=120.0)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
