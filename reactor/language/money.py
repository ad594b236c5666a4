"""Sums of money, as people of many countries write them."""

# ruff: noqa: E501, RUF001 - symbols and words of many languages

import re
from collections.abc import Collection
from dataclasses import dataclass

_CURRENCIES = {
    "US$": "USD", "USD": "USD", "CA$": "CAD", "C$": "CAD", "CAD": "CAD", "A$": "AUD", "AU$": "AUD",
    "AUD": "AUD", "NZ$": "NZD", "NZD": "NZD", "S$": "SGD", "SGD": "SGD", "HK$": "HKD", "HKD": "HKD",
    "NT$": "TWD", "TWD": "TWD", "MX$": "MXN", "MXN": "MXN", "R$": "BRL", "BRL": "BRL", "$": "USD",
    "€": "EUR", "EUR": "EUR", "Euro": "EUR", "Euros": "EUR", "£": "GBP", "GBP": "GBP", "CHF": "CHF",
    "Fr.": "CHF", "SEK": "SEK", "DKK": "DKK", "NOK": "NOK", "ISK": "ISK", "kr": "", "zł": "PLN",
    "PLN": "PLN", "Kč": "CZK", "CZK": "CZK", "Ft": "HUF", "HUF": "HUF", "lei": "RON", "RON": "RON",
    "лв": "BGN", "BGN": "BGN", "₹": "INR", "Rs.": "INR", "Rs": "INR", "INR": "INR", "₽": "RUB",
    "руб": "RUB", "рублей": "RUB", "RUB": "RUB", "₴": "UAH", "грн": "UAH", "UAH": "UAH",
    "₺": "TRY", "TL": "TRY", "TRY": "TRY", "₪": "ILS", 'ש"ח': "ILS", "ILS": "ILS", "NIS": "ILS",
    "درهم": "AED", "AED": "AED", "ريال": "SAR", "SAR": "SAR", "QAR": "QAR", "EGP": "EGP",
    "円": "JPY", "JPY": "JPY", "¥": "JPY", "￥": "JPY", "元": "CNY", "CNY": "CNY", "RMB": "CNY",
    "₩": "KRW", "원": "KRW", "KRW": "KRW", "₱": "PHP", "PHP": "PHP", "฿": "THB", "THB": "THB",
    "RM": "MYR", "MYR": "MYR", "Rp": "IDR", "IDR": "IDR", "₫": "VND", "VND": "VND", "R": "ZAR",
    "ZAR": "ZAR", "₦": "NGN", "NGN": "NGN", "KES": "KES", "CLP": "CLP", "COP": "COP", "ARS": "ARS",
    "PEN": "PEN", "PKR": "PKR", "LKR": "LKR", "NPR": "NPR", "UYU": "UYU", "KSh": "KES", "GHS": "GHS",
    "MAD": "MAD", "TND": "TND", "BDT": "BDT", "KWD": "KWD", "BHD": "BHD", "OMR": "OMR", "JOD": "JOD",
}  # fmt: skip
# What a sign that several countries write means in each, by ISO 3166 code.
_OF_COUNTRY = {
    "$": {
        "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN",
        "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU",
    },
    "rs": {"PK": "PKR", "LK": "LKR", "NP": "NPR"},
    "rs.": {"PK": "PKR", "LK": "LKR", "NP": "NPR"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "¥": {"CN": "CNY", "JP": "JPY"},
    "￥": {"CN": "CNY", "JP": "JPY"},
}  # fmt: skip
_BY_LENGTH = sorted(_CURRENCIES, key=len, reverse=True)
_TIMES = {
    "k": 1e3, "tys": 1e3, "tys.": 1e3, "тыс": 1e3, "тыс.": 1e3, "mil": 1e3, "万": 1e4, "만": 1e4,
    "w": 1e4, "lpa": 1e5, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "l": 1e5,
}  # fmt: skip
_SPACE = r"[ \u00a0\u202f\u2009]"
_NUMBER = rf"\d{{1,3}}(?:(?:[.,'\u2019]|{_SPACE})\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?|\d{{1,2}}(?:,\d\d)+,\d{{3}}|\d+(?:[.,]\d{{1,2}}(?!\d))?"
_SUFFIX = r"k(?![^\W\d_])|tys\.?|тыс\.?|万|만|lpa\b|lakhs?\b|lacs?\b|l(?![^\W\d_])"
_CURRENCY = (
    "|".join(
        # Letters must not be part of a word: "R" of a "Role 3", "lei" of "leiten".
        rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])"
        if name[-1].isalpha() and name.isascii()
        else re.escape(name)
        for name in _BY_LENGTH
        if name != "R"
    )
    + r"|(?<!\w)R(?=\s?\d)"
)
_CODES = "|".join(sorted({code for code in _CURRENCIES.values() if code}))
_TO = r"(?:-|\u2010|\u2011|\u2013|\u2014|~|\u301c|\uff5e|/|to|bis|et|à|a|al|até|y|e|and|en|und|och|og|till|til|tot|до|do|إلى|ila|から|至)"


