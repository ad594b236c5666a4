"""The words by which postings, and what surrounds them, are told apart."""

# ruff: noqa: E501 - words of many languages, one language a line

import re
from functools import lru_cache

from reactor.language.lower_case import in_lower_case
from reactor.language.remembered import MOST, remembered
from reactor.language.roles import is_category, names_role, names_several

_APPLY = re.compile(
    r"""(?:info\ (?:&|and)\ )?(?:(?:how\ to\ |quick\ |easy\ |start\ )?apply(?:\ application)?
    |(?:jetzt\ |online\ |hier\ )?bewerben(?:\ sie\ sich)?|zur\ bewerbung|postule[rz]|je\ postule
    |candidater
    |(?:quiero\ )?(?:aplicar|solicitar|inscribirme|inscr[íi]bete|postular(?:me)?)|candidatar(?:-se)?
    |candidatura
    |candidati|invia\ candidatura|sollicite(?:er|ren)|ans[öo]k|s[øo]k(?:\ stilling)?|aplikuj
    |hae\ paikkaa
    |応募(?:する)?|エントリー(?:フォーム)?|立即申请|申请|지원하기
    |save(?:\ job)?|share(?:\ job)?|submit\ (?:resume|application))
    (?:\ ?(?:now|here|today|online|for\ .+|via\ \w+|by\ e-?mail|jetzt|ya|ahora|agora|ora|direct|nu
    |här|teraz|maintenant))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DETAILS = re.compile(
    r"""(?:(?:learn|read|see|find\ out|view|show|discover|know|get|explore|open|check\ out
    |tell\ me)\ )?
    (?:more(?:\ (?:about|on)\ (?:this|the)\ \w+|\ info(?:rmation)?)?|(?:full\ )?details?
    |jobs?\ (?:details?|pack|post|ad)
    |(?:full\ |the\ |this\ )?(?:job|role|position|opening|posting|vacancy|description|listing
    |opportunity|jd)
    (?:\ (?:description|posting|details|profile|spec(?:ification)?))?)(?:\ details)?(?:\ \((?:pdf
    |docx?)\))?
    |download(?:\ (?:the|our))?\ (?:job|role|position|vacancy|candidate|full)?\ ?(?:pack|description
    |spec|details|pdf|brief)
    |mehr(?:\ (?:erfahren|lesen|infos?|details|dazu))?|weiterlesen|weitere\ informationen|(?:zur|zum
    |zu\ der)\ (?:stelle
    |stellenanzeige|stellenausschreibung|jobangebot|job)|details(?:\ (?:ansehen|anzeigen))?
    |stelle\ ansehen|ansehen
    |en\ savoir\ (?:plus|\+)|(?:voir|lire|d[ée]couvrir|consulter)\ (?:l['\u2019]offre|le\ poste
    |l['\u2019]annonce|plus|la\ suite)
    |(?:ver|leer|conoce|saber)\ (?:m[áa]s|oferta|la\ oferta|vacante|detalles?|puesto)
    |m[áa]s\ informaci[óo]n
    |(?:ver|saiba|leia)\ (?:vaga|mais|detalhes)|(?:scopri|leggi)(?:\ di)?\ (?:pi[ùu]|tutto)
    |vai\ all['\u2019]annuncio|dettagli
    |(?:bekijk|lees|meer)\ (?:vacature|de\ vacature|meer|info|verder|informatie)|naar\ vacature
    |l[äa]s\ mer|se\ (?:jobbet|annonsen|mer)|les\ mer|l[æa]s\ mere|lue\ lis[äa][äa]
    |(?:zobacz|czytaj|sprawd[źz])\ (?:ofert[ęe]|wi[ęe]cej|szczeg[óo][łl]y)|szczeg[óo][łl]y|wi[ęe]cej
    |詳細(?:を見る|はこちら)?|もっと見る|続きを読む|募集要項
    |查看(?:详情|職位|职位)?|了解更多|자세히\ ?보기|상세보기""",
    re.IGNORECASE | re.VERBOSE,
)

# Whole link texts that lead elsewhere than to one posting.
_ELSEWHERE = re.compile(
    r"""(?:
    home|about(?:\ us)?|our\ (?:team|story|mission|values|company|culture|people|offices?)|team
    |company
    |contact(?:\ us)?|news(?:room)?|press|blog|events?|products?|services?|solutions?|pricing
    |how\ to\ .*
    |support|faqs?|help|my\ (?:account|profile|jobs|applications?)|candidate\ \w+|job\ (?:list
    |seekers?|search|board|openings)
    |privacy(?:\ policy)?|cookies?(?:\ policy)?|terms\b.*|imprint|impressum|datenschutz.*|legal
    |sitemap|accessibility|agb
    |log\ ?in|sign\ ?(?:in|up)|register\b.*|registration.*|subscribe.*|sort\ by.*|share\b.*|facebook
    |twitter
    |linkedin|instagram|youtube|x|whatsapp|next(?:\ page)?|previous|prev|back(?:\ to.*)?
    |load\ more.*|skip\ to.*|aller\ (?:au|[àa]\ la)\ .*|(?:direkt\ )?zu[mr]\ (?:haupt)?(?:inhalt|navigation|suche|men[üu]).*
    |(?:saltar|ir)\ (?:al?|para\ o)\ (?:conte[nú]\w+|men[úu])\b.*|(?:vai|salta|passa)\ al?\ (?:contenuto|men[ùu]).*
    |(?:ga\ )?(?:direct\ )?naar\ (?:de\ )?inhoud.*|przejd[źz]\ do\ tre[śs]ci.*|(?:hoppa|g[åa]|spring)\ ti(?:ll?)\ .*inneh[åa]ll.*
    |p[řr]ej[íi]t\ (?:k|na)\ .*|reset|clear\b.*
    |english|deutsch|fran[çc]ais|espa[ñn]ol|italiano|nederlands|portugu[êe]s|polski|svenska|日本語|中文
    |한국어
    |en|de|fr|es|it|nl|pt|pl|sv|da|no|fi|ja|zh|ko|ru|tr|cs|hu|ro|el
    |(?:(?:view|see|browse|explore|show|all|our|current|open|find|search|latest|other|more
    |more\ open)\ )*(?:careers?|jobs?|openings?
    |positions?|roles?|vacanc(?:y|ies)|opportunit(?:y|ies)|job\ board|hiring|departments?|teams?
    |locations?|stellen(?:angebote)?|karriere|offres?|empleos?|vagas|vacatures|jobb)(?:\ (?:at|in
    |page|home)\b.*)?
    |(?:[\w&-]+\ ){1,3}jobs|jobs\ \W.*|(?:engineering|life|working|work|careers?)\ (?:at
    |here)(?:\ .*)?
    |join\ (?:us|our\ .*|the\ (?:team|talent.*))(?:\ now)?|why\ .*
    |culture|diversity.*|equal\ opp.*
    |students?(?:\ (?:&|and)\ graduates)?|graduates|veterans|talent\ (?:community|network|pool).*
    |(?:get\ |set\ up\ .*|create\ .*)?(?:job\ )?alerts?.*
    |.*job\ ?alert.*|refer\ .*|become\ .*|.*talent\ (?:pool|community|network).*
    |.*banco\ de\ talentos.*|hiring\ process|equal\ .*
    |speculative\ application|candidature\ spontan[ée]e|initiativbewerbung
    |candidatura\ espont[áa]nea|open\ sollicitatie
    |(?:download|rss|refresh)\b.*|application\ form.*|meet\ .*
    |.*program(?:me)?s?\ overview
    |head\ office|leadership|management|corporate|retail|warehouse|remote|hybrid|all|other
    |internships?|graduates?
    |engineering|sales|marketing|product|design|operations|finance|legal|people|human\ resources|hr
    |technology|security
    |it|customer\ (?:success|support|service)|support|data(?:\ &\ analytics|\ science)?|research
    |manufacturing|administration
    |ausbildung(?:\ bei\ .*)?|studierende|berufserfahrene|f[öo]rm[åa]ner
    |福利厚生|社長メッセージ|よくある質問
    |社員インタビュー|会社概要
    )(?:\s*\(?\d+\)?)?[\s>\u203a»→!.]*""",
    re.VERBOSE,
)
# Beginnings of navigation that roles share: `Search jobs`, but `Search Quality Analyst`.
_ELSEWHERE_UNLESS_ROLE = re.compile(
    r"(?:guidance|search|filter|e-?mail|print|feed|employee|[\w-]*\ ?benefits)\b.*", re.IGNORECASE
)

# How headlines of articles begin or go on, which names of roles do not.
_HEADLINE = re.compile(
    r"""(?:how|why|what|when|where|who|meet|introducing|announcing|welcome|becoming|behind
    |hiring\ (?:a|our|the)
    |lessons|a\ (?:day|week|letter)|the\ (?:future|art|story|accidental|rise)|episode|\d+\ (?:ways
    |tips|things|reasons)
    |our|we|your|wie|warum|wer|lernen?\ sie|unsere?|so\ l[äa]uft|ein\ tag|comment|pourquoi
    |rencontre[zr]?|notre|nos|un\ nouveau
    |c[óo]mo|por\ ?qu[ée]|conoce|nuestr[oa]s?|conhe[çc]a|noss[oa]s?|incontra|perch[ée]
    |come\ |la\ nostra|ontmoet|waarom|hoe|onze
    |m[öo]t\ |s[åa]\ |så\ h[äa]r|hur|so\ (?:bewerben|geht|funktioniert)|v[åa]r[at]?|jak|dlaczego|poznaj|nasz[ea]?|do\ you|can\ (?:i|you)|is\ |are\ )\b.*
    |(?>.*?\b(?:became|hires?|wins?|names|named|joins|joined|raises|raised|announces?|launche[sd]|opens
    |appoints?|appointed|done\ right
    |without\ tears|of\ the\ year|is\ \w+ing|we['\u2019]re|is\ verpleegkundige|how\ to)\b).*
    |(?>.*?[?!\u201c\u201d\u201e"]).*|[^:]{3,40}:\ ["\u201c\u201e].*""",
    re.VERBOSE,
)
_MOST_WORDS = 16

_OPENINGS = re.compile(
    r"""(?:(?>.*?\b(?:open|current|available|latest|job|our\ open)\s(?:jobs?|positions?|roles?
    |vacanc\w+|openings?|opportunit\w+|postings?|listings?)\b).*
    |(?:open|our)?\s*(?:openings?|vacancies|positions|open\ roles|job\ listings?|we['\u2019]?(?:re
    |\ are)\ hiring.*|join\ (?:us|them|our\ team))
    |(?>.*?\b(?:offenen?\ (?:stellen|positionen)|stellenangebote|stellenausschreibungen
    |aktuelle\ (?:stellen|jobs)|unsere\ jobs)\b).*
    |(?>.*?\b(?:offres\ d['\u2019]emploi|nos\ offres|postes\ (?:ouverts|à\ pourvoir)
    |ofertas\ de\ empleo|vacantes|empleos|vagas(?:\ abertas)?
    |posizioni\ aperte|vacatures|lediga\ (?:jobb|tj[äa]nster)|ledige\ stillinger|oferty\ pracy
    |avoimet\ ty[öo]paikat)\b).*
    |(?>.*?(?:募集職種|募集要項|採用職種|求人|招聘职位|职位|채용\ ?공고)).*)""",
    re.VERBOSE,
)
# Headings of pages about working there, which lists follow.
_WORK_HERE = re.compile(
    r"(?:jobs?|careers?|vacancies|work (?:with|for|at) .{2,30}|join .{2,20}|karriere.{0,20}|stellen(?:markt)?|jobs .{0,20}"
    r"|arbeiten (?:bei|im|in) .{2,30}|recrutement|nous rejoindre|rejoignez.{0,20}|travailler .{2,30}|on recrute.{0,20}|emploi"
    r"|trabaja .{2,30}|trabajar .{2,30}|empleo|[úu]nete.{0,20}|lavora .{2,30}|lavorare .{2,30}|werken bij.{0,20}|kom .{0,10}werken.{0,20}"
    r"|praca|kariera|pracuj .{2,20}|do[łl][ąa]cz .{2,20}|szukamy.{0,20}|jobb?|karri[äæe]re?|arbejd(?:e)? .{2,20}|jobba .{2,20}"
    r"|trabalhe .{2,20}|trabalha .{2,20}|pr[áa]ce .{0,20}|kari[ée]ra|wir suchen.{0,20}|wij zoeken.{0,20}|buscamos.{0,20}"
    r"|cerchiamo.{0,20}|vi s[øo]ker.{0,20}|vi s[øo]ger.{0,20}|(?:we|who we)(?:['\u2019]re| are) looking for.{0,20}|gesucht.{0,20})",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r".*\b(?:production|produktion|produzione|producci[óo]n|productie|produkcja|fertigung|sales|vertrieb|verkauf|verkoop|ventas?"
    r"|vendite|sprzeda[żz]|salg|marketing|finan\w+|accounting|buchhaltung|engineering|technik|technology|it|hr|personal|people"
    r"|logisti\w+|lager|magazijn|magazzino|warehouse|werkplaats|werkstatt|workshop|verwaltung|administra\w+|pflege|care|service"
    r"|support|operations|design|research|forschung|entwicklung|development|r&d|legal|recht|quality|qualit\w+|k[üu]che|kitchen"
    r"|cuisine|keuken|cocina|cucina|kuchnia|office|team|department|abteilung|bereich|d[ée]partement|departamento|afdeling|dzia[łl]"
    r"|category|industry|branche|level|experience|junior|senior|new|neu|nouveau)\b.*",
    re.IGNORECASE,
)
_OTHER_PART = re.compile(
    r"""(?:(?>.*?\b(?:news|blog|journal|press|events?|articles|stories|podcast|insights|resources|posts
    |testimonials|categories|from\ engineering
    |benefits|perks|values|culture|life\ (?:at|here)|working\ here|why\ .*|meet\ (?:us|the\ team
    |our)|our\ (?:team|people)|leadership
    |follow\ us|faqs?|questions|products|customers|partners|locations|offices|read\ on|aktuelles
    |neuigkeiten|ansprechpartner(?:in)?
    |actualit[ée]s|noticias|novedades|nuestro\ equipo|nieuws|verhalen|nyheter|notizie|aktualno[śs]ci
    |ニュース|お知らせ|新闻|(?:related|quick|useful)\ links
    |(?:more|mehr|mer|meer|m[áa]s|mais)\ (?:about|[üu]ber|om|over|sobre))\b).*
    |(?>.*?社員の声).*)""",
    re.VERBOSE,
)
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
    r"""\b(?:(?:position|role|job|post|vacancy|applications?|this|competition)s?\s(?:is\s|are\s|has\sbeen\s
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
    |(?:chius[aoie]|copert[aoie]|scadut[aoie]|conclus[aoie]|revocat[aoie]|annullat[aoie])(?=\W*$)
    |(?:vacature\s)?(?:vervuld|ingevuld|gesloten|ingetrokken)(?=\W*$)|vervulde\s\w+|gesloten\s(?:vacatures|procedures)|niet\smeer\sbeschikbaar
    |nieaktualn[eay]|(?:nabory?\s)?(?:uniewa[żz]nion|rozstrzygni[ęe]t|odwo[łl]an)[aeyi]?(?=\W*$)|zako[ńn]czon[eay]\w*|obsadzon[eay]|nabory?\s(?:zako[ńn]czon\w*|rozstrzygni[ęe]t\w*)|rozstrzygni[ęe]t[eay]
    |(?:stillingen\ser\s)?besat(?=\W*$)|besatte\s\w+|tillsatt?a?(?=\W*$)|(?:st[äa]ngd|inst[äa]lld)(?=\W*$)|lukket(?=\W*$)|avslutade?(?=\W*$)
    |(?:vaga\s)?(?:preenchid[ao]|encerrad[ao]|cancelad[ao])s?(?=\W*$)|obsazen[oaéy](?=\W*$)|(?:uzav[řr]en|ukon[čc]en|zru[šs]en)[oaéy](?=\W*$))\b""",
    re.VERBOSE,
)
_MORE_OF = re.compile(
    r"(?:read more|learn more|more|view details|weiterlesen|mehr (?:lesen|erfahren|zu)|(?:lire|voir) la suite|en savoir plus|lire plus"
    r"|leer m[áa]s|ver m[áa]s|seguir leyendo|leggi tutto|continua a leggere|scopri di pi[ùu]|lees (?:verder|meer)|meer lezen"
    r"|czytaj (?:wi[ęe]cej|dalej)|l[äa]s mer|l[æa]s mere|saiba mais|ler mais|[čc]\u00edst d[áa]le)"
    r"\s*(?:…|\.\.\.|:|\u2192|-|\babout\b|\bon\b|[üu]ber\b|\bzu\b|\bde\b|\bsur\b|\bsobre\b|\bsu\b|\bover\b|\bo\b|\bom\b|\bd['\u2019])\s*\S",
    re.IGNORECASE,
)
_ORNAMENTS = " .!+>\u203a»→\u2192\u2197⟶↗"


@remembered
def says_apply(words: str) -> bool:
    """Whether a link says no more than `Apply`."""
    return _APPLY.fullmatch(words.strip(_ORNAMENTS)) is not None


@remembered
def says_details(words: str) -> bool:
    """Whether a link says no more than `Learn more`, or that about something."""
    bare = words.strip(_ORNAMENTS)
    return bool(_DETAILS.fullmatch(bare) or _MORE_OF.match(bare))


@remembered
def leads_elsewhere(words: str) -> bool:
    """Whether a link's text is one of navigation or of a whole category of postings."""
    if _ELSEWHERE.fullmatch(in_lower_case(words)) or is_category(words):
        return True
    opened = _ELSEWHERE_UNLESS_ROLE.fullmatch(words) is not None
    return opened and (not names_role(words) or names_several(words))


@lru_cache(maxsize=MOST)
def is_headline(words: str) -> bool:
    """Whether the words read as an article's headline or a question."""
    return words.count(" ") >= _MOST_WORDS or _HEADLINE.fullmatch(in_lower_case(words)) is not None


@remembered
def announces_postings(heading: str) -> bool:
    """Whether postings follow a heading: `Open positions`."""
    return _OPENINGS.fullmatch(in_lower_case(heading.strip(" :.!?…"))) is not None


@remembered
def announces_work_here(heading: str) -> bool:
    """Whether a heading is one of a page about working there: `Karriere`, `Work with us`."""
    return _WORK_HERE.fullmatch(heading.strip(" :.!?…")) is not None


@remembered
def announces_others(heading: str) -> bool:
    """Whether something else follows a heading: `Latest news`, `Our values`."""
    return _OTHER_PART.fullmatch(in_lower_case(heading.strip(" :.!"))) is not None


@remembered
def may_be_department(words: str) -> bool:
    """Whether a short line may name a department, a category or a level."""
    return _DEPARTMENT.fullmatch(words) is not None


@remembered
def announces_closed(words: str) -> bool:
    """Whether a heading or a mark says that what it stands by is filled or closed."""
    return _CLOSED.search(in_lower_case(words)) is not None


def says_no_openings(text: str) -> bool:
    """Whether a text says in so many words that there are no postings now."""
    return _NO_OPENINGS.search(text) is not None


@remembered
def is_furniture(title: str) -> bool:
    """Whether a line is one of navigation, a button, or the heading of a part of a page."""
    if leads_elsewhere(title) or says_apply(title) or says_details(title):
        return True
    return not names_role(title) and (announces_postings(title) or announces_others(title))
