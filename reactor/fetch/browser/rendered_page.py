"""What a browser shows of a page, and what the page's scripts were given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reactor.fetch.page import Page


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """JSON that a script of the page was given.

    Attributes:
        url: where it asked.
        body: what it sent there, `""` for a plain GET.
        text: what was answered.
        headers: what it said beside that.
    """

    url: str
    body: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page after its scripts have run.

    Attributes:
        page: what it shows.
        answers: what its scripts were given.
    """

    page: Page
    answers: tuple[RenderedPage, ...] = ()
