"""Groups postings into requests: a pure decision."""

from collections.abc import Iterable, Iterator

from reactor.match.llm.injection_detection import addresses_a_model
from reactor.match.llm.question import MAX_POSTING_LENGTH, posting_facts, title_facts, tokens_in
from reactor.posting import Posting

MAX_TITLES_TOKENS = 8_000
SMALL_POSTING_TOKENS = 2_500
MAX_POSTINGS = 4
MAX_POSTINGS_TOKENS = 6_000
"""They share the profile and the instruction; larger batches would blur the judgements."""

Batch = tuple[Posting, ...]


def speaks_out_of_turn(posting: Posting) -> bool:
    """Whether a posting's text seems addressed to a model, so that it must be judged alone."""
    text = posting.text[:MAX_POSTING_LENGTH]
    return any(map(addresses_a_model, (posting.title, posting.location, text)))


def title_batches(postings: Iterable[Posting]) -> Iterator[Batch]:
    """Batches of postings whose titles are screened together."""
    batch: list[Posting] = []
    size = 0
    for posting in postings:
        tokens = tokens_in(str(title_facts(posting)))
        if batch and size + tokens > MAX_TITLES_TOKENS:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(posting)
        size += tokens
    if batch:
        yield tuple(batch)


def posting_batches(postings: Iterable[Posting]) -> Iterator[Batch]:
    """Batches of postings that are judged together: a few small ones; a large one is alone."""
    batch: list[Posting] = []
    size = 0
    for posting in postings:
        tokens = tokens_in(str(posting_facts(posting)))
        if tokens > SMALL_POSTING_TOKENS or speaks_out_of_turn(posting):
            yield (posting,)
            continue
        if len(batch) == MAX_POSTINGS or size + tokens > MAX_POSTINGS_TOKENS:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(posting)
        size += tokens
    if batch:
        yield tuple(batch)


def halves(batch: Batch) -> tuple[Batch, Batch]:
    """The two halves of a batch of two or more."""
    middle = len(batch) // 2
    return batch[:middle], batch[middle:]
