"""The rows of a page that are pushed, rendered by the template of the page."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from bson import ObjectId

from reactor.core.stream.recent_changes import Change
from reactor.web.site import Site
from reactor.web.templating import render
from reactor.web.viewer import Viewer

MAX_ROWS = 50
"""Where more have changed at once, the list is read anew: it shows no more than that."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page as it is now.

    Attributes:
        id: of its element.
        text: the element; `""` if it is to go.
        into: id of the list that it is put on top of, where the page does not have it yet.
    """

    id: str
    text: str
    into: str = ""


@dataclass(frozen=True)
class Audience:
    """Pages that show the same to readers of the same kind: what is pushed is rendered once.

    Attributes:
        reader: any of them.
        subject: what the page shows.
    """

    subject: str
    reader: Viewer

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for all of the same audience."""
        reader = self.reader
        person = str(reader.person.id) if reader.person else ""
        return self.subject, reader.path, reader.words.language, reader.url.base, person

    @cached_property
    def query(self) -> Mapping[str, str]:
        """What the page's address asks for, such as `{"status": "APPLIED"}`."""
        return dict(parse_qsl(urlsplit(self.reader.path).query))

    def part(self, place: int) -> str:
        """A part of the page's path, such as the id in `/people/ID`; `""` if it has none there."""
        parts = urlsplit(self.reader.path).path.strip("/").split("/")
        return parts[place] if place < len(parts) else ""

    @property
    def now(self) -> Viewer:
        """The reader at this moment."""
        return replace(self.reader, now=datetime.now(UTC))


class Subject(Protocol):
    """What pages of one kind show."""

    @property
    def name(self) -> str:
        """As templates say it: `{% set live = "companies" %}`."""

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """What of a page is different now; None if the page is to be read anew.

        Args:
            audience: who looks.
            changes: what has happened; None if that is not known.
        """


IdsOf = Callable[[Change], Iterable[ObjectId | None]]
ReadRows = Callable[
    [Site, Audience, Sequence[ObjectId]], Awaitable[Mapping[ObjectId, Mapping[str, Any]]]
]


@dataclass(frozen=True)
class Rows:
    """A list, whose rows are pushed one by one.

    Attributes:
        site: the page as a whole.
        name: of the subject.
        template: of a row: its one root element has the id `CALLED-ID`.
        called: what the row's id begins with.
        collection: whose documents the rows are.
        ids: of the rows that a change may have changed; None and doublets are passed over.
        read: what the template names, by id; without those that the page's filter leaves out.
        into: id of the element that new rows are put into, on top; `""` if the page has no such.
    """

    site: Site
    name: str
    template: str
    called: str
    collection: str
    ids: IdsOf
    read: ReadRows
    into: str = ""

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """The rows that may have changed."""
        if changes is None:
            return None
        asked = dict.fromkeys(of for each in changes for of in self.ids(each) if of is not None)
        if len(asked) > MAX_ROWS:
            return None
        if not asked:
            return []
        found = await self.read(self.site, audience, list(asked))
        own = {change.key: change.operation for change in changes if self._is_own(change)}
        reader = audience.now
        shown = [
            PagePart(
                self._id(of), render(self.template, reader, **said), self._into(own.get(of, ""))
            )
            for of, said in found.items()
        ]
        gone = [of for of in asked if own.get(of) == "delete" and of not in found]
        return shown + [PagePart(self._id(of), "") for of in gone]

    def _is_own(self, change: Change) -> bool:
        return change.collection == self.collection and isinstance(change.key, ObjectId)

    def _into(self, operation: str) -> str:
        return self.into if operation == "insert" else ""

    def _id(self, of: ObjectId) -> str:
        return f"{self.called}-{of}"
