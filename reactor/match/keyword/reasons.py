"""What speaks for a posting, what against it and what is to be learned, each with its ground."""

from collections.abc import Iterator, Sequence
from itertools import islice

from reactor.documents import CandidateInfo
from reactor.language.languages import LANGUAGE_NAMES, language_of
from reactor.language.phrasebook import words_of
from reactor.match.keyword.alike import lines_alike
from reactor.match.keyword.comparison import Comparison
from reactor.match.keyword.credentials import credentials_demanded, credentials_shown
from reactor.match.keyword.field_agreement import SAME_FIELD
from reactor.match.keyword.language_demands import language_demands
from reactor.match.keyword.level_asked import FAR
from reactor.match.keyword.mentions import is_common
from reactor.match.keyword.passages import passages_of
from reactor.match.keyword.place_reasons import reasons_of_place
from reactor.match.keyword.proficiency import Proficiency, held_proficiency
from reactor.match.keyword.quotes import answers, quote
from reactor.match.keyword.vocabulary import Skill
from reactor.match.keyword.wishes import Objection
from reactor.match.keyword.workplace import Workplace
from reactor.match.matcher import Candidate
from reactor.posting import Posting

# The sentences, one template each; what stands in braces is named where it is filled in.
SAYS_SO = "{title} is in your field of work: your profile says “{occupation}”."
IN_FIELD = "{title} is in your field of work."
ANSWERED = "It asks “{asked}”; your profile says “{own}”."
ASKED_TOO = "It also asks for {skills}, which your profile names."
WELCOMED = "It would welcome {skills}, which your profile names."
SAME_LEVEL = "It is as senior as you are: {level}."
LANGUAGE = "It asks for a language that you list: {languages}."
OTHER_FIELD = "{title} is not in the field that your profile shows."
HELPS = "It helps those of your profession: it is less senior than you are."
LESS_SENIOR = "It is less senior than you are."
FAR_MORE_SENIOR = "It is far more senior than your profile shows."
CREDENTIAL = "It requires {credential}, which your profile does not name: “{line}”."
REQUIRED = "It requires {skills}, which your profile does not name."
NOTHING_SHARED = "It asks for {skills}, which your profile does not name."
NO_TEXT = "Judged by its title alone: its text could not be read."
NO_SKILLS = "Judged by titles: there are no skills to compare."
STEP_UP = "A step up in seniority."
NOT_NAMED = "Your profile does not name {skills}."

# More skills than this in one sentence are not read.
NAMED_SKILLS = 8
# So many lines of a posting are quoted with their answers.
MOST_ANSWERS = 3
# Where skills give fewer, lines are quoted that have words in common.
ENOUGH_ANSWERS = 2
# An objection that costs so much would stop an application.
STOPPING_POINTS = 25
# How much a reason says, beside a skill that both name, which says 1.
_OCCUPATION, _FIELD, _ALIKE, _LEVEL, _PLACE, _LANGUAGE, _MORE = 1.5, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5
# A quoted line is short.
_LONGEST_LINE = 120

Reason = tuple[float, str]


def reasons_for(
    candidate: Candidate, posting: Posting, comparison: Comparison, work: Workplace
) -> Iterator[str]:
    """What in both the profile and the posting speaks for it, the strongest first."""
    info = candidate.user.candidate_info
    told = [
        *_work(comparison, posting),
        *_skills(candidate, comparison, posting),
        *((_PLACE, reason) for reason in reasons_of_place(info, posting, work)),
        *((_LANGUAGE, reason) for reason in _languages(info, posting)),
    ]
    told.sort(key=lambda reason: -reason[0])
    yield from (reason for _, reason in told)


def _work(comparison: Comparison, posting: Posting) -> Iterator[Reason]:
    if comparison.field < SAME_FIELD:
        return
    if comparison.occupation:
        occupation = comparison.occupation
        yield _OCCUPATION, SAYS_SO.format(title=posting.title, occupation=occupation)
    else:
        yield _FIELD, IN_FIELD.format(title=posting.title)
    if comparison.is_as_senior and comparison.level is not None:
        yield _LEVEL, SAME_LEVEL.format(level=comparison.level.name.lower())


