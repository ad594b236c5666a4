"""What Apprise makes of a hostile message, service by service: nobody is called, nothing linked."""

import io
import json
import re
from typing import Any
from urllib.parse import unquote_plus

import pytest
import requests
from apprise import Apprise, AppriseAsset, NotifyFormat

from reactor.notify.messages import message_of

# One of Apprise's services uses it, on the Pythons that still have it.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

_TITLE = (
    "@everyone @here <@123> <@&1> <!channel> <#12> [Apply](http://evil.example) **b** `c` "
    "<http://evil.example|text> <b>x</b> <users/all> @**all** @\u200bchannel"
)
_ARMED = re.compile(
    r"@(everyone|here|channel|\*\*)|<[@!#]|<users|<http|\]\(http|\*\*b\*\*|`c`|<b>x|&lt;!channel",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "url",
    [
        "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "tgram://123456789:abcdefg_hijklmnop-abcdefghijklmnop123/42",
        "mmosts://chat.example.org/abcdefghijklmnopqrstuvwxyz",
        "rockets://user:word@chat.example.org/#room?mode=basic",
        "zulip://botname@organization/abcdefghijklmnopqrstuvwxyz123456/stream",
        "matrixs://word@matrix.example.org/abcdefghijklmnop?mode=slack",
        "gchat://workspace/key/token",
        "webex://abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr",
        "ntfys://push.example.org/topic",
        "gotifys://push.example.org/Abcdefghijklmno",
        "json://10.1.2.3/x",
    ],
)
def test_nothing_of_a_hostile_title_is_armed_in_what_a_service_is_sent(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    def overhear(_: requests.Session, request: requests.PreparedRequest, **__: Any) -> Any:
        body: Any = request.body or b""
        sent.append(body.decode() if isinstance(body, bytes) else body)
        response = requests.Response()
        response.status_code = 200
        response.raw = io.BytesIO(b'{"ok": true, "status": "success", "data": {}, "result": {}}')
        return response

    monkeypatch.setattr(requests.Session, "send", overhear)
    match = {
        "title": _TITLE,
        "score": 90,
        "reasons": [_TITLE],
        "consideration": _TITLE,
        "url": f"http://a.example/{_TITLE[:9]}",
    }
    message = message_of("matches", {"company": _TITLE, "matches": [match, match]})
    asset = AppriseAsset()
    asset.async_mode = False
    apprise = Apprise(asset=asset)
    assert apprise.add(url)
    apprise.notify(
        body=message.body, title=message.title, body_format=NotifyFormat.TEXT.value,
        interpret_escapes=False,
    )  # fmt: skip
    said = " ".join(_texts(sent))
    # Where markup is wanted, Apprise escapes signs.
    assert "evil.example" in said.replace("\\", ""), "the message is not among what was sent"
    assert not _ARMED.search(said), _ARMED.search(said)


def _texts(bodies: list[str]) -> list[str]:
    """All text in what was sent, as JSON or as a form."""
    found = []
    for body in bodies:
        try:
            found.append(json.dumps(json.loads(body), ensure_ascii=False))
        except ValueError:
            found.append(unquote_plus(body))
    return found
