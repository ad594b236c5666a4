"""The gap between a candidate's languages and those that a posting requires."""

from collections.abc import Iterator, Mapping

from reactor.match.keyword.language_demands import Demand, language_demands
from reactor.match.keyword.proficiency import Proficiency
from reactor.match.keyword.sentence import Languages, Sentence
from reactor.match.keyword.spoken_languages import spoken_languages
from reactor.match.keyword.wishes import Objection
from reactor.match.matcher import Candidate
from reactor.posting import Posting

LESS_WELL_POINTS = 8
LACKS = Sentence("deal_breakers.lacks_language")
FAR_BELOW = Sentence("deal_breakers.far_below_language")
STEP_BELOW = Sentence("wishes.language_step_below")
_FRAMEWORK = ("A1", "A2", "B1", "B2", "C1", "C2")


def missing_language(candidate: Candidate, posting: Posting) -> Sentence | None:
    """The first language that a candidate lacks, or speaks two steps too low; None if none."""
    spoken = spoken_languages(candidate)
    if spoken is None:
        return None
    for demand in language_demands(posting.text, posting.title):
        best = _best(demand, spoken)
        if best is None or best < demand.least:
            said = LACKS if best is None else FAR_BELOW
            return said.format(languages=Languages(demand.languages))
    return None


def languages_short_of(candidate: Candidate, posting: Posting) -> Iterator[Objection]:
    """The languages that a candidate speaks one step below the requirement."""
    spoken = spoken_languages(candidate)
    for demand in language_demands(posting.text, posting.title) if spoken else ():
        best = _best(demand, spoken or {})
        if best is not None and demand.least <= best < demand.asked:
            languages, level = Languages(demand.languages), _FRAMEWORK[demand.asked - 1]
            yield Objection(LESS_WELL_POINTS, STEP_BELOW.format(languages=languages, level=level))


def _best(demand: Demand, spoken: Mapping[str, Proficiency]) -> Proficiency | None:
    """The candidate's best level among alternative languages; None if they speak none."""
    return max((spoken[one] for one in demand.languages if one in spoken), default=None)
