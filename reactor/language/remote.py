"""Detects remote work: the same way for lists, boards, texts and the matcher.

Work that is partly done from home is not remote: people who live elsewhere cannot do it.
"""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re
from functools import lru_cache

from reactor.language.case_folding import in_lower_case
from reactor.language.line_cache import remembered
from reactor.language.remote_denied import denies_remote
from reactor.language.sentences import sentences_of

_NOT_REMOTE = re.compile(
    r"\b(?:no|not|non|never)[- ](?:(?!only|just|your|merely)[\w-]+ ){0,2}?(?:remote|tele-?work|home[- ]?office)\b|\bremote (?:work )?(?:is )?not\b(?! an? )"
    r"|\bcannot be (?:done|performed) remote|\bdoes not (?:offer|allow|include|support) (?:\w+ )?remote"
    r"|\b(?:kein|ohne)\w{0,2} (?:remote|home|mobil)|\b(?:home[- ]?office|remote)[\w -]{0,40} nicht möglich|\bpas de télétravail|\bsans télétravail|\bsin (?:opción de )?teletrabajo|\bno (?:es|hay|admite) (?:\w+ )?(?:remoto|teletrabajo)"
    r"|\bno (?:es posible|se (?:ofrece|contempla|admite)) (?:el |un )?(?:teletrabajo|trabajo remoto)|\bsem (?:\w+ de )?(?:teletrabalho|trabalho remoto)|\bbrak (?:możliwości )?prac[ay] zdaln|\b(?:ingen|inte|ej) (?:\w+ (?:till )?)?distans|\bbez home[- ]?office"
    r"|\bnão (?:é|há) (?:\w+ )?(?:remoto|teletrabalho)|\bgeen thuiswerk|\bniet (?:op afstand|thuis)|\bbez pracy zdalnej|\bnon (?:è )?(?:previsto |prevista |possibile |disponibile |in )?(?:lo |il )?(?:smart|remoto|lavoro da remoto|telelavoro)",
    re.IGNORECASE,
)
_WHOLLY_ON_SITE = re.compile(
    r"\b100 ?% (?:on-?site|in[- ](?:the )?office|in[- ]person|vor ort|präsen\w+|présentiel|presencial\w*|in sede|in presenza|op (?:locatie|kantoor)|stacjonarn\w+|på plats)"
    r"|\b(?:fully|entirely|strictly|exclusively) (?:on-?site|in[- ](?:the )?office|in[- ]person)"
    r"|\b(?:on-?site|in[- ]office|in[- ]person) only\b|\bausschließlich vor ort\b|\b(?:completamente|totalmente|100 ?%) presencial\b|\bentièrement (?:sur site|en présentiel)\b|\bvolledig op (?:locatie|kantoor)\b"
    r"|\boffice-(?:based|first)\b(?! or)|\b(?:praca|pracujemy|lavoro|lavorare|arbeiten|travail|trabajo|trabalho|werken|work(?:ing)?) (?:wyłącznie|solo|ausschließlich|uniquement|sólo|apenas|alleen|exclusivement|exclusivamente|esclusivamente|uitsluitend) (?:na miejscu|stacjonarn\w+|in sede|in presenza|vor ort|sur (?:site|place)|(?:de forma )?presencial|op (?:locatie|kantoor))"
    r"|\b(?:five|5) days (?:a|per|each) week (?:in|at|on|from)\b(?! home)"
    r"|\b(?:(?:fully|entirely|wholly|100 ?%) )?site[- ]based\b|\b(?:daily|everyday) (?:on-?site )?(?:presence|attendance)\b|\b(?:présence|presenc[ie]a|presenza|presença|obecność|aanwezigheid|närvaro|tilstedeværelse) (?:quotidienne|diari?a|quotidiana|giornaliera|dagelijks|codzienna)"
    r"|\btägliche\w{0,1} (?:präsenz|anwesenheit)|\bdagelijkse aanwezigheid|\bcodzienn\w{1,2} obecno\w+|\bdaglig närvaro|\bdenní přítomnost",
    re.IGNORECASE,
)
# Britain's ministry, which grants visas.
_MINISTRY = re.compile(
    r"\b(?:the|uk|with|from|by) home office\b|\bhome office (?=rules|guid|sponsor|licen|check|approv|requir|polic|website|visa|regul)",
    re.IGNORECASE,
)
_HOME = (
    r"(?:remote\w*|from anywhere|abroad|(?:from|at) home|home[- ]?office|home[- ]?based|wfh|tele-?work\w*|mobil\w* arbeit\w*|zu ?hause|télétravail|à distance|teletrabajo|remot[oa]|en casa|desde casa|teletrabalho|em casa|daheim|heimarbeit"
    r"|smart ?working|telelavoro|da casa|a casa|thuis\w*|vanuit huis|op afstand|zdaln\w+|z domu|z domova|na dálku|hemifrån|hemma|distans|hjemme\w*|etätyö\w*|kotoa|etänä)"
)
_NUMBERS = (
    r"(?:(?:\d{1,2}|one|two|three|four|six|eight|ten|sechs|acht|zehn|huit|dix|seis|ocho|diez|oito|otto|sześć|osiem|åtta|osm|a few|several|some|ein\w{0,2}|zwei|drei|vier|un|une|um|uma|ett|én|yksi|dwóch|deux|trois|quatre|dos|tres|cuatro|dois|duas|três|quatro|due|tre|quattro|een|twee|drie|vier|jeden|dwa|trzy|dva|tři|dvou|en|två|tre|fyra|to|fire)"
    r"(?:[-\u2013 ]{1,3}(?:\d|to|bis|à|a|tot|do|or|oder|ou|o|of|lub|zwei|drei|two|three|four|deux|trois|dos|tres|twee|drie)){0,2}\+?)"
)
_UNITS = r"(?:days?|tag\w{0,2}|jours?|días?|dias?|giorn[oi]|giornate|dag\w{0,2}|dzień|dni|dny|dnů|den|päivää|evenings?|afternoons?|mornings?|abende?|nachmittage?|soirs?|soirées?|tardes?|noches?|noites?|sera|sere|pomeriggi\w?|avond\w*|middag\w*|wieczor\w*|wieczór|večer\w*|kväll\w*|aften\w*)\b"
_DAYS = (
    rf"{_NUMBERS}[ -]{_UNITS}"
    r"(?! (?:a|per|each|im|pro|par|al|por) (?:year|quarter|month|jahr|quartal|monat|an|mois|trimestre|año|mes|ano|mês))"
)
# "On site with one home-office day".
_THERE = r"(?:on[- ]?site|in[- ](?:the )?office|vor ort|präsenz\w*|(?:en )?présentiel|sur site|presencial\w*|in sede|in presenza|op (?:locatie|kantoor)|stacjonarn\w+|na miejscu|på plats|på kontoret|på stedet|na pracovišti|v kanceláři)"
_WITH = r"(?:with|mit|avec|con|com|met|z|ze|med|s|se|plus|and|und|et|y|e|en|i|och|og|a)"
_SOME = (
    r"(?:partial(?:ly)?|partly|occasional(?:ly)?|some|mostly|mainly|largely|primarily|predominantly|überwiegend|anteilig\w*|teilweise|tageweise|zeitweise|gelegentlich\w*"
    r"|partiel\w*|ponctuel\w*|occasionnel\w*|parcial\w*|ocasional\w*|parzial\w*|occasional\w*|saltuari\w*|gedeeltelijk\w*|deels|af en toe|incidenteel|częściow\w+|okazjonaln\w+"
    r"|głównie|przeważnie|hauptsächlich|principalement|principalmente|prevalentemente|voornamelijk|huvudsakligen|převážně|hovedsageligt|delvis\w*|ibland|lejlighedsvis|osittain|částečn\w*|občas\w*|nach absprache|in absprache|nach vereinbarung|by arrangement|by agreement|in overleg|según acuerdo|sur accord|po uzgodnieniu)"
)
_WEEKDAYS = r"(?:on|am|los|le|il|op|w|an) (?:mon|tue|wed|thu|fri|diens|mittwoch|donners|freitag|lunes|martes|jueves|viernes|lundi|mardi|jeudi|vendredi|vrijdag|maandag|venerd|luned|piąt)"
_WHOLE = r"(?:100 ?%|fully|entirely|completely|vollständig|komplett|zu 100 ?%|totalmente|completamente|interamente|totalmente|enteramente|plenamente|plně|integralmente|entièrement|en full|volledig|w pełni|w 100 ?%|fuldt|helt)"
# Parts of an on-site job that may be done at home.
_SHARE = (
    r"(?:paper ?work|admin\w*|planning|ppa|marking|documentation|reports?|reporting|notes|prep\w*|e-?mails?|schreib\w*|papierkram|dokumentation\w*|verwaltung\w*|nachbereitung|vorbereitung|büroarbeit\w*|korrektur\w*"
    r"|papeleo|informes|documentación|administrativ\w*|paperasse|comptes rendus|préparation\w*|scartoffie|pratiche|relazioni|papierwerk|verslag\w*|nakijk\w*|voorbereiding\w*|papierkow\w*|raport\w*|dokumentac\w*|papelada|relatórios|pappers\w*|rapport\w*|papírov\w*)"
)
_MAY = r"(?:can|may|might|could|kann|können|darf|dürfen|pued\w+|peu\w+|può|possono|kan|kunnen|mag|można|możesz|pode\w*|lze|můžete|får|voi)"
_RARE = r"(?:ausnahme\w*|exception\w*|excep\w*|eccezion\w*|uitzonder\w*|wyjątk\w*|výjim\w*|undantag\w*|undtag\w*|unntak\w*)"
_WHOLLY_REMOTE = re.compile(
    rf"\b{_WHOLE} (?:im |en |em |da |de |in |a |zu |on |pracą? |praca |\w+ )?{_HOME}|{_HOME}[ :]{{1,2}}(?:al |a |w |zu )?(?:100 ?%|complet\b|total\b|completo\b)",
    re.IGNORECASE,
)
# Days at home, or in the office, and shares of the work: hybrid.
_PARTLY = re.compile(
    rf"\b(?:office|home) days\b|\b(?:büro|homeoffice)tage\b|\b(?:kantoor|thuiswerk)dag(?:en)?\b|\bjours de bureau\b|\bh[yií]br[iíy]d|\bibrid|\bhybryd|гибрид|混合|하이브리드|היברידי|هجين"
    rf"|{_HOME}[^.;\n]{{0,40}}?\b{_DAYS}|\b{_DAYS}[^.;\n]{{0,40}}?\b{_HOME}"
    rf"|\b{_NUMBERS}[ -]{_HOME}\w*[ -]?{_UNITS}|^\W*{_THERE}[^.;\n]{{0,30}}?\b{_WITH} [^.;\n]{{0,40}}?\b{_HOME}"
    rf"|\b{_DAYS}[^.;\n]{{0,25}}?\b(?:in (?:the|our|unserem) |at (?:the|our) |im |au |en la |op |na )?(?:office|büro|bureau|oficina|kantoor|biur\w+|on-?site|vor ort|sur site|ufficio|kontoret)\b"
    rf"|\b(?:[1-9]\d) ?%[^.;\n]{{0,15}}?\b{_HOME}|\b{_HOME}[^.;\n]{{0,15}}?\b(?:[1-9]\d) ?%"
    rf"|\b{_SHARE}\b[^.;\n]{{0,40}}?\b{_MAY}\b[^.;\n]{{0,30}}?\b{_HOME}|\b{_HOME}[^.;\n]{{0,25}}?\b{_RARE}"
    rf"|\b{_SOME}[^.;\n]{{0,15}}? {_HOME}|{_HOME}[^.;\n]{{0,15}}? {_SOME}|{_HOME}\w* {_WEEKDAYS}"
    rf"|\b(?:home[- ]?office|mobiles arbeiten)[- ](?:\w+ )?(?:möglich\w*|option\w*|regelung\w*|arrangement\w*|tage?n?\b)|\b(?:hjemmearbejdsdag|hemarbetsdag)",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\b(?:fully |100 ?% )?remote(?:ly)?,? (?:or|oder|ou|o|of|lub|/) (?:\w+ )?(?:hybrid|hybride|on-?site|in[- ]office|vor ort)"
    r"|\b(?:hybrid|on-?site|vor ort) (?:or|oder|ou|o|of|lub) (?:\w+ ){0,2}remote",
    re.IGNORECASE,
)
# Some weeks or days of a year: a perk, which leaves the rest open.
_PERK = re.compile(
    rf"[^.;\n]{{0,60}}\b(?:(?:weeks|months|wochen|monate|semaines|semanas|meses|settimane|mesi|weken|maanden|tygodni)\b[^.;\n]{{0,40}}?\b{_HOME}"
    rf"|(?:days?|tage?|jours?|días?|dias?|giorni|dagen|dni) (?:a|per|pro|im|par|al|por|all'|w) ?(?:year|jahr|an|año|ano|anno|jaar|roku)\b[^.;\n]{{0,40}}?\b{_HOME}"
    rf"|{_HOME}[^.;\n]{{0,40}}?\b(?:\d+|two|three|four|six|zwei|vier|deux|quatre|dos|cuatro) (?:weeks?|months?|wochen|monate|semaines|mois|semanas|meses|settimane|weken)\b)[^.;\n]{{0,60}}",
    re.IGNORECASE,
)
# A perk names a period and remote work; this cheap test for the words comes first.
_LONG_TIMES = (
    "week", "month", "woche", "monat", "semain", "semana", "mois", "meses", "mesi", "settiman", "weken", "maand",
    "tygod", "year", "jahr", " an", "año", "ano", "jaar", "roku",
)  # fmt: skip
_AT_HOME = re.compile(_HOME.replace(r"mobil\w* arbeit\w*", "mobil"))
_REMOTE = re.compile(
    r"\b(?:fully |100 ?% )?remote(?:ly)?\b(?!-friendly)(?! (?:friendly|sens|control|monitor|access|support|site|area|desktop|server|device|diagnos|team member|colleague|customer|communit|location|island|start|onboarding|interview))"
    r"|\bwork(?:s|ing)? from (?:home|anywhere)\b|\btrabaj\w+ desde casa\b|\blavorare da casa\b|\bvanuit huis werken\b|\bwerken vanuit huis\b|\bvon zu ?hause (?:aus )?arbeiten\b|\btravailler (?:de|depuis) chez\b|\btrabalh\w+ (?:de|a partir de) casa\b|\btelecommut|\btelework|\bwfh\b|\bhome[- ]?based\b|\bdistributed team"
    r"|\bhome[- ]?office\b|\btele-?trab[ao][jl]h?o\b|\btélétravail\b|\bremot[oa]s?\b|\bà distance\b|\ba distanza\b|\bmobiles? arbeiten\b|\bvon überall\b|\bortsunabhängig"
    r"|\bsmart working\b|\bthuiswerk|\bop afstand\b|\bdistans|\bfjernarbe[ij]d|\betätyö|\bzdaln|\bpráce z domova|\bpráce na dálku|\bna dálku\b|\btelelavoro\b|\bheimarbeit|\bhemarbet|\bhemifrån\b|\bhjemmefra\b|\blavoro da casa\b"
    r"|удал[её]нн|дистанционн|дистанційн|リモート|在宅|テレワーク|远程|遠端|在家办公|원격|재택|\bكليا عن بعد|عن بُ?عد|מרחוק|מהבית"
    r"|\buzaktan\b|\bevden\b|εξ αποστάσεως|τηλεργασία|\btávmunka",
    re.IGNORECASE,
)
_ON_SITE = re.compile(
    r"\bon-?site\b|\bin[- ](?:the )?office\b|\bin[- ]person\b|\bpresencial"
    r"|\bprésentiel|\bsur site\b|\bvor ort\b|\bpräsenz|\bin sede\b|\bin presenza\b|\bop (?:locatie|kantoor)\b"
    r"|\bpå plats\b|\bpå kontoret\b|\bstacjonarn|iş yerinde|ofiste|на месте|в офисе|出社|现场办公|坐班"
    r"|출근|מהמשרד|من المكتب",
    re.IGNORECASE,
)
# Common parts of the words for remote work: a quick first search.
_PARTS = (
    "remot", "home", "wfh", "telework", "telecommut", "telet", "télét", "hybrid", "hibrid", "híbrid", "ibrid",
    "hybryd", "distan", "on-site", "onsite", "on site", "site-based", "site based", "daily", "présence", "presenc", "presenza", "presença", "aanwezig", "obecno", "anwesenheit", "närvaro", "tilstede", "přítomn", "office", "büro", "bureau", "oficina", "kantoor", "biur",
    "ufficio", "kontor", "in person", "in-person", "vor ort", "präsen", "présentiel", "presencial", "sur site",
    "in sede", "presenza", "locatie", "stacjonarn", "på plats", "mobil", "überall", "ortsunab", "zu hause", "zuhause", "en casa", "em casa",
    "da casa", "smart", "thuis", "vanuit huis", "hause", "chez", "miejscu", "sur place", "afstand", "zdaln", "z dom", "anywhere", "hemifrån", "hemma", "a casa", "desde casa", "de casa", "dálku", "daheim", "heimarb", "vanuit huis", "lavoro", "kotoa", "etänä", "hjemme", "hemarb", "fjern", "etätyö",
    "удал", "дистанц", "гибрид", "офис", "リモート", "在宅", "テレワーク", "出社", "远程", "遠端", "在家", "混合", "现场",
    "坐班", "원격", "재택", "하이브리드", "출근", "عن بعد", "עבודה", "מרחוק", "מהבית", "uzaktan", "evden", "τηλεργασ",
)  # fmt: skip
_LONGEST = 1_000
"""Characters of a sentence that are searched; a text without full stops is a list of words."""


