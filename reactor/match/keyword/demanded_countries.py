"""Countries in which a posting requires people to live or to be allowed to work."""

# ruff: noqa: E501, RUF001 - words of many languages

import re
from collections.abc import Iterator
from functools import lru_cache

from reactor.language.phrasebook import plain
from reactor.language.places import countries_in, named_countries
from reactor.language.sentences import denies, sentences_of

REMEMBERED = 16
_MUST_BE_ALLOWED = re.compile(
    r"(?:(?:authori[sz]ed|authori[sz]ation|eligible|eligibility|entitled|right|permit|permission|permitted|legally able)"
    r"\s+to\s+(?:legally\s+)?(?:live and\s+)?work\s+(?:for any employer\s+)?in"
    r"|(?:must|need to|have to|people|candidates?|applicants?|open to)[^.;\n]{0,40}?"
    r"(?:based|living|live|reside|residing|resident|located) in|remote(?:ly)? (?:within|in)"
    r"|wohnsitz in|arbeitserlaubnis (?:für|in)|prawo do pracy w|z terenu"
    r"|permis de travail (?:en|pour)|permiso de trabajo en)\s+([^.;\n]{2,60})",
    re.IGNORECASE,
)
# "Anywhere in the EU" is about the work, "anywhere in the US we ship to" is not.
_ANYWHERE_IN = re.compile(
    r"(?:(?:^|[.;:!\n]\s{0,4})|(?:work|live|remote|based|location|home)[^.;\n]{0,30}? )(?:from )?"
    r"anywhere (?:in|within|across)\s{1,4}([^.;\n]{2,40})"
    r"|(?:partout en|depuis toute la|de cualquier lugar de|de cualquier parte de|en toda|aus ganz"
    r"|innerhalb von|ovunque in|da tutta|z ca[łl]ej|w ca[łl]ej|uit heel|vanuit heel"
    r"|qualquer lugar de|qualquer parte de)\s{1,4}([A-ZÀ-Ž][^.;,\n]{1,40})",
    re.IGNORECASE,
)
_CITIZENSHIP = re.compile(
    r"([^.;,\n]{2,40}?)\s{1,4}(?:citizenship (?:is )?required|citizens only)", re.IGNORECASE
)
# A permit, followed by its country.
_PERMIT_FOR = re.compile(
    r"\b(?:(?:right(?:s)?|permission) to work|working rights|(?:work|employment) (?:permit|visa|authori[sz]ation)|authori[sz]ation to work|arbeitserlaubnis|arbeitsbewilligung|aufenthaltserlaubnis|aufenthaltstitel"
    r"|permis de travail|autorisée? à travailler|autorisation de travail|permiso de trabajo|autorización para trabajar|permesso di lavoro|werkvergunning|recht om te werken|pozwoleni\w{1,3} na pracę|prawo do pracy"
    r"|pracovní povolení|povolení k práci|oprávnění k práci|autorização (?:de trabalho|para trabalhar)|visto de trabalho|arbetstillstånd|arbejdstilladelse|arbeidstillatelse|työlupa)"
    r"[^.;\n]{0,30}?\s(?:in|for|für|en|pour|au|aux|para|em|no|na|voor|w|v|pro|i|til|till)\s([^.;,\n]{2,40})",
    re.IGNORECASE,
)
_LIVES_IN = re.compile(
    r"\b(?:(?:only|can|may) (?:\w+ ){0,2}?(?:hire|employ|recruit|consider)\w* (?:\w+ ){0,4}?(?:in|from)|resid(?:ents|ing) (?:of|in)|wohnsitz in|wohnhaft in|wohnort in|résid\w+ (?:en|au)|domicilié\w* en|residentes? (?:en|em|no|na)|residir en"
    r"|(?:anyone|everyone|everybody|those|people|candidates) (?:who (?:is |are )?)?(?:living|lives?|residing|based|resident) in|(?:wer|alle, die) in(?= [A-ZÄÖÜ][^.;,\n]{1,20} (?:wohn|leb))"
    r"|residenza in|residente in|woon(?:t|achtig|achtig bent) in|mieszka\w{1,3} (?:w|na terenie)|zamieszka\w+ w|bydliště v|bosatt i|bopæl i|bosted i)\s([^.;,\n]{2,40})",
    re.IGNORECASE,
)
_FROM_ONLY = re.compile(
    r"\b(?:from|depuis|desde|da|dall['’]|vanuit|z|aus|de) (?:the |la |le |l['’]|der |den )?([A-ZÀ-Ž][^.;,\n]{1,30}?) (?:only|uniquement|seulement|solo|solamente|únicamente|soltanto|alleen|wyłącznie|tylko|apenas|nur)\b"
)
# A demonym, before a permit or after a word for nationality.
_OF_A_COUNTRY = re.compile(
    r"\b([A-ZÀ-Ž][\w.&]{1,15}(?: [A-ZÀ-Ž][a-z]{2,12})?)(?i:[- ]based (?=candidates|applicants|people|residents)| (?:right to work|working rights|work(?:ing)? (?:permit|visa|authori[sz]ation)|citizen\w*|passport|nationals|permanent residen\w+|arbeitserlaubnis|arbeitsbewilligung|staatsangehörigkeit|staatsbürgerschaft|nationaliteit))",
)
_NATIONALITY = re.compile(
    r"\b(?:nationalité|nacionalidad|cittadinanza|nacionalidade|obywatelstwo|občanství|permis de travail|permiso de trabajo|permesso di lavoro|werkvergunning)\s([a-zà-ž]{4,15})",
    re.IGNORECASE,
)
_PEOPLES = {
    "US": "american us u.s. usa amerikanisch", "CA": "canadian canadien", "GB": "british uk u.k. britannique britannic",
    "AU": "australian", "NZ": "kiwi", "CH": "swiss schweizer suisse svizzer suiz helveti", "DE": "german deutsch allemand tedesc aleman duits niemieck",
    "AT": "austrian österreich autrich austriac", "FR": "french français franzosisch francese frances francusk", "IT": "italian italien wlosk",
    "ES": "spanish español espagnol spagnol spanisch hiszpansk", "PT": "portugues portugais portoghes", "NL": "dutch nederland neerland niederland",
    "BE": "belgian belg", "LU": "luxemb", "PL": "polish polsk polni polonais", "CZ": "czech cesk tschech", "SK": "slovak slovensk",
    "IE": "irish irland", "SE": "swedish svensk schwedisch", "DK": "danish dansk dänisch", "NO": "norwegian norsk norwegisch", "FI": "finnish",
    "SG": "singaporean singapore", "IN": "indian", "JP": "japanese", "BR": "brazilian brasileir", "MX": "mexican", "NG": "nigerian",
    "KE": "kenyan", "ZA": "south african", "AE": "emirati uae",
}  # fmt: skip
_BY_PEOPLE = tuple(
    (plain(word), code) for code, words in _PEOPLES.items() for word in words.split()
)
_SHORT = 4
_FEW = 3
# The place of home work: "the rest from home, which can be in Wales".
_FROM_HOME = re.compile(
    r"\b(?:from home|home[- ]?(?:office|based|working)|wherever|anywhere|remote(?:ly)?|zu hause|zuhause|von daheim|egal wo|wo immer|wo du willst"
    r"|domicile|télétravail|distanciel|n'importe où|où (?:que )?(?:vous|tu)|desde casa|teletrabajo|donde (?:quieras|prefieras|vivas)"
    r"|da casa|da remoto|ovunque|dove (?:vuoi|preferisci)|de casa|teletrabalho|onde quiser\w*|thuis\w*|waar je (?:wilt|woont)"
    r"|z domu|zdaln\w+|gdziekolwiek|z domova|na dálku|kdekoli|hemifrån|på distans|var du vill|hjemmefra|hvor du vil|etätyö\w*|kotoa)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=REMEMBERED)
def demanded_countries(text: str) -> frozenset[str]:
    """The countries in which people must live or be allowed to work; empty if not stated."""
    return next(filter(None, _demanded(text)), frozenset())


def is_open_to(text: str, countries: frozenset[str]) -> bool:
    """Whether a text allows work from home, or from anywhere, in a country.

    Args:
        text: the posting's.
        countries: the alternatives.
    """
    return any(
        _FROM_HOME.search(sentence) is not None
        and _is_one_of_few(countries, named_countries(sentence))
        and not denies(plain(sentence))
        for sentence in (sentences_of(text) if _FROM_HOME.search(text) else ())
    )


def _is_one_of_few(countries: frozenset[str], named: frozenset[str]) -> bool:
    """Whether a country is named as such; "in the EU" names no single country."""
    return not countries.isdisjoint(named) and len(named) <= _FEW


def _demanded(text: str) -> Iterator[frozenset[str]]:
    for pattern in (
        _MUST_BE_ALLOWED,
        _CITIZENSHIP,
        _ANYWHERE_IN,
        _PERMIT_FOR,
        _LIVES_IN,
        _FROM_ONLY,
    ):
        for demand in pattern.finditer(text):
            yield countries_in(demand[1] or demand[demand.lastindex or 0])
    for pattern in (_OF_A_COUNTRY, _NATIONALITY):
        for demand in pattern.finditer(text):
            yield countries_in(demand[1]) or _of_people(demand[1])


def _of_people(name: str) -> frozenset[str]:
    """The country of a demonym, in any language and ending."""
    for word in plain(name).split():
        for people, code in _BY_PEOPLE:
            if word == people or (len(people) >= _SHORT and word.startswith(people)):
                return frozenset({code})
    return frozenset()
