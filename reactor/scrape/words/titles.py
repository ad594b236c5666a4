"""Choosing a posting's title among the words that may be it."""

import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote, urlsplit

from reactor.language.employment import is_employment_type
from reactor.language.roles import names_role
from reactor.scrape.words.stated import is_place
from reactor.scrape.words.wording import leads_elsewhere, says_apply, says_details

LONGEST_TITLE = 200
"""Characters; more is no title."""

_GENERAL = re.compile(
    r"""(?:(?:the|an?|your|our|submit|send)\ )*
    (?:(?:general|open|spontaneous|unsolicited|speculative|prospective)[ -]
       (?:job\ )?(?:applications?|interest|cvs?|resumes?|submissions?|candidac(?:y|ies))
    |general\ (?:inquir(?:y|ies)|consideration)|expressions?\ of\ interest
    |(?:future|other)\ (?:opportunit(?:y|ies)|openings?|roles?|positions?)
    |(?:join\ )?(?:our|the)?\ ?talent[ -](?:pool|community|network|pipeline|bank)
    |(?:don.?t|didn.?t|can.?t|cannot|do\ not|not)\ (?:see(?:ing)?|find(?:ing)?)\ .*
    |(?:initiativ|blind|spontan)-?bewerbung(?:en)?|offene\ bewerbung
    |candidatures?\ (?:spontan[ée]es?|libres?)
    |candidaturas?\ (?:espont[áa]neas?|generales|gerais|geral|general|abertas?)
    |candidatur[ae]\ (?:spontane[ae]|libera|generica)|autocandidatur[ae]
    |open\ sollicitatie|spontane\ sollicitatie|banco\ de\ talentos?|bolsa\ de\ (?:talentos?
    |empleo)
    |spontan(?:ans[öo]kan|ans[øo]gning)|uopfordret\ ans[øo]gning|[åa]pen\ s[øo]knad
    |avoin\ hakemus
    |aplikacja\ (?:spontaniczna|og[óo]lna)|rekrutacja\ spontaniczna
    |spont[áa]nn[íi]\ p[řr]ihl[áa][šs]ka
    )(?:\ \(?(?:all|at|for|to|in|bei|chez|f[üu]r|als|als|en|w|pour|para|per|voor|til|till)\ .*
    |\s*[-\u2013\u2014:|(,/!?*\u2026.].*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def best_title(candidates: Iterable[str], url: str, marked: Collection[str] = ()) -> str:
    """The title of the posting at `url`, `""` if no candidate can be it.

    The one that shares most words with the address, then one that is `marked` as a heading, then
    one that names a role, then the first.
    """
    slug = set(_words(unquote(urlsplit(url).path)))

    def fitness(words: str) -> tuple[int, bool, bool]:
        shared = len(slug.intersection(_words(words)))
        return shared, words in marked, names_role(words)

    return max(filter(_could_be_title, candidates), key=fitness, default="")


def is_general_application(title: str) -> bool:
    """Whether a title stands for applications without a vacancy: `Initiativbewerbung (m/w/d)`."""
    return _GENERAL.fullmatch(" ".join(title[:LONGEST_TITLE].split())) is not None


def _could_be_title(words: str) -> bool:
    if not words or len(words) > LONGEST_TITLE or words.endswith(":"):
        return False
    facts = (is_place, is_employment_type, leads_elsewhere, says_apply, says_details)
    return not any(says(words) for says in facts)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
