"""The country of a posting's currency, as a hint if no place is given."""

import re

from reactor.posting import Posting

# Currencies of a single country. Dollars and euros are used in many.
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
    """The currency of the pay and its country, if it is a single country's; else None."""
    currency = (posting.salary.currency if posting.salary else None) or ""
    if not currency and _RUPEES.search(posting.text):
        currency = "INR"
    country = _COUNTRIES.get(currency)
    return (currency, country) if country else None
