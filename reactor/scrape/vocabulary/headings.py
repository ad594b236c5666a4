"""The topic of a heading: postings, work in general, or another part of the page."""

# ruff: noqa: E501 - words of many languages, one language a line

import re

from reactor.language.case_folding import in_lower_case
from reactor.language.line_cache import remembered

_MAX_SPACES = 8
_MAX_SPACES_OF_OTHERS = 4
_MUCH = 0.4
_NOUNS = r"""
    (?:open|current|available|latest|active|live|new|job)\ (?:jobs?|positions?|roles?|vacanc\w+|openings?|opportunit\w+|postings?|listings?)
    |vacancies|job\ (?:board|openings?|vacancies)|we['\u2019]?(?:re|\ are)\ (?:currently\ |now\ )?(?:hiring|recruiting)
    |(?:offene|freie|aktuelle|unsere|vakante|zu\ besetzende|ausgeschriebene)[nrs]?\ (?:stellen\w*|positionen|jobs?|jobangebote|vakanzen|ausbildungspl\w+|lehrstellen|praktikumspl\w+|ausschreibungen)
    |stellenangebote|stellenausschreibungen|stellenanzeigen|jobangebote|vakanzen|(?:freie|offene)\ ausbildungs\w+
    |offres?\ d['\u2019]emploi|nos\ (?:offres|recrutements|annonces|postes)|offres\ (?:en\ cours|actuelles|du\ moment|disponibles|ouvertes)
    |postes\ (?:ouverts|[àa]\ pourvoir|disponibles|propos[ée]s|vacants|actuellement\ \w+)|recrutements\ (?:en\ cours|ouverts)
    |ofertas\ (?:de\ (?:empleo|trabajo|emprego)|abiertas|activas|ativas|abertas|actuales|disponibles|vigentes|laborales)|vacantes|empleos
    |(?:puestos|plazas|posiciones|procesos|convocatorias)\ (?:abiert\w+|disponibles|vacantes|activ\w+|vigentes|en\ curso)
    |vagas|oportunidades\ (?:de\ (?:emprego|carreira|trabalho)|abertas|em\ aberto)
    |posizioni\ (?:aperte|disponibili|ricercate|attive)|(?:offerte|annunci|opportunit[àa]|proposte)\ di\ lavoro|(?:ricerche|selezioni|candidature)\ (?:in\ corso|aperte|attive)
    |vacatures|openstaande\ functies|(?:oferty|og[łl]oszenia)\ (?:o\ )?prac[ęy]|(?:aktualne|otwarte|bie[żz][ąa]ce)\ (?:oferty|rekrutacje|nabory|stanowiska|og[łl]oszenia)
    |woln(?:e|ych)\ (?:stanowisk\w*|etat\w*|miejsc\w*\ prac\w*)|rekrutacje|nabory\ (?:otwarte|aktualne)
    |voln[áéáýy]\ (?:pracovn[íi]\ )?(?:m[íi]sta|pozice)|(?:aktu[áa]ln[íi]|otev[řr]en[ée])\ (?:nab[íi]dk\w+|pozice)|nab[íi]dk[ay]\ (?:pr[áa]ce|zam[ěe]stn[áa]n[íi]|pozic)
    |ledig[ae]\ (?:jobb?|tj[äa]nster|stillinger|jobs)|aktuella\ (?:tj[äa]nster|jobb)|stillingsopslag|jobopslag|avoimet\ ty[öo]paikat
    |募集職種|募集要項|採用職種|求人|招聘职位|职位|채용\ ?공고
"""
_OPENINGS = re.compile(rf"(?:\b|(?=[^\x00-\x7f]))(?:{_NOUNS})(?:\b|(?<=[^\x00-\x7f]))", re.VERBOSE)
_OPENINGS_ALONE = re.compile(
    r"(?:(?:our|open|nuestr[ao]s|le|las?|nossas|unsere|our\ open)\ )?(?:openings?|positions|open\ roles|listings?|posizioni|ofertas|offres|rekrutacja|nabory"
    r"|join\ (?:us|them|our\ team))",
    re.VERBOSE,
)
# Headings of pages about working at a company, which lists follow.
_WORK_HERE = re.compile(
    r"(?:jobs?|careers?|vacancies|work (?:with|for|at) .{2,30}|join .{2,20}|karriere.{0,20}|stellen(?:markt)?|jobs .{0,20}"
    r"|arbeiten (?:bei|im|in) .{2,30}|recrutement|nous rejoindre|rejoignez.{0,20}|travailler .{2,30}|on recrute.{0,20}|emploi"
    r"|trabaja .{2,30}|trabajar .{2,30}|empleo|[úu]nete.{0,20}|lavora .{2,30}|lavorare .{2,30}|werken bij.{0,20}|kom .{0,10}werken.{0,20}"
    r"|praca|kariera|pracuj .{2,20}|do[łl][ąa]cz .{2,20}|szukamy.{0,20}|jobb?|karri[äæe]re?|arbejd(?:e)? .{2,20}|jobba .{2,20}"
    r"|trabalhe .{2,20}|trabalha .{2,20}|pr[áa]ce .{0,20}|kari[ée]ra|wir suchen.{0,20}|wij zoeken.{0,20}|buscamos.{0,20}"
    r"|(?:ri)?cerchiamo.{0,20}|vi s[øo]ker.{0,20}|vi s[øo]ger.{0,20}|(?:we|who we)(?:['\u2019]re| are) looking for.{0,20}|gesucht.{0,20})",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"""\b(?:join\ (?:us|our|the)|become\ (?:a\ )?part|work\ with\ us|werden?\ (?:sie\ )?(?:ein\ )?teil|verst[äa]rk\w*|mitarbeiten|arbeiten\ bei|karriere\ bei
    |rejoi(?:ns|gnez|ndre)|int[ée]gre[rz]|travaill\w+\ (?:avec|chez)|[úu]nete|s[úu]bete|[úu]nase|forma\ parte|formar\ parte|incorp[óo]rate|trabaja\w*\ (?:con|en)
    |entra\ (?:in|a\ far)|unisciti|lavora\w*\ con|kom\ (?:bij|werken|jij|ons)|versterk\ (?:ons|jij)|werken\ (?:bij|voor)|do[łl][ąa]cz|pracuj
    |junta-te|juntar-se|fa(?:z|[çc]a)\ parte|trabalh\w+\ conosco|p[řr]idej\w*|sta[ňn]te\ se|bli\ (?:en\ )?(?:del|kollega|medarbetare)|bliv\ (?:en\ )?(?:del|kollega)
    |ausbildungs?(?:pl\w+|berufe)?|azubis?|auszubildende|lehrstellen|duales?\ studium|praktika|praktikum|apprentices?(?:hips?)?|internships?|traineeships?|alternances?|apprentissage
    |apprentis?|pr[áa]cticas|becas|tirocini\w*|apprendist\w+|leerbanen|leerwerkplekken|bijbanen|praktyki|sta[żz]e|nauka\ zawodu|uczniowie|est[áa]gios|brig[áa]d\w+|l[äa]rlingar|elevplads\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
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
_OTHERS = re.compile(
    r"""\b(?:volunteers?|volunteering|ehrenamt\w*|freiwillig\w*|b[ée]n[ée]vol\w+|voluntari\w+|volontari\w*|vrijwilliger\w*|wolontari\w+|frivillig\w*|dobrovoln\w+
    |what\ we\ (?:do|offer)|the\ team|das\ team|unser\ team|team(?:mitglieder)?|(?:notre|votre|l['\u2019])\ ?[ée]quipe|(?:el|nuestro)\ equipo|(?:il\ )?nostro\ team|ons\ team|nasz\ zesp[óo][łl]|n[áa][šs]\ t[ýy]m|v[åa]rt\ team|a\ nossa\ equipa|nossa\ equipe
    |services|leistungen|dienstleistungen|prestations|servicios|servizi|diensten|us[łl]ugi|slu[žz]by|tj[äa]nster\ vi|servi[çc]os
    |reviews|bewertungen|kundenstimmen|stimmen|avis|opiniones|recensioni|opinie|referenzen|references|referencias|referenze|realizacje|r[ée]alisations|projekte|proyectos|progetti|projecten
    |courses|kurse|seminare|workshops|formations|cursos|corsi|cursussen|kursy|kurzy|veranstaltungen|termine|agenda|eventos|eventi|evenementen|wydarzenia|akce
    |produkte|produits|productos|prodotti|producten|produkty|sortiment|shop|galerie|gallery|galer[íi]a
    |(?:unsere|deine|ihre)\ (?:benefits|vorteile)|vorteile|wir\ bieten|avantages|ventajas|beneficios|vantaggi|arbeidsvoorwaarden|korzy[śs]ci|v[ýy]hody|f[öo]rm[åa]ner
    |faq|h[äa]ufige\ fragen|questions\ fr[ée]quentes|preguntas\ frecuentes|domande\ frequenti|veelgestelde\ vragen|pytania|[čc]ast[ée]\ dotazy
    |bewerbungsprozess|ablauf|so\ bewerb\w+|processus|proceso\ de\ selecci[óo]n|sollicitatieprocedure|proces\ rekrutacji|how\ to\ apply|our\ process
    |kontakt|contact\w*|ansprechpartner\w*|standorte|filialen|niederlassungen|nos\ agences|sedi|vestigingen|oddzia[łl]y)\b""",
    re.VERBOSE,
)


@remembered
def announces_postings(heading: str) -> bool:
    """Whether a heading introduces postings: `Open positions`."""
    bare = in_lower_case(heading.strip(" :.!?…"))
    if bare.count(" ") > _MAX_SPACES:
        return False
    return bool(_OPENINGS_ALONE.fullmatch(bare) or _OPENINGS.search(bare))


@remembered
def announces_work_here(heading: str) -> bool:
    """Whether a heading is of a page about working there: `Karriere`, `Work with us`."""
    bare = heading.strip(" :.!?…")
    if bare.count(" ") > _MAX_SPACES:
        return False
    return bool(_WORK_HERE.fullmatch(bare) or _JOINING.search(bare))


@remembered
def announces_others(heading: str) -> bool:
    """Whether a heading introduces something else: `Latest news`, `Our values`."""
    bare = in_lower_case(heading.strip(" :.!"))
    if _OTHER_PART.fullmatch(bare) is not None:
        return True
    found = _OTHERS.search(bare) if bare.count(" ") <= _MAX_SPACES_OF_OTHERS else None
    # It must match "Our services", but not "Environmental Services Tech".
    return found is not None and len(found[0]) >= _MUCH * len(bare)


@remembered
def may_be_department(words: str) -> bool:
    """Whether a short line may name a department, a category or a level."""
    return _DEPARTMENT.fullmatch(words) is not None
