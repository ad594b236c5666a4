"""The period of a sum of pay: an hour, a day, a week, a month or a year."""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re

from reactor.language.money import MoneyAmount

YEARLY = frozenset(("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", ""))
"""Currencies in which a large sum without a period is a year's."""

_PERIODS = {
    "hour": r"hour\w*|hr|hrs|h|ph|p[./]h|std|stunden?\w*|heure|hora|ora|uur|timme|tim|time|timen|godz\w*|hod\w*"
    r"|час\w*|saat\w*|時給|時間|小时|시급|시간|hourly|tunti|h",
    "day": r"days?|daily|tag\w*|jour|día|dia|giorno|dag|dzień|den|день|日給|日|天",
    "week": r"weeks?|weekly|wk|woche\w*|wöchentlich|semaine|semana|settimana|vecka|uge|uke|неделю",
    "month": r"months?|monthly|mo|monat\w*|mtl|mon|mois|mensuels?|mes|mensual(?:es)?|mês|mensal|mensais|mese"
    r"|mensil\w*|maand|månad\w*|mån|måned\w*|md|mnd|kk|kuukausi|mies\w*|miesi\w*|měsíc\w*|měs|hó\w*"
    r"|месяц|мес|ay|aylık|شهريا|شهري|الشهر|חודש\w*|月給|月薪|月収|月|월급|월",
    "year": r"years?|yearly|yr|annum|annual\w*|annually|p\.?\s?a|pa|jahr\w*|jährlich|an(?!\W+h(?:ou)?r)|année|annuel\w*"
    r"|año|anual\w*|ano|anno|annu[oi]\w*|any|jaar|år|års\w*|vuosi|rok|rocznie|ročně|év|год|yıl\w*"
    r"|年収|年薪|年俸|年|연봉|년|lpa|ral|سنويا|שנה|שנתי",
}  # fmt: skip
_AFTER = re.compile(
    r"(?:\W|\b(?:per|an?|a|de|die|der|pro|par|por|al|à|alla|all|ao|je|im|in|i|za|w|na|в|za|om|l|brutto|brut|bruts?"
    r"|brutos?|bruto|lord[oi]|lorda|gross|net|netto|netos?|before|tax|of|the|pr|bei|14|12|x|gehälter"
    r"|depending|on)\b){0,8}?(?:"
    + "|".join(
        f"(?<![^\\W\\d_])(?P<{name}>{words})(?![^\\W\\d_])" for name, words in _PERIODS.items()
    )
    + ")",
    re.IGNORECASE,
)
_NAMED = {
    "hour": re.compile(
        r"stundenlohn|hourly|per hour|timlön|時給|시급|(?:taux|smic|salaire) horaire|uurloon",
        re.IGNORECASE,
    ),
    "day": re.compile(r"day rate|tagessatz|daily|日給|\bTJM\b|dagtarief", re.IGNORECASE),
    "month": re.compile(
        r"monats(?:lohn|gehalt)|monthly|månadslön|månedslønn?|月給|月薪|月収|월급|mensual|mensile|mensuel|maandloon",
        re.IGNORECASE,
    ),
    "year": re.compile(
        r"jahres\w*|annual|yearly|årslön|årsløn|年収|年薪|年俸|연봉|\bRAL\b|\bCTC\b|\bOTE\b|anual|annuel"
        r"|annuo|jaarsalaris",
        re.IGNORECASE,
    ),
}
_MACHINE_PERIODS = ("year", "month", "week", "day", "hour")
_MACHINE_ALIASES = {"annual": "year", "annum": "year", "yr": "year", "hr": "hour", "dai": "day"}
_MIN_YEARLY = 12_000.0
# What pay is for where nothing says so: from and to which sum of a currency it is an hour's and a
# month's. Dollars and pounds of thousands are as often a week's.
_HOURLY = {
    **dict.fromkeys(("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD"), (7.0, 150.0)),
    "PLN": (20.0, 300.0),
}
_MONTHLY = {
    "EUR": (500.0, 9_999.0), "CHF": (2_000.0, 15_000.0), "PLN": (2_500.0, 45_000.0),
    "CZK": (15_000.0, 200_000.0), "SEK": (15_000.0, 99_999.0), "NOK": (15_000.0, 99_999.0),
    "DKK": (12_000.0, 99_999.0), "BRL": (900.0, 50_000.0), "HUF": (200_000.0, 3_000_000.0),
    "RON": (1_500.0, 40_000.0),
}  # fmt: skip
_REACH = 30

# Half a month and two weeks are none of the periods of `Salary`.
_NO_PERIOD = re.compile(
    r"\bbi-?\s?week|fortnight|semi-?\s?month|(?:\b2|\btwo|\bother|\bsecond|\b14)[ _-]?(?:weeks?|days)\b"
    r"|twice (?:a|per) month|14-?t[äa]gig|zweiw[öo]chentlich|quinzaine|quincenal|quinzenal|bisettimanal"
    r"|tweewekelijks",
    re.IGNORECASE,
)


def period_of(words: str) -> str | None:
    """The period that `words` such as `1 YEAR` or `per-hour-wage` name, as in `Salary`.

    Two weeks, and half a month, are none.
    """
    if _NO_PERIOD.search(words):
        return None
    lowered = words.lower()
    if named := next((period for period in _MACHINE_PERIODS if period in lowered), None):
        return named
    return next((period for part, period in _MACHINE_ALIASES.items() if part in lowered), None)


def stated_period(line: str, money: MoneyAmount, label: str, *, sized: bool = False) -> str | None:
    """The period of a sum in a line, by what stands behind it, before it, or by how much it is.

    Args:
        line: where it stands.
        money: the sum.
        label: the label above the line, `""` if there is none.
        sized: whether it is pay for certain, so that its size may tell.
    """
    if money.suffix == "lpa":
        return "year"
    behind = line[money.end : money.end + 60]
    after, other = _AFTER.match(behind), _NO_PERIOD.search(behind[:_REACH])
    if _NO_PERIOD.search(label) or (other and (after is None or other.start() < after.end())):
        return None
    if after:
        return after.lastgroup
    before = f"{label} {line[: money.start]}"
    named = (period for period, sign in _NAMED.items() if sign.search(before))
    if period := next(named, None):
        return period
    large = money.least >= _MIN_YEARLY and money.currency in YEARLY
    if large or money.suffix == "k":
        return "year"
    return _by_size(money) if sized else None


def _by_size(money: MoneyAmount) -> str | None:
    """The period for which a sum of pay is as large as pay is."""
    top = money.least if money.most is None else money.most
    for period, sizes in (("hour", _HOURLY), ("month", _MONTHLY)):
        least, most = sizes.get(money.currency, (0.0, 0.0))
        if least <= money.least and top <= most:
            return period
    return None
