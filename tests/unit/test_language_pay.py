# ruff: noqa: RUF001 - sums as people of many countries write them
from typing import Any

import pytest

from reactor.language.pay import salary_of, stated_salary
from reactor.language.pay_periods import period_of
from reactor.posting import Salary


@pytest.mark.parametrize(
    ("text", "salary"),
    [
        ("Gehalt: 42.000 – 48.000 € brutto/Jahr", Salary(42_000, 48_000, "EUR", "year")),
        ("Salaire : 25 000 € à 28 500 € brut par an", Salary(25_000, 28_500, "EUR", "year")),
        ("Salario\n1.400 € brutos al mes", Salary(1400, None, "EUR", "month")),
        ("RAL\n€ 26.000 - 32.000", Salary(26_000, 32_000, "EUR", "year")),
        ("Lön: 29 000 - 33 000 kr/mån", Salary(29_000, 33_000, "SEK", "month")),
        ("Løn: 38.000-45.000 kr. pr. måned", Salary(38_000, 45_000, "DKK", "month")),
        ("R$ 8.000,00 a R$ 11.500,00 por mês", Salary(8000, 11_500, "BRL", "month")),
        ("給与\n年収 500万円〜800万円", Salary(5_000_000, 8_000_000, "JPY", "year")),
        ("給与\n月給25万円～30万円", Salary(250_000, 300_000, "JPY", "month")),
        ("연봉 5,000만원 ~ 7,000만원", Salary(50_000_000, 70_000_000, "KRW", "year")),
        ("月薪：20,000-35,000元", Salary(20_000, 35_000, "CNY", "month")),
        ("Оклад: от 60 000 рублей в месяц", Salary(60_000, None, "RUB", "month")),
        ("Salary: ₹18-25 LPA", Salary(1_800_000, 2_500_000, "INR", "year")),
        ("Salary: Rs. 8,00,000 - 12,00,000 P.A.", Salary(800_000, 1_200_000, "INR", "year")),
        ("Jahreslohn: CHF 78'000 bis CHF 100'000", Salary(78_000, 100_000, "CHF", "year")),
        ("Wynagrodzenie: 12 000 – 16 000 zł brutto / mies.", Salary(12e3, 16e3, "PLN", "month")),
        ("Mzda\n35 000 – 42 000 Kč / měsíc", Salary(35_000, 42_000, "CZK", "month")),
        ("Stundenlohn: 14,50 €", Salary(14.5, None, "EUR", "hour")),
        ("Salary: £45,000 per annum pro rata", Salary(45_000, None, "GBP", "year")),
        ("Pay is $31 an hour. Call Ann.", Salary(31, None, "USD", "hour")),
        ("$120K/yr - $220K/yr", Salary(120_000, 220_000, "USD", "year")),
        ("Salary range $100,000-$150,000 CAD", Salary(100_000, 150_000, "CAD", "year")),
        ("Salary: 50k-60k EUR", Salary(50_000, 60_000, "EUR", "year")),
    ],
)
def test_pay_is_read_in_the_ways_of_many_countries(text: str, salary: Salary) -> None:
    assert stated_salary(f"About us\n{text}\nApply") == salary


@pytest.mark.parametrize(
    "text",
    [
        "We closed a $20M Series A and raised $5,000,000 before that",
        "Our customers spent $3,000,000 with us last year",
        "Competitive salary, 401k match, founded 2012, 500 employees",
        "Salaried staff cost £4,000,000 last year",
        "Competitive salary and equity\n$1,500 for your desk",
        "A $5 billion market",
        "Up to $5,000 signing bonus",
        "Vale-refeição de R$ 40 por dia",
        "Medical plan costs $25 a month",
    ],
)
def test_other_money_is_no_pay(text: str) -> None:
    assert stated_salary(f"About us\n{text}\nApply") is None


