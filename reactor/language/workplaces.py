"""Finds the workplace in a posting's text: `at our Amsterdam office`, `am Standort Ulm`."""

# ruff: noqa: E501, RUF001 - words of many languages

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

REMEMBERED = 4
_MOST = 8
"""Maximum number of places: a text with more lists the branches of its company."""

_TOLD: dict[str, Any] = tomllib.loads(
    (resources.files("reactor.language") / "workplaces.toml").read_text(encoding="utf-8")
)
_CASES: dict[str, list[str]] = _TOLD["cases"]
_CAPITALISED = r"(?:(?:Ste?|Mt|Ft)\. ?)?[A-ZÀ-ÖØ-ÞĀ-Ž'][\w'’-]*"
_BETWEEN = r"(?:am|an der|im|in der|de|del|di|la|le|les|el|sur|upon|on|bei|den|der|do|da|of)"
NAME = rf"({_CAPITALISED}(?:[ -](?:{_BETWEEN} )?{_CAPITALISED}){{0,3}})"
# Words before or after the place that change the sentence's meaning.
_OTHERWISE = re.compile(
    r"\b(?:founded|headquartered|customers?|clients?|visit|travel|trips?|meet(?:ings?|up)?|offsite|retreat|once a|twice a|per year|a year|gegründet|reisen?|kunden|visiter|viajes?|clientes|onboarding|event)\b",
    re.IGNORECASE,
)
_RARELY = re.compile(
    r"\b(?:once|twice|times|days|weeks) (?:a|per|each|every) (?:year|quarter|month)\b|\bper year\b|\bonboarding\b|\bim jahr\b|\bpar an\b|\bal año\b|\ball'anno\b|\bper jaar\b|\bpor ano\b",
    re.IGNORECASE,
)
_REACH = 70


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    is_inflected: bool


def _cue(told: dict[str, Any]) -> _Cue:
    words = sorted(told["words"], key=len, reverse=True)
    one_of = f"(?:{'|'.join(map(re.escape, words))})"
    before, after = (told.get(side, "").replace("WORD", one_of) for side in ("before", "after"))
    pattern = re.compile(f"(?i:{before}){NAME}(?i:{after})")
    return _Cue(tuple(words), pattern, told.get("inflected", False))


CUES = tuple(map(_cue, _TOLD["cues"]))


@lru_cache(maxsize=REMEMBERED)
def workplaces_in(text: str) -> tuple[str, ...]:
    """The workplaces in a text, as written, without duplicates."""
    found = tuple(dict.fromkeys(_found(text)))
    return found if len(found) <= _MOST else ()


def _found(text: str) -> Iterator[str]:
    lowered = text.lower()
    for cue in CUES:
        if not any(word in lowered for word in cue.words):
            continue
        for met in cue.pattern.finditer(text):
            if _is_of_work(text, met):
                name = met[1].rstrip(".'’-")
                yield name
                if cue.is_inflected:
                    yield from nominatives_of(name)


def _is_of_work(text: str, met: re.Match[str]) -> bool:
    """Whether the sentence is about everyday work, not about a visit or the company's past."""
    begin = max(text.rfind(mark, 0, met.start()) for mark in ".!?;\n") + 1
    ends = (at for mark in ".!?;\n" if (at := text.find(mark, met.end())) >= 0)
    before = text[max(begin, met.start() - _REACH) : met.start()]
    behind = text[met.end() : min(met.end() + _REACH, *ends, len(text))]
    return not (_OTHERWISE.search(before) or _RARELY.search(behind))


def nominatives_of(name: str) -> Iterator[str]:
    """The possible base forms of a Polish town's name after `w`."""
    for ending, nominatives in _CASES.items():
        if name.endswith(ending):
            yield from (name.removesuffix(ending) + other for other in nominatives)
