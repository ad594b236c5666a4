"""Where a posting's text says that the work is done: `at our Amsterdam office`, `am Standort Ulm`."""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re
from collections.abc import Iterator
from functools import lru_cache

REMEMBERED = 256
_MOST = 8
"""Places of a text: one that names more lists the branches of its company."""

_NAME = r"([A-ZÀ-ÖØ-ÞĀ-Ž'][\w'’.-]*(?:[ -](?:(?:am|an der|im|in der|de|del|di|la|le|les|el|sur|upon|on|bei|den|der|do|da|of) )?[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*){0,3})"
_OFFICE = r"(?:offices?|headquarters|HQ|studio|site|plant|factory|clinic|hospital|campus|lab|laboratory|warehouse|store|branch|hub|school|depot|workshop)"
_HAUS = r"(?:Standort|Werk|Büro|Haus|Klinikum|Krankenhaus|Zentrale|Hauptsitz|Filiale|Niederlassung|Praxis|Labor|Lager|Restaurant|Hotel|Kita|Schule|Betrieb|Werkstatt|Team)"
_LABEL = (
    r"(?:work(?:ing)? location|place of work|job location|location|arbeitsort|einsatzort|dienstort|standort|dienstsitz|lieu(?: de travail)?|lugar de trabajo|ubicación|localidad"
    r"|luogo di lavoro|sede di lavoro|sede|standplaats|werklocatie|werkplek|locatie|miejsce pracy|lokalizacja|local de trabalho|localização|placeringsort|arbetsplats|arbejdssted|arbeidssted|místo výkonu práce|místo práce)"
)
# What stands before the name, in any case, and what behind it.
_CUES: tuple[tuple[str, str], ...] = (
    (rf"(?:^|\n|[.!?;] )[ \t*•-]{{0,4}}{_LABEL} ?: ?(?:\d{{4,5}} )?", ""),
    # en
    (r"\bour (?:(?:new|modern|own|central|main) )?", rf"(?:-based)? {_OFFICE}\b"),
    (
        r"\bthe (?:(?:new|modern|own|central|main) )?",
        r"(?:-based)? (?:office|headquarters|HQ|campus|plant)\b",
    ),
    (rf"\bour (?:\w+ )?{_OFFICE} (?:is )?(?:in|at) (?:central |downtown )?", ""),
    (
        r"\b(?:role|position|job|work|you(?:'ll| will)?(?: be)?|is) (?:is |are |will be )?(?:fully |100% )?(?:based|located|on-?site|in[- ]person|in[- ]office) (?:in|at|from) (?:central |downtown )?",
        "",
    ),
    # de
    (rf"\b(?:am|unserem|unser(?:em|en|er)?|im|in der) (?:\w+ )?{_HAUS} (?:in )?", ""),
    (r"\bvor Ort in ", ""),
    # fr
    (
        r"\b(?:nos|notre|au sein d[eu]|dans (?:nos|notre|les|le)) (?:\w+ )?(?:bureaux?|locaux|site|siège|agence|usine|magasin|établissement|clinique|hôpital|école) (?:de |d'|à |situés? à |basés? à )(?:nos bureaux de )?",
        "",
    ),
    (r"\b(?:poste|vous (?:êtes|serez)) (?:basée?|basé\(e\)|situé|localisé) à ", ""),
    # es
    (
        r"\b(?:nuestr[oa]s?|la|las|los) (?:\w+ )?(?:oficinas?|sede|centro|planta|tienda|fábrica|hospital|clínica|delegación|instalaciones|taller) (?:de|en|central en) ",
        "",
    ),
    (r"\bpresencial(?:mente)? en ", ""),
    # it
    (
        r"\b(?:nostr[aoie]|la|presso(?: la| lo| il| gli| i)?) (?:\w+ )?(?:sede|uffic[io]o?|stabilimento|negozio|filiale|impianto|clinica|ospedale|studio) (?:di|a|in|centrale di) ",
        "",
    ),
    # nl
    (
        r"\b(?:ons|onze|het) (?:\w+ )?(?:kantoor|vestiging|locatie|fabriek|winkel|hoofdkantoor|ziekenhuis|filiaal|werkplaats) (?:in|te) ",
        "",
    ),
    # pl
    (
        r"\b(?:nasz\w{2,3}|w|we) (?:biurze|siedzibie|zakładzie|fabryce|sklepie|oddziale|szpitalu|biura|magazynie) we? ",
        "",
    ),
    # pt
    (
        r"\b(?:noss[oa]s?|no|na|nas) (?:\w+ )?(?:escritório|sede|loja|fábrica|instalações|unidade|hospital|clínica) (?:de|em|do|da|no|na) ",
        "",
    ),
    # sv, da, nb, cs
    (
        r"\b(?:vårt|vores|vårt|på|i) (?:\w+ )?(?:kontor|huvudkontor|hovedkontor|fabrik|butik|verksted|verkstad)(?:et)? i ",
        "",
    ),
    (r"\b(?:naší|naše|v) (?:\w+ )?(?:pobočce|kanceláři|provozovně|závodě) (?:v|ve) ", ""),
)
_PATTERNS = tuple(re.compile(f"(?i:{before}){_NAME}(?i:{after})") for before, after in _CUES)
_POLISH = re.compile(
    r"(?i)\b(?:biurze|siedzibie|zakładzie|fabryce|sklepie|oddziale|szpitalu|magazynie) we? "
)
# Towns stand in another case behind a preposition: the endings of most.
_CASES = (
    ("owie", "ów"), ("owie", "owo"), ("awie", "awa"), ("sku", "sk"), ("niu", "ń"), ("wiu", "w"), ("dzi", "dź"), ("cach", "ce"),
    ("inie", "in"), ("ynie", "yn"), ("niu", "nie"), ("wicach", "wice"), ("stoku", "stok"), ("szczy", "szcz"), ("oszczy", "oszcz"), ("zowie", "zów"), ("lcach", "lce"), ("dyni", "dynia"), ("ynii", "ynia"), ("pocie", "pot"), ("domiu", "dom"),
    ("olu", "ole"), ("lsku", "lsk"), ("wej", "wa"), ("łej", "ła"), ("szawie", "szawa"),
)  # fmt: skip
# What stands before a place and makes another sentence of it.
_OTHERWISE = re.compile(
    r"\b(?:founded|headquartered|customers?|clients?|visit|travel|trips?|meet(?:ings?|up)?|offsite|retreat|once a|twice a|per year|a year|gegründet|reisen?|kunden|visiter|viajes?|clientes|onboarding|event)\b",
    re.IGNORECASE,
)
_REACH = 70


@lru_cache(maxsize=REMEMBERED)
def workplaces_in(text: str) -> tuple[str, ...]:
    """The places at which a text says that its work is done, as it names them, without doubles."""
    found = tuple(dict.fromkeys(_found(text)))
    return found if len(found) <= _MOST else ()


def _found(text: str) -> Iterator[str]:
    for pattern in _PATTERNS:
        for met in pattern.finditer(text):
            begin = max(text.rfind(mark, 0, met.start()) for mark in ".!?;\n") + 1
            around = text[max(begin, met.start() - _REACH) : met.start()]
            if not _OTHERWISE.search(around):
                yield met[1].rstrip(".'’-")
                if _POLISH.search(met[0]):
                    yield from _nominatives(met[1])


def _nominatives(name: str) -> Iterator[str]:
    """What a Polish town may be called by itself, given what it is called behind `w`."""
    name = name.rstrip(".")
    for ending, nominative in _CASES:
        if name.endswith(ending):
            yield name.removesuffix(ending) + nominative
