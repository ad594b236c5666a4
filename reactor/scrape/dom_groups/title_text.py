"""Separates a posting's title from the facts in the same line."""

# ruff: noqa: E501, RUF001, RUF003 - words and signs of many languages

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from reactor.language.employment import is_employment_type
from reactor.language.line_cache import MOST, remembered
from reactor.language.remote import is_remote
from reactor.language.roles import names_role
from reactor.scrape.dom_groups.page_context import IsTown
from reactor.scrape.dom_groups.text_lines import ElementLine
from reactor.scrape.vocabulary.labels import labelled_facts
from reactor.scrape.vocabulary.stated import is_place

_ORNAMENT = " \t-–—•·*►▶▸»›>→⟶↗➔➜✓✔|+,;:/⇒›❯➤"
_LABEL = re.compile(
    r"(?:job ?title|position|role|vacancy|stelle(?:nbezeichnung)?|poste|puesto|funkcja|stanowisko"
    r"|functie|posizione|cargo|(?:aktuell |wir )?(?:gesucht|suchen)(?: wird| werden)?"
    r"|(?:we are|we're|now|currently) (?:hiring|looking for)|hiring|wanted|on recrute|nous recherchons"
    r"|se busca|buscamos|cerchiamo|wij zoeken|gezocht|szukamy|poszukujemy|procuramos|s[øo]ges|vi s[øo]ger)"
    r"\s*[:–-]\s*(?:\d+\s*(?:x\s*)?)?(?:(?:an?|eine?n?|une?|een|un[ao]?)\s+)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\(?\d{1,2}\s?[.)/]|#\d+|Nr\.? ?\d+|\d{1,2}\s?x)\s+")
# Lines contain no double spaces.
_CUT = re.compile(r" (?:[|·•●▪/@–—-]|,) | ?[|·•●▪] ?|, ")
_DATE = re.compile(
    r"\D{0,30}(?:\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,}\.?\s(?:de\s)?\d{4}"
    r"|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})\W*"
)
_SEPARATORS = " |,;:-\u2013\u2014·•()"
_TWO = 2
_BARS = re.compile(r"[|·•●▪\t@]")
_PROVINCE = re.compile(r" ?\([A-Z]{2}\)$")
_HOURS = re.compile(
    r"(?:mo(?:n|ntag|nday)?|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?|fr(?:eitag|iday|i)?|sa(?:mstag|turday|t)?|so(?:nntag)?|tue\w*|wed\w*|thu\w*|sun\w*"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
    r"|luned[ìi]|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|poniedzia[łl]ek|wtorek|[śs]roda|czwartek|pi[ąa]tek|sobota|niedziela|mandag|tirsdag|onsdag|torsdag|fredag|l[øo]rdag|s[øo]ndag)"
    r"(?:\W|$|\b(?:to|bis|t/m|und|and|en|et|y|e|i|og|do|au?|al?)\b).*",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?:pdf|docx?)?[\s,;(]{0,3}\d{1,4}(?:[.,]\d{1,2})?\s?[kmg]b\)?|(?:closes|closing|deadline|bewerbungsfrist|apply by|bis zum?|avant le|hasta|entro|uiterlijk)\b.{0,40}\d.*|(?:voll|teil)zeit\b.*|\(?(?:100|[1-9]0)\s?%.*\)?|m/w/d|w/m/d|f/m/d|d/m/w|all genders"
    r"|\d{1,2}(?:[.,]\d)?(?:\s?[-–/]\s?\d{1,2})?\s?(?:h|std\.?|stunden|hours?|uur|heures|horas|ore|godz)\b.*"
    r"|(?:full|part)[- ]?time\b.*|temps (?:plein|partiel)\b.*|cdi\b.*|cdd\b.*|fulltime|parttime"
    r"|(?:ab )?sofort|from now|asap|minijob|(?:un)?befristet|permanent|temporary|contract|on-?site|hybrid|remote",
    re.IGNORECASE,
)


