"""How many requests one set of postings may cost: no answer may spend the budget of a day on it."""

from dataclasses import dataclass

from reactor.match.llm.reply import Reply, Said, Withheld

MOST_EXTRA = 20
"""Requests beyond one for each batch: for halves, second tries and the search for a culprit."""

FEW_EXTRA = 6
"""What even a single batch may cost beyond its first request: it may hold one culprit in four."""

MOST_USELESS = 4
"""Answers with nothing usable, from the first on, after which there is no use in asking."""

MOST_WITHHELD = 8
"""Answers that are withheld, from the first on, after which the rest waits for another day."""


@dataclass
class RequestCap:
    """Counts the requests about one set of postings.

    Attributes:
        batches: in how many they are asked about if all goes well.
        asked: requests so far.
        useless: of these, answers to the end that were of no use.
        withheld: of these, answers that did not come.
        usable: of these, answers with something usable.
    """

    batches: int
    asked: int = 0
    useless: int = 0
    withheld: int = 0
    usable: int = 0

    def note(self, reply: Reply, *, usable: bool, provoked: bool = False) -> None:
        """Count an answer; a provoked one was about a posting that speaks to the model."""
        self.asked += 1
        self.usable += usable
        self.useless += isinstance(reply, Said) and not (usable or provoked)
        self.withheld += isinstance(reply, Withheld)

    @property
    def most(self) -> int:
        """Requests that they may cost."""
        return self.batches + min(self.batches + FEW_EXTRA, MOST_EXTRA)

    @property
    def nothing_usable(self) -> bool:
        """Whether the model says nothing usable at all."""
        return self.useless >= MOST_USELESS and not self.usable

    @property
    def is_over(self) -> bool:
        """Whether no more is to be asked."""
        in_vain = self.withheld >= MOST_WITHHELD and not self.usable
        return self.asked >= self.most or self.nothing_usable or in_vain

    @property
    def blames_postings(self) -> bool:
        """Whether an answer of no use is laid to its postings, and not to the model."""
        return self.usable > 0 or self.batches == 1
