"""Parses and evaluates robots.txt rules (RFC 9309) in the parsing process.

A site may have some hundred thousand rules. The rules that count are limited, and their evaluation
is charged to the visit alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

from reactor.fetch.client import PRODUCT

MAX_WILDCARDS = 2_000
"""Rules with `*` or `$` that count; each is matched against the whole of each address."""

_ADDRESSED = re.compile(r"user[- ]?agent[ \t]*:?[ \t]*([^#]*)", re.IGNORECASE)
# Lines about the whole site: they belong to no group and end none.
_SITE_WIDE = re.compile(r"(?:site-?maps?|host)\b", re.IGNORECASE)
_BODY = re.compile(r"[^:]*:|(?:dis+al+ow|allow|crawl[- ]delay)\b", re.IGNORECASE)
# `Disallow` in any spelling, with a non-empty value.
_CLOSES = re.compile(r"di[^:]*[:\s]\s*\S", re.IGNORECASE)
_OURS = ("*", PRODUCT.lower())
_ENDS_A_GROUP = "Allow:"
_REMEMBERED = 2


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of a site for this program.

    Attributes:
        text: the groups for this program and for `*`, `""` if there are none.
        delay: the `Crawl-delay` in seconds, None if there is none.
        cut: whether some rules exceeded the limit.
    """

    text: str = ""
    delay: float | None = None
    cut: bool = False


@dataclass
class _Group:
    """One group: user agents and their rules."""

    names: list[str]
    lines: list[str]


def read_rules(text: str) -> RobotsRules:
    """The rules in a robots.txt for this program or for `*`, up to the limit."""
    kept: list[str] = []
    wildcards, cut = 0, False
    for group in _groups(text.splitlines()):
        names = [name for name in _OURS if name in group.names]
        kept += (f"User-agent: {name}" for name in names)
        for line in group.lines if names else ():
            wild = "*" in line or "$" in line
            wildcards += wild
            if wild and wildcards > MAX_WILDCARDS:
                cut = True
            else:
                kept.append(line)
        kept += [_ENDS_A_GROUP] * bool(names)
    rules = "\n".join(kept)
    delay = _parsed(rules).crawl_delay(PRODUCT)
    return RobotsRules(rules if any(map(_CLOSES.match, kept)) else "", delay, cut)


def allows(rules: str, address: str) -> bool:
    """Whether stored rules allow an address."""
    return _parsed(rules).can_fetch(address, PRODUCT)


@lru_cache(maxsize=_REMEMBERED)  # pages of one site come in sequence
def _parsed(rules: str) -> Protego:
    return Protego.parse(rules)


def _groups(lines: Iterable[str]) -> Iterator[_Group]:
    """The groups of a file, split before Protego parses it.

    Protego copies each rule for each user agent of its group, so some thousand agents and rules
    would fill the memory.
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
