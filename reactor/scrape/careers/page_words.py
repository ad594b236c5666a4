"""The words of links to other pages of a list, in eight languages and some of others."""

import re

from reactor.language.line_cache import remembered

MAX_WORDS = 60
"""Maximum characters; a longer text is no link to another page."""

_FORWARD = ">\u203a\u00bb\u2192\u276f\u25b6\u25b8"
_BACKWARD = "<\u2039\u00ab\u2190\u276e\u25c0\u25c2"
_AROUND = f"{_FORWARD}{_BACKWARD}+\u2026.:()[] "

_POSTINGS = """
    job jobs opening openings position positions role roles result results vacancy vacancies
    opportunities posting postings listing listings posts entries items stelle stellen
    stellenangebote stellenanzeigen ergebnisse treffer offre offres emploi emplois poste postes
    résultats ofertas oferta empleo empleos vacantes resultados puestos offerte posizioni annunci
    risultati lavoro vacature vacatures resultaten oferty ofert pracy wyniki wyników vagas vaga
    jobb tjänster stillinger treff nabídky pozice annonser annonces annunci anzeigen advertenties
    anuncios anúncios ogłoszenia ogłoszeń inzeráty opslag
"""
_FILLING = """
    of the to go our open current page pages seite página pagina sida side strona stronę stránka
    sivu zur zu die der les la le las los gli il lo as os de di d del des nos unsere offene offenen
    onze nuestras nossas lediga ledige another
"""
_NEXT = """
    next;load next;show next;view next;see next;load more;show more;view more;see more;more;older
    nächste;nächsten;naechste;weiter;weitere;weitere laden;weitere anzeigen;mehr;mehr laden
    mehr anzeigen;weiterblättern;nächste laden;nächste anzeigen
    suivant;suivante;suivants;suivantes;voir plus;voir suite;afficher plus;afficher suite
    charger plus;plus;voir suivantes;voir suivants
    siguiente;siguientes;ver más;cargar más;mostrar más;más;ver siguientes
    próxima;próximo;próximas;próximos;proxima;proximo;seguinte;carregar mais;ver mais;mostrar mais
    mais;successiva;successivo;successivi;successive;avanti;carica altri;carica altre;carica altro
    mostra altri;mostra altre;mostra altro;vedi altri;vedi altre;carica più;mostra più;altri;altre
    prossima;prossimi;prossime;volgende;meer;meer laden;meer tonen;meer bekijken;laad meer;toon meer
    bekijk meer;nästa;nasta;visa fler;ladda fler;visa mer;fler;neste;næste;vis flere;hent flere
    last inn flere;vis mer;flere;seuraava;näytä lisää;następna;następne;następny;nastepna;dalej
    pokaż więcej;załaduj więcej;wczytaj więcej;zobacz więcej;więcej;pokaż kolejne;kolejne
    další;načíst další;ältere;äldre;ældre;eldre;plus anciennes;plus anciens;más antiguas;antiguas
    más antiguos;mais antigas;mais antigos;oudere;starsze;starší;meno recenti;più vecchi
    次へ;次のページ;もっと見る;下一页;下一頁;加载更多;다음
"""
_PREVIOUS = """
    prev;previous;back;newer;first;last;vorherige;vorige;zurück;erste;letzte;précédent;précédente
    précédents;précédentes;première;dernière;anterior;anteriores;primera;última;primeira
    precedente;precedenti;indietro;prima;ultima;laatste;eerste;föregående;forrige;poprzednia
    poprzedni;pierwsza;ostatnia;předchozí;前へ;上一页
"""
_ALL = """
    all;view all;show all;see all;browse all;list all;alle;alle ansehen;alle anzeigen;zeige alle
    toutes;tous;voir toutes;voir tous;afficher toutes;afficher tous;todas;todos;ver todas;ver todos
    tutte;tutti;vedi tutte;vedi tutti;mostra tutte;mostra tutti;bekijk alle;toon alle;alle bekijken
    alle tonen;wszystkie;zobacz wszystkie;pokaż wszystkie;alla;visa alla;se alla;vis alle;se alle
"""
_VAGUE = frozenset(
    (
        "more",
        "mehr",
        "plus",
        "más",
        "mais",
        "meer",
        "altri",
        "altre",
        "fler",
        "flere",
        "więcej",
        "kolejne",
    )
)
"""Words that may also continue a text, unless they are followed by the things meant."""

_POSTING_WORDS, _FILLERS = frozenset(_POSTINGS.split()), frozenset(_FILLING.split())


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in re.split(r"[;\n]", listed) if phrase.strip())


_NEXT_PHRASES, _PREVIOUS_PHRASES, _ALL_PHRASES = map(_phrases, (_NEXT, _PREVIOUS, _ALL))
_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMBER = re.compile(
    r"(?:(?:go to |zu |zur |aller [àa] la |ir a la |vai alla |ga naar |naar )?"
    r"(?:page|pg|seite|p[áa]gina|sida|side|strona|str[áa]nka|sivu)\.? ?(?:no\.? ?)?)?"
    r"#?(?P<number>\d{1,3})",
    re.IGNORECASE,
)
_NEXT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:next(?:[_-]?(?:page|link|posts?|btn|button))?"
    r"|pagination[_-]?next|pager[_-]?next|load[_-]?more|show[_-]?more"
    r"|(?:fa-|icon-|bi-)?(?:arrow|chevron|angle|caret)-(?:double-)?right)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHER_CLASS = re.compile(
    r"slick|swiper|carousel|slide|owl-|splide|glide|testimonial", re.IGNORECASE
)


def leads_on(words: str) -> bool:
    """Whether words or an arrow lead to the next page: `Next 10 jobs`."""
    if not words.strip(_AROUND):
        return any(arrow in words for arrow in _FORWARD)
    phrase, of_postings = _told(words)
    return phrase in _NEXT_PHRASES and (of_postings or phrase not in _VAGUE)


def leads_back(words: str) -> bool:
    """Whether words or an arrow lead to the previous, the first or the last page."""
    if not words.strip(_AROUND):
        return any(arrow in words for arrow in _BACKWARD)
    return _told(words)[0] in _PREVIOUS_PHRASES


def leads_to_all(words: str) -> bool:
    """Whether words lead to the whole list: `View all 20 jobs`."""
    phrase, of_postings = _told(words)
    return of_postings and phrase in _ALL_PHRASES


@remembered
def page_number(words: str) -> int | None:
    """Return the page number that words name, as in `2` or `Page 2`; None without one."""
    found = _NUMBER.fullmatch(words)
    return int(found["number"]) if found else None


def speaks_of_postings(words: str) -> bool:
    """Whether words contain a word for postings, or a number."""
    return _told(words)[1]


def is_next_class(names: str) -> bool:
    """Whether class names mark a link to the next page, and not a carousel."""
    return _NEXT_CLASS.search(names) is not None and not _OTHER_CLASS.search(names)


@remembered
def _told(words: str) -> tuple[str, bool]:
    """Return words without numbers and words for postings, and whether these occurred."""
    if len(words) > MAX_WORDS:
        return "", False
    said = _WORD.findall(words.lower())
    names = {word for word in said if word in _POSTING_WORDS or word.isdigit()}
    left = [word for word in said if word not in names and word not in _FILLERS]
    return " ".join(left), bool(names)
