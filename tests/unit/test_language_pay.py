# ruff: noqa: RUF001 - sums as people of many countries write them
from typing import Any

import pytest

from reactor.language.pay import salary_of, stated_salary
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
