"""A request to a board's API."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from reactor.url_redaction import without_tokens


@dataclass(frozen=True, slots=True)
class Request:
    """A request to a board's API.

    Attributes:
        url: the address.
        body: the JSON to post; None for a GET request.
        headers: the additional headers that the API needs. They are sent to this host only, never
            to the target of a redirect.
        total: the total that an earlier page stated: some boards state it only once.
        seen: the number of postings on earlier pages.
        step: the kind of response expected, for boards with several kinds of requests.
        optional: whether a missing or forbidden response counts as a part of the list without
            postings.
        batched: whether the body is posted as the only entry of a list: some APIs accept several
            queries at once.
    """

    url: str
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    total: int = 0
    seen: int = 0
    step: str = ""
    optional: bool = False
    batched: bool = False

    @property
    def shown(self) -> str:
        """The address for people and logs, without tokens."""
        return without_tokens(self.url)

    @property
    def told(self) -> str:
        """The method and the address: `GET https://…`."""
        return f"{'GET' if self.body is None else 'POST'} {self.shown}"

    @property
    def host(self) -> str:
        """The host of the address."""
        return (urlsplit(self.url).hostname or "").lower()

    def number(self, name: str) -> int:
        """Return the number `name` from a header, the body or the address; 0 without one.

        A name with dots is a path into objects of the body: `search.Skip`.
        """
        if name in self.headers:
            found: Any = self.headers[name]
        elif self.body is not None:
            found = self.body
            for part in name.split("."):
                found = found.get(part) if isinstance(found, Mapping) else None
        else:
            match = in_address(name).search(self.url)
            found = match[0] if match else 0
        return int(found or 0)

    def numbered(self, name: str, number: int) -> "Request":
        """Return the request with another value of the number `name`, which it must contain."""
        if name in self.headers:
            return replace(self, headers={**self.headers, name: str(number)})
        if self.body is not None:
            return replace(self, body=_set(self.body, name.split("."), number))
        return replace(self, url=in_address(name).sub(str(number), self.url))


def in_address(name: str) -> re.Pattern[str]:
    """Match a number in a query, or in a compound parameter of it: `finder=x;limit=5`."""
    return re.compile(rf"(?<=[?&;,]{re.escape(name)}=)\d+")


def _set(body: Mapping[str, Any], path: list[str], number: int) -> Mapping[str, Any]:
    name, *rest = path
    return {**body, name: _set(body.get(name) or {}, rest, number) if rest else number}
