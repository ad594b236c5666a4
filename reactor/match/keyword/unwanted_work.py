"""Work that a person rejects in their goals or CV.

"Hands-on, not people management full time", "keine Schichtarbeit mehr", "sin guardias": these are
not in the list of exclusions, but rule out postings all the same.
"""

# ruff: noqa: E501 - words of many languages

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reactor.documents import CandidateInfo, Company
from reactor.language.cv_language import language_of_cv
from reactor.language.sentences import sentences_of
from reactor.match.keyword.career import wishes_in
from reactor.match.keyword.exclusions import exclusion_of
from reactor.match.keyword.industries import is_industry
from reactor.match.keyword.role_types import excluded_types
from reactor.match.keyword.sentence import Sentence
from reactor.match.keyword.wishes import Objection
from reactor.match.matcher import Candidate
from reactor.posting import Posting

UNWANTED = Sentence("wishes.unwanted")
UNWANTED_POINTS = 15
UNWANTED_MOST = 48
"""The maximum score of unwanted work, which is never saved."""
REMEMBERED = 32
# The end of the unwanted work: a comma, or the wanted alternative.
_NOT_WANTED = re.compile(
    r"\b(?:not|no|no more|never|without|away from|out of|leav(?:e|ing)|instead of|rather than|less"
    r"|keine?[nmrs]?|nicht|nie|ohne|weg von|weg vom|raus aus|statt|weniger"
    r"|pas|ne (?:\w+ ){1,3}plus|sans|sortir|quitter|arrêter|moins|éviter"
    r"|sin|nunca|dejar|evitar|menos|fuera de"
    r"|non|senza|lasciare|evitare|meno|basta|não|sem|deixar|menos|fora de"
    r"|geen|niet|zonder|weg uit|minder|nie|bez|zamiast|mniej|odejść od"
    r"|ne|nechci|bez|ne už|pryč od|místo|méně"
    r"|inte|inga|ingen|inget|utan|bort från|slippa|mindre|ikke|uden|uten|væk fra|bort fra|ei|ilman)\s(?P<what>[^.,;:()!?\n]{3,80})",
    re.IGNORECASE,
)
# "Not only", "no problem with", "not afraid of", "not yet".
_NO_DENIAL = re.compile(
    r"(?:(?:i |me |te |mi |do |se |mich |ich |is |a |il |la |un |el |o ){0,2})(?:only|just|yet|necessarily|problem\w*|objection\w*|issue\w*|fear|afraid|hesitat\w*|mind|matter|limit\w*|lack\w*|nur|unbedingt|scheu\w*|angst|bedenken|seulement|uniquement|peur|forcément|souci\w*|solo|sólo|solamente|importa\w*|miedo|soltanto|solamente|paura|problema\w*|só|apenas|medo|alleen|enkel|bezwaar|bang|moeite|tylko|boję|przeszkad\w*|problemu|jen|jenom|vad\w*|boj\w*|bara|endast|kun|rädd|redd|bange|vain)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\s(?:but|und|sondern|mais|sino|ma|bensì|mas|maar|ale|lecz|men|utan|to|towards|hin zu|vers|hacia|verso|para|naar|do|till|til)\s",
    re.IGNORECASE,
)
# Sentences of a CV that state wishes, anywhere in it.
_WANTING = re.compile(
    r"\b(?:want|wish|prefer|look(?:ing)? for|no longer|not interested|would like|möchte|will nicht|nicht mehr|kein\w* mehr|suche|wünsche"
    r"|souhait\w*|ne veux|cherche|voudrais|quiero|busco|prefiero|me gustaría|desidero|vorrei|cerco|non voglio|preferisco|quero|procuro|prefiro|não volto"
    r"|wil|zoek|liever|wens|chcę|chciał\w*|szukam|wolę|nie interesuj\w*|chci|nechci|hledám|rád\w?|vill|söker|önskar|ønsker|søger|vil gerne|haluan|etsin)\b",
    re.IGNORECASE,
)


def objections_of_wishes(
    candidate: Candidate, company: Company, posting: Posting
) -> Iterator[Objection]:
    """The work of a posting that the candidate rejects, if any."""
    info = candidate.user.candidate_info
    names = unwanted_in(tuple(info.career_goals), candidate.cv)
    if not names:
        return
    found = exclusion_of(_excluding(names), company, posting)
    if found is not None:
        told = UNWANTED.format(name=found.name, shown=found.shown_by)
        yield Objection(UNWANTED_POINTS, told, most=UNWANTED_MOST)


def _excluding(names: Sequence[str]) -> CandidateInfo:
    return CandidateInfo(excluded_role_types=tuple(names))


@lru_cache(maxsize=REMEMBERED)
def unwanted_in(goals: tuple[str, ...], cv: str) -> tuple[str, ...]:
    """The kinds of work and the industries that a candidate rejects, in their words."""
    lines = [line for line in cv.splitlines() if line.strip()]
    told = (*goals, *wishes_in(lines), *filter(_WANTING.search, sentences_of(cv)))
    # "No Porto" is Portuguese for "in Porto".
    has_no = language_of_cv(cv) != "Portuguese"
    return tuple(dict.fromkeys(name for text in told for name in _unwanted(text, has_no=has_no)))


def _unwanted(text: str, *, has_no: bool) -> Iterator[str]:
    for met in _NOT_WANTED.finditer(text):
        if _NO_DENIAL.match(met["what"]) or not (has_no or met[0][:3].lower() != "no "):
            continue
        what = _INSTEAD.split(met["what"], maxsplit=1)[0].strip()
        if what and (excluded_types(what) or is_industry(what)):
            yield what
