"""The time to apply is over only where nothing else can be meant."""

# ruff: noqa: E501 - the months of a language stand in one line

from datetime import UTC, date, datetime

import pytest

from reactor.decisions.deadline import day_stated, is_over

NOW = datetime(2026, 5, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "2024-02-01",
        "2024-02-01T23:59:59+01:00",
        "2026-05-19",
        "31.12.2025",
        "31/12/25",
        "12/31/2025",
        "3 March 2026",
        "March 3rd, 2026",
        "1. Dezember 2025",
        "15 août 2025",
        "1er mai 2026",
        "15 de enero de 2026",
        "15 gennaio 2026",
        "15 mei 2026",
        "15 stycznia 2026",
        "15 listopada 2025",
        "15 de março de 2026",
        "15. maj 2026",
        "15. července 2025",
        "2025年4月1日",
    ],
)
def test_a_day_that_has_passed_ends_it(stated: str) -> None:
    assert is_over(stated, NOW)


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "as soon as possible",
        "2026-05-20",
        "2026-05-20T00:00:00Z",
        "2026-05-21",
        "1970-01-01T00:00:00Z",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2026-02-31",
        "03/06/2026",
        "06/03/2026",
        "31 Foobar 2024",
        "20. Mai 2026",
        "30 juin 2026",
        "99999999999999",
    ],
)
def test_what_may_still_be_open_is_open(stated: str) -> None:
    assert not is_over(stated, NOW)


def test_today_ends_when_it_has_ended_everywhere() -> None:
    assert not is_over("2026-05-19", datetime(2026, 5, 20, 11, tzinfo=UTC))
    assert is_over("2026-05-19", datetime(2026, 5, 20, 13, tzinfo=UTC))


def test_a_day_before_the_posting_was_published_says_nothing() -> None:
    assert not is_over("2025-01-01", NOW, posted="2025-06-01")
    assert is_over("2025-07-01", NOW, posted="2025-06-01")


@pytest.mark.parametrize(
    ("stated", "now", "over"),
    [
        ("2000-12-31", NOW, False),
        ("2001-01-01", NOW, True),
        ("2099-12-31", datetime(2100, 6, 1, tzinfo=UTC), True),
        ("2100-01-01", datetime(2101, 6, 1, tzinfo=UTC), False),
        ("2026-05-19", datetime(2026, 5, 20, 12, tzinfo=UTC), True),
        ("2026-05-19", datetime(2026, 5, 20, 11, 59, tzinfo=UTC), False),
        (f"{'x' * 90}2024-02-01", NOW, True),
        (f"{'x' * 91}2024-02-01", NOW, False),
    ],
)
def test_only_a_plausible_year_near_the_beginning_counts(
    stated: str, now: datetime, over: bool
) -> None:
    assert is_over(stated, now) is over


@pytest.mark.parametrize(
    ("stated", "month"),
    [
        ("3 lis 2025", 11),
        ("3 juin 2025", 6),
        ("3 jui 2025", 6),
        ("3 maj 2025", 5),
        ("3 června 2025", 6),
        ("3 červen 2025", 6),
        ("3 července 2025", 7),
        ("3 červenec 2025", 7),
        ("3 juillet 2025", 7),
        ("3 maja 2025", 5),
    ],
)
def test_months_whose_names_begin_alike_are_told_apart(stated: str, month: int) -> None:
    assert day_stated(stated) == date(2025, month, 3)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("03.06.2025", date(2025, 6, 3)),
        ("03/06/2025", None),
        ("03-06-2025", None),
        ("03/03/2025", date(2025, 3, 3)),
        ("03.06.25", date(2025, 6, 3)),
        ("soon", None),
    ],
)
def test_a_day_is_stated_only_where_it_is_read_in_one_way(stated: str, day: date | None) -> None:
    assert day_stated(stated) == day


def test_the_day_of_publication_and_its_latest_reading_count() -> None:
    assert is_over("2025-06-01", NOW, posted="2025-06-01")
    assert not is_over("2025-06-01", NOW, posted="03/08/2025"), "it may be the third of August"


@pytest.mark.parametrize(
    "names",
    [
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
        "január február marec apríl máj jún júl august september október november december",
        "január február március április május június július augusztus szeptember október november december",
        "januar februar mars april mai juni juli august september oktober november desember",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    ],
)
def test_the_months_of_a_language_are_known(names: str) -> None:
    said = [day_stated(f"3 {name} 2025") for name in names.split()]
    assert said == [date(2025, month, 3) for month in range(1, 13)]
