"""Kinds of employment: a candidate's wishes, and the statements of a posting's text."""

# ruff: noqa: E501 - words of many languages, as they are written

import re
from collections.abc import Iterable
from enum import Enum

from reactor.language.line_cache import remembered
from reactor.language.phrasebook import plain
from reactor.language.sentences import sentences_of
from reactor.posting import Posting


class JobType(Enum):
    """A kind of employment; the value is its key among the sentences."""

    FULL_TIME = "fulltime"
    PART_TIME = "parttime"
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    CONTRACT = "contract"


# In plain letters, as in a field or a wish.
_SAID = {
    JobType.FULL_TIME: re.compile(
        r"full.?time|vollzeit|temps (?:plein|complet)|(?:jornada|tiempo) complet|voltijd|heltid"
        r"|tempo (?:pieno|integral|inteiro)|fuldtid|pelny etat|plny uvazek|hlavni pracovni|kokoaik"
    ),
    JobType.PART_TIME: re.compile(
        r"part.?time|teilzeit|temps partiel|(?:jornada|tiempo) parcial|media jornada|deeltijd"
        r"|tempo parzial|(?:tempo|meio) (?:parcial|periodo)|deltid|czesc etatu|niepelny|minijob"
        r"|zkracen\w{1,9} uvazek|castecn\w{1,4} uvaz|osa-aik|halbtags|half.?time|vormittags"
    ),
    JobType.PERMANENT: re.compile(
        r"permanent|unbefristet|festanstellung|\bcdi\b|\bindefinid|tempo indeterminato|sem termo"
        r"|efetiv|\bvaste?\b|onbepaalde tijd|tillsvidare|fastanst|fast ans|nieokreslon"
        r"|umow\w{1,3} o prace|neurcit|hlavni pracovni|vakituinen|fest angestellt|festangestellt|loondienst"
    ),
    JobType.TEMPORARY: re.compile(
        r"temporary|fixed.?term|(?<!un)befristet|\bcdd\b|\btemporal|tempo determinato|a termine"
        r"|(?<!sem )a termo|tijdelijk|(?<!on)bepaalde tijd|visstid|vikariat|tidsbegr|midlertidig"
        r"|na czas okreslon|(?<!ne)urcit|maaraaik|season|saison|sazonal|stagional"
    ),
    JobType.CONTRACT: re.compile(
        r"\bcontract(?:or|ing)?\b|freelanc|freiberuf|\bb2b\b|\bpj\b|\bzzp|autonomo|konsult"
        r"|partita iva"
    ),
}
_TEMPORARY_TEXT = re.compile(
    r"\b(?:temporary|fixed.term|seasonal) (?:\w{1,9} )?(?:contract|position|role|job|post|assignment"
    r"|appointment|employment)\b"
    r"|(?<!un)befristete\w? (?:\w{1,9} )?(?:stelle|vertrag|anstellung|arbeits)"
    r"|\bcontrat (?:a duree determinee|saisonnier|temporaire)|\ben cdd\b"
    r"|\bcontrat[oa] (?:\w{1,9} )?temporal|\bcontrato (?:\w{1,9} )?a termo\b"
    r"|\bcontratto (?:\w{1,9} )?(?:a tempo determinato|a termine|stagionale)"
    r"|\btijdelijk\w? (?:contract|baan|functie|aanstelling)|\bvisstidsanst|\btidsbegransad anst"
    r"|\bvikariat\w* (?:pa|om|i|till)\b|\bumowa (?:\w{1,9} )?na czas okreslony|\bna dobu urcitou"
    r"|\bmidlertidig (?:stilling|ansaett|ansett)"
)
_PART_TIME_TEXT = re.compile(
    r"\b(?:contrat\w{1,9}|vertrag|anstellung|stelle|post|position|role|job|puesto|poste|posto|umow\w{1,9}|etat|uvazek)\b.{0,40}"
    r"\b(?:part.?time|(?:a )?tiempo parcial|jornada parcial|media jornada|temps partiel|mi-temps|part-time|tempo parcial|tempo parziale|meio periodo"
    r"|deeltijd|deltid|niepelny|czesc etatu|zkracen\w{1,9} uvazek|castecny uvazek|osa-aika\w{1,9}|reszmunkaido\w*)"
    r"|\b(?:part.?time|teilzeit\w*|tiempo parcial|temps partiel|tempo parziale?|deeltijd|deltid)\b.{0,20}\b[12]\d ?(?:h|hours|std|stunden|horas|heures|ore|uur|timmar|timer)\b"
)
_MAY_BE = re.compile(
    r"\b(?:or|oder|ou|o|of|lub|eller|nebo|possible|moglich\w*|posible|possibile|mogelijk|mozliw\w{1,9}|mojlig\w*|mulig\w*|auch|also|aussi|tambien|anche|ook|flexib\w{1,9}|option\w*|can|kann|bis|up to|from|ab|later|whether)\b"
)
_FREELANCE = re.compile(
    r"\bfreelanc|freiberuf|self.employ|selbst(?:st)?andige?r? (?:tatigkeit|mitarbeit)|\bindependant"
    r"|\bautonom[oa]\b|\bfalso autonomo|\bzzp|\bzelfstandige?\b|\bb2b\b|\bpartita iva|\bp\. ?iva"
    r"|recibos verdes|\bosvc\b|na zivnost|egenforetag|f-skatt|\b1099\b|samozatrudni"
)
_HOURS = re.compile(
    r"\b(\d{1,2})(?:[.,]\d{1,2})?\s?(?:(?:-|\u2013|to|bis|a|tot|do|till)\s?(\d{1,2})\s?)?"
    r"(?:hours?|h|hrs|std|stunden|wochenstunden|heures?|horas|ore|uur|godzin|hodin|timmar|timer)\b"
    r"(?:\s(?:a|per|each|pro|die|in der|par|por|a la|alla|per|w|za|i|om|pr)\.?)?\s?/?\s?"
    r"(?:weeks?|weekly|woche|wochentlich|semaine|hebdomadaires?|semana|semanales|semanais|settimana"
    r"|settimanali|week|tydzien|tygodni\w*|tyden|tydne|veckan|uge\w*|uke\w*)?"
)
_WEEKLY = re.compile(r"week|woch|semai|semana|hebdom|settim|tyd|tyg|veck|uge|uke")
_NO_PART_TIME = re.compile(
    r"(?:part.?time|teilzeit|temps partiel|tiempo parcial|media jornada|tempo parziale?|part-time|deeltijd|niepelny wymiar|niepelny etat|zkraceny uvazek|castecny uvazek|deltid)"
    r"[^.;\n]{0,25} (?:not possible|not available|not offered|nicht moglich|nicht vorgesehen|impossible|no es posible|non (?:e )?possibile|nao e possivel|niet mogelijk|niemozliw|neni mozn|inte mojlig|ikke mulig)"
    r"|\b(?:no|keine?|pas de|sin|geen) (?:part.?time|teilzeit|temps partiel|deeltijd)"
)
# The hours may be fewer: "80-100 %", "from 20 hours", "flexible hours", "0.5 posts".
_FEWER = re.compile(
    r"\b[3-8]\d ?%? ?(?:-|\u2013|to|bis|a|tot|do|till) ?100 ?%|\b(?:from|ab|a partir de|des|desde|da|vanaf|od|fran) [12]\d ?(?:h\b|hours|stunden|std|heures|horas|ore|uur|godzin|hodin|timmar)"
    r"|\b0[.,][3-9]\b|\b[12]\d ?(?:-|\u2013|to|bis|a|tot|do) ?(?:[34]\d|\d\d) ?(?:h\b|hours|stunden|std|heures|horas|ore|uur|godzin|hodin|timmar)"
    r"|job.?shar|reduced hours|fewer hours"
    r"|\b(?:or|oder|ou|o|of|lub|albo|nebo|eller) (?:(?:at|zu|mit|a|al|au|con|em|op|na|pa) )?[3-9]\d ?(?:%|percent|prozent|procent)"
    r"|\b[3-9]\d ?(?:%|percent|prozent|procent) (?:or|oder|ou|o|of|lub|albo|nebo|eller)\b"
)
# The pay for full hours does not state the hours: "4,850 euros for full time".
_PAID_BY = re.compile(
    r"(?:bij|op basis van|bei|auf basis(?: von)?|basis|based on|pro rata(?: of)?|fte|equivalent|base|wymiarze|pri|przy|vid|ved)(?: (?:een|einer|eine|a|full))? $"
)
# Characters before "full time" that show whether it is only the basis of the pay.
_BEFORE = 24
_WEEKENDS = re.compile(
    r"\bweekends? ?(?:only|job|shift|staff|work|team)|\b(?:only|just) weekends|wochenendkraft"
    r"|wochenendjob|\bfin de semana\b|\bfines de semana\b|\bweek-?ends?\b(?= *$)|\bhelgjobb"
    r"|\bweekendhulp|\bweekendkracht|\bfine settimana\b|\bfim de semana\b|\bfins de semana\b"
    r"|\bvikendov|\bweekendow"
)
_OPPOSITES = {
    JobType.FULL_TIME: {JobType.PART_TIME},
    JobType.PART_TIME: {JobType.FULL_TIME},
    JobType.PERMANENT: {JobType.TEMPORARY, JobType.CONTRACT},
    JobType.TEMPORARY: {JobType.PERMANENT},
    JobType.CONTRACT: {JobType.FULL_TIME, JobType.PERMANENT},
}
# Hours per week from which a post is nearly full-time.
_FULL_HOURS = 30
_MIN_HOURS = 4
_FULL_WEEK = range(35, 43)


