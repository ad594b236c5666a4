"""Finds the towns that a text names as places: `in Venlo`, `en el norte de Madrid`.

Towns of customers, journeys, studies or the company's past do not count. The names are capitalised
words after a preposition; the gazetteer decides whether they are towns.
"""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reactor.language.languages import language_of
from reactor.language.sentences import sentences_of
from reactor.language.towns import is_ordinary_word
from reactor.language.workplaces import NAME, nominatives_of

REMEMBERED = 4
_EARLY = 2
"""Number of opening sentences, in which a company states where it is."""
_MOST = 40
_SHORTEST = 4

# One-letter ones among them, such as `a`, `i`, `w`, `v`, count only in their own language.
_IN = {
    "English": "in|at|near|around|outside|from|within",
    "German": "in|bei|aus|nahe|rund um|um",
    "French": "à|sur|de|près de|autour de|vers",
    "Spanish": "en|de|cerca de",
    "Italian": "a|ad|di|da|in|vicino a|presso",
    "Dutch": "in|te|bij|uit|vanuit|nabij|rond",
    "Portuguese": "em|no|na|de|do|da",
    "Polish": "w|we|z|ze|pod|koło|do|przy",
    "Czech": "v|ve|z|ze|u|poblíž|nedaleko",
    "Swedish": "i|från|nära|utanför",
    "Danish": "i|fra|ved|nær",
    "Norwegian": "i|fra|ved|nær",
    "Finnish": "",
}
_GENITIVES = frozenset({"de", "di", "do", "da"})
_OF_A_PLACE = (
    r"(?:heart|centre|center|city|town|outskirts|suburb|edge|north|south|east|west|minutes?|mins?|side|area|region|middle"
    r"|herzen|hauptbahnhof|bahnhof|flughafen|innenstadt|mitte|norden|süden|osten|westen|stadt|stadtrand|umgebung|raum|region|großraum"
    r"|cœur|coeur|centre|sud|nord|est|ouest|portes(?: sud| nord)?|métropole|banlieue|proximité|agglomération|minutes|ville|siège|gare"
    r"|empresa|hospital|clínica|despacho|entreprise|société|étude|cabinet|azienda|ditta|studio|impresa|hotel"
    r"|stabilimento|stabilimenti|fabbrica|ufficio|uffici|magazzino|negozio|cantiere|plant|factory|site|office|hub|warehouse|usine|atelier|bureau|bureaux|entrepôt|magasin|planta|fábrica|oficina|oficinas|nave|almacén|tienda|taller|taller|escritório|loja|armazém"
    r"|corazón|centro|norte|sur|este|oeste|afueras|área metropolitana|zona|provincia|ciudad|capital|minutos|puerto|periferia"
    r"|cuore|ora|minuti|porte|dintorni|hinterland|area|sede|città|coração|zona|grande|arredores|cidade|metropolitana|hart|centrum|rand|regio|omgeving|noorden|zuiden|haven"
    r"|centrum|obrzeżach|okolicach|rynku|centru|okolí|okraji|hjärta|hjertet|utkanten)"
)
# Two towns, of which the first counts: "zwischen Basel und Straßburg".
_GENITIVE = re.compile(
    rf"(?i:\b{_OF_A_PLACE}) (?i:(?:of|von|de|d['’]|di|da|do|van|av|af)) ?{NAME}|(?i:\b{_OF_A_PLACE}) (?=[^\W\d_]{{3}}){NAME}"
)
# Self-descriptions of a company at the beginning: Sheffield-based, Chemnitzer Familienbetrieb.
_PROPER = r"([A-ZÀ-Ž][a-zà-ž]{2,20}(?: [A-ZÀ-Ž][a-zà-ž]{2,20})?)"
_CALLED = re.compile(
    rf"\b{_PROPER}(?:-based\b|['’]s\b)"
    rf"|\b(?:a|an|the) {_PROPER} (?:company|firm|start-?up|practice|charity|studio|agency|brewery|bakery|school|manufacturer)\b"
)
_GERMAN_CALLED = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{2,}er) (?=[A-ZÄÖÜ][a-zäöüß]{3})")
# Including a bracket in the name: in Halle (Saale).
_QUALIFIED = rf"({NAME[1:-1]}(?: ?\([A-ZÀ-Ž][\w. ]{{1,20}}\))?)"
_OTHERWISE = re.compile(
    r"\b(?:founded|headquarter\w*|hq\b|customers?|clients?|travel\w*|trips?|retreat|offsite|meet(?:s|ings?|-?ups?)?|once|twice|times a|auditors?|university|degree|studied|conferences?|fairs?|flights?|reports? to|parent|subsidiar\w*|branches|offices in|sites in|plants in|between|roots|markets?|exports?|competitors?|born|schools in|delivers? to|trained in|onboarding|supplier\w*"
    r"|gegründet|reisen?|kund\w+|messe\w*|hochschule|studium|mutterkonzern|niederlassungen|filialen|standorte[n]? in|zwischen|lieferanten|kaufen|(?:ein|zwei)mal|deux fois|dos veces|due volte|twee keer|dwa razy|dvakrát|export\w*|urlaub|ausflug|fachreise"
    r"|fondée?|clients?|clientèle|voyage\w*|déplacements?|salons?|université|agences|filiales|sites de|entre|fournisseurs|comptoirs"
    r"|fundada|clientes|viajes?|ferias?|universidad|filiales|oficinas en|proveedores|entre|delegaciones|exporta\w*"
    r"|fondat[ao]|clienti|viaggi\w*|fier[ae]|università|filiali|fornitori|trasfert\w*|opgericht|klanten|reizen|beurs|universiteit|vestigingen|leveranciers|tussen"
    r"|założon\w*|klien\w+|targi|uczelni\w*|oddziały|biurami|dostawc\w*|podróż\w*|założen\w*|zákazn\w*|veletrh\w*|univerzit\w*|pobočky|dodavatel\w*|kunder|mäss\w+|messer|universitet\w*|resor|rejser|reiser|fundad\w*|feiras?|universidade|fornecedores|viagens)\b",
    re.IGNORECASE,
)
_LONG_WAY = re.compile(
    r"\b(?:an|one|two|a couple of|1|2|1[.,]5) hours?\b|\b(?:eine|zwei|einer|anderthalb) stunden?\b|\b(?:une|deux) heures?\b|\b(?:una|dos) horas?\b|\bun'ora\b|\bdue ore\b|\b(?:een|twee) uur\b|\bgodzin[aę]\b|\bhodin[au]\b|\b(?:en|två|to|én) (?:timm\w+|time[r]?)\b|\buma hora\b"
)


