"""Offers of a posting besides pay: visa sponsorship, help with moving, work from home."""

# ruff: noqa: E501 - words of many languages, as they are written

import re

from reactor.documents import Company
from reactor.language.phrasebook import plain
from reactor.language.remote import excludes_remote, is_remote, text_is_remote
from reactor.language.sentences import denies, sentences_of
from reactor.posting import Posting

# A sentence may be a whole page if a text has no full stops: this part of it is examined, on either
# side of the word.
REACH = 80

# Other things that companies sponsor: a club, an examination, language classes.
_SPONSOR = re.compile(
    r"(?<!acca )(?<!gym )sponsor"
    r"(?!\w{0,5} (?:(?:a|an|the|your|our|local|several) ){0,2}(?:\w+ )?(?:class|course|lesson|exam"
    r"|certif|footbal|club|team|sport|event|stud|degree|qualif|training|conferenc|acca|cima"
    r"|volunteer|licen[sc]e fee|charit))"
)
# Companies with a licence to sponsor say so.
_MAY_SPONSOR = re.compile(
    r"(?:recogni[sz]ed|licen[sc]ed|approved|registered|certified)(?: visa| ind| uk)? sponsor\b"
    r"|erkend referent"
)
_VISA = re.compile(
    r"\bvisas?\b|visum|\bvisado|\b(?:no )?visto\b|\bwiz[aye]?\b|\bviz(?:um|em|a|u)\b"
    r"|(?:work|residence) (?:and residence )?permit|arbeitserlaubnis|aufenthaltstitel|bewilligung\b"
    r"|permis de (?:travail|sejour)|titre de sejour|permiso de (?:trabajo|residencia)"
    r"|permesso di (?:lavoro|soggiorno)|autorizacao de (?:trabalho|residencia)|werkvergunning"
    r"|verblijfsvergunning|kennismigrant|pozwoleni\w{1,9} na prac|pracovni\w{0,3} povoleni"
    r"|arbetstillstand|uppehallstillstand|arbejdstilladelse|arbeidstillatelse|tyolupa"
    r"|\bh-?1b\b|\bo-1\b|\btn visa|\btier 2\b|\be-3\b|\bl-1\b|\bopt\b(?= |,)|\bcpt\b|green card sponsor|blue card|blaue karte|carte bleue|tarjeta azul|skilled worker|talent passport|passeport talent"
    r"|(?:work|employment) pass\b|employment permit|zezwoleni\w{1,9} na prac"
    # Residence titles for people whom a company hires.
    r"|global talent (?:stream|visa)|\blmia\b|critical skills (?:employment|permit)|highly skilled migrant"
    r"|chancenkarte|express entry|employer nomination|\bpermits? (?:and|or|,|plus) (?:your )?(?:flight|move|moving|relocation|travel|ticket)"
    r"|(?:pay for|cover|arrange|organi[sz]e|handle|obtain|apply for) (?:your |the |all |any )?permits?\b(?! for (?:the )?(?:site|building|event))"
)
_RELOCATION = re.compile(
    r"relocation|umzug|ayuda a la mudanza|\bmudanza|aide au demenagement|demenag|verhuis|relokac"
    r"|reubicaci|trasferimento|mudanca|stehovani|flytthjalp|flyttehj"
)
_REFUSAL = re.compile(
    r"unable|cannot|can't|unavailable|impossible"
    r"|\btoo (?:small|young|new|busy|tiny) to\b|sorry|unfortunately|\bonly (?:hire|consider|accept)"
    r"|must (?:hold|already)|right to work|leider|malheureusement"
    r"|desafortunadamente|purtroppo|helaas|niestety|infelizmente|tyvarr|desvarre|bohuzel"
    r"|setzen wir voraus|already|bereits|must have|valid "
    r"|required|needed|gultig|erforderlich|valable|exige|vigente|necesari|valido|geldig|wazn"
)
_OFFER = re.compile(
    r"offer|provid|availab"
    r"|\bwe (?:will |can |gladly |happily )?(?:apply|file|arrange|handle|sort|obtain"
    r"|take care)|\b(?:sorts?|sorted|handled|obtained|taken care of)\b"
    r"|demandons|faisons la demande|solicitamos|richiediamo|vragen (?:\w{1,20} )?aan|beantragen|wystepujemy|ansoker|soger"
    r"|possible|support|assist|package|bonus|help|arrange|pay for|licen[sc]ed"
    r"|includ|cover|paid|bieten|unterstutz|helfen|hilft|ubernehmen|proposons|aidons|accompagn"
    r"|prenons en charge|pris en charge|ofrecemos|ayuda|tramita|gestionamos|apoyo|oferecemos|apoio"
    r"|apoiamos|ajuda|tratamos|bieden|helpen|regelen|verzorg|oferujemy|pomaga|pomoc|pomuz"
    r"|zapewnia|wsparcie|stellen wir|kummern uns|offriamo|aiutiamo|supporto|assistenza|zajist"
    r"|podpor|hjalper|hjaelp|hjelp|ordnar|stod|erbjud|tilbyr|tilbyder"
    r"|\b(?:can|will|do|happy to|we) (?:\w+ )?sponsor|visa sponsor"
    r"|\b(?:experienced|used|ready|glad|pleased|prepared|willing|able|open|keen|happy) (?:in|to|with)\b|\b(?:gladly|routinely|regularly|readily)\b"
    r"|\bgerne?\b|\bbereit\b|\bheureux|\bprets? a\b|\bhabitue|\bvolontiers\b|\bdispuest|\bencantad|\bdisponibil|\bvolentieri\b|\bbereid\b|\bgraag\b|\bchetni|\bgotow|\bdispost|\bgarna\b|\bochotn|\bradi\b|\bvalmi\w+"
    r"|sponsor\w{0,5} (?:visa|available)|begleit|ubernahme|erledig|abwick|antrag|kostenlos|organis"
    r"|regolar|sbrig|zalatw|vyrid|s vyrizen"
)
# In a list of benefits, a visa is offered: "1,900 euros, visa, a language course".
_BENEFITS = re.compile(
    r"\b(?:eur|euros?|salary|pay|housing|accommodation|flat|flights?|language course|holidays?"
    r"|leave|insurance|pension|gehalt|lohn|wohnung|zimmer|unterkunft|sprachkurs|urlaub|zulag\w+"
    r"|fortbildung|salaire|logement|mutuelle|cours de langue|salario|sueldo|vivienda|alojamiento"
    r"|curso de \w+|stipendio|alloggio|corso di lingua|ordenado|alojamento|salaris|woonruimte"
    r"|taalcursus|huisvesting|wynagrodzenie|mieszkanie|zakwaterowanie|kurs jezyka|mzda|ubytovani"
    r"|jazykovy kurz|lon|bostad|sprakkurs|bolig)\b"
)
_FEW_BENEFITS = 2
# Negations within names of groups negate nothing: "non-EU nationals".
_FOREIGN = re.compile(
    r"\bnon[- ](?=e[ue]a?\b|\w+ (?:nationals?|citizens?|candidates?|applicants?|passport))"
)


