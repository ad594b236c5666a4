"""The first page's charts: visits and matches of the last days."""

from collections.abc import Sequence

from reactor.mongo.views.days import Day
from reactor.web.i18n import Words
from reactor.web.presenters.bars import Chart, chart


def visits(days: Sequence[Day], words: Words) -> Chart:
    """Visits a day, those that failed above the others."""
    return chart(
        [[("good", day.completed), ("bad", day.failed)] for day in days],
        [
            words(
                "home.visits_of_day",
                day=words.day(day.day),
                completed=day.completed,
                failed=day.failed,
            )
            for day in days
        ],
    )


def matches(days: Sequence[Day], words: Words) -> Chart:
    """Matches a day."""
    return chart(
        [[("new", day.matches)] for day in days],
        [words("home.matches_of_day", day=words.day(day.day), count=day.matches) for day in days],
    )
