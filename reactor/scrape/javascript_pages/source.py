"""The source from which a page's scripts load its list, as stored with the company."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from yarl import URL

from reactor.posting import MAX_ADDRESS

HOLE = "{}"
"""Placeholder in an address for the part that differs between entries."""

_MAX_BODY = 4_000
_MAX_PATH = 16
_MAX_HEADERS = 10
_MAX_HEADER = 1_000
_PAGES = ("page", "pagenumber", "pageno", "pageindex", "currentpage", "p", "pg")
_OFFSETS = ("offset", "start", "skip", "from", "startindex", "startrow")

Step = str | int


@dataclass(frozen=True, slots=True)
class ListSource:
    """The source of a list, and how its entries yield the addresses of postings.

    Attributes:
        url: the address to request.
        body: the JSON to post; None for a plain GET.
        path: the path to the list within the response.
        part: the key of an entry's address, or of the part of it that differs between entries.
        form: the address with a placeholder for that part; `""` if the part is the whole address.
    """

    url: str
    body: Mapping[str, Any] | None
    path: tuple[Step, ...]
    part: str
    form: str
    base: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def fields(self) -> dict[str, Any]:
        """Return the source in its stored form."""
        return {
            "url": self.url,
            # The keys may contain characters that MongoDB does not allow in names.
            "body": None if self.body is None else json.dumps(self.body),
            "headers": [[name, value] for name, value in self.headers.items()],
            "path": list(self.path),
            "part": self.part,
            "form": self.form,
            "base": self.base,
        }

    def further(self, number: int) -> Self | None:
        """Return the request for the entries after the first `number`; None if there is none."""
        address = URL(self.url)
        for name, value in address.query.items():
            if (later := _later(name, value, number)) is not None:
                return replace(self, url=str(address.update_query({name: later})))
        for name, value in (self.body or {}).items():
            if type(value) is int and (later := _later(name, str(value), number)) is not None:
                return replace(self, body={**(self.body or {}), name: int(later)})
        return None


def _later(name: str, value: str, number: int) -> str | None:
    """Return the next value of a pagination parameter; None for any other parameter."""
    plain = name.lower().replace("_", "").replace("-", "")
    if not value.isdecimal():
        return None
    if plain in _PAGES:
        return str(int(value[:9]) + 1)
    return str(number) if plain in _OFFSETS else None


def source_from(stored: Any) -> ListSource | None:
    """Return the source from its stored form; None if that is malformed."""
    if not isinstance(stored, dict):
        return None
    texts = [stored.get(name) for name in ("url", "part", "form", "base")]
    if not all(isinstance(text, str) and len(text) <= MAX_ADDRESS for text in texts):
        return None
    url, part, form, base = map(str, texts)
    path, headers, said = (stored.get(name) for name in ("path", "headers", "body"))
    body = body_from(said) if isinstance(said, str) else None
    is_lost = said is not None and body is None
    if is_lost or not _is_path(path) or not url.startswith(("http://", "https://")):
        return None
    pairs = headers if isinstance(headers, list) else []
    named = {str(each[0]): each[1] for each in pairs if isinstance(each, list) and each[1:]}
    return ListSource(url, body, tuple(path or ()), part, form, base, kept_headers(named))


def _is_path(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= _MAX_PATH
        and all(isinstance(step, str | int) for step in value)
    )


def body_from(text: str) -> dict[str, Any] | None:
    """Return a request body that is a JSON object; None for any other."""
    try:
        body = json.loads(text) if len(text) <= _MAX_BODY else None
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def kept_headers(said: Mapping[Any, Any]) -> dict[str, str]:
    """Return the headers of a request that are custom (`x-`) or authorise the page's scripts."""
    found = {
        name: value
        for name, value in said.items()
        if isinstance(name, str)
        and isinstance(value, str)
        and (name.lower().startswith("x-") or name.lower() == "authorization")
        and len(value) <= _MAX_HEADER
        and name.replace("-", "").isalnum()
        and name.isascii()
        and value.isprintable()
        and value.isascii()
    }
    return dict(list(found.items())[:_MAX_HEADERS])