def offered_in(posting: Posting) -> str:
    """The text of a posting with its title and place, which may hold offers, too."""
    return f"{posting.title}\n{posting.location}\n{posting.text}"


def sponsorship_of(text: str) -> bool | None:
    """Whether a posting offers to sponsor visas; None if not stated."""
    if any(_is_sponsor(sentence) for sentence in map(plain, sentences_of(text))):
        return True
    stated = _offers(_SPONSOR, text)
    return _offers(_VISA, text) if stated is None else stated


def _is_sponsor(sentence: str) -> bool:
    """Whether a sentence says that the company may sponsor visas."""
    found = _MAY_SPONSOR.search(sentence)
    return found is not None and not denies(sentence[max(0, found.start() - REACH) : found.start()])


def relocation_of(text: str) -> bool | None:
    """Whether a posting offers help with moving; None if not stated."""
    return _offers(_RELOCATION, text)


def says_remote(text: str) -> bool:
    """Whether a short text such as a location or a wish means work from home."""
    return is_remote(text) is True


def is_done_remotely(posting: Posting, company: Company) -> bool | None:
    """Whether the work can be done from home; None if not stated."""
    if excludes_remote(posting.text):
        return False
    if posting.remote is not None:
        return posting.remote
    told = (is_remote(posting.title), is_remote(posting.location), text_is_remote(posting.text))
    by_company = {"FULLY_REMOTE": True, "IN_OFFICE": False}.get(company.work_model)
    return next((each for each in told if each is not None), by_company)


def _offers(pattern: re.Pattern[str], text: str) -> bool | None:
    """The statement of the first sentence with the word that offers or refuses."""
    if not pattern.search(plain(text)):
        return None
    for sentence in (_FOREIGN.sub("", plain(each)) for each in sentences_of(text)):
        for named in pattern.finditer(sentence):
            begin, end = max(0, named.start() - REACH), named.end() + REACH
            around = sentence[begin:end]
            if denies(
                f"{sentence[begin : named.start()]} {sentence[named.end() : end]}"
            ) or _REFUSAL.search(around):
                return False
            if _OFFER.search(around) or len(set(_BENEFITS.findall(sentence))) >= _FEW_BENEFITS:
                return True
    return None
