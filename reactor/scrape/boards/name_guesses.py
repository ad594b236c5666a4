"""Guesses addresses of boards from a company's name."""

import re
import unicodedata

# The systems with the most boards whose addresses consist of a name only; each is requested.
_ADDRESSES = (
    "https://job-boards.greenhouse.io/{}",
    "https://jobs.lever.co/{}",
    "https://jobs.eu.lever.co/{}",
    "https://jobs.ashbyhq.com/{}",
    "https://apply.workable.com/{}",
    "https://careers.smartrecruiters.com/{}",
    "https://{}.recruitee.com",
    "https://{}.jobs.personio.de",
    "https://{}.bamboohr.com/careers",
    "https://{}.teamtailor.com/jobs",
    "https://{}.breezy.hr",
    "https://{}.pinpointhq.com",
    "https://ats.rippling.com/{}/jobs",
    "https://{}.applytojob.com/apply",
    "https://join.com/companies/{}",
)
_LEGAL_FORMS = """
    inc llc ltd limited gmbh ag se sa s.a srl s.r.l bv b.v nv n.v oy ab as aps plc co corp
"""
_FORMS = frozenset(_LEGAL_FORMS.split())
_LONGEST = 60


def spellings_of(name: str) -> tuple[str, ...]:
    """Return likely spellings of a company's name in addresses, likeliest first."""
    plain = unicodedata.normalize("NFKD", _without_form(name))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    joined, hyphened = "".join(words), "-".join(words)
    return tuple(dict.fromkeys(each for each in (joined, hyphened) if 0 < len(each) <= _LONGEST))


def _without_form(name: str) -> str:
    """Return a company's name without its legal form."""
    words = name.replace(",", " ").split()
    formal = len(words) > 1 and words[-1].lower().rstrip(".") in _FORMS
    return " ".join(words[:-1] if formal else words)


def addresses_of(name: str) -> tuple[str, ...]:
    """Return the possible addresses of the board of a company with this name."""
    return tuple(each.format(spelt) for spelt in spellings_of(name) for each in _ADDRESSES)
