"""Whether what could not be read is the fault of single postings or of the whole site."""

import pytest

from reactor.errors import BlockedError, GoneError, LastingError, PassingError, ReactorError
from reactor.pipeline.reading import failure_of

BUSY, BLOCKED, EMPTY, GONE = (
    PassingError("503"),
    BlockedError("a challenge"),
    LastingError("no text"),
    GoneError("404"),
)


@pytest.mark.parametrize(
    ("problems", "known", "failure"),
    [
        ([], False, None),
        ([GONE, GONE], False, None),
        ([BUSY], True, None),
        ([BUSY], False, BUSY),
        ([BUSY, BLOCKED], True, BLOCKED),
        ([GONE, BUSY, GONE, BLOCKED], True, BLOCKED),
        ([EMPTY, EMPTY], True, None),
        ([EMPTY, EMPTY], False, EMPTY),
        ([EMPTY, BUSY, EMPTY], False, BUSY),
    ],
)
def test_a_run_fails_only_where_it_is_not_the_fault_of_single_postings(
    problems: list[ReactorError], known: bool, failure: ReactorError | None
) -> None:
    assert failure_of(problems, known=known) is failure
