"""How well a matcher agrees with the labels: figures, and the table that shows them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reactor.match import Match
from tests.labelled.matching.labelled_set import Pair

WORTH_READING = 50


@dataclass(frozen=True)
class Outcome:
    """What a matcher said of one pair."""

    pair: Pair
    match: Match

    @property
    def score(self) -> int:
        return self.match.suitability_score

    @property
    def said(self) -> str:
        """What it told first against the posting."""
        return next(iter(self.match.consideration_points), "")


@dataclass(frozen=True)
class Agreement:
    """The figures of a whole run."""

    outcomes: Sequence[Outcome]

    @property
    def area(self) -> float:
        """Area under the ROC curve: how often what fits scores above what does not."""
        return area(self.outcomes, self.outcomes)

    @property
    def misjudged(self) -> list[Outcome]:
        """What fits and scores below 50, or does not and scores 50 and above."""
        return [each for each in self.outcomes if each.pair.fits != (each.score >= WORTH_READING)]

    @property
    def _certain(self) -> list[Outcome]:
        return [each for each in self.outcomes if not each.pair.can_be_argued]

    @property
    def missed(self) -> list[Outcome]:
        """Deal-breakers that did not score 0."""
        return [each for each in self._certain if each.pair.deal_breakers and each.score > 0]

    @property
    def wrongly_refused(self) -> list[Outcome]:
        """Scores of 0 where there is no deal-breaker."""
        return [each for each in self._certain if not each.pair.deal_breakers and each.score == 0]

    @property
    def precision(self) -> float:
        refused = sum(each.score == 0 for each in self._certain)
        return 1 - len(self.wrongly_refused) / (refused or 1)

    @property
    def recall(self) -> float:
        breaking = sum(bool(each.pair.deal_breakers) for each in self._certain)
        return 1 - len(self.missed) / (breaking or 1)


def area(fitting: Iterable[Outcome], others: Iterable[Outcome]) -> float:
    """The share of (fitting, not fitting) in the right order; a tie is half right."""
    high = [each.score for each in fitting if each.pair.fits]
    low = [each.score for each in others if not each.pair.fits]
    right = sum((a > b) + 0.5 * (a == b) for a in high for b in low)
    return right / (len(high) * len(low)) if high and low else float("nan")


def table(agreement: Agreement) -> str:
    """The figures, overall, by language and by kind, and each pair that was judged wrongly."""
    outcomes = agreement.outcomes
    lines = [
        f"{'pairs':24} {'all':>4} {'AUC':>6}",
        f"{'all':24} {len(outcomes):4} {agreement.area:6.3f}",
        *_rows(outcomes, lambda each: each.pair.language, whole=False),
        *_rows(outcomes, lambda each: each.pair.label, whole=True),
        f"deal-breakers: precision {agreement.precision:.3f}, recall {agreement.recall:.3f}",
        "deal-breakers missed:",
        *map(_line, agreement.missed),
        "refused without a deal-breaker:",
        *map(_line, agreement.wrongly_refused),
        f"fits and scores < {WORTH_READING}, or does not and scores more:",
        *(_line(each) for each in agreement.misjudged if each not in agreement.missed),
    ]
    return "\n".join(lines)


def _rows(
    outcomes: Sequence[Outcome], group: Callable[[Outcome], str], *, whole: bool
) -> Iterable[str]:
    """A row a group; `whole` compares a group with the other side of the whole set."""
    for name in sorted({group(each) for each in outcomes}):
        members = [each for each in outcomes if group(each) == name]
        fitting: Sequence[Outcome] = members
        others: Sequence[Outcome] = members
        if whole:
            fitting, others = (members, outcomes) if members[0].pair.fits else (outcomes, members)
        yield f"  {name:22} {len(members):4} {area(fitting, others):6.3f}"


def _line(outcome: Outcome) -> str:
    pair = outcome.pair
    who = f"{pair.name} x {pair.person}"
    return f"  {outcome.score:3} {who:42} {pair.label:18} {outcome.said[:90]}"
