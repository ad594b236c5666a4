"""Distinguishes a CV on a web page from a login wall, a viewer or a notice.

A wall or a viewer is recognised by what it lacks: headings of a CV, years, occupations. Signs of a
wall (a password field, missing scripts, terms) only count against these, because a CV on a personal
site may have them too.
"""

# ruff: noqa: E501 - word lists in many languages

import re
from collections.abc import Iterator

from reactor.language.occupations import OCCUPATIONS
from reactor.language.phrasebook import Phrasebook, plain, spellings_of, words_of

_LOOKED_AT = 20_000
_SHORT = 1_500
"""Characters. A longer page without any sign is accepted: its language may be unknown."""

_HEADINGS = """
experience | employment | education | qualifications | skills | languages | summary | work history | career | certifications | publications | projects
references | about me | curriculum vitae | resume | lebenslauf | beruf* | werdegang | ausbildung | studium | kenntnisse | sprach* | weiterbildung*
fahigkeiten | kompetenzen | uber mich | experiences | formation* | competences | langues | diplomes | parcours | loisirs | centres d interet
experiencia* | formacion | educacion | idiomas | habilidades | competencias | trayectoria | curriculum | formacao | educacao | linguas
experiencia profissional | competenc* | esperienz* | istruzione | formazione | lingue | competenze | werkervaring | ervaring | opleiding* | vaardigheden
talen | arbeidserfaring | utdanning | erhvervserfaring | uddannelse | erfaring | kompetencer | sprog | erfarenhet | arbetslivserfarenhet | utbildning*
kompetens* | sprak | meritforteckning | tyokokemus | koulutus | kielitaito | doswiadczenie* | wyksztalcenie | umiejetnosci | jezyki | zyciorys | vzdelani
zkusenosti | praxe | dovednosti | jazyky | zivotopis | vzdelanie | skusenosti | tapasztalat* | munkatapasztalat | vegzettseg | tanulmanyok | nyelvek
oneletrajz | keszsegek | nyelvtudas | experienta* | educatie | studii | limbi | deneyim* | is deneyimi | egitim | diller | yetenekler | ozgecmis | опыт
образование | навыки | языки | резюме | досвід | освіта | навички | мови | εμπειρία | εκπαίδευση | γλώσσες | δεξιότητες | βιογραφικό | εμπειρια
εκπαιδευση | γλωσσες | βιογραφικο | iskustvo | obrazovanje | vjestine | jezici | izkusnje | izobrazba | znanja | darbo patirtis | issilavinimas
darba pieredze | izglitiba | tookogemus | haridus | oskused
"""
_SECTIONS: Phrasebook[str] = Phrasebook(
    (phrase, phrase) for line in _HEADINGS.strip().split("\n") for phrase in spellings_of(line)
)
_SECTIONS_CJK = re.compile(
    "職務|経歴|職歴|学歴|資格|工作经|教育背景|学历|技能|工作經|學歷|경력|학력|자격증"
)
_MAX_WORDS_OF_HEADING = 5
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_FIRST_PERSON = re.compile(r"\b(?:I|I[\u2019']m|I[\u2019']ve|[Ii]ch|[Jj]e suis|[Jj][\u2019']ai)\b")
_OFTEN = 3
_FOR_YEARS = re.compile(
    r"(?:\d|[a-z])\+? (?:years? (?:of|in|as|at|with)|years['\u2019]? experience|jahren? (?:als|im|in|erfahrung)|ans d.exp|a[ñn]os (?:de|en|como)|anni di|anos de|lat do[śs]wiadczenia|jaar ervaring)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"©|\(c\)|copyright|all rights", re.IGNORECASE)

_SIGN_IN = re.compile(
    r"\b(?:sign|log)[ -]?(?:in|on|up)\b|\bjoin (?:now|linkedin|project|for free)|\bcreate (?:an )?account|forgot(?:ten)? (?:your )?password|\bno account\b"
    r"|\b(?:anmelden|einloggen|registrieren)\b|passwort vergessen|mitglied werden|noch kein konto"
    r"|\b(?:se )?connecte[rz]\b|connexion|mot de passe|cr[ée]er un compte|s.inscrire"
    r"|iniciar sesi[óo]n|contrase[ñn]a|crear (?:una )?cuenta|\biniciar sess[ãa]o|\bsenha\b|\baccedi\b|\bpassword dimenticata"
    r"|zaloguj|zarejestruj|has[łl]o\b|p[řr]ihl[áa]sit|\bheslo\b|bejelentkez|jelsz[óo]|conectare|parol[aă]\b"
    r"|\binloggen\b|wachtwoord|logga in|l[öo]senord|log ind|adgangskode|logg inn|kirjaudu|giri[şs] yap|[şs]ifre"
    r"|войти|пароль|σύνδεση|ログイン|登录|로그인",
    re.IGNORECASE,
)
_NEEDS_SCRIPTS = re.compile(
    r"(?:enable|requires?|turn on|needs|activ\w{1,4}|aktivier\w{1,3}|habilit\w{1,3}|attiva\w{0,3}|w[łl][ąa]cz\w{0,3})\W{1,3}(?:\w{1,12}\W{1,3}){0,3}javascript"
    r"|javascript\W{1,3}(?:\w{1,12}\W{1,3}){0,3}(?:enabled|required|disabled|aktivier\w{1,3}|activ\w{1,4})",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"no longer (?:available|exists?|active)|has expired|been removed|unavailable to you|^index of /|parent directory|does(?:n.t| not) exist|not found|could(?:n.t| not) be found|something went wrong"
    r"|domain (?:is|name is|may be) for sale|buy this domain|before you continue|access denied|permission denied|does not have permission|you need (?:access|permission)|request access"
    r"|nicht (?:gefunden|mehr verf[üu]gbar)|introuvable|n.existe (?:pas|plus)|no encontrad[ao]|no existe|non trovat[ao]|nie znaleziono|n[ãa]o encontrad[ao]|niet gevonden|hittades inte|не найден",
    re.IGNORECASE | re.MULTILINE,
)
_FURNITURE = re.compile(
    r"\bcookies?\b|privacy|\bterms\b|user agreement|datenschutz|\bagb\b|confidentialit[ée]|conditions g[ée]n[ée]rales|privacidad|privacidade|polityka prywatno|regulamin|informativa",
    re.IGNORECASE,
)
_SOME_FURNITURE = 2


def is_wall(text: str, *, asks_password: bool = False) -> bool:
    """Whether a web page's text is not a CV but a page shown instead of one.

    Args:
        text: visible text of the page.
        asks_password: whether the page has a password field.
    """
    text = text[:_LOOKED_AT]
    of_cv, of_wall = sum(_points_of_cv(text)), sum(_points_of_wall(text)) + 3 * asks_password
    return of_wall > of_cv or (of_cv == 0 and len(text) < _SHORT)


def _points_of_cv(text: str) -> Iterator[int]:
    lines = text.split("\n")
    yield 2 * min(len(set(_headings(lines))), 3)
    years, named, together = set[str](), set[str](), False
    for line in lines:
        of_line = set() if _RIGHTS.search(line) else set(_YEAR.findall(line))
        what = {found.entry.name for found in OCCUPATIONS.find(words_of(line))}
        together |= bool(of_line and what)
        years |= of_line
        named |= what
    yield min(len(years), 2)
    yield min(len(named), 2)
    yield 3 * together
    yield len(_FIRST_PERSON.findall(text)) >= _OFTEN
    yield bool(_FOR_YEARS.search(text))
    yield len(text) > _SHORT // 2


def _headings(lines: list[str]) -> Iterator[str]:
    """Headings of a CV, as short lines or before a colon in long ones."""
    for line in lines:
        if cjk := _SECTIONS_CJK.search(line):
            yield cjk[0]
        words = words_of(plain(line.partition(":")[0]))
        if len(words) <= _MAX_WORDS_OF_HEADING:
            yield from (found.entry for found in _SECTIONS.find(words))


def _points_of_wall(text: str) -> Iterator[int]:
    yield min(len({found.lower() for found in _SIGN_IN.findall(text)}), 3)
    yield 3 * bool(_NEEDS_SCRIPTS.search(text))
    yield min(2 * len({found.lower() for found in _NOTICE.findall(text)}), 4)
    yield len({found.lower() for found in _FURNITURE.findall(text)}) >= _SOME_FURNITURE
