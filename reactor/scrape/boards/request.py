"""What a board's API is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from reactor.url_redaction import without_tokens


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask a board's API.

    Attributes:
        url: where.
        body: what is posted there as JSON; None to get it.
        headers: what the API wants to be told beside it. They stay on their host: no redirect takes
            them elsewhere.
        total: how many postings an earlier page said that there are: some boards say it only once.
        seen: how many postings the pages before this one held.
        step: which kind of answer is expected, where a board asks for more than one.
        optional: whether there may be nothing there: a part of a list that is gone, or that is not
            for everybody, then holds no postings.
        batched: whether the body is posted in a list, as its only one: some APIs take several
            questions at once.
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
        """Its address for people and logs: without the tokens that it may hold."""
        return without_tokens(self.url)

    @property
    def told(self) -> str:
        """How it asks what: `GET https://…`."""
        return f"{'GET' if self.body is None else 'POST'} {self.shown}"

    @property
    def host(self) -> str:
        """The host that it asks."""
        return (urlsplit(self.url).hostname or "").lower()

    def number(self, name: str) -> int:
        """The number called `name`: a header's, the body's or the address's; 0 if there is none.

        Names with dots lead into objects of the body: `search.Skip`.
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
        """The same request with another number called `name`, which it must hold already."""
        if name in self.headers:
            return replace(self, headers={**self.headers, name: str(number)})
        if self.body is not None:
            return replace(self, body=_set(self.body, name.split("."), number))
        return replace(self, url=in_address(name).sub(str(number), self.url))


def in_address(name: str) -> re.Pattern[str]:
    """A number in a query, or in one of its parameters that holds several: `finder=x;limit=5`."""
    return re.compile(rf"(?<=[?&;,]{re.escape(name)}=)\d+")


def _set(body: Mapping[str, Any], path: list[str], number: int) -> Mapping[str, Any]:
    name, *rest = path
    return {**body, name: _set(body.get(name) or {}, rest, number) if rest else number}
