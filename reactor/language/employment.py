"""Kinds of employment in the spellings of many countries."""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re

from reactor.language.line_cache import remembered

_EMPLOYMENT = re.compile(
    r"(?:full|part)[- ]?time(?: employee)?|permanent|temporary|contract(?:or)?|freelance|seasonal"
    r"|intern(?:ship)?|apprenticeship|working student|fixed[- ]term|casual|per diem"
    r"|vollzeit|teilzeit|werkstudent(?:in)?|praktikum|ausbildung|minijob|befristet|unbefristet|festanstellung"
    r"|(?:à )?temps (?:plein|partiel|complet)|cdi|cdd|alternance|stage|jornada completa|media jornada"
    r"|tiempo completo|tiempo parcial|indefinido|tempo (?:pieno|indeterminato|determinato|parziale|integral)"
    r"|voltijd|deeltijd|full ?time|part ?time|heltid|deltid|fuldtid|tillsvidare|kokoaikainen|osa-aikainen"
    r"|pełny etat|umowa o pracę|b2b|plný úvazek|clt|pj|tam zamanlı|yarı zamanlı|полная занятость"
    r"|частичная занятость|دوام كامل|دوام جزئي|משרה (?:מלאה|חלקית)|正社員|契約社員|アルバイト|パート|業務委託"
    r"|全职|兼职|实习|정규직|계약직|인턴",
    re.IGNORECASE,
)
# Words of a field for the kind of employment; they occur within longer phrases, too.
_SAID = re.compile(
    r"\b(?:full|part)[- _]?time|\bpermanent|\btempor|\bcontract|\bfree-?lance|\bseasonal|\bintern\b|\binternship|\bapprentic|\btrainee"
    r"|\bstudent|\bfixed[- _]term|\bcasual|\bper[ _-]diem|\bregular\b|\bemployee\b|\bvolunteer|\bgraduate|\bshift|\bhours?\b|\bzero hours|\bfte\b|\bworker\b|\bother\b"
    r"|vollzeit|teilzeit|werkstud|praktik|ausbildung|minijob|befristet|festanstellung|angestellt|aushilfe|freiberuf|selbst[äs]t|geringfügig|stunden|schicht|arbeitnehmerüberlassung|\d ?%"
    r"|temps (?:plein|partiel|complet)|\bcdi\b|\bcdd\b|alternan|\bstage|intérim|indépendant|apprenti|durée (?:in)?déterminée|\bheures|saisonn"
    r"|jornada|tiempo (?:completo|parcial)|indefinid|prácticas|\bbeca|\btempora|autónomo|fijo|eventual|obra"
    r"|tempo (?:pieno|indeterminato|determinato|parziale|integral|inteiro|parcial)|apprendistato|\bstage|tirocin|somministrazione|\bclt\b|\bpj\b|estágio|efetiv|sem termo|a termo"
    r"|voltijd|deeltijd|fulltime|parttime|vast|tijdelijk|\boproep|bijbaan|\buur|uitzend|onbepaalde|bepaalde tijd"
    r"|heltid|deltid|fuldtid|tillsvidare|visstid|vikariat|\bfast\b|timanställ|tidsbegräns|kokoaikai|osa-aikai|vakituinen|määräaikai"
    r"|etat|umowa|\bb2b\b|zlecenie|\bstaż|úvazek|hpp|\bdpp\b|\bdpč|smlouva|zkrácen|teljes|rész"
    r"|tam zamanlı|yarı zamanlı|занятость|договор|دوام|משרה|正社員|契約社員|アルバイト|パート|業務委託|派遣|全职|兼职|实习|정규직|계약직|인턴|πλήρης|μερική",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\bposted\b|\bago\b|\brecruiter\b|\bapplicants?\b|^\W*(?:till|until|to|bis|hasta|tot)\b[^,]*\d{4}",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[,|\u2022\u00b7;\n]")
_ORNAMENT = " \t/|,;:\u2022\u00b7-\u2013."


@remembered
def is_employment_type(words: str) -> bool:
    """Whether a short line consists of the kind of employment alone."""
    return _EMPLOYMENT.fullmatch(words.strip(" .\u2022|-")) is not None


def employment_type_of(words: str) -> str:
    """The kind of employment in a field for it, as stated; `""` if there is none.

    Repetitions and other facts are left out: `Posted: 1 day ago`.
    """
    pieces = [piece.strip(_ORNAMENT) for piece in _PIECES.split(words)]
    kept = {piece.casefold(): piece for piece in pieces if piece and not _NONE.search(piece)}
    if not _SAID.search(" ".join(kept)):
        return ""
    unchanged = len(kept) == len(pieces)
    return words.strip(_ORNAMENT) if unchanged else ", ".join(kept.values())
