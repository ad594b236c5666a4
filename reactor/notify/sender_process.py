"""The sending process: reads one order from its input and reports each address in turn.

Apprise is loaded only here: it takes 25 MB, and seconds on a small machine, and a hang ends with
the process. An order is `{title, body, urgency, urls, outside}`, or `{urls, outside}` to only check
the addresses. `outside` is null for the operator's addresses; for people's own it has their limits:
`{allow_hosts, mail}`. Lines of the output: `{begins: 0}`, then `{ended: 0, outcome, service,
because}`. No line quotes an address.
"""

import json
import resource
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat, NotifyType
from apprise.plugins import url_to_dict

from reactor.fetch.address_policy import AddressPolicy
from reactor.notify.allowlist import (
    MAX_ADDRESSES,
    is_mail,
    recipient_of,
    why_not_mailed,
    why_refused,
    why_unreadable,
)
from reactor.notify.egress import EgressGuard
from reactor.notify.http_responses import ResponseLog

_MAX_MEMORY = 135_000_000
"""Bytes; 40 million of them before the first message. Responses have no size limit of their own."""

_UNKNOWN = "no address that Apprise knows"

Told = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Service:
    """One address, ready to use; or the reason why not."""

    apprise: NotifyBase | None
    refused: str = ""
    guarded: bool = False


class Sender:
    """Executes one order."""

    def __init__(self, order: Mapping[str, Any]) -> None:
        self._order = order
        self._outside: Mapping[str, Any] | None = order.get("outside")
        allowed = self._outside["allow_hosts"] if self._outside else ()
        self._policy = AddressPolicy.allowing(allowed)
        self._guard = EgressGuard(self._policy)
        self._overheard = ResponseLog()

    def work(self) -> Iterator[dict[str, Any]]:
        """Yield the beginning and the outcome of each address."""
        self._guard.install()
        self._overheard.listen()
        for number, url in enumerate(self._order["urls"]):
            yield {"begins": number}
            with self._confined():
                service = self._ready(url)
            yield {
                "ended": number,
                **(self._send(service) if "body" in self._order else _known(service)),
            }

    @contextmanager
    def _confined(self, *, really: bool = True) -> Iterator[None]:
        with self._guard.outside() if self._outside and really else nullcontext():
            yield

    def _ready(self, url: str) -> _Service:
        if self._outside is None:
            return _Service(Apprise.instantiate(url, asset=_asset()))
        if refused := why_unreadable(url):
            return _Service(None, refused)
        return self._mail(url, self._outside) if is_mail(url) else self._personal(url)

    def _personal(self, url: str) -> _Service:
        """A person's own service, created from the vetted parse, so that the URL is parsed once."""
        try:
            parsed: dict[str, Any] | None = url_to_dict(url)  # type: ignore[no-untyped-call]
        except Exception:  # noqa: BLE001 - untrusted addresses make Apprise fail in any way
            parsed = None
        if refused := why_refused(parsed, self._policy) if parsed else _UNKNOWN:
            return _Service(None, refused)
        service = Apprise.instantiate(parsed, asset=_asset()) if parsed else None
        if service is None:
            return _Service(None, _UNKNOWN)
        if len(service) > MAX_ADDRESSES:
            return _Service(None, f"more than {MAX_ADDRESSES} receivers in one address")
        return _Service(service, guarded=True)

    def _mail(self, url: str, outside: Mapping[str, Any]) -> _Service:
        """The operator's mail server, with the person as the only recipient."""
        operators: str | None = outside.get("mail")
        recipient, refused = recipient_of(url), why_not_mailed(url, operators)
        if refused or not (recipient and operators):
            return _Service(None, refused or "")
        service = Apprise.instantiate(operators, asset=_asset())
        for name, receivers in (("targets", [(False, recipient)]), ("cc", set()), ("bcc", set())):
            if service is not None and hasattr(service, name):
                setattr(service, name, receivers)
        return _Service(service)

    def _send(self, service: _Service) -> Told:
        if service.apprise is None:
            return _known(service)
        self._overheard.begin()
        self._guard.because = ""
        apprise = Apprise(asset=_asset())
        apprise.add(service.apprise)
        with self._confined(really=service.guarded):
            arrived = apprise.notify(
                body=self._order["body"],
                title=self._order["title"],
                notify_type=NotifyType(self._order["urgency"]),
                body_format=NotifyFormat.TEXT.value,
                interpret_escapes=False,
            )
        name = str(service.apprise.service_name)
        if arrived:
            return {"outcome": "sent", "service": name, "because": ""}
        if self._guard.because and not self._overheard.perhaps_received:
            return {"outcome": "forbidden", "service": name, "because": self._guard.because}
        # Of several receivers behind one address, some may have received it.
        unsure = self._overheard.perhaps_received or len(service.apprise) > 1
        because = self._overheard.because or "refused"
        return {"outcome": "unsure" if unsure else "refused", "service": name, "because": because}


def _asset() -> AppriseAsset:
    asset = AppriseAsset(app_id="Scoutly Reactor", app_desc="Scoutly Reactor", app_url="")
    asset.async_mode = False
    return asset


def _known(service: _Service) -> Told:
    if service.refused:
        return {"outcome": "forbidden", "service": "", "because": service.refused}
    if service.apprise is None:
        return {"outcome": "unknown", "service": "", "because": _UNKNOWN}
    return {"outcome": "known", "service": str(service.apprise.service_name), "because": ""}


def main() -> None:
    """Execute the order on standard input."""
    # Other systems than Linux may not know or enforce these limits.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would contain addresses
        resource.setrlimit(resource.RLIMIT_DATA, (_MAX_MEMORY, _MAX_MEMORY))
    answer, sys.stdout = sys.stdout, sys.stderr  # output of services must not mix with ours
    for line in Sender(json.load(sys.stdin)).work():
        print(json.dumps(line), file=answer, flush=True)


if __name__ == "__main__":
    main()
