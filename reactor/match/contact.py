"""Contact data in a CV, which nobody needs to know to judge it."""

import re

# Repetitions that could be tried from many places are bounded: no text takes long, however made.

_LABELLED = re.compile(
    r"^[ \t]*(?:e-?mail|(?:tele)?phone|tel|mobile|cell|handy|fax|whats ?app|skype|contact"
    r"|(?:home |postal )?address|adresse|anschrift|dirección|indirizzo|téléphone|teléfono)\b"
    r"[ \t]{0,9}\.?[ \t]{0,9}[:|][^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_DOT = r"(?:\.|\s?[\[(](?:dot|punkt|point)[\])]\s?)"
_EMAIL = re.compile(
    rf"(?:mailto:)?(?<![\w.+'-])[\w.+'-]{{1,64}}(?:{_DOT}[\w+'-]{{1,64}}){{0,3}}"
    rf"\s?(?:@|[\[(](?:at|@)[\])])\s?[\w-]+(?:{_DOT}[\w-]+)+",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.@-])(?:[\w-]{1,20}\.)?(?:(?:linkedin|xing|github|gitlab|twitter|x|facebook|instagram"
    r"|medium|stackoverflow|dribbble)\.com|bitbucket\.org|orcid\.org|behance\.net|dev\.to|t\.me"
    r"|wa\.me)/\S+",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|\(|\d)[\d ().\u00a0/-]{5,22}\d(?![\w/-])")
# A range of years or months, an ISO date, a sum of money: digits that are no phone number.
_NO_PHONE = re.compile(
    r"(?:(?:0?\d|1[0-2])[./-])?(?:19|20)\d\d(?:[./-]\d\d?)*"
    r"(?:\s*[-\u2013/]\s*(?:(?:0?\d|1[0-2])[./-])?(?:19|20)\d\d(?:[./-]\d\d?)*)?"
    r"|\d{1,3}(?:[ .\u00a0]000)+|\d{1,3}\.\d+"
)
_MIN_DIGITS, _MAX_DIGITS = 8, 15
_STREET_BEFORE_NUMBER = (
    r"[A-ZÄÖÜ][\w.'-]{0,40}(?:stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|damm|ufer|straat|laan"
    r"|gracht|kade|plein|singel|dijk|gatan|vägen|vej|gade|gate|katu)"
    r"|[A-ZÄÖÜ][\w'-]{1,40}[ -](?:Stra(?:ß|ss)e|Str\.|Weg|Allee|Platz|Damm|Ufer|Gasse)"
    r"|(?:Calle|C/|Cl\.|Via|Viale|Corso|Piazza|Rua|Praça|Avenida|Avda\.?|Av\.|Paseo|Carrer|Plaza"
    r"|ul\.|al\.|os\.)[ ]?[\w'.-]{1,60}(?:[ ][\w'.-]{1,60}){0,4},?"
)
_STREET_WITH_PREPOSITION = (
    r"(?:Am|An de[rnm]|Auf de[rm]|Im|In de[rn]|Unter den|Zum|Zur|Hinter de[rm]|Vor dem)"
    r"(?:[ ][\w'-]{2,30}){1,3}[ ]\d{1,3}[ ]?[a-z]?(?=,|[ ]*$|[ ]+\d{5})"
)
_STREET_AFTER_NUMBER = (
    r"(?:[A-Z0-9][\w.'-]{0,40}[ ]){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr"
    r"|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Terrace|Crescent|Highway|Hwy|Parkway|Pkwy|Close)\b\.?"
    r"|(?:(?:bis|ter|quater),?[ ])?,?[ ]?"
    r"(?:rue|avenue|boulevard|allée|chemin|impasse|quai)(?:[ ][\w'\u2019-]+){1,5}"
)
_STREET = re.compile(
    rf"(?<!\w)(?:{_STREET_BEFORE_NUMBER})[ ]\d+[ ]?[a-zA-Z]?\b(?:[ ]?[-/][ ]?\w{{1,4}})?"
    rf"|(?<!\w){_STREET_WITH_PREPOSITION}"
    rf"|(?<![\w.])\d+[a-zA-Z]?[ ,]{{1,2}}(?:{_STREET_AFTER_NUMBER})"
    r"(?:,?[ ](?:Apt|Apartment|Unit|Suite|Flat|No|#)\.?[ ]?#?[\w-]+)?"
    r"|\bP\.?[ ]?O\.?[ ]Box[ ]\d+"
    r"|[\u4e00-\u9fff]{1,12}[路街道巷]\d{1,5}[号號番]\S{0,20}",
    re.MULTILINE,
)


def without_contact_data(text: str) -> str:
    """A text without e-mail addresses, phone numbers, street addresses and links.

    It errs on the side of taking out too much. City and country stay: matching needs them.
    """
    for pattern in (_LABELLED, _PAGE, _EMAIL, _STREET):
        text = pattern.sub("", text)
    return _PHONE.sub(lambda match: match[0] if _is_no_phone(match[0]) else "", text)


def _is_no_phone(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    plain = text.strip(" .()-/")
    return not _MIN_DIGITS <= digits <= _MAX_DIGITS or _NO_PHONE.fullmatch(plain) is not None
