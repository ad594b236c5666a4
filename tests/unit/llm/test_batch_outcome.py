"""What becomes of postings after an answer about several of them."""

import pytest

from reactor.match.llm.answer_schemas import ParsedAnswer
from reactor.match.llm.batch_outcome import BatchOutcome, BatchRequest, Unanswered, settle
from reactor.match.llm.reply import (
    BlockedReply,
    CompleteReply,
    ThinkingOnlyReply,
    TruncatedReply,
    WithheldReply,
)
from reactor.posting import Posting

A, B, C = (Posting(f"https://jobs.example/{name}", name) for name in "abc")
GOOD = {"suitabilityScore": 80}
SAID = CompleteReply("")


def declined(reason: str) -> dict[str, str]:
    return {"declined": reason}


def test_what_was_answered_is_settled() -> None:
    outcome = settle(BatchRequest((A, B)), SAID, ParsedAnswer({2: GOOD, 1: {}}), declined)
    assert outcome == BatchOutcome(((A, {}), (B, GOOD)))


def test_what_is_missing_is_asked_about_once_more_with_what_was_wrong() -> None:
    reading = ParsedAnswer({2: GOOD}, "score: too high")
    first = settle(BatchRequest((A, B, C)), SAID, reading, declined)
    assert first == BatchOutcome(((B, GOOD),), (BatchRequest((A, C), "score: too high"),))
    second = settle(first.again[0], SAID, ParsedAnswer({1: GOOD}, "again"), declined)
    assert second == BatchOutcome(((A, GOOD), (C, Unanswered.MALFORMED)))


def test_a_batch_that_is_declined_is_asked_about_in_parts_to_find_whose_fault_it_is() -> None:
    both = settle(BatchRequest((A, B, C)), BlockedReply("SAFETY"), ParsedAnswer(), declined)
    assert both == BatchOutcome(again=(BatchRequest((A,)), BatchRequest((B, C))))
    alone = settle(BatchRequest((A,)), BlockedReply("SAFETY"), ParsedAnswer(), declined)
    assert alone == BatchOutcome(((A, {"declined": "SAFETY"}),))


def test_a_batch_whose_answer_is_cut_off_is_halved_and_one_posting_gets_a_second_try() -> None:
    both = settle(BatchRequest((A, B)), TruncatedReply(), ParsedAnswer(), declined)
    assert both == BatchOutcome(again=(BatchRequest((A,)), BatchRequest((B,))))
    [again] = settle(BatchRequest((A,)), TruncatedReply(), ParsedAnswer(), declined).again
    assert "too long" in again.complaint
    assert settle(again, TruncatedReply(), ParsedAnswer(), declined) == BatchOutcome(
        ((A, Unanswered.MALFORMED),)
    )


def test_what_is_withheld_is_asked_about_in_parts_and_one_posting_waits_for_another_day() -> None:
    both = settle(BatchRequest((A, B)), WithheldReply("OTHER"), ParsedAnswer(), declined)
    assert both == BatchOutcome(again=(BatchRequest((A,)), BatchRequest((B,))))
    alone = settle(BatchRequest((A,)), WithheldReply("OTHER"), ParsedAnswer(), declined)
    assert alone == BatchOutcome(((A, Unanswered.WITHHELD),))


@pytest.mark.parametrize("reply", [BlockedReply("SAFETY"), WithheldReply("OTHER")])
def test_many_titles_are_read_rather_than_searched(reply: BlockedReply | WithheldReply) -> None:
    many = tuple(Posting(f"https://jobs.example/{n}", "Welder") for n in range(5))
    found = settle(BatchRequest(many), reply, ParsedAnswer(), declined, titles=True)
    assert [answer for _, answer in found.answers] == [declined(reply.reason)] * 5


def test_a_posting_about_which_a_model_only_thinks_is_not_asked_about_again() -> None:
    both = settle(BatchRequest((A, B)), ThinkingOnlyReply(), ParsedAnswer(), declined)
    assert both == BatchOutcome(again=(BatchRequest((A,)), BatchRequest((B,))))
    alone = settle(BatchRequest((A,)), ThinkingOnlyReply(), ParsedAnswer(), declined)
    assert alone == BatchOutcome(((A, Unanswered.MALFORMED),))
