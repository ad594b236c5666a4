import pytest

from reactor.language.pay import amount, stated_salary
from reactor.language.remote import is_remote
from reactor.posting import Salary
from reactor.scrape.vocabulary.stated import is_place, labelled_location


@pytest.mark.parametrize(
    "words",
    [
        *("Berkeley, CA", "Los Angeles, California", "Lyon, France", "London, UK", "Remote"),
        *("Remote (EU)", "Hybrid - Berlin", "Toronto, Ontario, Canada", "San José, Costa Rica, CR"),
    ],
)
def test_places_are_known_by_their_shape(words: str) -> None:
    assert is_place(words)


@pytest.mark.parametrize(
    "words",
    [
        *("Senior Engineer", "Manager, Document Control and Records", "Engineering, Product"),
        *(
            "We build robots, rockets and more.",
            "",
            "Full Time",
            "Remote sensing is our craft, USA" * 4,
        ),
    ],
)
def test_titles_and_sentences_are_no_places(words: str) -> None:
    assert not is_place(words)


@pytest.mark.parametrize(
    ("text", "place", "remote"),
    [
        ("Engineer\nLocation: Berkeley, California (On-Site)\nMore", "Berkeley, California", False),
        ("Location:\nLos Angeles, CA\nSalary:", "Los Angeles, CA", None),
        ("- Standort: Berlin", "Berlin", None),
        ("Location: Remote (US only)", "Remote", True),
        ("Ubicación: (Bolivia)", "Bolivia", None),
        ("Job Location - La Unión (El Salvador)", "La Unión (El Salvador)", None),
        ("勤務地\uff1a東京都渋谷区", "東京都渋谷区", None),
        ("Lieu : Rennes (35)", "Rennes (35)", None),
        ("Arbeitsort\nChur", "Chur", None),
        ("Location: we prefer people who come to the office", "", None),
        ("Our locations are great\nand many", "", None),
        ("", "", None),
    ],
)
def test_a_labelled_location_is_read_without_label_and_aside(
    text: str, place: str, remote: bool | None
) -> None:
    assert labelled_location(text) == (place, remote)


def test_remote_on_site_and_silent_are_told_apart() -> None:
    assert is_remote("Fully remote, EU") is True
    assert is_remote("Hybrid in Berlin") is False
    assert is_remote("Berlin") is None


@pytest.mark.parametrize(
    ("line", "salary"),
    [
        ("Salary: $150k-$200k+ | Equity", Salary(150_000, 200_000, "USD", "year")),
        ("Salary Recommendation: $80-100k", Salary(80_000, 100_000, "USD", "year")),
        (
            "Salary Range\n$120,000 \u2013 $150,500 per year",
            Salary(120_000, 150_500, "USD", "year"),
        ),
        ("Compensation: €60.000 to €75.000", Salary(60_000, 75_000, "EUR", "year")),
        ("Pay range: $22.00 - $40.50/hour", Salary(22, 40.5, "USD", "hour")),
        ("Base pay £500 a day", Salary(500, None, "GBP", "day")),
        ("We raised $14M", None),
        ("Salary: competitive", None),
        ("Salary: $200,000 - $100", None),
    ],
)
def test_pay_is_read_as_people_write_it(line: str, salary: Salary | None) -> None:
    assert stated_salary(f"About us\n{line}\nApply") == salary


@pytest.mark.parametrize("value", [None, True, "", "many", "nan", -1, 0, [], float("inf")])
def test_what_is_no_amount_of_money_counts_as_missing(value: object) -> None:
    assert amount(value) is None
