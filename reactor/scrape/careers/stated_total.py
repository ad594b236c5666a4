"""Finds the number of postings that a page states, to detect a list that is cut off.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from reactor.scrape.careers.state_entries import StateEntry
from reactor.scrape.markup.states import states

_JOBS = (
    r"(?:jobs?|openings|positions|roles|vacancies|job\ (?:openings|offers|postings|ads|listings)"
    r"|postings|opportunities|results|stellen(?:angebote|anzeigen|ausschreibungen)?|treffer"
    r"|ergebnisse|offres(?:\ d['\u2019]emploi)?|emplois|postes|r[ée]sultats"
    r"|ofertas(?:\ de\ empleo)?|empleos|vacantes|puestos|resultados|offerte(?:\ di\ lavoro)?"
    r"|posizioni|annunci|risultati|vacatures|resultaten|ofert(?:y|\ pracy)?|wynik[iów]+|vagas"
    r"|lediga\ (?:jobb|tj[äa]nster)|jobb|ledige\ stillinger|stillinger|treff)"
)
_OPEN = (
    r"(?:(?:open|current|currently\ open|available|active|matching|new|job|offenen?|aktuellen?"
    r"|freien?|ouvert[es]{0,2}|disponibles?|abiert[ao]s|abertas?|aperte|openstaande"
    r"|otwartych|aktualnych|lediga|ledige)\ )?"
)
_COUNT = r"(?P<total>\d{1,2}[,.\u202f]\d{3}|\d{1,5})"
_OF = r"(?:of|out\ of|von|sur|de|di|van|av|af|z|ze|/)"
_SHOWS = (
    r"(?:showing|displaying|viewing|results?|jobs?|openings|positions|vacancies|anzeige|zeige"
    r"|ergebnisse|stellen|affichage|r[ée]sultats?|offres|mostrando|resultados?|ofertas|risultati"
    r"|offerte|resultaten|vacatures|toont|wyniki|oferty|visar|viser|vagas)"
)
_RANGE = (
    r"(?P<from>\d{1,5})\s?(?:-|\u2013|\u2014|to|bis|[àaá]|al?|t/m|tot|till|til|do)"
    r"\s?(?P<to>\d{1,5})"
)
_BEFORE = (
    r"(?:(?:we\ (?:currently\ )?have|there\ are|view|see|show|browse|all|showing|alle|voir"
    r"|toutes?|les|nos|ver|todas?|las|vedi|tutte|le|bekijk|wir\ haben|nous\ avons|tenemos"
    r"|abbiamo|total:?|found:?|[({\[])\ ?){0,4}"
)
_BEHIND = (
    r"(?:\ (?:found|available|open|match(?:ing|ed)?\b.*|in\ .*|at\ .*|gefunden|trouv[ée]{1,2}s?"
    r"|encontrad[ao]s|trovat[ie]|gevonden|worldwide|across\ .*|for\ .*|bei\ .*|chez\ .*|en\ .*"
    r"|f[üu]r\ .*|ouvert[es]{0,2}|disponibles?|abiert[ao]s|abertas?|aperte))?"
)
_FOUND = (
    r"(?:found|gefunden|trouv[ée]{1,2}s?|encontrad[ao]s?|trovat[ieo]|gevonden|znaleziono|hittade"
    r"|fundet|funnet)"
)
_PAGES = r"(?!\s?(?:pages?|seiten|p[áa]ginas|pagine))"
_FREE = r"(?:open|current|currently\ open|available|offenen?|freien?)"
# Each is a line of its own, or in a sentence about openings.
_STATED = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        rf"\b{_RANGE}\ {_OF}\ (?:the\ )?{_COUNT}\b{_PAGES}",
        rf"{_SHOWS}\ (?P<shown>\d{{1,5}})\ {_OF}\ {_COUNT}\b",
        rf"\b(?P<shown>\d{{1,5}})\ {_OF}\ {_COUNT}\ {_OPEN}{_JOBS}\b",
        rf"^{_BEFORE}{_COUNT}\ {_OPEN}{_JOBS}{_BEHIND}\W*$",
        rf"\b{_COUNT}\ {_FREE}\ {_JOBS}\b",
        (
            rf"^(?:total\ |number\ of\ ){{0,2}}{_OPEN}{_JOBS}(?:\ {_FOUND})?"
            rf"\ ?[:(\[]\ ?{_COUNT}\ ?[)\]]?$"
        ),
        (
            rf"\b{_COUNT}\ {_OPEN}{_JOBS}\ (?:are\b|match|correspond|coincid|entsprechen|passen"
            rf"|wurden|warten|{_FOUND})"
        ),
        rf"\b{_FOUND}\ {_COUNT}\ {_OPEN}{_JOBS}\b",
    )
)
_SUSPECTS = re.compile(r"\d")
_MAX_LINE = 120
_MAX_LINES = 3_000
_MAX_PIECES = 40
_YEARS = range(1950, 2100)
_TOTAL_KEY = re.compile(
    r"^(?:total|count|num|nb|nr)?_?(?:total|count|found|hits|jobs|results|elements|records|items|postings"
    r"|positions|openings|vacancies)?_?(?:count|total|found|hits|jobs|results|number)?$",
    re.IGNORECASE,
)
_BESIDE_KEY = re.compile(r"^(?:pagination|paging|page_?info|meta|page|pager)$", re.IGNORECASE)
_DEEPEST = 30
_SEVERAL = 2
_MANY_ROWS = 3
_MAX_IN_A_ROW = 20
_MAX_TOTAL = 100_000


def stated_total(tree: HtmlElement, titles: Collection[str], *, in_data: bool) -> int:
    """Return the number of postings that a page states; 0 if none, or if it is ambiguous.

    Args:
        tree: the page.
        titles: the titles of the postings found on it.
        in_data: whether they come from its embedded data, which may state a larger total.
    """
    if in_data:
        known = frozenset(titles)
        in_states = [each for state in states(tree) for each in _totals(state, known, 0)]
        if in_states:
            return max(in_states)
    said = Counter(total for line in _lines(tree) if (total := _total_of(line)) is not None)
    # Rows may each state the number of people wanted.
    found = {n for n, rows in said.items() if rows < _MANY_ROWS or n > _MAX_IN_A_ROW}
    if len(found) < _SEVERAL:
        return max(found, default=0)
    # A list by department counts each: only a number at least as large as their sum is the total.
    most = max(found)
    return most if most >= sum(found - {most}) else 0


def _lines(tree: HtmlElement) -> Iterator[str]:
    """Yield the page's text, by block or part of a block."""
    blocks = tree.xpath(
        "//*[not(self::script or self::style or self::option or self::html or self::body"
        " or self::noscript or self::template)][text()[normalize-space()]]"
    )
    for block in blocks[:_MAX_LINES]:
        own = " ".join("".join(islice(block.xpath("text()"), _MAX_PIECES)).split())
        parent = block.getparent()
        around = _short_text(parent) if own.isdigit() and parent is not None else ""
        for line in dict.fromkeys((_short_text(block), own, around)):
            if len(line) <= _MAX_LINE and _SUSPECTS.search(line):
                yield line


