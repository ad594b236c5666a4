"""Detects work away from home for weeks: travelling crews, assembly abroad, at sea."""

# ruff: noqa: E501 - words of many languages

import re

from reactor.language.phrasebook import plain
from reactor.language.sentences import denies, sentences_of
from reactor.posting import Posting

_TRAVEL = r"(?:travel\w*|reise\w*|dienstreisen|montageeinsatze|deplacements?|viaj\w{1,5}|trasfert\w|reizen|reistijd|delegacj\w|wyjazd\w{1,3}|resor|resande|rejse\w*|viagens|desloca\w{1,5}|cestovani|sluzebni\w{1,3} cest\w{1,3})"
_WEEKS = r"(?:weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|week|tygodn\w{1,4}|tydn\w{1,4}|tyden|veckor|vecka|uger|uge|uker|uke)"
# Most of the time on the road: "80-100 % travel".
_MOSTLY = re.compile(
    rf"\b(?:[89]\d|100) ?(?:%|percent|prozent|per cent|por ciento|pour cent|per cento|procent)[^.,;\n]{{0,20}}\b{_TRAVEL}"
    rf"|\b{_TRAVEL}\b[^.,;\n]{{0,20}}\b(?:[89]\d|100) ?(?:%|percent|prozent|per cent|procent)"
)
# In turns of weeks: "14 days on, 14 off", "three weeks away".
_IN_TURNS = re.compile(
    rf"\b{_WEEKS} (?:out|away|offshore|at sea|on the road|on board|unterwegs|auf montage|auf see|en mer|en chantier|embarque|fuera|en ruta|a bordo|embarcad\w|fuori casa|in trasferta|onderweg|van huis|op zee|w trasie|w delegacji|na morzu|na cestach|mimo domov|pa resa|borta|til sos|pa havet)\b|\b\d{{1,2}} (?:days|weeks) on,? (?:and )?\d{{1,2}} (?:days |weeks )?off\b"
)
# Many nights of a year: "140 nights a year in hotels".
_NIGHTS = re.compile(
    r"\b(?:[5-9]\d|[1-3]\d\d) (?:\w+ )?(?:nights?|nachten?|ubernachtungen|hotelubernachtungen|nuits|nuitees|noches|notti|noites|overnachtingen|nocy|noclegow|noci|natter|overnattninger|naetter|netter)\b[^.;\n]{0,25}"
    r"\b(?:hotel\w*|away|a year|per year|year|auswarts|unterwegs|jahr|an|ano|anno|fuera|fora|fuori|jaar|rok\w{0,2}|rocznie|rocne|ar|aret|om aret|arligen|arligt)\b"
)


def is_away_from_home(posting: Posting) -> bool:
    """Whether a posting says that most of the work is far from home, for days or weeks."""
    return any(
        (met := pattern.search(told)) is not None and not denies(told[: met.start()])
        for told in map(plain, sentences_of(f"{posting.title}\n{posting.text}"))
        for pattern in (_MOSTLY, _IN_TURNS, _NIGHTS)
    )
