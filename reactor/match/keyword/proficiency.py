"""Levels of language proficiency, spoken or required: the Common European Framework (CEFR)."""

import re
from enum import IntEnum

from reactor.language.phrasebook import plain


class Proficiency(IntEnum):
    """The CEFR levels A1 to C2, by the meaning of words in postings."""

    BEGINNER = 1
    BASIC = 2
    CONVERSATIONAL = 3
    GOOD = 4
    FLUENT = 5
    NATIVE = 6


_FRAMEWORK = re.compile(r"\b([abc][12])\b")
_BY_NAME = {name: Proficiency(step) for step, name in enumerate(("a1", "a2", "b1", "b2", "c1"), 1)}
_BY_NAME["c2"] = Proficiency.NATIVE

# Expressions in plain (lower case, unaccented) text, the clearest first. Weak words precede strong
# ones: "basic German" is basic, with any other words.
_BY_WORD = (
    (
        re.compile(
            r"\bbasic|grundkenntnis|grundlegende|notions|\bbasico|elementary|beginner|anfanger"
            r"|debutant|\bbasis|podstaw|limited|schulenglisch|rudiment|etwas|\bwat\b|woordje"
            r"|eenvoudig|einfache|elementar|\bzakladni|grundlagg|grundlaegg|grunnlegg|scolair"
            r"|scolastic|(?:livello|inglese|tedesco|francese|spagnolo|conoscenza) base\b|perustai"
        ),
        Proficiency.BEGINNER,
    ),
    (
        re.compile(
            r"conversational|intermedi|mittlere|mittelstufe|komunikatywn|komunikativ|redelijk|sredni"
            r"|communicative|sufficient|suficiente?\b|ausreichend|suffisant|voldoende|wystarczaj"
            r"|tillracklig|tilstrekkelig|dostatecn|\bget by\b|verstandigen|debrouill|defender"
            r"|desenvolver|cavar(?:sel|tel|ti)|\bredt je\b|redden|dogadac|klara dig|domluvi"
            r"|\bdiscret|\benough\b|\bassez d|\babbastanza|\bgenug\b|\bgenoeg\b|working knowledge"
        ),
        Proficiency.CONVERSATIONAL,
    ),
    (
        re.compile(
            r"(?<!near )nativ|mother tongue|muttersprach|langue maternelle|lengua materna"
            r"|lingua m[ad]|moedertaal|ojczyst|madrelingua|modersmal|bilingu|zweisprachig"
            r"|tweetalig|rodil\w{1,9} mluvc|matersk|aidinkiel"
        ),
        Proficiency.NATIVE,
    ),
    (
        re.compile(
            r"fluen|fluid|verhandlungssicher|fliessend|courant|maitris|parfait|vloeiend|biegl"
            r"|plynn|plynul|dominio|avanz|avancad|advanced|excellent|ausgezeichnet|perfekt|perfect"
            r"|perfett|uitstekend|sehr gut|tres bon|muy buen|muito bom|bardzo dobr|proficien"
            r"|zeer goed|flytande|flydende|flytende|hervorragend|stilsicher|impecable|impeccable"
            r"|\bottim|\bvyborn|sujuva|near native|\bbusiness (?:fluent|level)"
        ),
        Proficiency.FLUENT,
    ),
    (
        re.compile(
            r"\bbusiness (?:\w{4,} )?(?=english|german|french|spanish|italian|dutch|polish|level)"
            r"|zakelijk|professional (?:level|english|german|french|spanish|dutch)"
            r"|niveau professionnel|(?:anglais|allemand|espagnol|francais) professionnel"
            r"|\balto\b|nivel profesional|nivel profissional"
        ),
        Proficiency.GOOD,
    ),
)


def stated_framework_level(plain_text: str) -> Proficiency | None:
    """The lowest CEFR level in a plain text, None without one."""
    names = _FRAMEWORK.findall(plain_text)
    return min((_BY_NAME[name] for name in names), default=None)


def worded_proficiency(plain_text: str) -> Proficiency | None:
    """The level that the words of a plain text mean, None if they mean none."""
    found = (level for pattern, level in _BY_WORD if pattern.search(plain_text))
    return next(found, None)


def held_proficiency(level: str) -> Proficiency:
    """The level of a candidate's own words (`native`, `B2`, `fluent`); fluent if unclear."""
    told = plain(level)
    return stated_framework_level(told) or worded_proficiency(told) or Proficiency.FLUENT