def _short_text(element: HtmlElement) -> str:
    """Return an element's text in one line; `""` if it is longer than a line."""
    pieces, length = list[str](), 0
    for piece in islice(element.itertext(), _MAX_PIECES):
        pieces.append(str(piece))
        length += len(piece.strip())
        if length > _MAX_LINE:
            return ""
    return " ".join("".join(pieces).split()) if len(pieces) < _MAX_PIECES else ""


def _total_of(line: str) -> int | None:
    """Return the number of postings that a line states; None if it states none."""
    for pattern in _STATED:
        if found := pattern.search(line):
            total = int(re.sub(r"\D", "", found["total"]))
            parts = found.groupdict()
            first, last = (int(parts.get(name) or 0) for name in ("from", "to"))
            shown = int(parts.get("shown") or last)
            if total in _YEARS or first > last or shown > total:
                continue
            return total
    return None


def _totals(value: Any, titles: frozenset[str], depth: int) -> Iterator[int]:
    """Yield the totals beside the list of the postings with these titles."""
    if depth > _DEEPEST:
        return
    entries = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict) and any(_lists(each, titles) for each in value.values()):
        beside = (each for name, each in value.items() if _BESIDE_KEY.match(str(name)))
        stated = [
            *value.items(),
            *(item for each in beside if isinstance(each, dict) for item in each.items()),
        ]
        for name, number in stated:
            said = isinstance(number, int) and not isinstance(number, bool)
            if said and name and _TOTAL_KEY.match(str(name)) and 0 < number < _MAX_TOTAL:
                yield number
    if isinstance(value, dict | list):
        for entry in entries:
            yield from _totals(entry, titles, depth + 1)


def _lists(value: Any, titles: frozenset[str]) -> bool:
    """Whether a value is the list of the postings."""
    if isinstance(value, dict):
        return any(_lists(each, titles) for each in value.values() if isinstance(each, list))
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return False
    return StateEntry(value[0]).title in titles
