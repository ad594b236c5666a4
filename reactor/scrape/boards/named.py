"""Addresses of boards that are made of nothing but a company's name."""

import re
import unicodedata

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
_LEGAL_FORM = re.compile(
    r"[,\s]+(?:inc|llc|ltd|limited|gmbh|ag|se|s\.?a|s\.?r\.?l|b\.?v|n\.?v|oy|ab|as|aps|plc|co|corp)"
    r"\.?$",
    re.IGNORECASE,
)
_LONGEST = 60


def spellings_of(name: str) -> tuple[str, ...]:
    """How boards may spell a company's name in addresses, the likeliest first; none for no name."""
    plain = unicodedata.normalize("NFKD", _LEGAL_FORM.sub("", name.strip()))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    joined, hyphened = "".join(words), "-".join(words)
    return tuple(dict.fromkeys(each for each in (joined, hyphened) if 0 < len(each) <= _LONGEST))


def addresses_of(name: str) -> tuple[str, ...]:
    """Where the board of a company of this name may be."""
    return tuple(each.format(spelt) for spelt in spellings_of(name) for each in _ADDRESSES)