@remembered
def job_types_in(words: str) -> frozenset[JobType]:
    """The kinds of employment in a field or a wish."""
    told = plain(words.replace("_", " "))
    return frozenset(kind for kind, pattern in _SAID.items() if pattern.search(told))


def opposite_of(kinds: Iterable[JobType]) -> frozenset[JobType]:
    """The opposites of kinds: for those who reject one, the other hours or term is the wish."""
    return frozenset[JobType]().union(*(_OPPOSITES[kind] for kind in kinds))


def unwanted_type(wishes: Iterable[str], posting: Posting) -> JobType | None:
    """The kind of employment in a posting's text, if the candidate wants only its opposite.

    Args:
        wishes: the candidate's kinds.
        posting: with its text.
    """
    wanted = frozenset[JobType]().union(*map(job_types_in, wishes))
    may_end = not wanted.isdisjoint({JobType.TEMPORARY, JobType.CONTRACT})
    if JobType.PERMANENT in wanted and not may_end and _is_temporary(posting):
        return JobType.TEMPORARY
    if JobType.PERMANENT in wanted and not may_end and _FREELANCE.search(plain(posting.title)):
        return JobType.CONTRACT
    if JobType.FULL_TIME in wanted and JobType.PART_TIME not in wanted and _is_part_time(posting):
        return JobType.PART_TIME
    if JobType.PART_TIME in wanted and JobType.FULL_TIME not in wanted and _is_full_time(posting):
        return JobType.FULL_TIME
    if wanted == {JobType.CONTRACT} and _is_permanent(posting):
        return JobType.PERMANENT
    return None


