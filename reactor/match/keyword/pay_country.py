"""The country of a posting's currency, as a hint where no place is given."""

import re

from reactor.posting import Posting

# Money of one country alone. Dollars and euros are paid in many.
_COUNTRIES = {
    "AUD": "AU",
    "BRL": "BR",
    "CAD": "CA",
    "CHF": "CH",
    "CZK": "CZ",
    "DKK": "DK",
    "GBP": "GB",
    "HKD": "HK",
    "HUF": "HU",
    "ILS": "IL",
    "INR": "IN",
    "JPY": "JP",
    "KRW": "KR",
    "MXN": "MX",
    "NOK": "NO",
    "NZD": "NZ",
    "PLN": "PL",
    "RON": "RO",
    "SEK": "SE",
    "SGD": "SG",
    "TRY": "TR",
    "ZAR": "ZA",
}
_RUPEES = re.compile(r"\brupees?\b|₹|\blakhs?\b|\bLPA\b", re.IGNORECASE)


def country_of_pay(posting: Posting) -> tuple[str, str] | None:
    """The currency that is paid and its country, where that is one country's own; else None."""
    currency = (posting.salary.currency if posting.salary else None) or ""
    if not currency and _RUPEES.search(posting.text):
        currency = "INR"
    country = _COUNTRIES.get(currency)
    return (currency, country) if country else None
