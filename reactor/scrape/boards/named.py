"""Addresses of boards that are made of nothing but a company's name."""

import re
import unicodedata

# The systems with the most boards, and whose addresses hold nothing but a name: each is asked.
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
)
_LEGAL_FORMS = """
    inc llc ltd limited gmbh ag se sa s.a srl s.r.l bv b.v nv n.v oy ab as aps plc co corp
"""
_FORMS = frozenset(_LEGAL_FORMS.split())
_LONGEST = 60


def spellings_of(name: str) -> tuple[str, ...]:
    """How boards may spell a company's name in addresses, the likeliest first; none for no name."""
    plain = unicodedata.normalize("NFKD", _without_form(name))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    joined, hyphened = "".join(words), "-".join(words)
    return tuple(dict.fromkeys(each for each in (joined, hyphened) if 0 < len(each) <= _LONGEST))


def _without_form(name: str) -> str:
    """A name without the form that its company has in law."""
    words = name.replace(",", " ").split()
    formal = len(words) > 1 and words[-1].lower().rstrip(".") in _FORMS
    return " ".join(words[:-1] if formal else words)


def addresses_of(name: str) -> tuple[str, ...]:
    """Where the board of a company of this name may be."""
    return tuple(each.format(spelt) for spelt in spellings_of(name) for each in _ADDRESSES)
