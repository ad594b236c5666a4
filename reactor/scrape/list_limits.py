"""Limits on the size of a company's list, so that no page can exhaust memory.

The container has 512 MB, and five companies are visited at once.
"""

from dataclasses import dataclass
from sys import getsizeof

from reactor.posting import MAX_ADDRESS, Posting

MAX_POSTINGS = 20_000
"""Maximum postings in one list."""

MAX_TEXT = 30_000_000
"""Maximum bytes of memory for the texts of one list: about 5000 postings of usual length."""


@dataclass(slots=True)
class ListIntake:
    """Accepts the postings of one list page by page and counts what it leaves out.

    Attributes:
        taken: the number of postings accepted.
        beyond: the number left out because the list was full.
        unaddressable: the number left out because their addresses are too long.
        textless: the number accepted without their texts, which are then read one by one.
        dropped: the number left out earlier, for lack of a title or a valid address.
    """

    taken: int = 0
    beyond: int = 0
    unaddressable: int = 0
    textless: int = 0
    dropped: int = 0
    _bytes: int = 0

    @property
    def is_full(self) -> bool:
        """Whether the limit of postings has been reached."""
        return self.taken >= MAX_POSTINGS

    def take(self, posting: Posting) -> Posting | None:
        """Return the posting to keep, without its text if there is no room; None if left out."""
        if not posting.is_addressable:
            self.unaddressable += 1
            return None
        if self.is_full:
            self.beyond += 1
            return None
        self.taken += 1
        size = getsizeof(posting.text) if posting.text else 0
        if self._bytes + size > MAX_TEXT:
            self.textless += 1
            return posting.without_text()
        self._bytes += size
        return posting

    @property
    def notes(self) -> tuple[str, ...]:
        """A note on postings left out because of their addresses."""
        if not self.unaddressable:
            return ()
        number = f"{self.unaddressable} posting{'s' * (self.unaddressable > 1)} left out"
        return (f"{number}: their address is longer than {MAX_ADDRESS} characters",)

    @property
    def steps(self) -> tuple[str, ...]:
        """A log step on texts left out for lack of memory."""
        if not self.textless:
            return ()
        return (f"{self.textless} texts are left to be read one by one: the list holds too many",)
