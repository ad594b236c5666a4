"""Classifies pages by their addresses alone."""

import re

_JOB_WORD = (
    r"(?:jobs?|careers?|positions?|open-?(?:positions?|roles?|jobs)|openings?|vacanc(?:y|ies)"
    r"|current-vacancies|opportunit(?:y|ies)|roles?|postings?|job-?(?:offers?|openings?|details?|board"
    r"|listings?|posts?|ads?)|offers?|requisitions?|hiring|recruit(?:ing|ment)?|employment|join(?:-us)?"
    r"|work-(?:with|for|at)-us|we-are-hiring|stellen(?:angebote?|anzeigen?|markt|ausschreibungen?)?|stelle"
    r"|karriere|jobangebote?|emplois?|offres?(?:-d-?emplois?)?|nos-offres|postes?|carrieres?|recrutement"
    r"|empleos?|ofertas?(?:-de-empleo)?|trabajos?|vacantes?|vagas?|carreiras?|posizioni-aperte|posizioni"
    r"|lavora-con-noi|annunci|vacatures?|werken-bij|lediga-(?:jobb|tjanster)|jobb|karriar|karriere|ledige-stillinger"
    r"|stillinger|oferty(?:-pracy)?|kariera|praca|tyopaikat|avoimet-tyopaikat|kariyer|saiyo|job_listing"
    r"|jobdetails?|jobview|jobad|viewjob|view_job|p|o|j)"
)
_JOB_PATH = re.compile(rf"(?:^|[/_-]){_JOB_WORD}/(?P<rest>.+)", re.IGNORECASE)
# `/vacancy-1234.html`, `/job.php/17`
_JOB_FILE = re.compile(
    rf"/{_JOB_WORD}(?:[-_]\w+)?(?:\.\w{{2,5}}/|[-_])(?=[\w-]*\d)[\w.-]+$", re.IGNORECASE
)
# Keys by which systems mark the type of a page: `welder-en-j412.html` (rexx),
# `/what:job/jobID:8711` (Varbi).
# `/what:job/jobID:8711` (Varbi).
_JOB_KEY = re.compile(r"-j\d+\.html$|/job_?id:\d+(?:/|$)", re.IGNORECASE)
# `/jobs/17/welder/job` is one posting, although it ends like a list.
_NUMBERED = re.compile(rf"/{_JOB_WORD}/\d{{2,}}/[^/]+/", re.IGNORECASE)
# A program that shows the posting named in its query: `/Vacancy.aspx?id=17`.
_JOB_PROGRAM = re.compile(
    r"(?:job|career|position|opening|vacanc|posting|requisition|recruit|stelle|offre|vaga|vacature|view|detail)"
    r"[\w-]*(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
_ID_QUERY = re.compile(
    r"(?:^|&)(?:id|nr|no|num|code|ref|(?!cat)[a-z]*id|key|uid|r)=[\w-]*\d", re.IGNORECASE
)
_JOB_QUERY = re.compile(
    r"(?:^|&)(?:gh_jid|job_?(?:id|code|nr|no|number|ref)?|current_?job_?id|jid|req(?:uisition)?_?(?:id|no)"
    r"|vacancy(?:_?(?:id|no))?|position_?id|posting_?id|opening_?id|offer_?id|stellen_?id|ad_?id|p_job_id"
    r"|ashby_jid|oportunidad_?id|vacature_?id)=.",
    re.IGNORECASE,
)
_OTHER_PATH = re.compile(
    r"""/(?:agenda|calendar|kalender|cursos?|courses?|kurse|corsi|cursussen|kursy|kurser|workshops?|spettacoli|eventi|formations?
    |servizi|servicios|servi[cç]os|leistungen|diensten|prestations|us[lł]ugi|slu[zž]by|tj[aä]nster|ydelser
    |proyectos?|projekte?|projekty|projecten|progetti|projets?|realizacje|referenzen|references|r[ée]f[ée]rences
    |blogs?|news(?:room)?|news-(?:releases?|and-\w+)|press(?:e|kit)?|articles?|stor(?:y|ies)
    |posts?|journal
    |magazine?|podcasts?|insights|resources|events?|webinars?|products?|services?|solutions?
    |platform|pricing
    |features|integrations|docs|documentation|customers|case-stud(?:y|ies)|portfolio|projects?
    |games?|templates?
    |partners?|investors?|shop|stores?|cart|privacy[\w-]*|terms[\w-]*|legal|cookies?[\w-]*
    |contact[\w-]*|about[\w-]*
    |log-?in|sign-?in|sign-?up|register|account|profile|my-\w+|search|tags?|topics?|categor(?:y|ies)
    |departments?|teams?
    |people|our-(?:team|people)|locations?|offices?|authors?|users?|wp-content|wp-json|feed|rss
    |faqs?|help|support|media
    |videos?|alerts?|job-alerts?|saved(?:-jobs)?|talent-?(?:community|network|pool)|refer|referrals?
    |aktuelles|neuigkeiten|nachrichten|veranstaltungen|produkte|leistungen|unternehmen|ueber-uns
    |presse|kontakt
    |impressum|datenschutz[\w-]*|standorte|actualites?|produits|evenements|equipe|mentions-legales
    |politique-[\w-]+
    |noticias|actualidad|prensa|productos|servicios|equipo[\w-]*|eventos|aviso-legal|politica-[\w-]+
    |noticias|cultura
    |beneficios|banco-de-talentos|notizie|prodotti|vini|chi-siamo|nieuws|verhalen|over-ons|producten
    |diensten
    |nyheter|om-oss|produkter|aktualnosci|uslugi|o-nas|polityka-[\w-]+)(?:/|$)""",
    re.IGNORECASE | re.VERBOSE,
)
# Pages about working at a company, beside its postings, by the end of their address.
_ABOUT_WORKING = re.compile(
    r"""/(?:[\w-]*benefits?(?:-[\w-]+)?|(?:our-)?(?:culture|values|people|mission|story|teams?
    |process|offices?)
    |(?:company-|work-|working-|hiring-|staff-)?culture|[\w-]*diversity[\w-]*|dei|inclusion
    |[\w-]*-process|process
    |(?:internships?|graduates?|apprenticeships?|trainees?|fellowships?|early-careers?
    |student)-program(?:me)?s?
    |graduates?|students?(?:-[\w-]*)?|veterans|military|internships|apprenticeships
    |early-(?:careers?|talent)|university
    |life(?:-at[\w-]*)?|how-(?:we|to)-[\w-]+|faqs?|why-[\w-]+|meet-[\w-]+|interview(?:s|ing|-tips)?
    |message|messages
    |employee-[\w-]+|perks[\w-]*|rewards|pay-and-[\w-]+|relocati(?:on|ng)[\w-]*|[\w-]*-development
    |learning|wellbeing
    |accessibility|equal-[\w-]+|eeo|fraud[\w-]*|scams?[\w-]*|stories|testimonials|locations?
    |departments?
    |bewerbungsprozess|[\w-]*arbeitgeber[\w-]*|benefits|ausbildung|studium|studierende|schueler
    |berufserfahrene
    |bewerbung|initiativbewerbung|nos-valeurs|nos-metiers|candidature-spontanee|nuestra-cultura
    |solliciteren
    |studenter|formaner|mot-vara-[\w-]+|culture-[\w-]+|alerts?|refer|job-alerts?|all|search|index
    |home|list|apply)$""",
    re.IGNORECASE | re.VERBOSE,
)
_ACTION = re.compile(
    r"/(?:apply(?:-now)?|application(?:s/new)?|save|share|refer|email|print|form|bewerben|bewerbung|postuler"
    r"|candidature|solicitar|inscribirse|candidatar|candidati|solliciteren|solliciteer|ansok|ansoek|aplikuj|login)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{4,}|[0-9a-f]{8}-?[0-9a-f]{4}-?|[/=-]\d{2,}(?:\D|$)", re.IGNORECASE)
_LISTING = re.compile(rf"(?:^|/){_JOB_WORD}/?(?:index\.\w+)?$", re.IGNORECASE)


def is_job_path(path: str) -> bool:
    """Whether a path has the form of a posting's: `/jobs/17`, `/about/careers/welder`."""
    if _JOB_FILE.search(path) or _JOB_KEY.search(path):
        return True
    found = _JOB_PATH.search(path)
    if found is None or (_LISTING.search(path) and not _NUMBERED.search(path)):
        return False
    return not is_other_path(f"/{found['rest']}") and not is_about_working(path)


def is_list_path(path: str) -> bool:
    """Whether a path has the form of a list's: `/careers/positions/`."""
    return _LISTING.search(path.rstrip("/")) is not None


def is_job_query(path: str, query: str) -> bool:
    """Whether a query string names one posting: `gh_jid=17`, or `id=17` of a `Vacancy.aspx`."""
    if _JOB_QUERY.search(query):
        return True
    return bool(_ID_QUERY.search(query) and _JOB_PROGRAM.search(path))


def holds_number(url: str) -> bool:
    """Whether an address holds a number or key, as those of single documents do."""
    return _NUMBER.search(url) is not None


def is_other_path(path: str) -> bool:
    """Whether a path belongs to another part of a site: its blog, shop, categories, ..."""
    return _OTHER_PATH.search(path) is not None


def is_about_working(path: str) -> bool:
    """Whether a path is one of the pages about working there: benefits, culture, process."""
    return _ABOUT_WORKING.search(path) is not None


def without_action(path: str) -> str:
    """Return a path without the action at its end: `/jobs/17` for `/jobs/17/apply`."""
    return _ACTION.sub("", path)
