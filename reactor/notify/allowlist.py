"""Which of a person's own notification addresses are used; pure, on what Apprise has parsed.

Users of the web app write `notifyUrls`, and Apprise has some 200 services: among them arbitrary
HTTP requests to any host, the local syslog and desktop, and templates read from files and other
hosts. So services and parameters are allowed by list, and everything else is refused.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from reactor.fetch.address_policy import AddressPolicy

MAX_ADDRESSES = 5
"""Addresses per person, and receivers per address."""

_MAX_ADDRESS = 1_000
_PLAIN = re.compile(r"[!-~]+")
"""Printable ASCII without blanks: parsers disagree about other characters."""

_MAIL = re.compile(r"mailtos?:", re.IGNORECASE)
_RECIPIENT = re.compile(
    r"mailtos?:(?://)?([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})/?",
    re.IGNORECASE,
)

_OWN_HOSTS = frozenset(
    {
        *(
            "discord",
            "feishu",
            "gchat",
            "groupme",
            "ifttt",
            "join",
            "lark",
            "line",
            "pbul",
            "pover",
        ),
        *("prowl", "psafer", "pushed", "pushy", "revolt", "simplepush", "slack", "spush", "tgram"),
        *("threema", "webex", "wxteams", "workflow", "workflows", "zulip"),
    }
)
"""Services with an API on the internet: chats and push messages for the owner of a token."""

_ANY_HOST = frozenset(
    {
        *("bark", "barks", "gotify", "gotifys", "matrix", "matrixs", "mmost", "mmosts"),
        *("nctalk", "nctalks", "ntfy", "ntfys", "pushdeer", "pushdeers", "rocket", "rockets"),
        *("signal", "signals"),
    }
)
"""Self-hosted services: they send to the host in the address, if that is public."""

_WEBHOOKS = frozenset({"json", "jsons"})
"""Arbitrary programs, not services: allowed only on hosts that the operator has listed."""

_PARAMETERS = frozenset(
    {
        *("auth", "mode", "token", "key", "workspace", "team"),  # the sender, and the API
        *("to", "channel", "channels", "thread", "threadkey", "topic"),  # the recipient
        *("priority", "sound", "level", "group", "tags", "silent"),  # the priority
        *("sig", "sp", "sv", "api-version", "id"),  # in Microsoft Teams links
        *("cto", "rto"),  # Apprise's time-outs; `NOTICE_LIMIT` applies as well
    }
)
"""None of them lets Apprise read a file, fetch an address or set part of the request freely."""

_NEVER = ("attach", "headers", "keyfile", "method", "payload", "redirect", "subfile", "template")


def scheme_of(url: str) -> str:
    """The scheme of an address, safe to show; the rest of an address may hold tokens."""
    return _shown(url.partition(":")[0])


def is_mail(url: str) -> bool:
    """Whether an address is a mail address, by its scheme."""
    return _MAIL.match(url) is not None


def mail_of(urls: Iterable[str]) -> str | None:
    """The operator's first mail address, whose server sends mail to people."""
    return next(filter(is_mail, urls), None)


def recipient_of(url: str) -> str | None:
    """The recipient of `mailto:ada@example.org`; None if the address has any other part."""
    found = _RECIPIENT.fullmatch(url)
    return found[1] if found else None


def why_unreadable(url: str) -> str | None:
    """Why an address is not passed to Apprise; None if it is."""
    if len(url) > _MAX_ADDRESS:
        return f"it is longer than {_MAX_ADDRESS} signs"
    if not _PLAIN.fullmatch(url):
        return "it holds blanks or signs that have to be percent-encoded"
    return None


def why_not_mailed(url: str, operators: str | None) -> str | None:
    """Why a mail address is not used; None if it is.

    Args:
        url: the address as the person wrote it.
        operators: the operator's mail address, if there is one.
    """
    if recipient_of(url) is None:
        return "mail goes by the operator's server only: write mailto:name@example.org alone"
    if operators is None:
        return "mail needs a mailto:// address in REACTOR_NOTIFY_URLS, whose server sends it"
    return None


def why_refused(parsed: Mapping[str, Any], policy: AddressPolicy) -> str | None:
    """Why an address is not used; None if it is.

    Args:
        parsed: Apprise's parse of it, from which it also creates the service.
        policy: has the hosts that the operator has listed.
    """
    schema, host = str(parsed.get("schema")), str(parsed.get("host") or "")
    if schema in _WEBHOOKS and not policy.exempts(host):
        return f"{schema}:// goes to hosts in REACTOR_ALLOW_HOSTS only"
    if schema not in _OWN_HOSTS | _ANY_HOST | _WEBHOOKS:
        return f"{_shown(schema)}:// is not among the services that people may use"
    for name in parsed.get("qsd") or ():
        if name not in _PARAMETERS:
            return f"the parameter {_shown(name)} is not allowed"
    if prefixed := next((sign for sign in "+-:" if parsed.get(f"qsd{sign}")), None):
        return f"parameters that begin with {prefixed} are not allowed"
    if name := next((name for name in _NEVER if parsed.get(name)), None):
        return f"the parameter {name} is not allowed"
    return None


def _shown(word: object) -> str:
    """An untrusted word for display; `?` if it may be a misplaced secret."""
    text = str(word)
    return text if re.fullmatch(r"[A-Za-z0-9+_-]{1,15}", text) else "?"