def _is_full_time(posting: Posting) -> bool:
    """Whether a posting states full hours, and nowhere that they may be fewer."""
    title, told = plain(posting.title), plain(posting.text)
    if _NO_PART_TIME.search(told):
        return True
    said = f"{title} . {told}"
    if _SAID[JobType.PART_TIME].search(said) or _FEWER.search(said):
        return False
    return any(
        not _PAID_BY.search(said[max(0, found.start() - _BEFORE) : found.start()])
        for found in _SAID[JobType.FULL_TIME].finditer(said)
    )


def _is_permanent(posting: Posting) -> bool:
    """Whether a posting offers employment, and nowhere freelance work."""
    said = plain(f"{posting.title} . {posting.text}")
    if _SAID[JobType.CONTRACT].search(plain(posting.title)) or _FREELANCE.search(said):
        return False
    return _SAID[JobType.PERMANENT].search(said) is not None


def _is_temporary(posting: Posting) -> bool:
    told = plain(posting.text)
    if not _TEMPORARY_TEXT.search(told):
        return False
    return not _SAID[JobType.PERMANENT].search(told)


def _says_part_time(sentence: str) -> bool:
    """Whether a plain sentence says that the hours are part-time, not that they may be."""
    return _PART_TIME_TEXT.search(sentence) is not None and not _MAY_BE.search(sentence)


def _reaches_full_hours(told: str) -> bool:
    """Whether a plain text offers a range of hours that ends at a full week: "20 to 40 hours"."""
    return any(
        int(found[2]) in _FULL_WEEK and int(found[1]) < int(found[2])
        for found in _HOURS.finditer(told)
        if found[2]
    )


def _is_part_time(posting: Posting) -> bool:
    title, told = plain(posting.title), plain(posting.text)
    if _SAID[JobType.FULL_TIME].search(f"{title} {told}") or _reaches_full_hours(told):
        return False
    if _WEEKENDS.search(title) or _SAID[JobType.PART_TIME].search(title):
        return True
    if any(_says_part_time(sentence) for sentence in sentences_of(told)):
        return True
    hours = [
        max(int(each) for each in found.groups() if each)
        for found in _HOURS.finditer(told)
        if _WEEKLY.search(found[0])
    ]
    return bool(hours) and _MIN_HOURS <= max(hours) < _FULL_HOURS
