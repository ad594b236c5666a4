"""How well the keyword matcher agrees with an experienced recruiter: the table with `-s`."""

import pytest

from reactor.match.keyword.judgement import judge, weigh
from tests.labelled.matching.labelled_set import FOLDER, Pair, labelled_pairs
from tests.labelled.matching.outcome import Agreement, Outcome, table

# `control` was written after the matcher had been mended on the rest.
SETS = {"set": FOLDER, "control": FOLDER / "control"}


@pytest.fixture(scope="module", params=SETS)
def agreement(request: pytest.FixtureRequest) -> Agreement:
    judged = (
        (pair, judge(pair.candidate, pair.company, pair.posting, 2025))
        for pair in labelled_pairs(SETS[request.param])
    )
    agreement = Agreement([Outcome(pair, match) for pair, match in judged])
    print(f"\n{request.param}\n{table(agreement)}")  # noqa: T201 - the table is asked for with -s
    return agreement


def test_what_fits_scores_above_what_does_not(agreement: Agreement) -> None:
    assert agreement.area >= 0.95
    assert len(agreement.misjudged) <= 0.03 * len(agreement.outcomes)


def test_no_deal_breaker_is_missed_and_hardly_any_invented(agreement: Agreement) -> None:
    assert agreement.missed == []
    assert agreement.precision >= 0.95


def first_key(pair: Pair) -> str:
    """Which sentence is told first against a posting, in whatever language."""
    return weigh(pair.candidate, pair.company, pair.posting, 2025).against[0].key


def test_a_deal_breaker_is_told_first_with_its_reason(agreement: Agreement) -> None:
    told: dict[str, str | tuple[str, ...]] = {
        "place": ("deal_breakers.no_permit", "deal_breakers.abroad"),
        "language": ("deal_breakers.lacks_language", "deal_breakers.far_below_language"),
        "role": "deal_breakers.excluded_role_type",
        "technology": "deal_breakers.excluded_technology",
        "industry": "deal_breakers.excluded_industry",
        "not a posting": "no_posting.",
    }
    unsaid = [
        (outcome.pair.name, outcome.pair.person, outcome.said)
        for outcome in agreement.outcomes
        if outcome.score == 0
        and not any(
            first_key(outcome.pair).startswith(told[one]) for one in outcome.pair.deal_breakers
        )
    ]
    assert unsaid == []


def test_what_fits_says_what_that_rests_on(agreement: Agreement) -> None:
    silent = [
        (outcome.pair.name, outcome.pair.person)
        for outcome in agreement.outcomes
        if outcome.pair.fits and len(outcome.match.good_fit_reasons) < 2
    ]
    assert silent == []