def _skills(candidate: Candidate, comparison: Comparison, posting: Posting) -> Iterator[Reason]:
    """The lines that the profile answers, then what else it answers."""
    in_text = comparison.asked.lines
    telling = [
        skill
        for skill in _telling(comparison.shared)
        if skill in in_text or not comparison.occupation
    ]
    told = answers(telling, in_text, comparison.own.lines, posting.title)
    for answer in told[:MOST_ANSWERS]:
        yield answer.strength, ANSWERED.format(asked=answer.asked, own=answer.own)
    if len(told) < ENOUGH_ANSWERS and comparison.field >= SAME_FIELD:
        besides = frozenset(line for skill in telling for line in in_text.get(skill, ()))
        alike = lines_alike(passages_of(posting.text), candidate.cv, besides)
        for asked, own, word in islice(alike, ENOUGH_ANSWERS - len(told)):
            yield _ALIKE, ANSWERED.format(asked=quote(asked), own=quote(own, word))
    rest = [skill for answer in told[MOST_ANSWERS:] for skill in answer.skills]
    if rest:
        yield _MORE, ASKED_TOO.format(skills=_listed(rest))
    if comparison.welcome:
        yield _MORE, WELCOMED.format(skills=_listed(comparison.welcome))


def _languages(info: CandidateInfo, posting: Posting) -> Iterator[str]:
    """The languages that are asked for beside the one that the posting is written in."""
    written = language_of(posting.text)
    asked = {
        language
        for demand in language_demands(posting.text, posting.title)
        for language in demand.languages
        if language != written
    }
    held = [
        f"{known.language} {known.level}".strip()
        for known in info.languages
        if any(found.entry in asked for found in LANGUAGE_NAMES.find(words_of(known.language)))
        # A short posting tells not what it is written in: hardly in somebody's second language.
        and (written or held_proficiency(known.level) < Proficiency.NATIVE)
    ]
    if held:
        yield LANGUAGE.format(languages=", ".join(held))


def reasons_against(
    candidate: Candidate, comparison: Comparison, objected: Sequence[Objection], posting: Posting
) -> Iterator[str]:
    """What speaks against it: first what would stop an application, then the rest."""
    stops = [one for one in objected if one.points >= STOPPING_POINTS]
    yield from (objection.reason for objection in stops)
    yield from _far_off(comparison)
    yield from _credentials(candidate, comparison, posting)
    if comparison.field < SAME_FIELD and not comparison.helps:
        yield OTHER_FIELD.format(title=posting.title)
    yield from (objection.reason for objection in objected if objection not in stops)
    if comparison.steps == -1 and not comparison.helps and comparison.field >= SAME_FIELD:
        yield LESS_SENIOR
    yield from _lacking(comparison, posting)


def _far_off(comparison: Comparison) -> Iterator[str]:
    if comparison.helps:
        yield HELPS
    elif comparison.field < SAME_FIELD or comparison.steps is None:
        return
    elif comparison.steps <= -FAR:
        yield LESS_SENIOR
    elif comparison.steps >= FAR:
        yield FAR_MORE_SENIOR


def _credentials(candidate: Candidate, comparison: Comparison, posting: Posting) -> Iterator[str]:
    held = credentials_shown(candidate.cv)
    for credential, line in credentials_demanded(passages_of(posting.text)):
        if credential in held or (credential.goes_with_work and comparison.occupation):
            continue
        yield CREDENTIAL.format(credential=credential.name, line=line[:_LONGEST_LINE])


def _lacking(comparison: Comparison, posting: Posting) -> Iterator[str]:
    """What is not there to be compared, and what the posting requires and the profile lacks."""
    if not posting.text:
        yield NO_TEXT
    elif not comparison.shared and not comparison.missing:
        yield NO_SKILLS
    required = _telling(comparison.required)
    missing = _telling(comparison.missing)
    if missing and not comparison.shared:
        yield NOTHING_SHARED.format(skills=_listed(missing))
    elif required:
        yield REQUIRED.format(skills=_listed(required))


def stretches(comparison: Comparison) -> Iterator[str]:
    """What is asked or welcome, missing, and can be learned."""
    if comparison.field < SAME_FIELD:
        return
    if comparison.steps == 1:
        yield STEP_UP
    wanted = _telling(comparison.wanted)
    if wanted:
        yield NOT_NAMED.format(skills=_listed(wanted))


def _telling(skills: Sequence[Skill]) -> list[Skill]:
    """Those worth naming: not what every second posting lists."""
    return [skill for skill in skills if not is_common(skill)]


def _listed(skills: Sequence[Skill]) -> str:
    """Skills as a phrase, those that say most first."""
    telling = islice(sorted(skills, key=lambda skill: -skill.weight), NAMED_SKILLS)
    names = [skill.name for skill in telling]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
