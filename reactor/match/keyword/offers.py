"""What a posting offers besides pay: visa sponsorship, help with moving, work from home."""

import re

from reactor.documents import Company
from reactor.language.phrasebook import plain
from reactor.language.remote import excludes_remote, is_remote, text_is_remote
from reactor.language.sentences import denies, sentences_of
from reactor.posting import Posting

# A sentence may be a whole page where a text has no full stops: this much of it is looked at, on
# either side of the word.
REACH = 80

_SPONSOR = re.compile(r"sponsor")
_VISA = re.compile(
    r"\bvisa\b|\bvisas\b|visum|\bvisado|\bvisto\b|\bwiz[ay]\b|work permit|arbeitserlaubnis"
    r"|permis de travail|permiso de trabajo|werkvergunning|pozwoleni\w{1,9} na prac"
)
_RELOCATION = re.compile(
    r"relocation|umzug|ayuda a la mudanza|\bmudanza|aide au demenagement|verhuis|relokac|reubicaci"
)
_REFUSAL = re.compile(r"unable|cannot|can't|unavailable|impossible|setzen wir voraus|already")
_OFFER = re.compile(
    r"offer|provid|availab|possible|support|assist|package|bonus|help|arrange|pay for|licen[sc]ed"
    r"|bieten|unterstutz|helfen|ubernehmen|proposons|aidons|accompagn|prenons en charge|ofrecemos"
    r"|ayuda|tramita|oferecemos|apoio|apoiamos|ajuda|bieden|helpen|regelen|oferujemy|pomaga|pomoc"
    r"|zapewnia|stellen wir|kummern uns"
    r"|\b(?:can|will|do|happy to|we) (?:\w+ )?sponsor"
)


def sponsorship_of(text: str) -> bool | None:
    """Whether a posting offers to sponsor visas; None where it does not say."""
    stated = _offers(_SPONSOR, text)
    return _offers(_VISA, text) if stated is None else stated


def relocation_of(text: str) -> bool | None:
    """Whether a posting offers help with moving; None where it does not say."""
    return _offers(_RELOCATION, text)


def says_remote(text: str) -> bool:
    """Whether a short text such as a location or a wish speaks of work from home."""
    return is_remote(text) is True


def is_done_remotely(posting: Posting, company: Company) -> bool | None:
    """Whether the work can be done from home; None where nothing says."""
    if excludes_remote(posting.text):
        return False
    if posting.remote is not None:
        return posting.remote
    told = (is_remote(posting.title), is_remote(posting.location), text_is_remote(posting.text))
    by_company = {"FULLY_REMOTE": True, "IN_OFFICE": False}.get(company.work_model)
    return next((each for each in told if each is not None), by_company)


def _offers(pattern: re.Pattern[str], text: str) -> bool | None:
    """What the first sentence with that word says that either offers or refuses."""
    if not pattern.search(plain(text)):
        return None
    for sentence in map(plain, sentences_of(text)):
        for named in pattern.finditer(sentence):
            around = sentence[max(0, named.start() - REACH) : named.end() + REACH]
            if denies(around) or _REFUSAL.search(around):
                return False
            if _OFFER.search(around):
                return True
    return None
