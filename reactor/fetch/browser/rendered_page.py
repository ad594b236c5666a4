"""A rendered page, and the JSON responses that its scripts received."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reactor.fetch.page import Page


@dataclass(frozen=True, slots=True)
class ScriptResponse:
    """A JSON response to a script of the page.

    Attributes:
        url: address of the request.
        body: body of the request, `""` for a plain GET.
        text: the response.
        headers: headers of the request.
    """

    url: str
    body: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page after its scripts have run.

    Attributes:
        page: the rendered page.
        answers: JSON responses to its scripts.
    """

    page: Page
    answers: tuple[ScriptResponse, ...] = ()
