"""How companies and preferences are counted by frequency."""

from datetime import timedelta

from reactor.mongo.views.preferences import Tiers
from tests.companies import NOW


def test_the_tiers_are_those_of_the_schedule() -> None:
    found = [(tier.lowest, tier.highest, tier.every.days) for tier in Tiers().all()]
    assert found == [(81, 100, 1), (61, 80, 2), (31, 60, 3), (11, 30, 4), (1, 10, 5)]


def test_overdue_is_late_by_a_whole_interval() -> None:
    tiers = Tiers()
    tiers.add_due_company(90, NOW - timedelta(days=1), 90.0)
    tiers.add_due_company(90, NOW - timedelta(days=2), 180.0)
    tiers.add_due_company(90, None, 90.0)
    tiers.add_company(90, NOW)
    highest = tiers.all()[0]
    assert (highest.companies, highest.due, highest.overdue, highest.never) == (4, 3, 1, 1)
