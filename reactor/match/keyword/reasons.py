"""Reasons for and against a posting, and things to learn, each with its evidence."""

from collections.abc import Iterator, Sequence
from itertools import islice

from reactor.documents import CandidateInfo
from reactor.language.languages import LANGUAGE_NAMES, language_of
from reactor.language.phrasebook import plain, words_of
from reactor.match.keyword.comparison import Comparison
from reactor.match.keyword.credentials import credentials_demanded, credentials_shown
from reactor.match.keyword.field_agreement import SAME_FIELD
from reactor.match.keyword.language_demands import language_demands
from reactor.match.keyword.level_asked import FAR
from reactor.match.keyword.matching_quotes import answers, own_words, quote
from reactor.match.keyword.place_reasons import reasons_of_place
from reactor.match.keyword.posting_sections import passages_of
from reactor.match.keyword.proficiency import Proficiency, held_proficiency
from reactor.match.keyword.sentence import Joined, Languages, Listed, Part, Sentence
from reactor.match.keyword.similar_lines import lines_alike
from reactor.match.keyword.skill_mentions import Mentions, is_common
from reactor.match.keyword.vocabulary import Skill
from reactor.match.keyword.wishes import Objection
from reactor.match.keyword.workplace import Workplace
from reactor.match.matcher import Candidate
from reactor.posting import Posting

# The sentences; `sentences/*.toml` words them in each language.
SAYS_SO = Sentence("reasons.says_so")
IN_FIELD = Sentence("reasons.in_field")
ANSWERED = Sentence("reasons.answered")
ASKED_TOO = Sentence("reasons.asked_too")
WELCOMED = Sentence("reasons.welcomed")
SAME_LEVEL = Sentence("reasons.same_level")
LANGUAGE = Sentence("reasons.language")
LANGUAGE_AT = Sentence("phrases.language_at")
PROFICIENCIES = {
    "native": Sentence("proficiency.native"),
    "fluent": Sentence("proficiency.fluent"),
    "advanced": Sentence("proficiency.advanced"),
    "intermediate": Sentence("proficiency.intermediate"),
    "conversational": Sentence("proficiency.conversational"),
    "basic": Sentence("proficiency.basic"),
}
OTHER_FIELD = Sentence("against.other_field")
HELPS = Sentence("against.helps")
LESS_SENIOR = Sentence("against.less_senior")
FAR_MORE_SENIOR = Sentence("against.far_more_senior")
CREDENTIAL = Sentence("against.credential")
REQUIRED = Sentence("against.required")
NOTHING_SHARED = Sentence("against.nothing_shared")
NO_TEXT = Sentence("against.no_text")
NO_SKILLS = Sentence("against.no_skills")
STEP_UP = Sentence("stretch.step_up")
NOT_NAMED = Sentence("stretch.not_named")

# Maximum number of skills in one sentence, for readability.
NAMED_SKILLS = 8
# Maximum number of quoted pairs of lines.
MAX_ANSWERS = 3
# If skills lead to fewer, lines with common words are quoted.
ENOUGH_ANSWERS = 2
# An objection with this many points prevents an application.
STOPPING_POINTS = 25
# The weights of reasons; a common skill weighs 1.
_OCCUPATION, _FIELD, _ALIKE, _LEVEL, _PLACE, _LANGUAGE, _MORE = 1.5, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5
# A quoted line is short.
_MAX_LINE = 120

Reason = tuple[float, Sentence]


def reasons_for(
    candidate: Candidate, posting: Posting, comparison: Comparison, work: Workplace
) -> Iterator[Sentence]:
    """The reasons in favour of a posting, the strongest first."""
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
        yield _LEVEL, SAME_LEVEL.format(level=Sentence(f"levels.{comparison.level.name.lower()}"))