# Several in a row are branches, unless they are neighbours.
_MORE = re.compile(
    rf"(?:(?:,| (?:and|und|et|y|e|en|i|oraz|och|og|a|ja)) {NAME.replace('{0,3}', '{0,2}')}){{1,5}}"
)


@dataclass(frozen=True, slots=True)
class TownName:
    """A possible name of a town.

    Attributes:
        spellings: as written, then its possible base forms.
        is_early: whether it occurs at the beginning of the text.
    """

    spellings: tuple[str, ...]
    is_early: bool


def _behind(language: str) -> re.Pattern[str]:
    """A name after a preposition of the language; after a genitive's, more is required."""
    places = "|".join(one for one in _IN[language].split("|") if one not in _GENITIVES)
    return re.compile(
        rf"(?i:(?<![\w-])(?:{places or 'in'})) (?:[^\W\d_A-ZÀ-Ž][\w'’]{{0,20}} ){{0,2}}?{_QUALIFIED}(?! ?\d)"
    )


BEHIND = {language: _behind(language) for language in _IN}


@lru_cache(maxsize=REMEMBERED)
def town_names_in(text: str) -> tuple[TownName, ...]:
    """The names after prepositions of place, each once, in the order of mention."""
    found: dict[str, TownName] = {}
    pattern = BEHIND.get(language_of(text) or "English", BEHIND["English"])
    for number, sentence in enumerate(sentences_of(text)):
        names = list(_names(sentence, pattern))
        if number < _EARLY:
            names += _called(sentence)
        for name in names:
            found.setdefault(name, TownName(tuple(_spellings(name)), number < _EARLY))
    return tuple(found.values()) if len(found) <= _MOST else ()


def _names(sentence: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for each in (pattern, _GENITIVE):
        for met in each.finditer(sentence):
            name = next(group for group in met.groups() if group).rstrip(".'’-")
            clause = sentence[max(0, met.start() - 70) : met.end() + 30]
            if _OTHERWISE.search(clause) or _LONG_WAY.search(clause.lower()):
                continue
            if not is_ordinary_word(name):
                yield name
            if more := _MORE.match(sentence, met.end()):
                yield from re.findall(NAME, more[0])


def _called(sentence: str) -> Iterator[str]:
    for met in _CALLED.finditer(sentence):
        yield met[1] or met[2]
    if not _OTHERWISE.search(sentence):
        yield from _GERMAN_CALLED.findall(sentence)


def _spellings(name: str) -> Iterator[str]:
    """A name as written, in its possible base forms, and without the district."""
    yield name
    first, _, rest = name.partition(" ")
    yield from (f"{one} {rest}".rstrip() for one in nominatives_of(first))
    if name.endswith("er"):
        yield from (name[:-2], f"{name[:-2]}en", f"{name[:-3]}en")
    town, _, part = name.partition("-")
    if part and len(town) >= _SHORTEST:
        yield town