def _amount(name: str) -> str:
    """A pattern for a number with its currency before or behind it, in groups called `name`."""
    code = rf"(?:(?P<{name}_code>{_CODES}){_SPACE}?(?=[$€£¥₹]))?"
    before = rf"{code}(?:(?P<{name}_before>{_CURRENCY}){_SPACE}?)?"
    after = rf"(?:{_SPACE}?(?P<{name}_after>{_CURRENCY}))?"
    return rf"{before}(?P<{name}>{_NUMBER})(?:,[-\u2013])?{_SPACE}?(?P<{name}_times>{_SUFFIX})?\+?{after}"


_UNIT_BETWEEN = rf"(?:{_SPACE}?(?:/|per){_SPACE}?(?:yr|year|hr|hour|month|mo)\b)?"
_RANGE = re.compile(
    rf"(?<![A-Za-z0-9.,]){_amount('low')}(?:{_UNIT_BETWEEN}{_SPACE}{{0,2}}{_TO}{_SPACE}{{0,2}}{_amount('high')})?",
    re.IGNORECASE,
)
_MILLIONS = re.compile(
    rf"{_SPACE}?(?:(?:mm?|mn|mio|mln|mrd|bn?|md)\b(?![-\u2013/])|milli\w+|billi\w+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class MoneyAmount:
    """One sum or a range of money.

    Attributes:
        least: the lower end.
        most: the upper end, None for a single sum.
        currency: ISO 4217; `""` if it is known to be crowns of some country or not stated at all.
        symbol: the currency as written, `""` if not.
        suffix: what multiplies the numbers as written, such as `k` or `LPA`.
        start: where it begins in the text.
        end: where it ends.
    """

    least: float
    most: float | None
    currency: str
    symbol: str
    suffix: str
    start: int
    end: int


def sums_of_money(text: str) -> list[MoneyAmount]:
    """All numbers and ranges of numbers that may be money: not millions, with or without symbol."""
    found = list[MoneyAmount]()
    for match in _RANGE.finditer(text):
        if _MILLIONS.match(text, match.end("high") if match["high"] else match.end("low")):
            continue
        if (money := _sum(match)) is not None:
            found.append(money)
    return found


def number(written: str) -> float:
    """The value of digits with separators of any style: `1.400,50`, `1,400.50`, `100'000`."""
    digits = re.sub(r"[\s\u00a0\u202f\u2009'\u2019]", "", written)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    whole, fraction = digits[:last], digits[last + 1 :]
    if len(fraction) == 3 and whole != "0":  # noqa: PLR2004 - thousands come in threes
        whole, fraction = whole + fraction, ""
    return float(f"{re.sub('[.,]', '', whole)}.{fraction or 0}")


def currency_of(symbol: str) -> str:
    """The ISO 4217 code of a symbol, a name or a code; `""` if it is none or ambiguous."""
    wanted = symbol.strip().lower()
    return next((code for name, code in _CURRENCIES.items() if name.lower() == wanted), "")


def currency_in(symbol: str, countries: Collection[str]) -> str:
    """What a sign of several currencies, such as `$`, means in a country; `""` if that is not clear.

    Args:
        symbol: the currency as written.
        countries: ISO 3166 codes of where the work is done.
    """
    known = _OF_COUNTRY.get(symbol.lower(), {})
    meant = {known.get(country, "") for country in countries}
    return meant.pop() if len(meant) == 1 else ""


def without_joiners(text: str) -> str:
    """A text without the characters of no width that stand between numbers on some pages."""
    return text.translate(_NO_WIDTH)


_NO_WIDTH = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F))


def _sum(match: re.Match[str]) -> MoneyAmount | None:
    symbols = ("low_code", "low_before", "low_after", "high_code", "high_before", "high_after")
    written = [match[name] for name in symbols if match[name]]
    # "$100,000 CAD": the code is exact.
    symbol = next((each for each in written if len(each) == 3), written[0] if written else "")  # noqa: PLR2004
    low_times, high_times = (match["low_times"] or "").lower(), (match["high_times"] or "").lower()
    if match["low"] == "401" and low_times == "k":
        return None
    least = number(match["low"]) * _TIMES.get(low_times or high_times, 1)
    most = number(match["high"]) * _TIMES.get(high_times or low_times, 1) if match["high"] else None
    if most is not None and most < least:
        return None
    suffix = high_times or low_times
    return MoneyAmount(least, most, currency_of(symbol), symbol, suffix, match.start(), match.end())
