"""The first page's charts: visits and matches of the last days."""

from collections.abc import Sequence

from babel import Locale
from babel.dates import format_date

from reactor.mongo.views.days import Day
from reactor.web.shown.bars import Chart, chart
from reactor.web.words import Words


def visits(days: Sequence[Day], words: Words) -> Chart:
    """Visits a day, those that failed above the others."""
    return chart(
        [[("good", day.completed), ("bad", day.failed)] for day in days],
        [
            words(
                "home.visits_of_day",
                day=_named(day, words),
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
        [words("home.matches_of_day", day=_named(day, words), count=day.matches) for day in days],
    )


def _named(day: Day, words: Words) -> str:
    return format_date(day.day, "E d MMM", locale=Locale(words.language))
