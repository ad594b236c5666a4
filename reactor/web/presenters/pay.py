"""What a posting pays, in somebody's language."""

# ruff: noqa: PLC0415 - Babel is loaded by the first page that needs it: it takes 6 MB

from typing import Protocol

from reactor.web.i18n import Words


class Stated(Protocol):
    """Pay as it was stated."""

    @property
    def min(self) -> float | None:
        """The least."""

    @property
    def max(self) -> float | None:
        """The most."""

    @property
    def currency(self) -> str:
        """Its code, or whatever was written."""

    @property
    def period(self) -> str:
        """`year`, `month`, `week`, `day`, `hour`, or whatever was written."""


def pay(stated: Stated, words: Words) -> str:
    """`€60,000 to €75,000 a year`, `""` if no amount is stated."""
    amounts = [_amount(each, stated.currency, words) for each in (stated.min, stated.max) if each]
    if not amounts:
        return ""
    low, high = amounts[0], amounts[-1]
    said = low if low == high else words("matches.range", low=low, high=high)
    key = f"matches.pay.{stated.period.lower()}"
    if key in words.texts:
        return words(key, amount=said)
    return " ".join(filter(None, [said, stated.period]))


def _amount(value: float, currency: str, words: Words) -> str:
    from babel import Locale
    from babel.numbers import format_currency, is_currency

    code = currency.strip().upper()
    whole = value == round(value)
    if not is_currency(code):
        return " ".join(filter(None, [words.number(round(value, 2)), currency]))
    usual: str = Locale(words.language).currency_formats["standard"].pattern
    form = usual.replace(".00", "") if whole else usual
    return format_currency(value, code, form, locale=words.language, currency_digits=False)