_STARTS = re.compile(
    r"(?:(?:lehr|ausbildungs|studien|arbeits)?(?:beginn|start)|start(?:ing)?|ab|zum|per|from|d[èe]s|[àa] partir (?:du|de)|rentr[ée]e|inicio|desde|inizio|da|vanaf|per|od|nástup"
    r"|in[íi]cio|a partir de|fra|fr[åa]n)\b.{0,30}\b(?:\d{4}|\d{1,2}[./]\d{1,2}\.?|sofort|now|asap|immediate\w*|subito|hned|nu)",
    re.IGNORECASE,
)
_EMPLOYMENT = re.compile(
    r"(?:in )?(?:voll(?:zeit)?-?\s?(?:und|oder|/|o\.)\s?-?teilzeit|vollzeit|teilzeit|minijob|full[- ]?time|part[- ]?time|full or part[- ]time|temps plein|temps partiel"
    r"|(?:en )?cd[id](?: ou cd[id])?|jornada completa|(?:a )?tiempo (?:completo|parcial)|media jornada|tempo (?:pieno|parziale|indeterminato|determinato)|part[- ]time|full[- ]time"
    r"|voltijds?|deeltijds?|fulltime|parttime|pe[łl]ny etat|umowa o prac[ęe]|umowa zlecenie|tempo (?:inteiro|parcial)|alternance|apprentissage|stage|ausbildung|apprenticeship|tirocinio|pr[áa]cticas|pln[ýy] [úu]vazek|[čc][áa]ste[čc]n[ýy] [úu]vazek|heltid|deltid)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"([^()]+) \(([^()]{2,30})\)")
_STARTS_BEHIND = re.compile(
    r"\s(?:ab|zum|per|from|starting|d[èe]s\ le|[àa]\ partir\ du|desde\ el|dal|vanaf|od|a\ partir\ de|fra|fr[åa]n)\s(?:\w+\s)?"
    r"(?:\d{1,2}[./]\s?(?:\d{1,2}[./]\s?\d{2,4}|\w{3,10}\s\d{4})|\d{1,2}\s\w{3,10}\s\d{4}|\w{3,10}\s\d{4})\W*$",
    re.IGNORECASE | re.VERBOSE,
)
_PAY = re.compile(
    r"(?:[€$£]|\b(?:EUR|CHF|GBP|USD|PLN|CZK|SEK|DKK|NOK)\b|\bz[łl]\b|\bK[čc]\b)\s?\d|\d\s?(?:[€£]|z[łl]\b|K[čc]\b|kr\b|CHF\b)"
)


@remembered
def clean_title(words: str) -> str:
    """Return a line without arrows, numbers and labels before the title."""
    bare = words.strip(_ORNAMENT)
    if "«" in bare and bare.count("«") > bare.count("»"):
        bare += "»"
    for prefix in (_NUMBERED, _LABEL):
        if found := prefix.match(bare):
            bare = bare[found.end() :].strip(_ORNAMENT)
    return bare or words


def _without_start(words: str) -> str:
    """Return a title without the start date of the work: `Apprentice ab 1. August 2027`."""
    found = _STARTS_BEHIND.search(words)
    return words[: found.start()].rstrip(" ,;:-\u2013\u2014") if found and found.start() else words


@lru_cache(maxsize=MOST)
def split_title(words: str, is_town: IsTown) -> tuple[str, tuple[str, ...]]:
    """Split a line into its title and the facts after it: `Welder | Ghent | Full-time`.

    Args:
        words: the line.
        is_town: the test whether words name a known place.
    """
    bare, facts = _without_start(clean_title(words)), list[str]()
    while True:
        cuts = list(_CUT.finditer(bare))
        if not cuts:
            break
        cut = cuts[-1]
        before, after = bare[: cut.start()].strip(_ORNAMENT), bare[cut.end() :].strip(_ORNAMENT)
        if not before or before.count("(") != before.count(")"):
            break
        # "Branch Manager, Cork", "Cook – 20 hours": the company writes its titles so.
        states = _is_stated if _BARS.search(cut[0]) else _is_place
        if not (
            _STARTS.fullmatch(after) or _PAY.search(after) or _EMPLOYMENT.fullmatch(after)
        ) and ("," in cut[0] or not states(after, is_town)):
            break
        facts.insert(0, without_kind(after))
        bare = before
    head, colon, tail = bare.partition(": ")
    if colon and names_role(head) and _states_facts(tail, is_town):
        return head, (*(part.strip() for part in tail.split(",")), *facts)
    return bare, tuple(facts)


def _is_place(words: str, is_town: IsTown) -> bool:
    """Whether words name a place, also with a province code: `Lumezzane (BS)`."""
    bare = _PROVINCE.sub("", words)
    return not names_role(words) and (is_place(words) or is_town(bare) or bare != words)


def _is_stated(words: str, is_town: IsTown) -> bool:
    """Whether words after a bar are a separate fact rather than part of the title."""
    return bool(words) and not names_role(words) and (_is_place(words, is_town) or is_kind(words))


@remembered
def is_kind(words: str) -> bool:
    """Whether a short line states hours, an employment type or a file size."""
    bare = words.strip(_ORNAMENT)
    return is_employment_type(words) or bool(_KIND.fullmatch(bare) or _HOURS.fullmatch(bare))


def without_kind(words: str) -> str:
    """Return a place without an employment type in brackets after it: `Nantes (CDI)`."""
    found = _IN_BRACKETS.fullmatch(words)
    return found[1] if found and (is_kind(found[2]) or _EMPLOYMENT.fullmatch(found[2])) else words


def title_line(
    cell: ElementLine, is_town: IsTown, *, tailed: bool, led: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Return the title in a line, and the facts beside or below it.

    Args:
        cell: the line.
        is_town: the test whether words name a known place.
        tailed: whether the lines of its column end in a separate field.
        led: whether they begin with the title as a link or in bold.
    """
    if len(cell.lines) > 1:
        stated = [each for each in cell.lines if _states_facts(each, is_town)]
        words = [each for each in cell.lines if each not in stated] or list(cell.lines)
        if not names_role(words[0]) and any(map(names_role, words[1:])) and len(words) == _TWO:
            return " ".join(words), tuple(stated)
        line = next(filter(names_role, words), words[0])
        return line, tuple(each for each in cell.lines if each != line)
    if (inner := leading_part(cell)) and (led or names_role(inner)):
        return inner, tuple(_behind(cell, inner))
    pieces = list(cell.pieces)
    after = list[str]()
    if tailed and len(pieces) > 1:
        after.insert(0, pieces.pop().strip(_SEPARATORS))
    while len(pieces) > 1 and _states_facts(pieces[-1].strip(_SEPARATORS), is_town):
        after.insert(0, pieces.pop().strip(_SEPARATORS))
    kept = " ".join(pieces).rstrip(" |,;:-–—·•")
    return (kept if after else cell.lines[0]), tuple(filter(None, after))


def _behind(cell: ElementLine, inner: str) -> Iterator[str]:
    """Yield the parts after the leading part of a line, split at elements and bars."""
    begun = 0
    for piece in cell.pieces:
        if begun < len(inner) and piece in inner:
            begun += len(piece) + 1
            continue
        begun = len(inner)
        for part in _BARS.split(piece):
            if bare := part.strip(_SEPARATORS):
                yield bare


def leading_part(cell: ElementLine) -> str:
    """Return the only link or bold words at the start of a longer line; else `""`."""
    for tags in (("a",), ("b", "strong")):
        parts = list(islice(cell.element.iter(*tags), _TWO))
        if len(parts) == 1 and parts[0] is not cell.element:
            words = " ".join("".join(parts[0].itertext()).split()).strip(" |,;:-–—·•")
            if words and words != cell.lines[0] and cell.lines[0].startswith(words):
                return words
    return ""


def _states_facts(words: str, is_town: IsTown) -> bool:
    """Whether words consist only of one or more places, hours or dates."""
    parts = [part.strip() for part in re.split(r"[,|·•/–]", words) if part.strip()]
    return is_fact(words, is_town) or all(is_fact(part, is_town) for part in parts)


@lru_cache(maxsize=MOST)
def is_fact(title: str, is_town: IsTown) -> bool:
    """Whether a line is a place, hours, a date or a labelled fact."""
    if names_role(title):
        return False
    if is_kind(title) or is_place(title) or _DATE.fullmatch(title) or any(labelled_facts([title])):
        return True
    return title.count(" ") < _TWO and (is_town(title) or is_remote(title) is not None)
