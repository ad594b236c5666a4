"""No set of postings costs more than a few requests beyond one for each batch."""

import pytest

from reactor.match.llm.reply import BlockedReply, CompleteReply, TruncatedReply, WithheldReply
from reactor.match.llm.request_cap import (
    FEW_EXTRA,
    MAX_EXTRA,
    MAX_USELESS,
    MAX_WITHHELD,
    RequestCap,
)


@pytest.mark.parametrize("batches", [1, 2, 10, 100])
def test_the_extra_is_bounded_however_many_there_are(batches: int) -> None:
    patience = RequestCap(batches)
    while not patience.is_over:
        patience.note(TruncatedReply(), usable=False)
    assert patience.asked - batches <= min(batches + FEW_EXTRA, MAX_EXTRA)
    assert patience.asked > batches


def test_a_model_that_says_nothing_usable_is_soon_left_alone() -> None:
    patience = RequestCap(10)
    while not patience.is_over:
        patience.note(CompleteReply("no"), usable=False)
    assert patience.asked == MAX_USELESS
    assert patience.nothing_usable


def test_one_that_withholds_everything_is_left_alone_and_not_blamed() -> None:
    patience = RequestCap(10)
    while not patience.is_over:
        patience.note(WithheldReply("OTHER"), usable=False)
    assert patience.asked == MAX_WITHHELD
    assert not patience.nothing_usable


def test_one_usable_answer_is_enough_to_go_on() -> None:
    patience = RequestCap(20)
    patience.note(CompleteReply("yes"), usable=True)
    for _ in range(MAX_USELESS + MAX_WITHHELD):
        patience.note(CompleteReply("no"), usable=False)
        patience.note(BlockedReply("SAFETY"), usable=False)
    assert not patience.is_over


def test_what_a_posting_provoked_is_not_held_against_the_model() -> None:
    patience = RequestCap(10)
    for _ in range(MAX_USELESS):
        patience.note(CompleteReply("Arr!"), usable=False, provoked=True)
    assert not patience.is_over


def test_a_posting_is_blamed_only_where_the_model_is_not() -> None:
    lone, many = RequestCap(1), RequestCap(2)
    assert lone.blames_postings
    assert not many.blames_postings
    many.note(CompleteReply("yes"), usable=True)
    assert many.blames_postings
