"""Debian's Chromium, driven over its DevTools protocol: pages as people see and use them."""

import asyncio
import base64
import json
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
_WITHIN = 20.0
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--hide-scrollbars", "--remote-debugging-port=0"),
    # Every name of `.test` is this machine, as whoever rebinds a name would have it.
    "--host-resolver-rules=MAP *.test 127.0.0.1",
)
_VIOLATIONS = """
addEventListener("securitypolicyviolation",
    (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
"""
_KEYS = {"Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Tab": ("Tab", 9, "")}


def program() -> str:
    """Where it is installed; `""` if nowhere."""
    return os.environ.get("TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")


class Chromium:
    """A browser that runs; each tab has cookies of its own."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._tabs: dict[str, Tab] = {}

    async def listen(self) -> None:
        """Take what the browser says."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                waiting = self._asked.pop(said["id"])
                if not waiting.done():
                    waiting.set_result(said)
            elif tab := self._tabs.get(said.get("sessionId", "")):
                tab.hear(said["method"], said["params"])

    async def call(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """What it answers to a command; an error of its fails the test."""
        number, answer = next(self._numbers), asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        about = {"sessionId": session} if session else {}
        await self._socket.send_json({"id": number, "method": method, "params": params, **about})
        said = await asyncio.wait_for(answer, _WITHIN)
        assert "error" not in said, f"{method}: {said['error']}"
        result: dict[str, Any] = said["result"]
        return result

    @asynccontextmanager
    async def tab(self) -> AsyncIterator["Tab"]:
        """A tab in a browser that has never been anywhere."""
        context = (await self.call("Target.createBrowserContext"))["browserContextId"]
        target = await self.call("Target.createTarget", url="about:blank", browserContextId=context)
        attached = await self.call("Target.attachToTarget", flatten=True, **target)
        tab = self._tabs[attached["sessionId"]] = Tab(self, attached["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            await tab.call(f"{domain}.enable")
        await tab.call("Page.addScriptToEvaluateOnNewDocument", source=_VIOLATIONS)
        await tab.look(1280, 900)
        yield tab
        await self.call("Target.disposeBrowserContext", browserContextId=context)


@dataclass(eq=False)
class Tab:
    """One tab.

    Attributes:
        complaints: what stands in its console, errors of scripts and of the policy among it.
        asked: the addresses that its pages asked for.
    """

    chromium: Chromium
    session: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def hear(self, method: str, event: dict[str, Any]) -> None:
        """Take an event."""
        if method == "Runtime.consoleAPICalled":
            said = (str(each.get("value", each.get("description"))) for each in event["args"])
            self.complaints.append(" ".join(said))
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(event["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.complaints.append(f"{event['entry']['text']} {event['entry'].get('url', '')}")
        elif method == "Network.requestWillBeSent":
            self.asked.append(event["request"]["url"])

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """A command about this tab."""
        return await self.chromium.call(method, self.session, **params)

    async def look(
        self, width: int, height: int, *, theme: str = "light", scripts: bool = True
    ) -> None:
        """See pages on a screen of this size, in this theme, with JavaScript or without."""
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self.call("Emulation.setDeviceMetricsOverride", **screen)
        features = [{"name": "prefers-color-scheme", "value": theme}]
        await self.call("Emulation.setEmulatedMedia", features=features)
        await self.call("Emulation.setScriptExecutionDisabled", value=not scripts)

    async def open(self, url: str) -> None:
        """Go there, and wait until everything is loaded."""
        await self.call("Page.navigate", url=url)
        await self.until(f"location.href !== 'about:blank' && {_LOADED}")

    async def evaluate(self, script: str) -> Any:
        """The value of an expression in the page; elements are none: ask for `!!element`."""
        said = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    async def until(self, condition: str) -> Any:
        """Wait until an expression is true in the page, whichever page that is by then."""
        answer: Any = None
        async with asyncio.timeout(_WITHIN):
            while not answer:
                with suppress(AssertionError):  # the page went while it was asked
                    answer = await self.evaluate(condition)
                await asyncio.sleep(0.02)
        return answer

    async def text(self, selector: str = "body") -> str:
        """What is read there."""
        return str(await self.evaluate(f"document.querySelector({selector!r})?.innerText ?? ''"))

    async def click(self, selector: str) -> None:
        """Click in the middle of what is there, as a person does."""
        middle = await self.evaluate(
            f"""(() => {{ const it = document.querySelector({selector!r});
                it.scrollIntoView({{block: "center"}}); const at = it.getBoundingClientRect();
                return [at.x + at.width / 2, at.y + at.height / 2]; }})()"""
        )
        where = {"x": middle[0], "y": middle[1], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, **where)

    async def type(self, text: str) -> None:
        """Type where the focus is."""
        await self.call("Input.insertText", text=text)

    async def press(self, key: str) -> None:
        """Press one key: a letter, `Enter`, `Escape` or `Tab`."""
        name, code, text = _KEYS.get(key, (key, ord(key.upper()[0]), key))
        pressed = {"key": name, "windowsVirtualKeyCode": code}
        await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    async def picture(self, file: Path) -> None:
        """Save what is seen, the whole page, as PNG."""
        said = await self.call("Page.captureScreenshot", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(said["data"]))

    async def seen(self, width: int, height: int, scale: float) -> bytes:
        """What is seen of the top of the page, in another size, as PNG."""
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
        said = await self.call("Page.captureScreenshot", clip=clip)
        return base64.b64decode(said["data"])


_LOADED = "document.readyState === 'complete'"


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """A browser of its own, ended afterwards with all its processes; gives where it listens."""
    with subprocess.Popen(
        [program(), *_FLAGS, f"--user-data-dir={folder}", "about:blank"],
        env={"HOME": str(folder), "PATH": os.environ["PATH"]},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            assert process.stderr
            said = next(line for line in process.stderr if b"listening on ws://" in line)
            yield said.decode().rpartition(" ")[2].strip()
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[Chromium]:
    """A conversation with a browser that listens there."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(address, max_msg_size=0) as socket,
        asyncio.TaskGroup() as group,
    ):
        chromium = Chromium(socket)
        listening = group.create_task(chromium.listen())
        yield chromium
        listening.cancel()
