"""Requirements of a posting outside a candidate's studies and work."""

from collections.abc import Iterator, Sequence

from reactor.language.occupations import Occupation
from reactor.match.keyword.comparison import Comparison
from reactor.match.keyword.degree_requirements import (
    practice_lacking,
    qualification_lacking,
    studies_lacking,
)
from reactor.match.keyword.field_agreement import is_wished
from reactor.match.keyword.job_functions import LEADING, function_strange_in, functions_of_profile
from reactor.match.keyword.posting_sections import passages_of
from reactor.match.keyword.sentence import Sentence
from reactor.match.keyword.target_role import Titled
from reactor.match.keyword.text_features import TextFeatures
from reactor.match.keyword.vocabulary import is_apart
from reactor.match.keyword.wishes import Objection
from reactor.match.matcher import Candidate
from reactor.posting import Posting

STUDIES_POINTS = 25
STUDIES_MOST = 45
"""Points for a degree in another subject, which takes years."""
PRACTICE_POINTS = 15
PRACTICE_MOST = 48
OF_ANOTHER_FUNCTION = 0.58
"""The remaining share of the score if a title names another function."""
MAX_OF_ANOTHER = 0.48
"""The minimum of that share, because the field is still the candidate's."""
FUNCTION = Sentence("against.function")
SUBJECT = Sentence("against.subject")
_MAX_LINE = 120


def subjects_lacking(
    candidate: Candidate,
    posting: Posting,
    own: TextFeatures,
    asked: TextFeatures,
    comparison: Comparison,
) -> Iterator[Objection]:
    """Required degrees and years of practice in subjects that a CV does not mention.

    Args:
        candidate: with their CV.
        posting: with its text.
        own: the candidate's evidence.
        asked: the posting's.
        comparison: the comparison of the two.
    """
    if own.language is None or own.language != asked.language:
        return  # words of two languages have little in common
    passages = passages_of(posting.text)
    line = studies_lacking(passages, candidate.cv)
    line = line or qualification_lacking(passages, candidate.cv)
    if line is not None:
        yield Objection(STUDIES_POINTS, _told(line), most=STUDIES_MOST)
        return
    line = None if comparison.occupation else practice_lacking(passages, candidate.cv)
    if line is not None:
        yield Objection(PRACTICE_POINTS, _told(line), most=PRACTICE_MOST)


def other_functions(
    candidate: Candidate,
    posting: Posting,
    own: TextFeatures,
    asked: TextFeatures,
    comparison: Comparison,
) -> Iterator[Objection]:
    """A function in a title that is neither the candidate's work nor their wish.

    Args:
        candidate: with their CV and goals.
        posting: with its title.
        own: the candidate's evidence.
        asked: the posting's.
        comparison: the comparison of the two.
    """
    if is_wished(own, asked):
        return
    goals = tuple(candidate.user.candidate_info.career_goals)
    functions = functions_of_profile(goals, candidate.cv)
    is_clearly = [one for one, (clear, _) in own.occupations.items() if clear >= 1]
    word = function_strange_in(posting.title, functions, is_clearly)
    if word and _is_their_trade(is_clearly, asked):
        return
    if not word and asked.level.is_for_leaders and LEADING not in functions:
        leads = any(stage.rank is not None for stage in own.career.stages)
        word = "" if leads else posting.title
    if word:
        score = comparison.score
        left = max(OF_ANOTHER_FUNCTION * score, min(score, MAX_OF_ANOTHER))
        points = round(100 * score) - round(100 * left)
        yield Objection(points, FUNCTION.format(word=word))


def _is_their_trade(own: Sequence[Occupation], asked: TextFeatures) -> bool:
    """Whether a text seeks the candidate's regulated trade under a title without it.

    A "health adviser" who must be a registered nurse is a nurse.
    """
    same = [one for one in own if one in asked.occupations and is_apart(one.field)]
    return asked.titled is Titled.NOT and bool(same)


def _told(line: str) -> Sentence:
    return SUBJECT.format(line=line[:_MAX_LINE])
