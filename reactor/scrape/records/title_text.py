"""What of a line is a posting's title, and what only stands beside it."""

import re
from collections.abc import Callable

from reactor.language.employment import is_employment_type
from reactor.language.roles import names_role
from reactor.scrape.words.stated import is_place

IsTown = Callable[[str], bool]

_ORNAMENT = " \t-–—•·*►▶▸»›>→⟶↗➔➜✓✔|+,;:/⇒›❯➤"
_LABEL = re.compile(
    r"(?:job ?title|position|role|vacancy|stelle(?:nbezeichnung)?|poste|puesto|funkcja|stanowisko"
    r"|functie|posizione|cargo|(?:aktuell |wir )?(?:gesucht|suchen)(?: wird| werden)?"
    r"|(?:we are|we're|now|currently) (?:hiring|looking for)|hiring|wanted|on recrute|nous recherchons"
    r"|se busca|buscamos|cerchiamo|wij zoeken|gezocht|szukamy|poszukujemy|procuramos|s[øo]ges|vi s[øo]ger)"
    r"\s*[:–-]\s*(?:\d+\s*(?:x\s*)?)?(?:(?:an?|eine?n?|une?|een|un[ao]?)\s+)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|#\d+|Nr\.? ?\d+)\s+")
_CUT = re.compile(r"\s+(?:[|·•●▪/]|[-–—]|,)\s+|\s*[|·•●▪]\s*|\s*,\s+|\s*\t\s*|\s+@\s+")
_BARS = re.compile(r"[|·•●▪\t@]")
_PROVINCE = re.compile(r"\s*\([A-Z]{2}\)$")
_HOURS = re.compile(
    r"(?:mo(?:n|ntag|nday)?|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?|fr(?:eitag|iday|i)?|sa(?:mstag|turday|t)?|so(?:nntag)?|tue\w*|wed\w*|thu\w*|sun\w*"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo"
    r"|luned[ìi]|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|poniedzia[łl]ek|wtorek|[śs]roda|czwartek|pi[ąa]tek|sobota|niedziela|mandag|tirsdag|onsdag|torsdag|fredag|l[øo]rdag|s[øo]ndag)"
    r"(?:\W|$|\b(?:to|bis|t/m|und|and|en|et|y|e|i|og|do|au?|al?)\b).*",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?:closes|closing|deadline|bewerbungsfrist|apply by|bis zum?|avant le|hasta|entro|uiterlijk)\b.{0,40}\d.*|(?:voll|teil)zeit\b.*|\(?(?:100|[1-9]0)\s?%.*\)?|m/w/d|w/m/d|f/m/d|d/m/w|all genders"
    r"|\d{1,2}(?:[.,]\d)?(?:\s?[-–/]\s?\d{1,2})?\s?(?:h|std\.?|stunden|hours?|uur|heures|horas|ore|godz)\b.*"
    r"|(?:full|part)[- ]?time\b.*|temps (?:plein|partiel)\b.*|cdi\b.*|cdd\b.*|fulltime|parttime"
    r"|(?:ab )?sofort|from now|asap|minijob|(?:un)?befristet|permanent|temporary|contract|on-?site|hybrid|remote",
    re.IGNORECASE,
)


def clean_title(words: str) -> str:
    """A line without arrows, numbers and labels before the title."""
    bare = words.strip(_ORNAMENT)
    for prefix in (_NUMBERED, _LABEL):
        if found := prefix.match(bare):
            bare = bare[found.end() :].strip(_ORNAMENT)
    return bare or words


def split_title(words: str, is_town: IsTown) -> tuple[str, tuple[str, ...]]:
    """A title, and the facts that stand behind it in its line: `Welder | Ghent | Full-time`.

    Args:
        words: the line.
        is_town: whether a piece names a place that is known.
    """
    bare, facts = clean_title(words), list[str]()
    while True:
        cuts = list(_CUT.finditer(bare))
        if not cuts:
            break
        cut = cuts[-1]
        before, after = bare[: cut.start()].strip(_ORNAMENT), bare[cut.end() :].strip(_ORNAMENT)
        if not before or before.count("(") != before.count(")"):
            break
        # "Branch Manager, Cork", "Cook – 20 hours": so that firm writes it.
        states = _is_fact if _BARS.search(cut[0]) else _is_place
        if "," in cut[0] or not states(after, is_town):
            break
        facts.insert(0, after)
        bare = before
    return bare, tuple(facts)


def _is_place(words: str, is_town: IsTown) -> bool:
    """Whether words name a place, also with the code of a province: `Lumezzane (BS)`."""
    bare = _PROVINCE.sub("", words)
    return not names_role(words) and (is_place(words) or is_town(bare) or bare != words)


def _is_fact(words: str, is_town: IsTown) -> bool:
    if not words or names_role(words):
        return False
    return _is_place(words, is_town) or (
        is_employment_type(words)
        or is_place(words)
        or bool(_KIND.fullmatch(words))
        or is_town(words)
    )


def is_kind(words: str) -> bool:
    """Whether a short line says hours or a kind of employment."""
    bare = words.strip(_ORNAMENT)
    return is_employment_type(words) or bool(_KIND.fullmatch(bare) or _HOURS.fullmatch(bare))
