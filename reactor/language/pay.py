"""Pay in texts and in structured data."""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re
from collections.abc import Collection
from itertools import islice
from typing import Any

from reactor.language.money import (
    MoneyAmount,
    currency_in,
    currency_of,
    number,
    sums_of_money,
    without_joiners,
)
from reactor.language.pay_periods import YEARLY, period_of, stated_period
from reactor.posting import Salary

_PAY_WORDS = r"""
    salar(?:y|ies) | compensation | base[ ]pay | pay[ ](?:range|rate|scale|band) | rate[ ]of[ ]pay
    | hourly[ ](?:rate|wage) | wages? | remuneration | pay | OTE | CTC
    | gehalt\w* | [^\W_]*lohn | [^\W_]*gehalt | [^\W_]*vergütung\w* | verdienst | bezahlung
    | [^\W_]*entgelt | einkommen | haustarif\w* | entgeltgruppe | besoldung\w* | TV[öo]D | TV-L
    | salaires? | rémunération | salari[oa]?s? | sueldo | retribución | retribuci[óo]n? | banda[ ]salarial
    | TJM | SMIC | vencimentos?
    | RAL | retribuzione | stipendio | [^\W_]*salaris | [^\W_]*loon | [^\W_]*lön | [^\W_]*lønn? | palkka
    | salário | remuneração | wynagrodzenie | pensja | zarobki | mzda | plat | odměna | fizetés | bér
    | зарплата | заработная[ ]плата | оклад | оплата | зп | ücret | maaş | الراتب | راتب | שכר
    | 給与 | 給料 | 年収 | 月給 | 月収 | 年俸 | 時給 | 日給 | 薪资 | 薪酬 | 月薪 | 年薪 | 薪水 | 工资
    | 급여 | 연봉 | 월급 | 시급
"""
_PAY = re.compile(rf"(?<![^\W_])(?:{_PAY_WORDS})(?![^\W_]*[a-z])", re.IGNORECASE | re.VERBOSE)
_LABEL = re.compile(
    rf"(?:[^\W\d]+\s){{0,2}}(?:{_PAY_WORDS})(?:\s(?:ranges?|rate|bands?|scale|recommendation|package"
    rf"|details|information|offered|brutto|bruto|brut[ao]?|annuale?|anual|mensual|\([^)]*\)))*\s*[:：]?",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER_MONEY = re.compile(
    r"series [a-e]\b|\braised|funding|fundrais|revenue|turnover|umsatz|chiffre d'affaires|valuation"
    r"|\barr\b|\baum\b|budget|invest|customers|market|401\(?k|bonus|stipend|allowance|reimburse"
    r"|\bplan\b|insurance|deductible|fee\b|\bcosts?\b|worth|vale-|vale |zuschuss|prämie|referral"
    r"|sign-?on|grant|donat|scholarship|equipment|learning|\bprojects?\b|projekte|auftragsvolumen"
    r"|\bprices?\b|preis|\bprix\b|precio|prezzo|preço|\bcena\b|rabatt|discount",
    re.IGNORECASE,
)
_ITALIAN = re.compile(r"\bRAL\b")
_CROWNS = {
    "NOK": re.compile(r"lønn|måned(?:en)? i norge", re.IGNORECASE),
    "DKK": re.compile(r"løn", re.IGNORECASE),
    "SEK": re.compile(r"lön|\bmån\b|månad", re.IGNORECASE),
}
# What is said of pay and of hardly anything else: "15 000 zł netto + VAT".
_GROSS = re.compile(
    r"\W{0,3}(?:brutto|netto|bruts?|brutos?|netos?|gross|lord[oi]|nett[oi]|bruto|hrubého)\b"
    r"(?! (?:profit|margin|revenue|sales|leasable|floor|weight))",
    re.IGNORECASE,
)
# What a range of pay may have beside it: "€115,000-€140,000, bonus up to 25%".
_BESIDES = re.compile(r"\s*(?:[,;+&]|plus\b|and\b|zzgl\b|sowie\b)", re.IGNORECASE)
_MIN_RANGE = 10_000.0
_LEAST = 3.0
_REACH = 30
_MAX_AMOUNT = 30
_MAX_LINE = 3000
# For each sum of a line all that stands before it is looked at.
_MAX_SUMS = 30


# What stands before the one sum of a ceiling.
_CEILING = re.compile(
    r"(?:\bup to|\bjusqu['\u2019][àa](?: concurrence de)?|\bbis(?: zu)?|\baté|\bhasta|\bfino a|\btot|\bupp till"
    r"|\bop(?:p)? til|\bdo|\bдо|\bmax(?:imum|imal|\.)?(?: of)?|\ba maximum of|\bas much as|\bno more than)"
    r"[\s:]*$",
    re.IGNORECASE,
)
_MIN_OF = {"hour": 1.0, "day": 5.0, "week": 10.0, "month": 50.0, "year": 1_000.0}
_MAX_OF = {"hour": 2e3, "day": 5e4, "week": 2e5, "month": 1e6, "year": 2e7}
"""What somebody may be paid in a currency of `YEARLY`; what is below or above is a mistake."""


def plausible(pay: Salary) -> Salary | None:
    """The pay, None if it is nonsense: one dollar a year, more at least than at most."""
    least, most = pay.min, pay.max
    top = most if most is not None else least
    if top is None or top <= 1 or (least is not None and least > top):
        return None
    if pay.period is None or not pay.currency or pay.currency not in YEARLY:
        return pay
    return pay if _MIN_OF[pay.period] <= top <= _MAX_OF[pay.period] else None


def amount(value: object) -> float | None:
    """A number that machines wrote, as a number or as text; None if it is not a positive one."""
    if isinstance(value, str):
        return _written_amount(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    found = float(value)
    return found if 0 < found < float("inf") else None


def _written_amount(text: str) -> float | None:
    """The number in a text that holds one: `17.00`, `50,000.00`, `12,50`, `50.000`, `€ 900`."""
    written = re.fullmatch(r"[^\d-]{0,4}(\d[\d.,'\u2019 \u00a0]*)(\D{0,4})", text)
    if not written or len(text) > _MAX_AMOUNT:
        return None
    digits = written[1].rstrip("., ")
    # More than three digits behind the point are a fraction that a machine wrote.
    found = float(digits) if re.fullmatch(r"\d+\.\d{4,}", digits) else number(digits)
    if re.match(r"\s*k\b", written[2], re.IGNORECASE):
        found *= 1000
    return found if 0 < found < float("inf") else None


def salary_of(stated: Any) -> Salary | None:
    """The pay in what a field for it holds: a schema.org MonetaryAmount, alike, text or a number.

    Nonsense counts as nothing.
    """
    found = _salary_of(stated)
    return None if found is None else plausible(found)


def _salary_of(stated: Any) -> Salary | None:
    if isinstance(stated, list):
        return next(filter(None, map(_salary_of, stated)), None)
    if isinstance(stated, str):
        return _of_field(stated)
    if not isinstance(stated, dict):
        least = amount(stated)
        return None if least is None else Salary(least, least, None, None)
    pay = _lower_keys(stated)
    value = pay.get("value")
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, str) and amount(value) is None and (found := _of_field(value)):
        return found
    sums = _lower_keys(value) if isinstance(value, dict) else {**pay, "value": value}
    least = _first_amount(sums, "minvalue", "min", "minimum", "from", "low", "value", "amount")
    most = _first_amount(sums, "maxvalue", "max", "maximum", "to", "high", "value", "amount")
    if least is None and most is None:
        return None
    unit = next(filter(None, (_word(each.get(key)) for each in (sums, pay) for key in _UNITS)), "")
    currency = (
        _word(pay.get("currency")) or _word(sums.get("currency")) or _word(pay.get("currencycode"))
    )
    code = currency.upper() if re.fullmatch("[A-Za-z]{3}", currency) else currency_of(currency)
    return Salary(least, most, code or None, period_of(unit))


_UNITS = ("unittext", "unitcode", "period", "interval", "unit", "per")


def stated_salary(text: str, countries: Collection[str] = ()) -> Salary | None:
    """The pay in the first line of `text` that speaks of pay and names a sum of money.

    A sum counts without such a word if it is per hour, month or year in so many words.

    Args:
        text: the posting, or the field for its pay.
        countries: ISO 3166 codes of where the work is done: `$` is that country's dollar.
    """
    lines = text.split("\n")
    label = ""
    unlabelled: Salary | None = None
    for line in lines:
        words = without_joiners(line.removeprefix("- ")[:_MAX_LINE])
        for money in _marked_sums(words) if any(map(str.isdigit, words)) else ():
            before = words[: money.start]
            named = bool(_PAY.search(before)) or (bool(label) and money.start <= _REACH)
            told = named or _GROSS.match(words, money.end) is not None
            if not _is_pay(words, money, told=named):
                continue
            found = plausible(_salary(words, money, label, countries, sized=told))
            if found is None:
                continue
            if told and not named and not (found.period and _is_wage(found)):
                continue
            if told and (money.symbol or money.suffix or _LABEL.match(words)):
                return found
            if unlabelled is None and money.symbol and found.period and _is_wage(found):
                unlabelled = found
        label = words if _LABEL.fullmatch(words.strip()) else ""
    return unlabelled


def _marked_sums(line: str) -> list[MoneyAmount]:
    """The first sums of a line that are written as money is."""
    sums = (money for money in sums_of_money(line) if money.symbol or money.suffix)
    return list(islice(sums, _MAX_SUMS))


def _is_pay(line: str, money: MoneyAmount, *, told: bool) -> bool:
    """Whether what stands around a sum lets it be somebody's pay."""
    if money.least < _LEAST:
        return False
    after = line[money.end : money.end + 25]
    if money.most is not None and money.least >= _MIN_RANGE and _BESIDES.match(after):
        after = ""
    around = line[max(0, money.start - 40) : money.end] + after
    if told:
        # "Salary: $100,000 + bonus": what follows the sum of a salary does not unmake it.
        paid = list(_PAY.finditer(line, 0, money.start))
        around = line[paid[-1].end() : money.start] if paid else line[: money.start]
    return not _OTHER_MONEY.search(around)


def _is_wage(found: Salary) -> bool:
    """Whether a sum without a word for pay is large enough for its period."""
    least = {"hour": 5, "day": 40, "week": 100, "month": 400, "year": 8000}
    amount = found.max if found.min is None else found.min
    return amount is not None and found.period is not None and amount >= least[found.period]


def _of_field(words: str) -> Salary | None:
    """The pay in a field that holds nothing else: a number needs no currency there."""
    words = without_joiners(words)
    found = next((money for money in sums_of_money(words) if money.least >= _LEAST), None)
    return None if found is None else _salary(words, found, "", (), sized=True)


def _salary(
    line: str, money: MoneyAmount, label: str, countries: Collection[str], *, sized: bool
) -> Salary:
    currency = currency_in(money.symbol, countries) or _currency(f"{label} {line}", money)
    least: float | None = money.least
    most = money.most
    if most is None and _CEILING.search(line[max(0, money.start - _REACH) : money.start]):
        least, most = None, least
    return Salary(least, most, currency or None, stated_period(line, money, label, sized=sized))


def _currency(context: str, money: MoneyAmount) -> str:
    currency = money.currency
    if money.symbol.lower() == "kr":
        currency = next((code for code, sign in _CROWNS.items() if sign.search(context)), "")
    elif money.symbol in {"¥", "￥"} and re.search("元|薪|工资|人民币", context):
        currency = "CNY"
    elif not money.symbol and money.suffix in {"lpa", "lakh", "lakhs", "lac", "lacs"}:
        currency = "INR"
    elif not money.symbol and _ITALIAN.search(context):
        currency = "EUR"
    return currency


def _first_amount(sums: dict[str, Any], *names: str) -> float | None:
    return next(filter(None, (amount(sums.get(name)) for name in names)), None)


def _word(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _lower_keys(value: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).lower().lstrip("@"): entry for key, entry in value.items()}
