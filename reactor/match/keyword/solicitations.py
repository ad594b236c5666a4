"""Detects sentences in which an employer asks agencies and sellers not to call.

Employers who write "No agencies please" are no agencies.
"""

import re

from reactor.language.line_cache import remembered
from reactor.language.phrasebook import plain

_AGENCY = re.compile(
    r"agenc|agentur|agenz|recruit|rekryter|rekrutt|rekrut|bemanning|bureau|byra\b|personaldienst"
    r"|vermittl|headhunt|zeitarbeit|leiharbeit|cabinet|intermed|uitzend|werving|acqui|consultor"
    r"|\bett\b|staffing|annons|personalni|posredni"
)
_STAYS_AWAY = re.compile(
    r"\bundanber|\bavboj|\bfrabed|\bfrabe\b|\bbetackar|\bonskar (?:inte|ej)|\b(?:ikke|inte) kontakt"
    r"|\bunsolicited|\bspeculative|\b(?:no|without) (?:\w+ ){0,2}(?:agenc|recruit|headhunt)"
    r"|\bnot (?:to )?(?:accept|contact|work|engage|seeking|respond|require)|\brefrain|\bdo not call"
    r"|\bcontact from|\bnicht (?:erwunscht|gewunscht|berucksichtig|angenommen|beantwort)"
    r"|\babzusehen|\bsehen sie .{0,40}\bab\b|\bunerwunscht|\bverzichten|\babsten|\bs.?abstenir"
    r"|\bkeine (?:\w+ ){0,3}(?:anfrag|angebot|kontaktauf|personald|vermittl|anruf)"
    r"|\bmerci de ne pas|\bne souhait|\bpas (?:de|d).?(?:cabinet|agence|demarch|sollicit)"
    r"|\bno (?:se )?(?:acept|atend|contact)"
    r"|\bastener|\bnon (?:saranno|verranno|si accett|contatt)|\bdispensa"
    r"|\bnao (?:acei|contact|respond)"
    r"|\bniet (?:op prijs|gewenst|gewaardeerd)|\bgeen (?:acqui|bureau|prijs)|\bongewenst"
    r"|\bagencjom\b|\bnie (?:wspolprac|odpowiada|przyjmuj|jestesmy zaint)|\bprosimy o niekont"
    r"|\bnekontakt|\bnevolejt|\bneoslov|\bnespoluprac|\bemme (?:ota|toivo)"
)


@remembered
def keeps_agencies_away(sentence: str) -> bool:
    """Whether a sentence asks agencies not to offer their services."""
    lowered = plain(sentence)
    return _AGENCY.search(lowered) is not None and _STAYS_AWAY.search(lowered) is not None