def _skills(candidate: Candidate, comparison: Comparison, posting: Posting) -> Iterator[Reason]:
    """The quoted lines that the profile matches, then its other matches."""
    in_text = comparison.asked.lines
    telling = [
        skill
        for skill in _telling(comparison.shared)
        if skill in in_text or not comparison.occupation
    ]
    told = answers(telling, in_text, comparison.own.lines, posting.title)
    for answer in told[:MAX_ANSWERS]:
        yield (
            answer.strength,
            ANSWERED.format(asked=Listed(answer.asked, Joined.QUOTES), own=answer.own),
        )
    if len(told) < ENOUGH_ANSWERS and comparison.field >= SAME_FIELD:
        besides = frozenset(line for skill in telling for line in in_text.get(skill, ()))
        alike = lines_alike(passages_of(posting.text), candidate.cv, besides)
        for asked, own, word in islice(alike, ENOUGH_ANSWERS - len(told)):
            yield _ALIKE, ANSWERED.format(asked=quote(asked), own=quote(own, word))
    rest = [skill for answer in told[MAX_ANSWERS:] for skill in answer.skills]
    if rest:
        yield _MORE, ASKED_TOO.format(skills=_listed(rest, comparison.own))
    if comparison.welcome:
        yield _MORE, WELCOMED.format(skills=_listed(comparison.welcome, comparison.own))


def _languages(info: CandidateInfo, posting: Posting) -> Iterator[Sentence]:
    """The required languages besides the posting's own."""
    written = language_of(posting.text)
    asked = {
        language
        for demand in language_demands(posting.text, posting.title)
        for language in demand.languages
        if language != written
    }
    held = [
        _known(known.language, known.level)
        for known in info.languages
        if any(found.entry in asked for found in LANGUAGE_NAMES.find(words_of(known.language)))
        # The language of a short posting is unclear, but hardly the candidate's second one.
        and (written or held_proficiency(known.level) < Proficiency.NATIVE)
    ]
    if held:
        yield LANGUAGE.format(languages=Listed(held, Joined.COMMAS))


def _known(language: str, level: str) -> Part:
    """A language as listed by the candidate; an English name is translated."""
    name = Languages([language])
    said = PROFICIENCIES.get(plain(level), level)
    return LANGUAGE_AT.format(language=name, level=said) if level else name


def reasons_against(
    candidate: Candidate, comparison: Comparison, objected: Sequence[Objection], posting: Posting
) -> Iterator[Sentence]:
    """The reasons against a posting: first those that prevent an application, then the rest."""
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


def _far_off(comparison: Comparison) -> Iterator[Sentence]:
    if comparison.helps:
        yield HELPS
    elif comparison.field < SAME_FIELD or comparison.steps is None:
        return
    elif comparison.steps <= -FAR:
        yield LESS_SENIOR
    elif comparison.steps >= FAR:
        yield FAR_MORE_SENIOR


def _credentials(
    candidate: Candidate, comparison: Comparison, posting: Posting
) -> Iterator[Sentence]:
    held = credentials_shown(candidate.cv)
    for credential, line in credentials_demanded(passages_of(posting.text)):
        if credential in held or (credential.goes_with_work and comparison.occupation):
            continue
        yield CREDENTIAL.format(
            credential=Sentence(f"credentials.{credential.name}"), line=line[:_MAX_LINE]
        )


def _lacking(comparison: Comparison, posting: Posting) -> Iterator[Sentence]:
    """Missing data for the comparison, and requirements that the profile lacks."""
    if not posting.text:
        yield NO_TEXT
    elif not comparison.shared and not comparison.missing:
        yield NO_SKILLS
    required = _telling(comparison.required)
    missing = _telling(comparison.missing)
    if missing and not comparison.shared:
        yield NOTHING_SHARED.format(skills=_listed(missing, comparison.asked))
    elif required:
        yield REQUIRED.format(skills=_listed(required, comparison.asked))


def stretches(comparison: Comparison) -> Iterator[Sentence]:
    """Missing requirements and nice-to-haves that can be learned."""
    if comparison.field < SAME_FIELD:
        return
    if comparison.steps == 1:
        yield STEP_UP
    wanted = _telling(comparison.wanted)
    if wanted:
        yield NOT_NAMED.format(skills=_listed(wanted, comparison.asked))


def _telling(skills: Sequence[Skill]) -> list[Skill]:
    """The skills that are worth naming, without those of every second posting."""
    return [skill for skill in skills if not is_common(skill)]


def _listed(skills: Sequence[Skill], named_by: Mentions) -> Listed:
    """Skills as a list, the weightiest first.

    Args:
        skills: skills of the posting or the profile.
        named_by: their lines, for the spelling.
    """
    named = sorted(skills, key=lambda skill: -skill.weight)[:NAMED_SKILLS]
    own = [own_words(skill, named_by.lines.get(skill, ())) for skill in named]
    return Listed([skill.name for skill in named], own_words=own)
