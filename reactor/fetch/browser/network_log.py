"""What a page asks for while it is shown, as the browser tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_ANSWERS = 12
"""Answers of one page that are looked at."""

LONGEST_ANSWER = 2_000_000
"""Bytes of one of them."""

_FOR_SCRIPTS = ("XHR", "Fetch")
_MOST_REMEMBERED = 300
_LONGEST_BODY = 4_000
_LONGEST_URL = 2_000
_SUCCESS = 200


@dataclass(slots=True)
class ScriptRequest:
    """What a script of the page asked for.

    Attributes:
        number: by which the browser knows it.
        url: where.
        method: how.
        body: what was sent, `""` for nothing.
        headers: what was said beside that.
        size: bytes of the answer, once it is there.
        is_json: whether it was answered, and with JSON.
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
    """Follows what the page's scripts ask for.

    Attributes:
        pending: what has not been answered yet.
        crashed: whether the page is gone.
    """

    pending: set[str] = field(default_factory=set)
    crashed: bool = False
    _asked: dict[str, ScriptRequest] = field(default_factory=dict)

    def see(self, method: str, event: Mapping[str, Any]) -> None:
        """Take note of one event."""
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
        """Begin anew: another page is shown."""
        self.pending.clear()
        self._asked.clear()

    @property
    def data(self) -> list[ScriptRequest]:
        """The answers that are JSON, the largest first, within bounds."""
        found = [
            each
            for each in self._asked.values()
            if each.is_json and each.number not in self.pending and each.size <= LONGEST_ANSWER
        ]
        return sorted(found, key=lambda each: -each.size)[:MOST_ANSWERS]

    def _sent(self, number: str, event: Mapping[str, Any]) -> None:
        request = event.get("request")
        if event.get("type") not in _FOR_SCRIPTS or not isinstance(request, dict):
            return
        url, body = str(request.get("url", "")), str(request.get("postData") or "")
        if len(self._asked) >= _MOST_REMEMBERED or len(url) > _LONGEST_URL:
            return
        self.pending.add(number)
        if len(body) <= _LONGEST_BODY:
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
    return {str(name): str(value) for name, value in named if len(str(value)) <= _LONGEST_URL}
