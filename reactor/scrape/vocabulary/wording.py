"""Recognises the words that distinguish postings from the rest of a page."""

# ruff: noqa: E501 - words of many languages, one language a line

import re
from functools import lru_cache

from reactor.language.case_folding import in_lower_case
from reactor.language.line_cache import MOST, remembered
from reactor.language.roles import is_category, names_role, names_several
from reactor.scrape.vocabulary.headings import announces_others, announces_postings

_APPLY = re.compile(
    r"""(?:info\ (?:&|and)\ )?(?:(?:how\ to\ |quick\ |easy\ |start\ )?apply(?:\ application)?
    |(?:jetzt\ |online\ |hier\ )?bewerben(?:\ sie\ sich)?|zur\ bewerbung|postule[rz]|je\ postule
    |candidater
    |(?:quiero\ )?(?:aplicar|solicitar|inscribirme|inscr[íi]bete|postular(?:me)?)|candidatar(?:-se)?
    |candidatura
    |candidati|invia\ candidatura|sollicite(?:er|ren)|ans[öo]k|s[øo]k(?:\ stilling)?|aplikuj
    |hae\ paikkaa
    |応募(?:する)?|エントリー(?:フォーム)?|立即申请|申请|지원하기
    |(?:enviar|env[íi]a(?:nos)?|mandar?|inviare?|invia(?:ci)?)\ (?:il\ |tu\ |el\ |o\ )?(?:cv|curr[íi]cul\w+)|send\ (?:us\ )?(?:your\ )?(?:cv|resume)
    |envoye[rz]\ (?:votre\ |mon\ )?cv|lebenslauf\ (?:senden|schicken)|stuur\ (?:je\ )?cv|wy[śs]lij\ cv|poslat\ (?:[žz]ivotopis|cv)|skicka\ cv
    |save(?:\ job)?|share(?:\ job)?|submit\ (?:resume|application))
    (?:\ ?(?:now|here|today|online|for\ .+|via\ \w+|by\ e-?mail|jetzt|ya|ahora|agora|ora|direct|nu
    |här|teraz|maintenant))?
    """,
    re.VERBOSE,
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
    re.VERBOSE,
)

