"""Error responses for programs, as JSON."""

from reactor.mongo.views.read_model import ReadModel


class Problem(ReadModel):
    """Why there is no answer: in a sentence."""

    error: str


class NotesClash(ReadModel):
    """Notes that were changed by somebody else while they were written.

    Attributes:
        yours: what was sent, and not saved.
        theirs: what stands there.
    """

    yours: str
    theirs: str
