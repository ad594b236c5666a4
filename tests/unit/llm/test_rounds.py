"""What becomes of postings after an answer about several of them."""

import pytest

from reactor.match.llm.answer_schemas import ParsedAnswer
from reactor.match.llm.batch_outcome import Round, RoundResult, Unanswered, settle
from reactor.match.llm.reply import CutOff, Declined, Said, ThoughtOut, Withheld
from reactor.posting import Posting

A, B, C = (Posting(f"https://jobs.example/{name}", name) for name in "abc")
GOOD = {"suitabilityScore": 80}
SAID = Said("")


def declined(reason: str) -> dict[str, str]:
    return {"declined": reason}


def test_what_was_answered_is_settled() -> None:
    outcome = settle(Round((A, B)), SAID, ParsedAnswer({2: GOOD, 1: {}}), declined)
    assert outcome == RoundResult(((A, {}), (B, GOOD)))


def test_what_is_missing_is_asked_about_once_more_with_what_was_wrong() -> None:
    reading = ParsedAnswer({2: GOOD}, "score: too high")
    first = settle(Round((A, B, C)), SAID, reading, declined)
    assert first == RoundResult(((B, GOOD),), (Round((A, C), "score: too high"),))
    second = settle(first.again[0], SAID, ParsedAnswer({1: GOOD}, "again"), declined)
    assert second == RoundResult(((A, GOOD), (C, Unanswered.MALFORMED)))


def test_a_batch_that_is_declined_is_asked_about_in_parts_to_find_whose_fault_it_is() -> None:
    both = settle(Round((A, B, C)), Declined("SAFETY"), ParsedAnswer(), declined)
    assert both == RoundResult(again=(Round((A,)), Round((B, C))))
    alone = settle(Round((A,)), Declined("SAFETY"), ParsedAnswer(), declined)
    assert alone == RoundResult(((A, {"declined": "SAFETY"}),))


def test_a_batch_whose_answer_is_cut_off_is_halved_and_one_posting_gets_a_second_try() -> None:
    both = settle(Round((A, B)), CutOff(), ParsedAnswer(), declined)
    assert both == RoundResult(again=(Round((A,)), Round((B,))))
    [again] = settle(Round((A,)), CutOff(), ParsedAnswer(), declined).again
    assert "too long" in again.complaint
    assert settle(again, CutOff(), ParsedAnswer(), declined) == RoundResult(
        ((A, Unanswered.MALFORMED),)
    )


def test_what_is_withheld_is_asked_about_in_parts_and_one_posting_waits_for_another_day() -> None:
    both = settle(Round((A, B)), Withheld("OTHER"), ParsedAnswer(), declined)
    assert both == RoundResult(again=(Round((A,)), Round((B,))))
    alone = settle(Round((A,)), Withheld("OTHER"), ParsedAnswer(), declined)
    assert alone == RoundResult(((A, Unanswered.WITHHELD),))


@pytest.mark.parametrize("reply", [Declined("SAFETY"), Withheld("OTHER")])
def test_many_titles_are_read_rather_than_searched(reply: Declined | Withheld) -> None:
    many = tuple(Posting(f"https://jobs.example/{n}", "Welder") for n in range(5))
    found = settle(Round(many), reply, ParsedAnswer(), declined, titles=True)
    assert [answer for _, answer in found.answers] == [declined(reply.reason)] * 5


def test_a_posting_about_which_a_model_only_thinks_is_not_asked_about_again() -> None:
    both = settle(Round((A, B)), ThoughtOut(), ParsedAnswer(), declined)
    assert both == RoundResult(again=(Round((A,)), Round((B,))))
    alone = settle(Round((A,)), ThoughtOut(), ParsedAnswer(), declined)
    assert alone == RoundResult(((A, Unanswered.MALFORMED),))