@pytest.mark.parametrize(
    ("field", "salary"),
    [
        ("50.000 - 60.000 EUR", Salary(50_000, 60_000, "EUR", "year")),
        (50_000, Salary(50_000, 50_000, None, None)),
        ({"value": "50,000.00", "currency": "usd"}, Salary(50_000, 50_000, "USD", None)),
        (
            {"currency": "€", "minValue": 10, "maxValue": "12,50", "unitText": "HOUR"},
            Salary(10, 12.5, "EUR", "hour"),
        ),
        ([{"value": {"minValue": 9, "unitCode": "Monthly"}}], Salary(9, None, None, "month")),
        ("Negotiable", None),
        ({}, None),
        (None, None),
    ],
)
def test_a_field_for_pay_is_read_in_every_shape(field: Any, salary: Salary | None) -> None:
    assert salary_of(field) == salary


@pytest.mark.parametrize(
    ("line", "salary"),
    [
        ("Pay: $18 per hour", Salary(18, None, "USD", "hour")),
        ("$19.75/hr", Salary(19.75, None, "USD", "hour")),
        ("€2,900 per month", Salary(2900, None, "EUR", "month")),
        ("88,000 PLN per year", Salary(88_000, None, "PLN", "year")),
        ("£13 per hour", Salary(13, None, "GBP", "hour")),
    ],
)
def test_a_single_sum_keeps_its_period(line: str, salary: Salary) -> None:
    assert stated_salary(f"About us\n{line}\nApply") == salary


@pytest.mark.parametrize(
    ("line", "currency"),
    [
        *(("Salary: HKD $40,000 a month", "HKD"), ("Salary: AUD $88,000", "AUD")),
        *(("Salary: $88,000 NZD", "NZD"), ("Salary: SGD$6,000 - SGD$7,000 a month", "SGD")),
    ],
)
def test_a_code_beside_the_sign_tells_the_currency(line: str, currency: str) -> None:
    found = stated_salary(line)
    assert found is not None
    assert found.currency == currency


@pytest.mark.parametrize(
    ("countries", "currency"),
    [({"SG"}, "SGD"), ({"US"}, "USD"), ({"US", "CA"}, "USD"), ((), "USD")],
)
def test_a_dollar_is_that_of_the_place(countries: set[str], currency: str) -> None:
    assert stated_salary("Salary: $88,000", countries) == Salary(88_000, None, currency, "year")


@pytest.mark.parametrize(
    "line",
    [
        *("Salary: up to €41,000 a year", "Salaire : jusqu'à 41 000 € par an"),
        *("Gehalt: bis zu 41.000 € im Jahr", "Salario: hasta 41.000 € al año"),
        *("Salário: até 41.000 € por ano", "Retribuzione: fino a 41.000 € annui"),
        "Salaris: tot € 41.000 per jaar",
    ],
)
def test_a_ceiling_is_no_floor(line: str) -> None:
    assert stated_salary(line) == Salary(None, 41_000, "EUR", "year")


def test_two_weeks_are_no_period() -> None:
    assert stated_salary("Pay: $1,900 every two weeks") == Salary(1900, None, "USD", None)
    assert stated_salary("Pay: $31 per hour, 2 weeks off") == Salary(31, None, "USD", "hour")
    assert [period_of(each) for each in ("2 WEEK", "bi-weekly-salary", "1 WEEK")] == [
        None,
        None,
        "week",
    ]


def test_numbers_are_one_range_though_characters_of_no_width_stand_between() -> None:
    text = "Mzda 40 000 \u200d\u2013\u200d 60 000 Kč / měsíc"
    assert stated_salary(text) == Salary(40_000, 60_000, "CZK", "month")


def test_thousands_may_be_written_with_a_letter() -> None:
    pay = {"value": "55k", "currency": "EUR", "unitText": "YEAR"}
    assert salary_of(pay) == Salary(55_000, 55_000, "EUR", "year")


@pytest.mark.parametrize(
    "pay",
    [
        {"minValue": 1, "maxValue": 1, "currency": "USD", "unitText": "YEAR"},
        {"minValue": 90_000, "maxValue": 50, "currency": "USD", "unitText": "YEAR"},
        {"value": 60_000, "currency": "EUR", "unitText": "HOUR"},
    ],
)
def test_nonsense_is_no_pay(pay: dict[str, Any]) -> None:
    assert salary_of(pay) is None
