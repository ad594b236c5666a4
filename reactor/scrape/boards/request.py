"""What a board's API is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_OFFSET = re.compile(r"(?<=[?&]offset=)\d+")


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask a board's API.

    Attributes:
        url: where.
        body: what is posted there as JSON; None to get it.
        total: how many postings an earlier page said that there are: some boards say it only once.
    """

    url: str
    body: Mapping[str, Any] | None = None
    total: int = 0

    @property
    def offset(self) -> int:
        """How many postings are skipped, as the body or the query says."""
        if self.body is not None:
            return int(self.body.get("offset", 0))
        found = _OFFSET.search(self.url)
        return int(found[0]) if found else 0

    def from_offset(self, offset: int, total: int) -> "Request":
        """The same request, for the postings after the first `offset` of `total`."""
        if self.body is not None:
            return replace(self, body={**self.body, "offset": offset}, total=total)
        return replace(self, url=_OFFSET.sub(str(offset), self.url), total=total)
