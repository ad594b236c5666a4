"""What a robots.txt says to us (RFC 9309): read and asked in the parsing process.

A site may write some hundred thousand rules. What counts of them is bounded, and the time that it
takes to ask them is nobody else's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

from reactor.fetch.client import PRODUCT

MOST_WILDCARDS = 2_000
"""Rules with `*` or `$` that count: each of them is tried on each address, from end to end."""

_ADDRESSED = re.compile(r"user[- ]?agent[ \t]*:?[ \t]*([^#]*)", re.IGNORECASE)
# Lines about the site as a whole: they belong to no group and end none.
_SITE_WIDE = re.compile(r"(?:site-?maps?|host)\b", re.IGNORECASE)
_BODY = re.compile(r"[^:]*:|(?:dis+al+ow|allow|crawl[- ]delay)\b", re.IGNORECASE)
# However it is misspelt: with something to close behind it.
_CLOSES = re.compile(r"di[^:]*[:\s]\s*\S", re.IGNORECASE)
_OURS = ("*", PRODUCT.lower())
_ENDS_A_GROUP = "Allow:"
_REMEMBERED = 2


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What a site asks of us.

    Attributes:
        text: its groups for us and for everybody, `""` if there are none.
        delay: its `Crawl-delay` in seconds, None if it states none.
        cut: whether it has more rules than count.
    """

    text: str = ""
    delay: float | None = None
    cut: bool = False


@dataclass
class _Group:
    """Programs that are addressed together, and what they are asked."""

    names: list[str]
    lines: list[str]


def read_rules(text: str) -> RobotsRules:
    """The rules in a robots.txt that are for us or for everybody, as far as they count."""
    kept: list[str] = []
    wildcards, cut = 0, False
    for group in _groups(text.splitlines()):
        names = [name for name in _OURS if name in group.names]
        kept += (f"User-agent: {name}" for name in names)
        for line in group.lines if names else ():
            wild = "*" in line or "$" in line
            wildcards += wild
            if wild and wildcards > MOST_WILDCARDS:
                cut = True
            else:
                kept.append(line)
        kept += [_ENDS_A_GROUP] * bool(names)
    rules = "\n".join(kept)
    delay = _parsed(rules).crawl_delay(PRODUCT)
    return RobotsRules(rules if any(map(_CLOSES.match, kept)) else "", delay, cut)


def allows(rules: str, address: str) -> bool:
    """Whether rules that were kept let us read an address."""
    return _parsed(rules).can_fetch(address, PRODUCT)


@lru_cache(maxsize=_REMEMBERED)  # the pages of a site are asked about one after another
def _parsed(rules: str) -> Protego:
    return Protego.parse(rules)


def _groups(lines: Iterable[str]) -> Iterator[_Group]:
    """The groups of a file. Protego keeps a copy of each rule for each program that is addressed.

    So some thousands of names and rules would fill all memory, were they not sorted out before.
    """
    group = _Group([], [])
    for line in lines:
        said = line.partition("#")[0].strip()
        if addressed := _ADDRESSED.match(said):
            if group.lines:
                yield group
                group = _Group([], [])
            group.names.append(addressed[1].partition("/")[0].strip().lower())
        elif _BODY.match(said) and not _SITE_WIDE.match(said):
            group.lines.append(said)
    yield group
