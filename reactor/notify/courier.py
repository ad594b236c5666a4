"""The process that sends: it gets one order on its input, and tells of each address in turn.

Apprise is loaded here and nowhere else: it takes 25 MB and, on a small machine, seconds; and what
hangs in it is ended with its process. An order is `{title, body, urgency, urls}`, or `{urls}` to
ask only whether Apprise knows the addresses. Lines of the answer: `{begins: 0}`, then
`{ended: 0, outcome, service, because}`. No line repeats an address.
"""

import json
import sys
from typing import Any

import requests
from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat, NotifyType

_LEAST_REFUSAL = 400


class _Overheard:
    """What HTTP said about the last message, for Apprise only says that it failed."""

    def __init__(self) -> None:
        self.because = ""
        self.perhaps_received = False

    def begin(self) -> None:
        self.because, self.perhaps_received = "", False

    def listen(self) -> None:
        """Overhear every request of this process."""
        send = requests.Session.send

        def overheard(session: requests.Session, *args: Any, **kwargs: Any) -> requests.Response:
            try:
                response = send(session, *args, **kwargs)
            except requests.RequestException as error:
                self._note(error)
                raise
            if response.status_code >= _LEAST_REFUSAL:
                self.because = f"HTTP {response.status_code}"
            return response

        setattr(requests.Session, "send", overheard)  # noqa: B010 - to the type checker it is fixed

    def _note(self, error: requests.RequestException) -> None:
        """A connection that never came about has brought nothing there; another one may have."""
        self.because = _in_words(error)
        came_about = "NewConnectionError" not in repr(error) and "NameResolution" not in repr(error)
        connected = isinstance(error, requests.ConnectionError) and came_about
        safe = isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError)
        self.perhaps_received = (connected or isinstance(error, requests.ReadTimeout)) and not safe


def _in_words(error: requests.RequestException) -> str:
    """What kept a message from arriving, without the address, which may hold a token."""
    said = repr(error)
    if "NameResolution" in said:
        return "its host's name is not known"
    if "NewConnectionError" in said:
        return "its host refuses the connection, or does not answer"
    return f"no connection ({type(error).__name__})"


def main() -> None:
    """Carry out the order on standard input."""
    order = json.load(sys.stdin)
    answer, sys.stdout = sys.stdout, sys.stderr  # what a service's code prints is no answer
    overheard = _Overheard()
    overheard.listen()
    for number, url in enumerate(order["urls"]):
        print(json.dumps({"begins": number}), file=answer, flush=True)
        service = Apprise.instantiate(url, asset=_asset())
        told = _send(service, order, overheard) if "body" in order else _known(service)
        print(json.dumps({"ended": number, **told}), file=answer, flush=True)


def _asset() -> AppriseAsset:
    asset = AppriseAsset(app_id="Scoutly Reactor", app_desc="Scoutly Reactor", app_url="")
    asset.async_mode = False
    return asset


def _known(service: NotifyBase | None) -> dict[str, str]:
    if service is None:
        return {"outcome": "unknown", "service": "", "because": "no address that Apprise knows"}
    return {"outcome": "known", "service": str(service.service_name), "because": ""}


def _send(
    service: NotifyBase | None, order: dict[str, Any], overheard: _Overheard
) -> dict[str, str]:
    if service is None:
        return _known(service)
    overheard.begin()
    apprise = Apprise(asset=_asset())
    apprise.add(service)
    arrived = apprise.notify(
        body=order["body"],
        title=order["title"],
        notify_type=NotifyType(order["urgency"]),
        body_format=NotifyFormat.TEXT.value,
        interpret_escapes=False,
    )
    name = str(service.service_name)
    if arrived:
        return {"outcome": "sent", "service": name, "because": ""}
    because = overheard.because or "refused"
    # Of several receivers behind one address, some may have it.
    unsure = overheard.perhaps_received or len(service) > 1
    return {"outcome": "unsure" if unsure else "refused", "service": name, "because": because}


if __name__ == "__main__":
    main()
