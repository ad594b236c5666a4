"""Sizes and sums of money, as a language writes them."""

# ruff: noqa: PLC0415 - Babel is loaded by the first page that needs it: it takes 6 MB

from reactor.web.i18n import Words

_SIZES = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
_FEW = 10
_CENT = 0.01


def size(number: int, words: Words) -> str:
    """Bytes: `84 MB`, `4.2 GB`, `4,2 GB`."""
    from babel.numbers import format_decimal

    for unit, name in _SIZES:
        if number >= unit:
            shown = number / unit
            digits = "#,##0.#" if shown < _FEW else "#,##0"
            return f"{format_decimal(shown, digits, locale=words.language)} {name}"
    return f"{words.number(number)} B"


def money(dollars: float, words: Words) -> str:
    """US dollars, with as many digits as small sums need."""
    from babel.numbers import format_currency

    digits = "¤0.0000" if 0 < dollars < _CENT else None
    fitting = digits is None
    return format_currency(dollars, "USD", digits, locale=words.language, currency_digits=fitting)
