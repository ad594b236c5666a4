"""A candidate's exclusions (industries, technologies, role types), and postings that meet them.

`excluded_industries.toml` and `excluded_roles.toml` hold the words of common exclusions, for all
three lists of a person; any other exclusion is searched for literally.
"""

# ruff: noqa: E501 - words of many languages, as they are written

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reactor.documents import CandidateInfo, Company
from reactor.language.occupations import OCCUPATIONS
from reactor.language.phrasebook import plain_words, words_of
from reactor.language.sentences import sentences_of, without_denied_questions
from reactor.match.keyword.industries import industry_shown, is_industry
from reactor.match.keyword.named_roles import names_role, without
from reactor.match.keyword.negation import is_denied, is_denied_behind
from reactor.match.keyword.role_types import (
    ROLE_TYPES,
    SEVERAL,
    excluded_types,
    is_known,
)
from reactor.match.keyword.role_types import RoleExclusion as ExcludedType
from reactor.match.keyword.solicitations import keeps_agencies_away
from reactor.match.keyword.technologies import names_technology, technology_needed
from reactor.match.keyword.vocabulary import nearness
from reactor.match.keyword.word_stems import are_alike
from reactor.posting import Posting

# The clarity from which an occupation counts for an exclusion.
_NEAR = 0.5
# Number of different tasks of a kind that make a post one of that kind.
_MANY_TASKS = 4
# From the evening to the morning: "fra 22 til 7", "22:00-06:00".
_ACROSS_MIDNIGHT = re.compile(
    r"\b2[0-3](?:[:.h]?00)? ?(?:Uhr |h |uur |hrs? |kl\.? )?(?:-|and|und|et|y|e|en|i|og|och|a|\u2013|to|til|till|bis|a|à|tot|do|la|alle|às|και) ?(?:kl\.? |the |las )?0?[4-8](?:[:.h]?(?:00|30))?(?: ?(?:Uhr|h|uur|am|hrs?))?\b(?![.,:]?\d| ?(?:%|eur|€|km|days?|Tage|dage|dní|years?|Jahre?|ans|let|lat|people|Personen))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MetExclusion:
    """An exclusion that a posting meets: the candidate's word, and the evidence."""

    name: str
    kind: str
    shown_by: str


def excluded_by_title(info: CandidateInfo, title: str) -> MetExclusion | None:
    """The first excluded role type or technology in a title, or None."""
    return _excluded_role(info, title) or _excluded_technology(info, title)


def _excluded_role(
    info: CandidateInfo, title: str, text: str = "", company: str = ""
) -> MetExclusion | None:
    for role in _role_types(info):
        shown = _role_shown(role, title, text, company)
        if shown:
            return MetExclusion(role, "role type", shown)
    return None


def _excluded_technology(info: CandidateInfo, title: str) -> MetExclusion | None:
    named = (name for name in info.excluded_technologies if names_technology(title, name))
    technology = next(named, None)
    return MetExclusion(technology, "technology", title) if technology else None


def exclusion_of(info: CandidateInfo, company: Company, posting: Posting) -> MetExclusion | None:
    """The first of a candidate's exclusions that a posting meets, or None."""
    title = f"{without_denied_questions(posting.title)} {posting.employment_type}"
    text = without_denied_questions(posting.text)
    return (
        excluded_by_title(info, title)
        or _excluded_role(info, title, text, company.name)
        or _technology(info, posting)
        or _industry(info, company, posting)
    )


def _technology(info: CandidateInfo, posting: Posting) -> MetExclusion | None:
    found = technology_needed(info.excluded_technologies, posting.text)
    return None if found is None else MetExclusion(found[0], "technology", found[1])


def _industries(info: CandidateInfo) -> Iterator[str]:
    """The excluded industries: all of that list, and known ones in the other lists."""
    yield from info.excluded_industries
    others = (*info.excluded_role_types, *info.excluded_technologies)
    yield from (name for name in others if is_industry(name))


def _industry(info: CandidateInfo, company: Company, posting: Posting) -> MetExclusion | None:
    found = industry_shown(_industries(info), company, posting)
    return None if found is None else MetExclusion(found[0], "industry", found[1])


def _role_types(info: CandidateInfo) -> Iterator[str]:
    """The excluded role types: all of that list, and known ones in the other lists."""
    yield from info.excluded_role_types
    others = (*info.excluded_industries, *info.excluded_technologies)
    yield from (name for name in others if is_known(name))


def _role_shown(role: str, title: str, text: str, company: str) -> str | None:
    """The evidence that a posting is of an excluded role type; None if it is not."""
    if not is_known(role):
        words = words_of(title)
        return next(
            (one.strip() for one in SEVERAL.split(role) if names_role(one, words, company, text)),
            None,
        )
    types = excluded_types(role)
    shown = next((shown for one in types if (shown := _met(one, title, text, company))), None)
    return shown or _other_part(role, words_of(title))


def _other_part(role: str, title: tuple[str, ...]) -> str | None:
    """The part of a compound exclusion that is of no known type and is in the title."""
    parts = [part.strip() for part in SEVERAL.split(role)]
    named = (
        part
        for part in parts
        if len(parts) > 1 and not is_known(part) and any(OCCUPATIONS.find(words_of(part)))
    )
    return next((part for part in named if names_role(part, title)), None)


def _met(excluded: ExcludedType, title: str, text: str, company: str) -> str | None:
    """The evidence that a posting meets all conditions of one excluded type; None if it does not."""
    named = [found.entry for found in OCCUPATIONS.find(words_of(title))]
    if excluded.occupations and not any(
        own == one or nearness(own, one) >= _NEAR for own in excluded.occupations for one in named
    ):
        return None
    if excluded.words:
        told = plain_words(words_of(f"{title} {company}") + words_of(text))
        if not all(any(are_alike(word, other) for other in told) for word in excluded.words):
            return None
    shown = [
        _kind_in_title(kind, title, is_one_of_several=len(excluded.kinds) > 1)
        or _kind_in_text(kind, text)
        or _kind_in_name(kind, company)
        or _kind_in_tasks(kind, text)
        for kind in excluded.kinds
    ]
    return ", ".join(dict.fromkeys(each for each in shown if each)) if all(shown) else None


def _kind_in_title(kind: str, title: str, *, is_one_of_several: bool) -> str | None:
    """The words of a title that are of a kind; with further conditions, its name suffices."""
    known = ROLE_TYPES[kind]
    words = without(known.besides, words_of(title))
    for book in (known.title, known.names) if is_one_of_several else (known.title,):
        for found in book.find(words):
            if not is_denied(plain_words(words)[: found.start]):
                return " ".join(words[found.start : found.end])
    return None


def _kind_in_text(kind: str, text: str) -> str | None:
    """The words of a text that are of a kind, unless they are negated or about others."""
    if kind == "nights" and (shown := _ACROSS_MIDNIGHT.search(text)):
        return shown[0]
    book = ROLE_TYPES[kind].text
    for sentence in sentences_of(text) if any(book.find(words_of(text))) else ():
        words = words_of(sentence)
        for found in book.find(words):
            told = " ".join(words[found.start : found.end])
            around = is_denied(plain_words(words)[: found.start]) or is_denied_behind(
                told, sentence
            )
            if not around and not keeps_agencies_away(sentence):
                return told
    return None


def _kind_in_tasks(kind: str, text: str) -> str | None:
    """The tasks of a kind in a text, if there are enough that the post is of that kind."""
    words = words_of(text)
    named = {" ".join(words[one.start : one.end]) for one in ROLE_TYPES[kind].tasks.find(words)}
    return ", ".join(sorted(named)) if len(named) >= _MANY_TASKS else None


def _kind_in_name(kind: str, company: str) -> str | None:
    """The words of a company's name that indicate a kind."""
    words = words_of(company)
    found = next(ROLE_TYPES[kind].companies.find(words), None)
    return None if found is None else " ".join(words[found.start : found.end])
