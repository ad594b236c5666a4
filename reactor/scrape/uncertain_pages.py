"""The uncertain pages of a visit, one of which a model may be asked about."""

from dataclasses import dataclass, field

from reactor.fetch.page import Page
from reactor.scrape.page_outline import Outline


@dataclass(frozen=True, slots=True)
class UncertainPage:
    """A page that was not read with certainty.

    Attributes:
        page: the page.
        selector: the selector that it was read with.
        step: its address if it is a step from the careers page, else `""`.
        outline: its outline for a model.
    """

    page: Page
    selector: str
    step: str
    outline: Outline


@dataclass(slots=True)
class UncertainPages:
    """The uncertain pages of one visit, in reading order."""

    pages: list[UncertainPage] = field(default_factory=list)

    def note(self, doubt: UncertainPage) -> None:
        """Add a page."""
        self.pages.append(doubt)

    def to_ask_about(self, *, recognised: bool) -> UncertainPage | None:
        """Return the page to ask about: if `recognised`, the last one; else the likeliest."""
        if recognised:
            return self.pages[-1] if self.pages else None
        return max(self.pages, key=lambda each: each.outline.likelihood, default=None)
