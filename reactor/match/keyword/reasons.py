"""What speaks for a posting and what is to be learned, each naming what it rests on."""

from collections.abc import Iterator, Sequence

from reactor.documents import CandidateInfo, Company
from reactor.language.languages import LANGUAGE_NAMES
from reactor.language.phrasebook import plain_words, words_of
from reactor.match.keyword.comparison import SAME_FIELD, Comparison
from reactor.match.keyword.dealbreakers import where
from reactor.match.keyword.language_demands import language_demands
from reactor.match.keyword.level_asked import FAR
from reactor.match.keyword.offers import is_done_remotely, says_remote
from reactor.match.keyword.places import may_work_in, residence
from reactor.match.keyword.vocabulary import Skill
from reactor.match.keyword.wishes import Objection
from reactor.match.matcher import Candidate
from reactor.posting import Posting

# More skills than this in one sentence are not read.
NAMED_SKILLS = 8


def reasons_for(
    candidate: Candidate, company: Company, posting: Posting, comparison: Comparison
) -> Iterator[str]:
    """What in both the profile and the posting speaks for it."""
    if comparison.field >= SAME_FIELD:
        own = f": your profile says “{comparison.occupation}”" if comparison.occupation else ""
        yield f"{posting.title} is in your field of work{own}."
    if comparison.shared:
        yield f"It asks for {_listed(comparison.shared)}, which your profile names."
    if comparison.steps == 0 and comparison.field >= SAME_FIELD and comparison.level is not None:
        yield f"It is as senior as you are: {comparison.level.name.lower()}."
    yield from _place(candidate.user.candidate_info, company, posting)
    yield from _languages(candidate.user.candidate_info, posting)


def _place(info: CandidateInfo, company: Company, posting: Posting) -> Iterator[str]:
    countries, home = where(company, posting), residence(info)
    city = info.city and _in_words(info.city) in _in_words(posting.location)
    if is_done_remotely(posting, company) and any(map(says_remote, info.work_environments)):
        yield f"It can be done remotely ({posting.location or 'as stated'}), as you wish."
    if city:
        yield f"It is in {posting.location}; you live in {info.city}."
    elif countries & home:
        home_name = info.country or info.city
        live = f"you live in {home_name}" if home_name else "you live there, too"
        yield f"It is in {posting.location or 'your country'}; {live}."
    elif countries and countries & (may_work_in(info) or frozenset()):
        yield f"It is in {posting.location or 'a country'}, where you may work."


def _in_words(place: str) -> str:
    """A place as words between blanks, so that one is in another whatever stands around it."""
    return f" {' '.join(plain_words(words_of(place)))} "


def _languages(info: CandidateInfo, posting: Posting) -> Iterator[str]:
    asked = {
        language
        for demand in language_demands(posting.text, posting.title)
        for language in demand.languages
    }
    held = [
        f"{known.language} {known.level}".strip()
        for known in info.languages
        if any(found.entry in asked for found in LANGUAGE_NAMES.find(words_of(known.language)))
    ]
    if held:
        yield f"It asks for a language that you list: {', '.join(held)}."


def reasons_against(
    comparison: Comparison, objected: Sequence[Objection], posting: Posting
) -> Iterator[str]:
    """What speaks against it, the candidate's wishes first."""
    yield from (objection.reason for objection in objected)
    yield from _level(comparison)
    if comparison.field < SAME_FIELD and not comparison.helps:
        yield f"{posting.title} is not in the field that your profile shows."
    if not posting.text:
        yield "Judged by its title alone: its text could not be read."
    elif not comparison.shared and not comparison.missing:
        yield "Judged by titles: there are no skills to compare."
    elif comparison.missing and not comparison.shared:
        yield f"It asks for {_listed(comparison.missing)}, which your profile does not name."


def _level(comparison: Comparison) -> Iterator[str]:
    if comparison.helps:
        yield "It helps those of your profession: it is less senior than you are."
    elif comparison.field < SAME_FIELD or comparison.steps is None:
        return
    elif comparison.steps < 0:
        yield "It is less senior than you are."
    elif comparison.steps >= FAR:
        yield "It is far more senior than your profile shows."


def stretches(comparison: Comparison) -> Iterator[str]:
    """What is asked, missing, and can be learned."""
    if comparison.field < SAME_FIELD:
        return
    if comparison.steps == 1:
        yield "A step up in seniority."
    if comparison.shared and comparison.missing:
        yield f"Your profile does not name {_listed(comparison.missing)}."


def _listed(skills: Sequence[Skill]) -> str:
    """Skills as a phrase, those that say most first."""
    telling = sorted(skills, key=lambda skill: -skill.weight)[:NAMED_SKILLS]
    names = [skill.name for skill in telling]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
