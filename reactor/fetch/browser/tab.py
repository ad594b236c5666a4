"""One page in its own browser context: it leaves no state, and its requests use the proxy."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from importlib.resources import files
from time import monotonic
from typing import Any

from reactor.fetch.browser.cdp import CdpConnection, CdpError, ConnectionLostError
from reactor.fetch.browser.network_log import ScriptRequest, Traffic
from reactor.fetch.client import ACCEPT_LANGUAGE, USER_AGENT

MAX_HTML = 4_000_000
"""Maximum characters of a page."""

_LOADING = 15.0
_QUIET, _QUIET_WHILE_ASKING = 0.7, 5.0
_QUIET_WITHOUT_LINKS = 6.0
"""Pages that show their links late are waited for longer."""
_LOOK_AGAIN = 0.25
_EVALUATION = 5.0
_CLOSING = 3.0
_WAITING_EVENTS = 1_000

_COUNTING, _READING, _CLOSING_SCRIPT, _IDLE_SCRIPT = (
    files("reactor.fetch.browser").joinpath(f"{name}.js").read_text("utf-8")
    for name in ("counting", "reading", "closing", "idle")
)
_FIRST_SCRIPT = f"{_CLOSING_SCRIPT}\n{_IDLE_SCRIPT}"
"""Runs in each page before its own scripts."""
_IDENTITY = {"userAgent": USER_AGENT, "acceptLanguage": ACCEPT_LANGUAGE}
_CHILDREN = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
_HEAVY = ("Image", "Font", "Media")

Event = tuple[str, Mapping[str, Any]]


@dataclass(slots=True)
class Tab:
    """One page in the browser.

    Attributes:
        cdp: the connection to the browser.
        context: id of the browser context.
        target: id of the page.
        session: id of the debugging session with the page.
        traffic: log of the page's requests.
    """

    cdp: CdpConnection
    context: str
    target: str
    session: str
    traffic: Traffic = field(default_factory=Traffic)
    _events: asyncio.Queue[Event] = field(default_factory=lambda: asyncio.Queue(_WAITING_EVENTS))

    async def go(self, url: str) -> None:
        """Navigate to an address.

        Raises:
            CdpError: the browser cannot load it.
        """
        self.traffic.forget()
        went = await self._call("Page.navigate", {"url": url}, within=_LOADING)
        if said := went.get("errorText"):
            raise CdpError(f"the browser could not load it: {str(said)[:100]}")

    async def read(self) -> tuple[str, str]:
        """The current address and the rendered HTML.

        Raises:
            CdpError: the page cannot be read.
        """
        found = await self.evaluate(f"{_READING.strip()}({MAX_HTML})")
        told = found if isinstance(found, dict) else {}
        url, html = told.get("url"), told.get("html")
        if not isinstance(url, str) or not isinstance(html, str):
            raise CdpError("the page could not be read")
        return url, html[:MAX_HTML]

    async def answer_to(self, asked: ScriptRequest) -> str:
        """The response body of a script's request; `""` if the browser has dropped it."""
        try:
            told = await self._call("Network.getResponseBody", {"requestId": asked.number})
        except ConnectionLostError:
            raise
        except CdpError:
            return ""
        body = told.get("body")
        return body if isinstance(body, str) and not told.get("base64Encoded") else ""

    async def prepare(self) -> None:
        """Enable the page's events, and disable what is not needed (images, downloads)."""
        for method, params in (
            ("Page.enable", {}),
            ("Network.enable", {"maxPostDataSize": 4_000}),
            ("Network.setUserAgentOverride", _IDENTITY),
        ):
            await self._call(method, params)
        heavy = [{"resourceType": kind} for kind in _HEAVY]
        downloads = {"behavior": "deny", "browserContextId": self.context}
        # Not every browser supports all of these; none is required.
        with_session: tuple[tuple[str, dict[str, Any]], ...] = (
            ("Inspector.enable", {}),
            ("Target.setAutoAttach", _CHILDREN),
            ("Fetch.enable", {"patterns": heavy}),
        )
        for method, params in with_session:
            await self.cdp.tell(method, params, session=self.session)
        await self.cdp.tell("Browser.setDownloadBehavior", downloads)
        await self.cdp.tell("Target.setDiscoverTargets", {"discover": True})

    async def close_ways(self) -> None:
        """Disable features that could bypass the proxy, and bound the wait for idle time.

        Both hold for all pages that are loaded from now on.

        Raises:
            CdpError: the browser refused.
        """
        source = {"source": _FIRST_SCRIPT}
        await self._call("Page.addScriptToEvaluateOnNewDocument", source)

    def hear(self, method: str, event: Mapping[str, Any]) -> None:
        """Process an event; those that need a command are queued for `react`."""
        if event.get("session") == self.session:
            self.traffic.see(method, event)
        if method in _REACTIONS:
            with suppress(asyncio.QueueFull):
                self._events.put_nowait((method, event))

    async def react(self) -> None:
        """Answer events that block the page, and close windows that it opens."""
        while True:
            method, event = await self._events.get()
            for command, params, session in _REACTIONS[method](self, event):
                await self.cdp.tell(command, params, session=session)

    async def settle(self, patience: float) -> None:
        """Wait until the rendered content is stable, for at most `patience` seconds.

        Raises:
            CdpError: the page crashed.
        """
        began = changed = monotonic()
        last: Any = None
        while (now := monotonic()) - began < patience:
            await asyncio.sleep(_LOOK_AGAIN)
            try:
                seen = await self.evaluate(_COUNTING)
            except ConnectionLostError:
                raise
            except CdpError:
                continue  # navigating, or busy
            if self.traffic.crashed:
                raise CdpError("the page crashed")
            if seen != last:
                last, changed = seen, now
                continue
            if isinstance(seen, list) and seen[:1] == ["complete"]:
                enough = _QUIET if any(seen[1:2]) else _QUIET_WITHOUT_LINKS
                enough = _QUIET_WHILE_ASKING if self.traffic.pending else enough
                if now - changed >= enough:
                    return

    async def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page.

        Raises:
            CdpError: the script failed, or the page does not answer.
        """
        params = {
            "expression": expression,
            "returnByValue": True,
            "timeout": (_EVALUATION - 1) * 1000,
        }
        told = await self._call("Runtime.evaluate", params, within=_EVALUATION)
        if told.get("exceptionDetails"):
            raise CdpError("a script failed in the page")
        result = told.get("result")
        return result.get("value") if isinstance(result, dict) else None

    async def _call(
        self, method: str, params: Mapping[str, Any], within: float = _EVALUATION
    ) -> dict[str, Any]:
        return await self.cdp.call(method, params, session=self.session, within=within)


Command = tuple[str, Mapping[str, Any], str]


def _dialog(tab: Tab, _event: Mapping[str, Any]) -> list[Command]:
    return [("Page.handleJavaScriptDialog", {"accept": False}, tab.session)]


def _heavy(_tab: Tab, event: Mapping[str, Any]) -> list[Command]:
    """Block an image, font or media file."""
    refused = {"requestId": event.get("requestId"), "errorReason": "BlockedByClient"}
    return [("Fetch.failRequest", refused, str(event.get("session", "")))]


def _created(tab: Tab, event: Mapping[str, Any]) -> list[Command]:
    """Close an additional window."""
    info = event.get("targetInfo")
    known = info if isinstance(info, dict) else {}
    ours = known.get("browserContextId") == tab.context and known.get("type") == "page"
    if ours and known.get("targetId") != tab.target:
        return [("Target.closeTarget", {"targetId": known.get("targetId")}, "")]
    return []


def _attached(tab: Tab, event: Mapping[str, Any]) -> list[Command]:
    """Prepare a frame of another site or a worker like the page; close a window."""
    info, session = event.get("targetInfo"), str(event.get("sessionId", ""))
    kind = info.get("type") if isinstance(info, dict) else ""
    if session == tab.session or (isinstance(info, dict) and info.get("targetId") == tab.target):
        return []
    if kind == "page":
        return _created(tab, event)
    return [
        ("Network.setUserAgentOverride", _IDENTITY, session),
        # Without this, the script below is stored but never run.
        ("Page.enable", {}, session),
        ("Page.addScriptToEvaluateOnNewDocument", {"source": _FIRST_SCRIPT}, session),
        ("Runtime.evaluate", {"expression": _FIRST_SCRIPT}, session),
        ("Target.setAutoAttach", _CHILDREN, session),
        ("Runtime.runIfWaitingForDebugger", {}, session),
    ]


_REACTIONS = {
    "Page.javascriptDialogOpening": _dialog,
    "Fetch.requestPaused": _heavy,
    "Target.targetCreated": _created,
    "Target.attachedToTarget": _attached,
}


@asynccontextmanager
async def open_tab(cdp: CdpConnection, proxy: str) -> AsyncIterator[Tab]:
    """A tab whose page can dial only the proxy; it is closed afterwards with everything it opened.

    Raises:
        CdpError: the browser opens no tab.
    """
    own = {
        "proxyServer": proxy,
        # Without this, Chromium bypasses the proxy for loopback addresses.
        "proxyBypassList": "<-loopback>",
        "disposeOnDetach": True,
    }
    context = str((await cdp.call("Target.createBrowserContext", own)).get("browserContextId", ""))
    try:
        blank = {"url": "about:blank", "browserContextId": context}
        target = str((await cdp.call("Target.createTarget", blank)).get("targetId", ""))
        attached = await cdp.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        tab = Tab(cdp, context, target, str(attached.get("sessionId", "")))
        cdp.listener = tab.hear
        reacting = asyncio.create_task(tab.react())
        try:
            await tab.prepare()
            yield tab
        finally:
            reacting.cancel()
            await asyncio.gather(reacting, return_exceptions=True)
    finally:
        with suppress(CdpError):
            named = {"browserContextId": context}
            await cdp.call("Target.disposeBrowserContext", named, within=_CLOSING)


def as_json(text: str) -> Any:
    """The object or list in a page's JSON text; None for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None
