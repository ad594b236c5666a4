"""How long a model in trouble is left alone, who serves meanwhile, and when people are told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reactor.decisions.model_trouble import (
    FIRST_PAUSE,
    FORGOTTEN_AFTER,
    MAX_PAUSE,
    STANDS_IN_AFTER,
    ModelTrouble,
    after,
    half_opened,
    stands_in,
    worth_telling,
)
from reactor.error_codes import Code
from reactor.errors import ModelTroubleError

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def trouble(code: Code = "model_overloaded", *, delay: float = 300) -> ModelTroubleError:
    return ModelTroubleError("no", delay=delay, model="flash", code=code)


def met(code: Code = "model_overloaded", **fields: object) -> ModelTrouble:
    return replace(after(trouble(code), None, NOW, "acme"), **fields)  # type: ignore[arg-type]


def test_the_pause_grows_from_five_minutes_to_an_hour() -> None:
    known, now, pauses = None, NOW, []
    for _ in range(6):
        known = after(trouble(), known, now)
        pauses.append((known.until - now) / MINUTE)
        now = known.until
        known = half_opened(known, now)
    assert pauses == [5, 10, 20, 40, 60, 60]
    assert known
    assert known.since == NOW


def test_a_setting_that_is_wrong_is_tried_once_an_hour() -> None:
    known = after(trouble("model_billing", delay=3600), None, NOW)
    assert known.until - NOW == MAX_PAUSE
    known = after(trouble(delay=86_400), None, NOW)
    assert known.until - NOW == MAX_PAUSE


def test_five_jobs_that_meet_it_together_count_once() -> None:
    first = met()
    for seconds in range(4):
        assert after(trouble(), first, NOW + timedelta(seconds=seconds)) == first


def test_trouble_while_it_is_tried_counts_even_before_the_pause_that_guards_the_try() -> None:
    tried = half_opened(met(), NOW + FIRST_PAUSE)
    again = after(trouble(), tried, NOW + FIRST_PAUSE + MINUTE)
    assert (again.tries, again.open, again.half_open) == (2, True, False)


def test_a_cause_that_changes_is_told_as_it_is_now() -> None:
    tried = half_opened(met(), NOW + FIRST_PAUSE)
    again = after(trouble("model_billing"), tried, NOW + FIRST_PAUSE)
    assert (again.code, again.since) == ("model_billing", NOW)


@pytest.mark.parametrize("code", ["model_malformed", "model_thinking"])
def test_what_may_be_one_postings_doing_holds_up_its_own_company_only(code: Code) -> None:
    known = after(trouble(code), None, NOW, "acme")
    assert not known.open
    known = after(trouble(code), known, NOW + FIRST_PAUSE, "acme")
    assert (known.open, known.tries) == (False, 2)
    known = after(trouble(code), known, NOW + FIRST_PAUSE, "bolt")
    assert known.open


def test_once_it_is_everybodys_it_stays_so_when_the_first_company_tries() -> None:
    known = after(trouble("model_malformed"), None, NOW, "acme")
    known = after(trouble("model_malformed"), known, NOW, "bolt")
    tried = half_opened(known, known.until)
    assert after(trouble("model_malformed"), tried, known.until, "acme").open


def test_keywords_serve_after_a_day_until_the_model_is_tried() -> None:
    day = NOW + STANDS_IN_AFTER
    assert not stands_in(None, day)
    assert not stands_in(met(), day - MINUTE)
    assert stands_in(met(), day)
    assert not stands_in(half_opened(met(), day), day)
    assert not stands_in(met("model_malformed"), day)


@pytest.mark.parametrize("code", ["model_billing", "model_not_found", "model_key_refused"])
def test_what_a_person_must_mend_is_told_at_once_and_once(code: Code) -> None:
    assert worth_telling(met(code))
    assert not worth_telling(met(code, told=True))


@pytest.mark.parametrize("code", ["model_overloaded", "model_rate_limited", "model_unreachable"])
def test_what_passes_by_itself_is_told_when_it_lasts(code: Code) -> None:
    assert not worth_telling(met(code))
    assert not worth_telling(met(code, last=NOW + 59 * MINUTE))
    assert worth_telling(met(code, last=NOW + 60 * MINUTE))


def test_a_small_answer_proves_nothing_about_answers_that_are_of_no_use() -> None:
    assert met("model_billing").small_answers_prove
    assert not met("model_thinking").small_answers_prove


def test_keywords_serve_after_a_day_and_what_was_not_asked_for_two_is_forgotten() -> None:
    assert timedelta(days=1) == STANDS_IN_AFTER
    assert timedelta(days=2) == FORGOTTEN_AFTER


def test_a_model_in_trouble_is_closed_at_first_and_nobody_is_told() -> None:
    plain = ModelTrouble("flash", "model_overloaded", "no", NOW, NOW, NOW + FIRST_PAUSE)
    assert (plain.tries, plain.open, plain.half_open, plain.told) == (1, True, False, False)


def test_trouble_counts_again_from_the_moment_the_pause_is_over() -> None:
    known = met()
    assert after(trouble(), known, known.until - timedelta(seconds=1)) == known
    assert after(trouble(), known, known.until).tries == 2


def test_what_holds_up_one_company_counts_each_of_its_tries() -> None:
    known = after(trouble("model_malformed"), None, NOW, "acme")
    assert after(trouble("model_malformed"), known, NOW, "acme").tries == 2


def test_once_it_is_everybodys_it_stays_so_when_the_pause_is_over() -> None:
    known = met("model_overloaded")
    assert known.open
    assert after(trouble("model_malformed"), known, known.until, "acme").open


def test_that_people_were_told_is_remembered() -> None:
    known = met(told=True)
    assert after(trouble(), known, known.until).told
    assert not after(trouble(), met(), known.until).told


def test_who_tries_has_as_long_as_the_pause_was() -> None:
    tried = half_opened(met(tries=3), NOW)
    assert tried.until == NOW + 4 * FIRST_PAUSE


def test_what_holds_up_one_company_is_told_to_nobody_however_long() -> None:
    assert not worth_telling(met("model_malformed", last=NOW + 600 * MINUTE))
