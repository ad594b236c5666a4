"""Finds names of languages that are spoken.

`A Swedish manufacturer`, `droit français` and `Spanish classes for everybody` hold none: there the
word means a country, or a benefit.
"""

# ruff: noqa: E501, SIM905 - words of many languages, one language a line

import re

from reactor.language.languages import LANGUAGE_NAMES
from reactor.language.phrasebook import PhraseMatch, plain_words

# Nouns of a country's adjective. Where it precedes its noun:
_BEHIND = re.compile(
    r"compan(?:y|ies)|manufactur\w+|groups?|firms?|famil(?:y|ies)|banks?|insur\w+|markets?|customers?|clients?|suppliers?|start|startups?|scale|brands?|parents?|own(?:er|ed|ers)|subsidiar\w+|entit\w+|govern\w+|ministr\w+|laws?|tax\w*|labou?r|employment|national\w*|citizen\w*|passport\w*|arm(?:y|ed)|authorit\w+|offices?|colleagues?|cuisine|food|wines?|border|plants?|sites?|industr\w+|econom\w+|multinational\w*|corporat\w+|leaders?|pioneers?|producers?|makers?|embass\w+|gaap|investors?|holdings?|retail\w*|publish\w+|sector|engineering|heritage|roots|mittelstand|invention|design|builders?|shipyard|foundry|organi[sz]ation|institut\w+|championship|league|alps|coast"
    r"|unternehmen\w*|konzern\w*|hersteller\w*|firma|firmen|gruppe|familien\w+|mittelst\w+|markt\w*|markte\w*|kund\w+|recht\w*|kuche|behord\w+|mutter(?:gesell|haus|konz)\w*|tochter\w*|lehrplan\w*|marke\w*|anbieter\w*|niederlassung\w*|maschinenbauer\w*|traditions\w+|staats\w+"
    r"|bedrij\w+|fabrikant\w*|klant\w*|wet\w*|grens|onderneming\w*|groep|keuken|merk\w*|moeder(?:bedrijf|concern|maatsch)\w*|marktleider|losplaats\w*"
    r"|foretag\w*|bolag\w*|tillverkar\w+|koncern\w*|kunder\w*|marknad\w*|virksomhed\w*|selskap\w*|producent\w*|marked\w*|medborg\w+|statsborg\w+|lag\b"
    r"|spolk\w*|grup\w+|ryn(?:ek|k\w+)|klien\w+|kapital\w*|praw\w+|kuchni\w*|spolecnost\w*|vyrob\w+|skupin\w*|trh\w*|zakazn\w*|firm\w+|rodinn\w+"
)
# Where it follows its noun:
_BEFORE = re.compile(
    r"entreprises?|societes?|groupes?|fabricants?|marches?|clients?|clientele|droit|code|armee|nationalites?|cuisine|marques?|filiales?|maison|etat|territoire|sol|frontiere|suisse|ministere|programme|leader|pme|industrie|administration"
    r"|empresas?|compania|grupo|fabricantes?|mercado|derecho|clientes?|ley|cocina|marca|filial|multinacional|farmaceutica|nacionalidad|constructora|fabrica|legislacion|consultora|gastronomia"
    r"|aziend\w+|societa|gruppo|mercato|diritto|clienti|cucina|cittadinanza|armate|marchio|impresa|multinazionale|produttore|legge|cozinha|direito|lei|nacionalidade|fabricante|companhia|gastronomia"
)
_CLASSES = r"class(?:es)?|lessons?|courses?|tuition|training|kurs\w*|sprachkurs\w*|unterricht|cours|clases|cursos?|corsi|corso|lezioni|aulas|lessen|cursus\w*|taalles\w*|lekcj\w*|kurz\w*|vyuk\w*|undervisning\w*"
_TAUGHT = re.compile(_CLASSES)
# Teachers of a language must speak it.
_TEACHING = re.compile(
    r"\b(?:teach|taught|tutor|deliver|lehr|unterricht(?:en|est|et)\b|enseign|ensen|imparti|insegn|lesge|uczy|prowadz|dava|leccion|undervis(?:a|er)\b)"
)
_MAX_BETWEEN = 4
_JOINTS = frozenset(
    "in de d of di w i en na jezyka from the la el and und et y e och og or o".split()
)


def mentions_of_languages(words: tuple[str, ...]) -> tuple[PhraseMatch[str], ...]:
    """The spoken languages among words, in order."""
    plain = plain_words(words)
    return tuple(found for found in LANGUAGE_NAMES.find(words) if _is_spoken(plain, found))


def _is_spoken(words: tuple[str, ...], found: PhraseMatch[str]) -> bool:
    behind = words[found.end : found.end + 1]
    before = words[found.start - 1 : found.start] if found.start else ()
    if any(map(_BEHIND.fullmatch, behind)) or any(map(_BEFORE.fullmatch, before)):
        return False
    return not _is_taught(words, found) or _TEACHING.search(" ".join(words)) is not None


def _is_taught(words: tuple[str, ...], found: PhraseMatch[str]) -> bool:
    """Whether it is the subject of classes: `Spanish classes`, `cours de français`."""
    if any(map(_TAUGHT.fullmatch, words[found.end : found.end + 1])):
        return True
    first = found.start
    while first > max(0, found.start - _MAX_BETWEEN) and _joins(words[first - 1]):
        first -= 1
    return first < found.start and any(map(_TAUGHT.fullmatch, words[max(0, first - 1) : first]))


def _joins(word: str) -> bool:
    """Whether a word may be between "classes in" and the language, such as another language."""
    return word in _JOINTS or any(LANGUAGE_NAMES.find((word,)))
