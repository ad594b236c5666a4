"""Statements of a site on its own list: a posting is closed, or there are none."""

# ruff: noqa: E501 - words of many languages, one language a line

import re

from reactor.language.case_folding import in_lower_case
from reactor.language.line_cache import remembered

_NO_OPENINGS = re.compile(
    r"""(?:\b(?:no|0|zero|not\ (?:currently\ )?(?:have|having)(?:\ any)?)
    |n['\u2019]t\ (?:currently\ )?(?:have\ )?any)\b
    [\w\s-]{0,40}\b(?:openings?|positions?|roles?|vacanc\w+|jobs?|opportunit\w+|postings?|listings?
    |hiring)\b
    |\bnot\ (?:currently\ |actively\ )?(?:hiring|recruiting)\b|\ball\ positions\ (?:are
    |have\ been)\ filled
    |\bkeine?r?\b[\w\s,-]{0,40}\b(?:stellen?\w*|jobs?|positionen|vakanzen|ausschreibung\w*|personalbedarf)
    |\balle\ (?:unsere\ )?(?:stellen|positionen)\ (?:sind\ )?(?:derzeit\ |aktuell\ |zurzeit\ |momentan\ )?besetzt
    |\bsuchen\ (?:wir\ )?(?:derzeit|aktuell|momentan|zurzeit|gerade)\ (?:keine?\b|niemand)
    |\baucune?\b[\w\s-]{0,30}\b(?:offres?|postes?|recrutement|annonces?)
    |\bne\ recrut\w+\ (?:pas|personne|plus)|\b(?:n['\u2019](?:a|y\ a|avons)|avons)\ (?:pas|plus)\ de\ (?:poste|recrutement|offre)
    |\b(?:tous\ (?:nos|les)\ postes)\ (?:sont|ont\ [ée]t[ée])\ pourvus
    |\bno\ (?:hay|tenemos|existen|contamos\ con|disponemos\ de)\b[\w\s,-]{0,40}\b(?:ofertas?|vacantes?|puestos?|vagas|plazas?|convocatorias?
    |procesos?)
    |\bno\ (?:estamos|se\ est[áa])\ (?:contratando|buscando|seleccionando|incorporando)
    |\bn[ãa]o\ (?:h[áa]|temos|existem)\b[\w\s-]{0,30}\b(?:vagas?|ofertas?|oportunidades)|\bnenhuma\ (?:vaga|oferta|oportunidade)
    |\bn[ãa]o\ estamos\ (?:a\ )?(?:recrutar|contratar|contratando)
    |\bgeen\b[\w\s-]{0,30}\b(?:vacatures?|functies|openingen)|\bniet\ op\ zoek\ naar\ (?:nieuwe\ )?(?:collega|medewerker|personeel)
    |\bnessun\w*\b[\w\s-]{0,30}\b(?:posizion\w|ricerc\w+|selezion\w|offert\w|concors\w|bando|annunci\w?)
    |\bnon\ (?:abbiamo|ci\ sono|sono\ previst\w|stiamo)\b[\w\s-]{0,30}\b(?:posizioni|ricerche|selezioni|offerte|concorsi|cercando
    |assumendo|selezionando)
    |\b(?:inga|ingen|ikke)\b[\w\s-]{0,30}\b(?:jobb|tj[äa]nster|ledige?\s\w+|stillinger|stillingsopslag|jobopslag)
    |\bbrak\b[\w\s-]{0,30}\b(?:ofert\w*|wakat\w*|rekrutacji|nabor[óo]w|og[łl]osze[ńn])
    |\bnie\ (?:prowadzimy|poszukujemy|szukamy|mamy|ma)\b[\w\s-]{0,40}\b(?:rekrutacji|pracownik\w*|ofert|nabor\w*|wakat\w*|wolnych)
    |\b(?:nem[áa]me|nejsou|nehled[áa]me|nenab[íi]z[íi]me|[žz][áa]dn[áéoeyaý])\b[\w\s-]{0,40}\b(?:pozic\w*|m[íi]st\w*|nab[íi]d\w+|zam[ěe]stnan\w*
    |koleg\w+)|募集しておりません|現在募集は|暂无职位|채용\ ?중인\ 공고가\ 없""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSED = re.compile(
    r"""^(?:graduatori[ae]|esit[oi]|verbal[ei]|rozstrzygni[ęe]cie|wyniki?|resultad[oa]s?|r[ée]sultats?|uitslag|v[ýy]sled\w+|ergebnis\w*)\b
    |\b(?:(?:position|role|job|post|vacancy|applications?|this|competition)s?\s(?:is\s|are\s|has\sbeen\s
    |have\sbeen\s|now\s)*(?:closed|filled|expired)|(?<!until\s)(?<!is\s)(?:filled|closed|expired|withdrawn|cancelled|suspended)(?=\W*$)
    |no\slonger\s(?:available|accepting)|recently\s(?:closed|filled)|closed\s(?:positions|roles|vacancies|calls)
    |past\s(?:vacancies|openings|calls)|archived?\s(?:jobs|vacancies|positions)
    |(?:bereits\s|schon\s|inzwischen\s|wurde\s)?(?:besetzt|vergeben|geschlossen|abgelaufen|zur[üu]ckgezogen|aufgehoben)(?=\W*$)|abgeschlossene\s\w+
    |beendete\s\w+|nicht\smehr\s(?:verf[üu]gbar|aktuell|ausgeschrieben)|(?:stelle|position)\s(?:ist\s)?(?:besetzt|vergeben)
    |(?:poste?s?\s)?pourvue?s?|offres?\s(?:cl[ôo]tur[ée]e?s?|expir[ée]e?s?|termin[ée]e?s?)|recrutement\s(?:clos|termin[ée])
    |(?:cl[ôo]tur[ée]|annul[ée]|clos)e?s?(?=\W*$)|archives
    |(?:ofertas?|plazas?|puestos?|convocatorias?|procesos?|vacantes?)\s(?:ya\s)?(?:cubiert[ao]s?|cerrad[ao]s?|resuelt[ao]s?|finalizad[ao]s?|caducad[ao]s?)
    |(?:cubiert[ao]|cerrad[ao]|resuelt[ao]|finalizad[ao]|anulad[ao]|desiert[ao]|adjudicad[ao])s?(?=\W*$)
    |(?:posizion[ei]|ricerc[ah]e?|selezion[ei]|annunc[io]+|concors[io])\s(?:gi[àa]\s)?(?:chius[ae]|copert[ae]|scadut[oaie]|conclus[oaie]|espletat[oi])
    |(?:chius[ao]|copert[ao]|scadut[aoie]|conclus[aoie]|revocat[aoie]|annullat[aoie])(?=\W*$)
    |(?:vacature\s)?(?:vervuld|ingevuld|gesloten|ingetrokken)(?=\W*$)|vervulde\s\w+|gesloten\s(?:vacatures|procedures)|niet\smeer\sbeschikbaar
    |nieaktualn[eay]|(?:nabory?\s)?(?:uniewa[żz]nion|rozstrzygni[ęe]t|odwo[łl]an)[aeyi]?(?=\W*$)|zako[ńn]czon[eay]\w*|obsadzon[eay]|nabory?\s(?:zako[ńn]czon\w*|rozstrzygni[ęe]t\w*)|rozstrzygni[ęe]t[eay]
    |(?:stillingen\ser\s)?besat(?=\W*$)|besatte\s\w+|tillsatt?a?(?=\W*$)|(?:st[äa]ngd|inst[äa]lld)(?=\W*$)|lukket(?=\W*$)|avslutade?(?=\W*$)
    |(?:vaga\s)?(?:preenchid[ao]|encerrad[ao]|cancelad[ao])s?(?=\W*$)|obsazen[oaéy](?=\W*$)|(?:uzav[řr]en|ukon[čc]en|zru[šs]en)[oaéy](?=\W*$))\b""",
    re.VERBOSE,
)


@remembered
def announces_closed(words: str) -> bool:
    """Whether a heading or a mark says that its items are filled or closed."""
    return _CLOSED.search(in_lower_case(words)) is not None


def says_no_openings(text: str) -> bool:
    """Whether a text says explicitly that there are no postings now."""
    return _NO_OPENINGS.search(text) is not None