def is_remote(words: str) -> bool | None:
    """Whether a location, a label or a wish means remote work; None if it does not say."""
    return _is_remote(words[:_LONGEST].replace("_", " "))


@remembered
def _is_remote(words: str) -> bool | None:
    said = _without_perks(words)
    if _is_denied(said) or _WHOLLY_ON_SITE.search(said):
        return False
    if _EITHER.search(said) or _WHOLLY_REMOTE.search(said):
        return True
    if _PARTLY.search(said) or _ON_SITE.search(said):
        return False
    return True if _REMOTE.search(said) else None


def excludes_remote(text: str) -> bool:
    """Whether a posting's text says that the work is on site only, even against its list."""
    return any(_WHOLLY_ON_SITE.search(each) or _is_denied(each) for each in _sentences(text))


def text_is_remote(text: str) -> bool | None:
    """Whether a posting's text says that the work is done from home; None if it does not say.

    The clearest sentence counts: first a denial, then a free choice or fully remote work, then
    partly remote work.
    """
    said = _sentences(text)
    if any(_WHOLLY_ON_SITE.search(each) or _is_denied(each) for each in said):
        return False
    if any(_EITHER.search(each) or _WHOLLY_REMOTE.search(each) for each in said):
        return True
    if any(_PARTLY.search(each) for each in said):
        return False
    return True if any(_REMOTE.search(each) for each in said) else None