# Whole link texts that do not lead to a single posting.
_ELSEWHERE = re.compile(
    r"""(?:
    home|about(?:\ us)?|our\ (?:team|story|mission|values|company|culture|people|offices?)|team
    |company
    |contact(?:\ us)?|news(?:room)?|press|blog|events?|products?|services?|solutions?|pricing
    |(?>how\ to\ .*)
    |support|faqs?|help|my\ (?:account|profile|jobs|applications?)|candidate\ \w+|job\ (?:list
    |seekers?|search|board|openings)
    |privacy(?:\ policy)?|cookies?(?:\ policy)?|(?>terms\b.*)|imprint|impressum|(?>datenschutz.*)|legal
    |sitemap|accessibility|agb
    |log\ ?in|sign\ ?(?:in|up)|(?>register\b.*)|(?>registration.*)|(?>subscribe.*)|(?>sort\ by.*)|(?>share\b.*)|facebook
    |twitter
    |linkedin|instagram|youtube|x|whatsapp|next(?:\ page)?|previous|prev|back(?:\ to.*)?
    |(?>load\ more.*)|(?>skip\ to.*)|aller\ (?:au|[àa]\ la)\ [\w]{3,20}(?:\ \w{3,20})?|(?:direkt\ )?zu[mr]\ (?:haupt)?(?:inhalt|navigation|suche|men[üu])\w*(?:\ (?:springen|wechseln))?
    |(?:saltar|ir)\ (?:al?|para\ o)\ (?:conte[nú]\w+|men[úu])\b.*|(?:vai|salta|passa)\ al?\ (?:contenuto|men[ùu]).*
    |(?>(?:ga\ )?(?:direct\ )?naar\ (?:de\ )?inhoud.*)|(?>przejd[źz]\ do\ tre[śs]ci.*)|(?:hoppa|g[åa]|spring)\ till?\ (?:huvud)?inneh[åa]ll\w*
    |p[řr]ej[íi]t\ (?:k|na)\ \w{3,20}(?:\ \w{3,20})?|reset|(?>clear\b.*)
    |english|deutsch|fran[çc]ais|espa[ñn]ol|italiano|nederlands|portugu[êe]s|polski|svenska|日本語|中文
    |한국어
    |en|de|fr|es|it|nl|pt|pl|sv|da|no|fi|ja|zh|ko|ru|tr|cs|hu|ro|el
    |(?:(?:view|see|browse|explore|show|all|our|current|open|find|search|latest|other|more
    |more\ open)\ )*(?:careers?|jobs?|openings?
    |positions?|roles?|vacanc(?:y|ies)|opportunit(?:y|ies)|job\ board|hiring|departments?|teams?
    |locations?|stellen(?:angebote)?|karriere|offres?|empleos?|vagas|vacatures|jobb)(?:\ (?:at|in
    |page|home)\b.*)?
    |(?:[\w&-]+\ ){1,3}jobs|(?>jobs\ \W.*)|(?:engineering|life|working|work|careers?)\ (?:at
    |here)(?:\ .*)?
    |join\ (?:us|(?>our\ .*)|the\ (?:team|talent.*))(?:\ now)?|(?>why\ .*)
    |culture|(?>diversity.*)|(?>equal\ opp.*)
    |students?(?:\ (?:&|and)\ graduates)?|graduates|veterans|talent\ (?:community|network|pool).*
    |(?:get\ |set\ up\ .*|create\ .*)?(?:job\ )?alerts?.*
    |(?>.*job\ ?alert.*)|(?>refer\ .*)|(?>become\ .*)|.*talent\ (?:pool|community|network).*
    |(?>.*banco\ de\ talentos.*)|hiring\ process|(?>equal\ .*)
    |(?:sich\ )?initiativ\ bewerben|initiative?\ bewerbung(?:en)?|spontanbewerbung(?:en)?
    |(?:send\ (?:en\ )?)?uopfordret(?:\ ans[øo]gning)?|(?:opret|skapa|opprett)\ (?:en\ )?jobb?(?:agent|bevakning)|jobb?(?:agent|bevakning)|spontanans[öo]kan|[öo]ppen\ ans[öo]kan|[åa]pen\ s[øo]knad
    |speculative\ application|candidature\ spontan[ée]e|initiativbewerbung
    |candidatura\ espont[áa]nea|open\ sollicitatie
    |(?:download|rss|refresh)\b.*|(?>application\ form.*)|(?>meet\ .*)
    |.*program(?:me)?s?\ overview
    |(?:pour|comment)\ (?:postuler|candidater)|how\ to\ apply|(?:so|wie)\ bewerb\w+(?:\ (?:sie|du)\ (?:sich|dich))?
    |(?:deine|ihre|die)\ bewerbung|bewerbung(?:sprozess|sverfahren|en)?|come\ (?:candidarsi|partecipare|inviare\ la\ candidatura)
    |c[óo]mo\ (?:aplicar|inscribir\w+|postular\w*|solicitar\w*)|(?:hoe|zo)\ sollicite+r\ (?:je|ik|u)|jak\ aplikowa[ćc]
    |como\ (?:se\ )?candidatar(?:-se)?|jak\ se\ p[řr]ihl[áa]sit|s[åa](?:dan)?\ s[øö]ker\ du(?:\ jobb)?|contacts?|kontakt\w*
    |est[áa]gios?|stages|pr[áa]cticas|tirocini\w?|praktika|praktikum|internships?|apprentissage|alternance|staże|praktyki|brig[áa]dy
    |opening\ (?:hours|times)|[öo]ffnungszeiten|openingstijden|horaires|horarios?|orari\w?|godziny\ otwarcia|otev[íi]rac[íi]\ doba|[öo]ppettider
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
# First words of navigation that roles also have: `Search jobs`, but `Search Quality Analyst`.
_ELSEWHERE_UNLESS_ROLE = re.compile(
    r"(?:guidance|search|filter|e-?mail|print|feed|employee|[\w-]*\ ?benefits)\b.*", re.IGNORECASE
)

# Words in headlines of articles that names of roles do not have.
_HEADLINE = re.compile(
    r"""(?:how|why|what|when|where|who|meet|introducing|announcing|welcome|becoming|behind
    |hiring\ (?:a|our|the)
    |lessons|a\ (?:day|week|letter)|the\ (?:future|art|story|accidental|rise)|episode|\d+\ (?:ways
    |tips|things|reasons)
    |our|we|your|an?\ new|was\ (?:uns|wir|dich|sie|du)|das\ (?:bieten|erwartet|sind|macht)|wie|warum|wer|lernen?\ sie|unsere?|so\ l[äa]uft|ein\ tag|comment|pourquoi
    |rencontre[zr]?|notre|nos|un\ nouveau
    |c[óo]mo|por\ ?qu[ée]|conoce|nuestr[oa]s?|conhe[çc]a|noss[oa]s?|incontra|perch[ée]
    |come\ |la\ nostra|ontmoet|waarom|hoe|onze
    |m[öo]t\ |s[åa]\ |så\ h[äa]r|hur|so\ (?:bewerben|geht|funktioniert)|v[åa]r[at]?|jak|dlaczego|poznaj|nasz[ea]?|do\ you|can\ (?:i|you)|is\ |are\ )\b.*
    |(?>.*?\b(?:became|hires?|wins?|names|named|joins|joined|raises|raised|announces?|launche[sd]|opens
    |appoints?|appointed|done\ right
    |without\ tears|of\ the\ year|is\ \w+ing|we['\u2019]re|is\ verpleegkundige|how\ to)\b).*
    |(?>.*?[?!]).*|[\u201c\u201d\u201e"\u00ab].*|[^:]{3,40}:\ ["\u201c\u201e].*""",
    re.VERBOSE,
)
_MAX_WORDS = 16

_MORE_OF = re.compile(
    r"(?:read more|learn more|more|view details|weiterlesen|mehr (?:lesen|erfahren|zu)|(?:lire|voir) la suite|en savoir plus|lire plus"
    r"|leer m[áa]s|ver m[áa]s|seguir leyendo|leggi tutto|continua a leggere|scopri di pi[ùu]|lees (?:verder|meer)|meer lezen"
    r"|czytaj (?:wi[ęe]cej|dalej)|l[äa]s mer|l[æa]s mere|saiba mais|ler mais|[čc]\u00edst d[áa]le)"
    r"\s*(?:…|\.\.\.|:|\u2192|-|\babout\b|\bon\b|[üu]ber\b|\bzu\b|\bde\b|\bsur\b|\bsobre\b|\bsu\b|\bover\b|\bo\b|\bom\b|\bd['\u2019])\s*\S",
)
_COURSE = re.compile(
    r"(?:course|training\ (?:day|course)|workshop(?=s?\ *(?:[:\u2013-]|on\b|for\b|zu\b|de\b|su\b|$))|seminar|lehrgang|kurs|curso|taller|formation|stage\ d['\u2019]initiation|corso|cursus|opleiding"
    r"|kurz|szkolenie|warsztaty|formaç[ãa]o|oficina|utbildning|uddannelse)s?\b",
    re.IGNORECASE | re.VERBOSE,
)
_PAPER = re.compile(
    r"\b(?:brochures?|flyer|leaflet|handbook|policy|policies|report|newsletter|application form|form|code of conduct|privacy notice|pay (?:scales?|gap)|benefits guide"
    r"|\w*brosch[üu]re|personalbogen|\w*bogen|formular\w*|organigramm\w*|leitbild|leitfaden|\w*bericht|datenschutz\w*|merkblatt|satzung|tarifvertrag|informationen"
    r"|organigramme|livret|plaquette|lignes directrices|r[èe]glement|formulaire|rapport|charte|guide|dossier de candidature|notice"
    r"|folleto|memoria|reglamento|pol[íi]tica|gu[íi]a|convenio|bases|organigrama|formulario|anexo|instancia"
    r"|brochure|organigramma|regolamento|modulo|bilancio|carta dei servizi|informativa|statuto|codice etico|modello"
    r"|folder|jaarverslag|reglement|cao|formulier|privacyverklaring|gids|brochure"
    r"|ulotka|regulamin|klauzula|kwestionariusz|wniosek|o[śs]wiadczenie|sprawozdanie|statut|schemat"
    r"|organograma|regulamento|relat[óo]rio|formul[áa]rio|ficha|br?o[žz]ura|dotazn[íi]k|formul[áa][řr]|v[ýy]ro[čc]n[íi] zpr[áa]va|broschyr|folder|[åa]rsrapport|blankett|ans[öo]gningsskema)\b",
    re.IGNORECASE,
)
_ORNAMENTS = " .!+>\u203a»→\u2192\u2197⟶↗"


@remembered
def says_apply(words: str) -> bool:
    """Whether a link's text is only a call to apply, such as `Apply`."""
    return _APPLY.fullmatch(in_lower_case(words.strip(_ORNAMENTS))) is not None


@remembered
def says_details(words: str) -> bool:
    """Whether a link's text is only `Learn more` or the like, also with an object."""
    bare = in_lower_case(words.strip(_ORNAMENTS))
    return bool(_DETAILS.fullmatch(bare) or _MORE_OF.match(bare))


@remembered
def leads_elsewhere(words: str) -> bool:
    """Whether a link's text is navigation, or names a whole category of postings."""
    if _ELSEWHERE.fullmatch(in_lower_case(words)) or is_category(words):
        return True
    opened = _ELSEWHERE_UNLESS_ROLE.fullmatch(words) is not None
    return opened and (not names_role(words) or names_several(words))


@remembered
def names_paper(words: str) -> bool:
    """Whether words name a document other than a posting: a form, a brochure, a report."""
    return _PAPER.search(words) is not None


def is_course(words: str) -> bool:
    """Whether words name a course rather than the work that it teaches: `Corso OSS 2027`."""
    return _COURSE.match(words) is not None


@lru_cache(maxsize=MOST)
def is_headline(words: str) -> bool:
    """Whether the words read as an article's headline or a question."""
    return words.count(" ") >= _MAX_WORDS or _HEADLINE.fullmatch(in_lower_case(words)) is not None


@remembered
def is_furniture(title: str) -> bool:
    """Whether a line is navigation, a button, or the heading of a part of a page."""
    if leads_elsewhere(title) or says_apply(title) or says_details(title):
        return True
    return not names_role(title) and (announces_postings(title) or announces_others(title))
