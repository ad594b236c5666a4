"""Builds every link of the page, with its base path."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

Value = str | int | None

_INSIDE = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


class Urls:
    """Makes links for one request.

    Args:
        base: the page's folder, `""` or such as `/scoutly`.
    """

    def __init__(self, base: str = "") -> None:
        self.base = base

    def __call__(self, path: str, **query: Value) -> str:
        """A link to a path of ours: `url("/matches", status="APPLIED")`.

        What is `None` or `""` is left out of the query.
        """
        return f"{self.base}{path}{_query(query)}"

    def inside(self, said: str, otherwise: str = "/") -> str:
        """A link to where somebody says they came from, if that is a path of ours."""
        path = said.removeprefix(self.base) if self.base else said
        return self(path if _INSIDE.fullmatch(path) else otherwise)


def _query(query: Mapping[str, Value]) -> str:
    said = {name.rstrip("_"): value for name, value in query.items() if value not in (None, "")}
    return f"?{urlencode(said)}" if said else ""


def outside(address: str) -> str:
    """A link that leads out: itself if it is one of the web, else `""`."""
    return address if address.lower().startswith(("http://", "https://")) else ""