def way_of_working(stated: bool | None, location: str, text: str) -> str:
    """`remote`, `hybrid` or `on site`; `""` if not stated.

    Args:
        stated: whether the work is remote by the list; None if not stated.
        location: the place as stated.
        text: the posting.
    """
    at_place = is_remote(location)
    said = [location.replace("_", " ")[:_LONGEST], *_sentences(text)]
    if stated or at_place:
        return "remote"
    if any(_PARTLY.search(each) and not _is_denied(each) for each in said):
        return "hybrid"
    by_text = text_is_remote(text)
    if by_text:
        return "remote"
    return "" if (stated, at_place, by_text) == (None, None, None) else "on site"


def _is_denied(sentence: str) -> bool:
    return _NOT_REMOTE.search(sentence) is not None or denies_remote(sentence)


# The same text is examined several times in a row.
@lru_cache(maxsize=4)
def _sentences(text: str) -> list[str]:
    """The sentences that may be about remote work, without perks for some weeks of a year."""
    lowered = text.lower()
    if not any(part in lowered for part in _PARTS):
        return []
    told = (each[:_LONGEST] for each in sentences_of(text) if _may_speak(each))
    return [_without_perks(_MINISTRY.sub(" ", each)) for each in told]


def _may_speak(sentence: str) -> bool:
    lowered = sentence.lower()
    return any(part in lowered for part in _PARTS)


def _without_perks(words: str) -> str:
    lowered = in_lower_case(words)
    if not any(part in lowered for part in _LONG_TIMES) or not _AT_HOME.search(lowered):
        return words
    return _PERK.sub(" ", words)
