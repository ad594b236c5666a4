"""The cap on requests for one set of postings, so that no answer can use up the day's budget."""

from dataclasses import dataclass

from reactor.match.llm.reply import CompleteReply, Reply, WithheldReply

MAX_EXTRA = 20
"""Maximum requests beyond one per batch: for halves, retries and isolating a posting."""

FEW_EXTRA = 6
"""Extra requests for even a single batch: enough to isolate one of four postings."""

MAX_USELESS = 4
"""Unusable answers, with no usable one, after which asking stops."""

MAX_WITHHELD = 8
"""Withheld answers, with no usable one, after which the rest waits for another day."""


@dataclass
class RequestCap:
    """Counts the requests for one set of postings.

    Attributes:
        batches: number of requests if all goes well.
        asked: requests so far.
        useless: complete answers with nothing usable.
        withheld: withheld answers.
        usable: answers with something usable.
    """

    batches: int
    asked: int = 0
    useless: int = 0
    withheld: int = 0
    usable: int = 0

    def note(self, reply: Reply, *, usable: bool, provoked: bool = False) -> None:
        """Count an answer; a provoked one is about a posting that addresses the model."""
        self.asked += 1
        self.usable += usable
        self.useless += isinstance(reply, CompleteReply) and not (usable or provoked)
        self.withheld += isinstance(reply, WithheldReply)

    @property
    def most(self) -> int:
        """The maximum number of requests."""
        return self.batches + min(self.batches + FEW_EXTRA, MAX_EXTRA)

    @property
    def nothing_usable(self) -> bool:
        """Whether the model gave only unusable answers."""
        return self.useless >= MAX_USELESS and not self.usable

    @property
    def is_over(self) -> bool:
        """Whether to stop asking."""
        in_vain = self.withheld >= MAX_WITHHELD and not self.usable
        return self.asked >= self.most or self.nothing_usable or in_vain

    @property
    def blames_postings(self) -> bool:
        """Whether an unusable answer is attributed to its postings, not to the model."""
        return self.usable > 0 or self.batches == 1
