"""Pages that are answered with 200 and say that the posting is not there any more.

Imports libxml: only ever in the parsing process.
"""

# ruff: noqa: E501, RUF001 - phrases of many languages, one language a line

import re

from lxml.html import HtmlElement

from reactor.errors import GoneError, LastingError
from reactor.scrape.markup.text import text_of

_JOB = r"(?:job|position|vacancy|role|posting|opening|opportunity|listing|requisition|advert\w*)"
_ENGLISH = rf"""
    (?:this|the|that)\s(?:\w+\s){{0,3}}{_JOB}(?:\s\w+){{0,5}}\s(?:is|are|has|was)\s(?:\w+\s){{0,2}}
        (?:no\slonger\s|not\s(?:currently\s)?(?:available|found|active|accepting)|expired|closed(?!\sto\b)
        |filled|removed|unavailable|been\s(?:filled|closed|removed|deleted|archived|unpublished))
    | \A\W*(?:sorry\W+|unfortunately\W+|oops\W+)?(?:it\s?['\u2019]?i?s\s|this\sis\s)?no\slonger
        \s(?:available|accepting\sapplications|open|active|posted)
    | {_JOB}\s(?:not\sfound|(?:has\s)?expired|(?:is\s)?closed(?!\sto\b)|(?:has\sbeen\s)?filled|unavailable)
    | (?:could|can|did)\s?(?:not|n['\u2019]t)\sfind\s(?:the|this|that|your)\s(?:page|{_JOB})
    | we\sare\sno\slonger\saccepting\sapplications | applications\s(?:are|have)\s(?:now\s)?closed
"""
_OTHERS = r"""
    nicht\smehr\s(?:verfügbar|online|aktiv|vakant|ausgeschrieben|besetzbar|aktuell)
    | (?:stelle|position)\s(?:ist|wurde)\s(?:\w+\s){0,2}(?:bereits\s)?besetzt
    | (?:stelle(?:nanzeige|nangebot)?|anzeige)\s(?:ist|wurde)\s(?:\w+\s)?(?:abgelaufen|deaktiviert|gelöscht)
    | n['\u2019]est\splus\s(?:disponible|en\sligne|active|d['\u2019]actualité) | (?:offre|annonce)\s(?:est\s|a\s)?(?:expirée?|pourvue|clôturée|fermée)
    | ya\sno\sest[áà]\s(?:disponible|activa|vigente) | (?:oferta|vacante|puesto)\s(?:ha\ssido\s)?(?:cerrad[oa]|caducad[oa]|finalizad[oa]|cubiert[oa]|expirad[oa])
    | non\sè\spiù\s(?:disponibile|attiv[ao]|online) | (?:offerta|posizione|annuncio)\s(?:è\s)?(?:scadut[oa]|chius[oa]|coperta)
    | não\s(?:está|se\sencontra)\smais\sdisponível | (?:vaga|oferta)\s(?:está\s|foi\s)?(?:encerrada|expirada|fechada|preenchida)
    | niet\smeer\s(?:beschikbaar|actief|online|open) | vacature\s(?:is\s)?(?:gesloten|verlopen|vervuld|ingevuld)
    | inte\slängre\s(?:tillgänglig|aktiv|öppen) | (?:annonsen|tjänsten)\s(?:är|har)\s(?:\w+\s)?(?:borttagen|tillsatt|stängd|utgått)
    | ikke\slenger\s(?:tilgjengelig|aktiv) | ikke\slængere\s(?:tilgængelig|aktiv|opslået) | ei\sole\senää\s(?:avoinna|saatavilla|voimassa)
    | (?:oferta|ogłoszenie)\s(?:\w+\s){0,3}(?:nieaktualn[ea]|wygasł[ao]?|nieaktywn[ea]|zakończon[ea]) | już\snieaktualn[ea]
    | (?:pozice|inzerát|nabídka)\s(?:již\s|už\s)?(?:není|nie\sje)\s(?:\w+\s)?(?:aktivní|dostupná|aktuální|k\sdispozici)
    | вакансия\s(?:\w+\s){0,2}(?:закрыта|неактуальна|удалена|в\sархиве|не\sнайдена) | вакансия\sбольше\sне
    | (?:募集|掲載|受付)(?:は|を|が)?終了 | 募集を締め切 | (?:职位|岗位)已?(?:关闭|下线|过期|失效|停止招聘) | 该职位(?:不存在|已)
    | 마감된\s?(?:채용|공고) | (?:채용|공고)이?가?\s?(?:마감|종료) | (?:ilan|pozisyon)\s(?:artık\s)?(?:yayında\sdeğil|kapanmış|kapandı|pasif)
    | لم\sتعد\s(?:هذه\s)?(?:الوظيفة\s)?متاحة | (?:ה)?משרה\s(?:אינה|לא)\s(?:\w+\s)?(?:זמינה|רלוונטית|פעילה)
"""
_GONE = re.compile(f"(?:{_ENGLISH}|{_OTHERS})", re.IGNORECASE | re.VERBOSE)
_NOT_FOUND = re.compile(
    r"(?:error\s*)?(?:404|410)\b.{0,60}|.{0,20}\b(?:page|job|position|posting|vacancy)\s(?:was\s|is\s)?"
    r"(?:not\sfound|doesn['\u2019]t\sexist|does\snot\sexist|cannot\sbe\sfound).{0,40}"
    r"|not\sfound|oops.{0,40}|seite\s(?:wurde\s)?nicht\sgefunden.{0,40}|page\s(?:introuvable|non\strouvée).{0,40}"
    r"|página\sno\sencontrada.{0,40}|pagina\snon\strovata.{0,40}|página\snão\sencontrada.{0,40}"
    r"|pagina\sniet\sgevonden.{0,40}|sidan\s(?:hittades|kunde)\sinte.{0,40}|nie\sznaleziono\sstrony.{0,40}"
    r"|страница\sне\sнайдена.{0,40}|ページが見つかりません.{0,40}|页面不存在.{0,20}|expired|offre\sexpirée",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(
    r"\W*(?:please\s)?(?:sign|log)[\s-]?(?:in|on)\b.{0,60}|login\b.{0,60}|anmelden.{0,40}|einloggen.{0,40}"
    r"|(?:se\s)?connexion.{0,40}|iniciar\ssesión.{0,40}|accedi.{0,40}|inloggen.{0,40}|logga\sin.{0,40}"
    r"|ログイン.{0,40}|登录.{0,40}|вход.{0,40}|zaloguj.{0,40}|entrar.{0,20}",
    re.IGNORECASE,
)
_HEADINGS = "//h1 | //h2 | //title"
_FIRST_LINES = 8
_LONGEST_NOTICE = 160
_SHORT_PAGE = 700


def refuse_gone(tree: HtmlElement, text: str, url: str) -> None:
    """Make sure that a page still is somebody's posting.

    Args:
        tree: the page.
        text: what a reader sees of it without its frame.
        url: its address, for the message.

    Raises:
        GoneError: its headings or its first lines say that the posting is closed or was not
            found.
        LastingError: all that it holds is a form to sign in.
    """
    if notice := _notice(tree, text):
        raise GoneError(f'{url} says "{notice}"')
    if len(text) < _SHORT_PAGE and tree.xpath("boolean(//input[@type='password'])"):
        named = [words for words in _heading_words(tree) if _SIGN_IN.fullmatch(words)]
        if named:
            raise LastingError(
                f'{url} is a page to sign in, not a posting: "{named[0]}"', code="login_required"
            )


def _notice(tree: HtmlElement, text: str) -> str:
    """The words that say that the posting is gone, `""` if nothing says so where it counts."""
    headings = _heading_words(tree)
    # A posting that speaks of pages not found has a text; a page not found has next to none.
    short = len(text) < _SHORT_PAGE
    for words in headings:
        if _is_notice(words) or (short and _NOT_FOUND.fullmatch(words)):
            return words
    lines = [line.removeprefix("- ") for line in text.split("\n")]
    first = lines[: _FIRST_LINES if not short else None]
    return next(filter(_is_notice, first), "")


def _is_notice(words: str) -> bool:
    """Whether a line says it by itself; in the midst of a paragraph it is about something else."""
    found = _GONE.search(words) if len(words) <= _LONGEST_NOTICE else None
    return found is not None and not re.match(
        r"(?:if|when|once|falls|wenn|si|se|als|om)\b", words, re.IGNORECASE
    )


def _heading_words(tree: HtmlElement) -> list[str]:
    return [
        " ".join(text_of(heading).split()) or (heading.text or "").strip()
        for heading in tree.xpath(_HEADINGS)[:12]
    ]
