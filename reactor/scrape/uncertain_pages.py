"""The pages of a visit that were not read with certainty: one of them may be asked about."""

from dataclasses import dataclass, field

from reactor.fetch.page import Page
from reactor.scrape.page_outline import Outline


@dataclass(frozen=True, slots=True)
class Doubt:
    """A page that was not read with certainty.

    Attributes:
        page: the page.
        selector: what it was read with.
        step: its address if it is a step from the careers page, else `""`.
        outline: what a model can be told of it.
    """

    page: Page
    selector: str
    step: str
    outline: Outline


@dataclass(slots=True)
class UncertainPages:
    """Those of one visit, in the order in which they were read."""

    pages: list[Doubt] = field(default_factory=list)

    def note(self, doubt: Doubt) -> None:
        """Add one."""
        self.pages.append(doubt)

    def to_ask_about(self, *, recognised: bool) -> Doubt | None:
        """The page to ask about: where a list was `recognised`, the one that showed it."""
        if recognised:
            return self.pages[-1] if self.pages else None
        return max(self.pages, key=lambda each: each.outline.likelihood, default=None)
