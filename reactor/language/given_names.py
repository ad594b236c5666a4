"""Common given names, to distinguish people from postings: a team's page looks like a job list."""

import re
import tomllib
from importlib import resources
from itertools import pairwise

from reactor.language.line_cache import remembered
from reactor.language.roles import names_role

_MAX_NAMES = 3
_NAME = re.compile(r"(?:[^\W\d_]\.){1,2}|[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[-'\u2019][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    (
        "van",
        "von",
        "de",
        "der",
        "den",
        "di",
        "da",
        "del",
        "la",
        "le",
        "ter",
        "ten",
        "te",
        "y",
        "du",
        "zu",
        "af",
    )
)
_KNOWN = frozenset(
    tomllib.loads(
        (resources.files("reactor.language") / "given_names.toml").read_text(encoding="utf-8")
    )["names"].split()
)
_PERSON = re.compile(
    r"(?:(?:Prof|Dr|Mag|Ing|Dipl)[.-]\S*\s+|(?:Mr|Mrs|Ms|Frau|Herr|Mme|M|Sra?|Dott(?:ssa)?|dhr|mevr)\.?\s+)*"
    r"(?P<given>[^\W\d_]{2,}(?:-[^\W\d_]{2,})?)(?:\s+[^\W\d_]\.)?(?:\s+(?:van|von|de|der|den|di|da|del|la|le|du|zu))*"
    r"(?P<rest>(?:\s+[^\W\d_]['\u2019\w-]+){1,2})",
)


@remembered
def is_person(words: str) -> bool:
    """Whether a line is only a person's name: `Anna van Dyck`, `Dr. Jan Kowalski`."""
    found = _PERSON.fullmatch(words.strip(" ,"))
    if found is None or not all(part[0].isupper() for part in found["rest"].split()):
        return False
    return any(part.lower() in _KNOWN for part in (found["given"], *found["given"].split("-")))


@remembered
def begins_with_person(words: str) -> bool:
    """Whether a line begins with a person's name: `Anna Meyer, Head of Sales`."""
    head, separator, rest = words.partition(",")
    if not separator:
        head, separator, rest = words.partition(" \u2013 ")
    if separator and rest.strip():
        return head.strip().lower() in _KNOWN or is_person(head)
    first = words.split()[:2]
    return len(first) > 1 and len(words.split()) > len(first) and is_person(" ".join(first))


def names_colleague(words: str) -> bool:
    """Whether a line has a given name after an occupation: `Recruiter Wendy helps`."""
    parts = re.findall(r"[^\W\d_]+", words)
    return any(
        part[:1].isupper() and part.lower() in _KNOWN and names_role(before)
        for before, part in pairwise(parts)
    )


def is_given_name(words: str) -> bool:
    """Whether a line is only a given name: `Samira`."""
    return words.strip(" ,").lower() in _KNOWN


def may_be_person(words: str) -> bool:
    """Whether a line has the form of a name: only two or three capitalised words."""
    parts = [part for part in words.strip(" ,").split() if part.lower() not in _PARTICLES]
    return 1 < len(parts) <= _MAX_NAMES and all(map(_NAME.fullmatch, parts))
