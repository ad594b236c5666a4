"""Detects denials of remote work, anywhere in a sentence.

`Homeoffice können wir nicht bieten`, `thuiswerken kan bij ons niet`, `nie przewidujemy pracy
zdalnej`: a way of working, a denial, and a word of offering or allowing, close to each other.
"""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re

_WAY = (
    r"(?:remote(?:[- ]?work(?:ing)?)?|work(?:ing)? (?:remotely|from home)|remotely|from home|tele-?work(?:ing)?|home[- ]?working|wfh|home[- ]?office|mobil\w* arbeit\w*|mobilarbeit|heimarbeit|(?:von )?zu ?hause|daheim"
    r"|télétravail(?:ler|lable)?|travail à distance|teletrabaj\w+|trabaj\w+ (?:en remoto|remoto|a distancia|desde casa)|en remoto|smart ?working|telelavoro|lavoro (?:agile|da remoto|da casa)|da remoto|da casa"
    r"|thuiswerk\w*|(?:van ?uit )?thuis werken|vanuit huis(?: werken)?|op afstand(?: werken)?|prac\w+ zdaln\w+|zdalnie|z domu|teletrabalh\w+|trabalh\w+ remoto|a partir de casa|em remoto|(?:prác\w+ )?z domova|na dálku"
    r"|distansarbet\w*|hemarbet\w*|hemifrån|på distans|hjemmearbe[jd]d\w*|hjemmekontor|hjemmefra|fjernarbe[jd]d\w*|etätyö\w*|etänä)"
    r"(?! (?:role|position|job|team|compan|first|opportun|candidat|applicant|employee|contract|staff|stelle|poste|puesto|vacature|oferta|ruolo|vaga))"
)
_NOT = r"(?:not|no|never|cannot|can['’]t|don['’]t|doesn['’]t|isn['’]t|won['’]t|aren['’]t|unable to|nicht|kein\w{0,2}|leider nicht|pas|aucune?|jamais|niet|geen|nooit|non|nessun[ao]?|não|nao|nem|nie|nunca|ni|inte|ej|ingen|ikke|ei|není|nejsou|nelze)"
_OFFERED = (
    r"(?:possible|open|eligible|ouvert\w*|éligible\w*|abiert\w*|apert\w*|otwart\w*|offer\w*|available|allow\w*|permit\w*|option\w*|feasible|provide\w*|support\w*|something|considered|an? (?:fit|option)|work here|able to|in place|part of|suitable"
    r"|möglich\w*|möglichkeit\w*|bieten|an(?:ge)?bot\w*|anbieten|vorgesehen|machbar|geht|gehen|erlaub\w*|gestattet|realisier\w*|umsetz\w*|leisten|zulässig|denkbar|drin"
    r"|prévu\w*|propos\w*|envisag\w*|autoris\w*|compatible|offert\w*|posible|posibilidad|disponible|contempla\w*|ofrec\w*|admit\w*|previsto|permit\w*|aplica|viable|cabe"
    r"|previst[oa]|possibil\w*|disponibil\w*|offr\w*|prevediam\w*|contemplat\w*|ammess\w*|consentit\w*|mogelijk\w*|bieden|aangeboden|toegestaan|optie|voorzien\w*|aan de orde"
    r"|możliw\w*|oferuj\w*|przewid\w*|dostępn\w*|dopuszcz\w*|można|possív\w*|disponív\w*|oferec\w*|permitid\w*|contemplad\w*|možn\w*|nabíz\w*|umožň\w*|předpoklád\w*"
    r"|möjlig\w*|erbjud\w*|tillåt\w*|aktuellt|mulig\w*|tilby\w*|tillad\w*|tillat\w*|aktuelt|mahdolli\w*|tarjo\w*|si può|se puede|fare|hacer|machen|doen|done)"
)
_MAY = r"(?:kan|können|kann|can|may|pode|puede|se puede|peut|può|lze|får|voi)"
# Czech and other languages negate within the verb; some words need no negation.
_NONE = (
    r"(?:nenab[íi]z\w+|neumožň\w+|nepředpoklád\w+|neposkyt\w+|nepodporuj\w+|není možn\w+|nelze|nejde|není"
    r"|impossible|ausgeschlossen|unmöglich|scheidet (?:leider )?aus|entfällt|kommt nicht in frage|gibt es (?:bei uns |hier |leider )?nicht|zit er (?:bij ons )?niet in|hors de question|exclue?|excluid[oa]|esclus[oa]|onmogelijk|uitgesloten|niemożliw\w+|wykluczon\w+|excluíd[oa]|impossível|imposible|impossibile|vyloučen\w*|omöjlig\w*|umulig\w*)"
)
_CANNOT = r"(?:cannot|can['’]t|could not|não pode\w{0,2}|no se puede|no puede\w{0,2}|nie można|kan inte|kan ikke|går inte att|kann nicht|können nicht|ne peut pas|ne peuvent pas|non (?:si )?può|kan niet)"
_UNFIT = r"(?:not suit(?:ed|able) (?:to|for)|ne se prête pas (?:au|à)|(?:non|no) (?:es )?(?:apt[oa]|adatt[oa]) (?:para|per|a|al)|nicht geeignet für|niet geschikt (?:voor|om)|nie nadaje się do|nevhodn\w{1,3} pro)"
_FEW = r"(?:[\w'’]+ ){0,6}?"
# Not "remote with no travel" nor "remote in a team without hierarchies".
_VERB = r"(?:(?!(?:with|mit|avec|con|com|met|med|z|for|für|pour|para|per|voor|dla|in|from|within|aus|where|if|wenn|and|und|of|while)\b)[\w'’]+ ){0,5}?"
# "Not only remote", "no problem", "not available for this remote role" negate something else.
_OTHER = re.compile(
    r"\b(?:only|just|merely|problem\w*|perks?|afterthought|second|barriers?|obstacles?|issues?|taboo|tabu|exceptions?|ausnahme\w*|hurdle|hindernis\w*|obstacle|obstáculo|ostacolo|belemmering|przeszkod\w+|překážk\w+|hinder|nur|seulement|solo|sólo|alleen|tylko|apenas|endast|jen|limit\w*|mandatory|required|verpflicht\w*|obligat\w*|vereist|sponsor\w*|visa|relocat\w*)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    rf"\b{_WAY} {_FEW}{_NOT} {_FEW}{_OFFERED}\b(?! (?:in|to|for|outside|from|für|en|para|pour|per|voor|dla) (?!this|these|our|the|dies\w*|cette|ce|esta|este|quest\w+|deze|dit|tym|est[ea]|unser\w*))"
    rf"|\b{_WAY} (?:[\w'’]+ )?(?:{_MAY}|{_OFFERED}) {_FEW}{_NOT}\b"
    rf"|\b{_WAY} {_FEW}{_NONE}\b|\b{_NONE} (?:[\w'’]+ )?{_WAY}"
    rf"|\b{_NOT} (?:[\w'’]+ )?{_OFFERED} (?:(?!for\b|in\b|für\b|pour\b|para\b|per\b|voor\b|dla\b)[\w'’]+ ){{0,2}}?{_WAY}"
    rf"|\b(?:non|nicht|pas|niet|inte|ikke|aucun|niente|nessuno?|ningún|kein\w{{0,2}}|geen|ingen|inget|žádn\w{{1,3}}|brak|sin|senza|sans|bez|ohne|zonder|utan|uden|sem) {_WAY}"
    rf"|\b{_CANNOT} (?:[\w'’]+ ){{0,4}}?{_WAY}(?! (?:from )?(?:outside|abroad))|\b{_UNFIT} {_WAY}"
    rf"|\b{_MAY} (?:[\w'’]+ ){{0,3}}?{_NOT} (?:[\w'’]+ ){{0,2}}?{_WAY}"
    # A way of working, a verb, a denial: "distansarbete förekommer inte", "thuiswerken past niet".
    rf"|^[^\w'’]*(?:[\w'’]+ ){{0,3}}?{_WAY} {_VERB}{_NOT}\b(?! (?:only|just|nur|solo|sólo|alleen|tylko|endast))",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"[,:()\u2013\u2014]| (?:and|but|und|aber|sondern|dafür|mais|et|pero|ma|maar|en|ale|mas|men|samt|och) "
)
_WORDS = ("remote", "tele", "télé", "home", "wfh", "mobil", "heim", "hause", "smart", "lavoro", "casa", "thuis", "huis", "afstand", "zdal", "z dom", "dálku", "distan", "hem", "hjem", "fjern", "etä", "daheim")  # fmt: skip


def denies_remote(sentence: str) -> bool:
    """Whether a sentence says that its work is not done from home."""
    lowered = sentence.lower()
    if not any(word in lowered for word in _WORDS):
        return False
    return any(
        _DENIED.search(clause) and not _OTHER.search(clause) for clause in _CLAUSES.split(sentence)
    )
