"""How much of a company's list is taken in, so that no page can fill the memory.

The container has 512 MB for everything, and five companies are visited at once.
"""

from dataclasses import dataclass
from sys import getsizeof

from reactor.posting import LONGEST_ADDRESS, Posting

MOST_POSTINGS = 20_000
"""Of one list."""

MOST_TEXT = 30_000_000
"""Bytes of memory that the texts of one list may take: some 5000 postings of usual length."""


@dataclass(slots=True)
class ListIntake:
    """Takes in the postings of one list, page after page, and counts what it leaves out.

    Attributes:
        taken: how many it took.
        beyond: how many it left out because it was full.
        unaddressable: how many it left out because their addresses are too long.
        textless: how many it took without their texts, which are then read one by one.
        dropped: how many were left out before, because they have no title or no sound address.
    """

    taken: int = 0
    beyond: int = 0
    unaddressable: int = 0
    textless: int = 0
    dropped: int = 0
    _bytes: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no further posting is taken."""
        return self.taken >= MOST_POSTINGS

    def take(self, posting: Posting) -> Posting | None:
        """The posting as it is kept, perhaps without its text; None if it is left out."""
        if not posting.is_addressable:
            self.unaddressable += 1
            return None
        if self.is_full:
            self.beyond += 1
            return None
        self.taken += 1
        size = getsizeof(posting.text) if posting.text else 0
        if self._bytes + size > MOST_TEXT:
            self.textless += 1
            return posting.without_text()
        self._bytes += size
        return posting

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of what was left out for its address."""
        if not self.unaddressable:
            return ()
        number = f"{self.unaddressable} posting{'s' * (self.unaddressable > 1)} left out"
        return (f"{number}: their address is longer than {LONGEST_ADDRESS} characters",)

    @property
    def steps(self) -> tuple[str, ...]:
        """What was done to keep the list within its bounds."""
        if not self.textless:
            return ()
        return (f"{self.textless} texts are left to be read one by one: the list holds too many",)
