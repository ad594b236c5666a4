"""A log of a page's requests while it is rendered, from the browser's events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_ANSWERS = 12
"""Responses of one page that are read."""

MAX_ANSWER = 2_000_000
"""Bytes of one such response."""

_FOR_SCRIPTS = ("XHR", "Fetch")
_MAX_REMEMBERED = 300
_MAX_BODY = 4_000
_MAX_URL = 2_000
_SUCCESS = 200


@dataclass(slots=True)
class ScriptRequest:
    """A request by a script of the page.

    Attributes:
        number: the browser's request id.
        url: its address.
        method: its HTTP method.
        body: its body, `""` for none.
        headers: its headers.
        size: bytes of the response, once received.
        is_json: whether the response was successful JSON.
    """

    number: str
    url: str
    method: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    size: int = 0
    is_json: bool = False


@dataclass(slots=True)
class Traffic:
    """Tracks the requests of the page's scripts.

    Attributes:
        pending: ids of requests without a complete response.
        crashed: whether the page crashed.
    """

    pending: set[str] = field(default_factory=set)
    crashed: bool = False
    _asked: dict[str, ScriptRequest] = field(default_factory=dict)

    def see(self, method: str, event: Mapping[str, Any]) -> None:
        """Process one event."""
        number = str(event.get("requestId", ""))
        match method:
            case "Network.requestWillBeSent":
                self._sent(number, event)
            case "Network.responseReceived":
                self._answered(number, event.get("response"))
            case "Network.loadingFinished":
                self.pending.discard(number)
                if asked := self._asked.get(number):
                    size = event.get("encodedDataLength")
                    asked.size = int(size) if isinstance(size, int | float) else 0
            case "Network.loadingFailed":
                self.pending.discard(number)
                self._asked.pop(number, None)
            case "Inspector.targetCrashed" | "Target.targetCrashed":
                self.crashed = True

    def forget(self) -> None:
        """Reset for another page."""
        self.pending.clear()
        self._asked.clear()

    @property
    def data(self) -> list[ScriptRequest]:
        """The requests with JSON responses, largest first, within limits."""
        found = [
            each
            for each in self._asked.values()
            if each.is_json and each.number not in self.pending and each.size <= MAX_ANSWER
        ]
        return sorted(found, key=lambda each: -each.size)[:MAX_ANSWERS]

    def _sent(self, number: str, event: Mapping[str, Any]) -> None:
        request = event.get("request")
        if event.get("type") not in _FOR_SCRIPTS or not isinstance(request, dict):
            return
        url, body = str(request.get("url", "")), str(request.get("postData") or "")
        if len(self._asked) >= _MAX_REMEMBERED or len(url) > _MAX_URL:
            return
        self.pending.add(number)
        if len(body) <= _MAX_BODY:
            method = str(request.get("method", ""))
            self._asked[number] = ScriptRequest(number, url, method, body, _headers(request))

    def _answered(self, number: str, response: Any) -> None:
        asked = self._asked.get(number)
        if asked and isinstance(response, dict):
            kind = str(response.get("mimeType", ""))
            asked.is_json = response.get("status") == _SUCCESS and "json" in kind


def _headers(request: Mapping[str, Any]) -> dict[str, str]:
    said = request.get("headers")
    named = said.items() if isinstance(said, dict) else ()
    return {str(name): str(value) for name, value in named if len(str(value)) <= _MAX_URL}
